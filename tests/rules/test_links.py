"""Mails point to pages that are there."""

import inspect
from types import SimpleNamespace

import pytest
from flask import url_for

from tasks_tracker.mail import links
from tasks_tracker.web import create_app

BASE = "https://ducha.example.gov.cn"
PAGES = {
    "home": ("home.show", {}),
    "task": ("tasks.show", {"task_id": 7}),
    "review": ("reviews.show", {"report_id": 7}),
    "reviews": ("reviews.index", {}),
    "my": ("my.show", {}),
    "ledger": ("ledger.show", {}),
    "check": ("checks.show", {"check_id": 7}),
    "circular": ("circulars.show", {"circular_id": 7}),
    "circular_notice": ("circular_notices.show", {"circular_notice_id": 7}),
    "correction": ("circular_corrections.show", {"correction_id": 7}),
    "handover": ("handovers.show", {"handover_id": 7}),
    "extension": ("extensions.show", {"extension_id": 7}),
    "blocker": ("blockers.show", {"blocker_id": 7}),
    "notice": ("notices.show", {"notice_id": 7}),
    "objection": ("objections.show", {"objection_id": 7}),
    "share": ("shares.show", {"share_id": 7}),
    "inspection": ("inspections.show", {"inspection_id": 7}),
    "finding": ("findings.show", {"finding_id": 7}),
    "findings": ("findings.index", {}),
    "accountability": ("accountability.index", {}),
    "liability_action": ("accountability.action", {"action_id": 7}),
    "unsigned": ("unsigned.show", {"unsigned_id": 7}),
    "urging": ("slips.show", {"urging_id": 7}),
    "urgings": ("urgings.index", {}),
    "remark": ("remarks.show", {"remark_id": 7}),
    "score_sheet": ("scores.show", {"sheet_id": 7}),
    "score_row": ("scores.row", {"row_id": 7}),
    "score_objection": ("score_objections.show", {"score_objection_id": 7}),
}


SETTINGS = SimpleNamespace(
    secret_key="a secret of at least thirty-two characters",
    base_url=BASE,
    upload_max_mb=1,
    upload_total_max_mb=5,
    demo=False,
)


@pytest.fixture(scope="module")
def app():
    return create_app(SETTINGS)


def test_every_link_is_listed_here():
    made = {name for name, _ in inspect.getmembers(links, inspect.isfunction)} - {"use"}
    assert made == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_link_is_the_address_of_its_page(app, name):
    endpoint, values = PAGES[name]
    links.use(BASE)
    try:
        address = getattr(links, name)(*values.values())
    finally:
        links.use("http://127.0.0.1:8000")
    with app.test_request_context(base_url=BASE):
        assert address == url_for(endpoint, **values, _external=True)
