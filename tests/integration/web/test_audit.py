"""The audit trail as its administrator reads it."""

import pytest

from tasks_tracker.domain.events import EventKind
from tasks_tracker.operations.comparisons import confirm_clear_links
from tasks_tracker.operations.trail import record
from tests import make


@pytest.fixture
def trail(world):
    about = {"subject": "report:12", "words": "数字对不上"}
    record(EventKind.REPORT_RETURNED, by=world.supervisor, now=make.NOW, **about)
    record(EventKind.USER_ADDED, by=world.system_admin, now=make.NOW, words="newcomer")
    record(EventKind.USER_ADDED, by=world.county_supervisor, now=make.NOW, words="elsewhere")


def test_it_tells_who_did_what_without_the_text_of_the_business(client, world, trail):
    page = client.sign_in(world.audit_admin).get("/audit").text
    assert "退回" in page
    assert "反馈 12" in page
    assert "数字对不上" not in page
    assert "newcomer" in page


def test_it_can_show_what_it_has_no_word_for(client, world):
    record(EventKind.TASK_AMENDED, by=world.supervisor, now=make.NOW, subject="novelty:3")
    assert "其他 3" in client.sign_in(world.audit_admin).get("/audit").text


def test_it_shows_decisions_about_plans_of_two_levels(client, world):
    comparison = make.comparison(world.task, world.county_task, world.supervisor)
    confirm_clear_links(comparison, by=world.supervisor, now=make.NOW)
    page = client.sign_in(world.audit_admin).get("/audit").text
    assert f"落实对照 {comparison.id}" in page


def test_it_ends_at_the_border_of_the_region(client, world, trail):
    assert "elsewhere" not in client.sign_in(world.audit_admin).get("/audit").text


def test_it_can_be_narrowed_to_one_kind(client, world, trail):
    client.sign_in(world.audit_admin)
    page = client.get("/audit?kind=user_added").text
    assert "建立账号 1 条" in page
    assert "没有“立项”的记录" in client.get("/audit?kind=plan_adopted").text


@pytest.mark.parametrize("who", ["supervisor", "head", "owner", "system_admin", "security_admin"])
def test_nobody_else_reads_it(client, world, who):
    client.sign_in(getattr(world, who))
    assert client.get("/audit").status_code == 403
