"""Circulars taken away: three kinds of files, the same each time."""

from datetime import date

import pytest

from tasks_tracker import clock
from tasks_tracker.domain.circulars import CircularForm
from tasks_tracker.domain.periods import month_of
from tasks_tracker.operations.circulars import draft_circular
from tasks_tracker.reports.circular import snapshot_day, take_snapshot
from tasks_tracker.reports.circular_files import MEDIA, FileKind, rendered
from tests import make
from tests.integration.operations.issued import issue

APRIL = month_of(date(2024, 4, 1))
BEGINS = {FileKind.DOCX: b"PK", FileKind.PDF: b"%PDF-1.7", FileKind.XLSX: b"PK"}


@pytest.fixture(params=list(CircularForm))
def circular(request, world):
    """Of a month in which a task fell due, in each form."""
    world.task.plan.adopted_at = clock.local(make.NOW).replace(month=1)
    make.milestone(world.task, due_on=date(2024, 4, 19), deliverable="四月的节点")
    return draft_circular(
        world.city,
        period=APRIL,
        form=request.param,
        snapshot=take_snapshot(world.city, APRIL, form=request.param, today=make.TODAY),
        as_of=snapshot_day(APRIL, make.TODAY),
        now=make.NOW,
    )


@pytest.mark.parametrize("kind", list(FileKind))
def test_each_kind_is_handed_out_under_the_name_of_the_circular(client, world, circular, kind):
    answer = client.sign_in(world.supervisor).get(f"/circulars/{circular.id}.{kind}")
    assert (answer.status_code, answer.mimetype) == (200, MEDIA[kind])
    assert answer.data.startswith(BEGINS[kind])
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert disposition.endswith(f".{kind}")


@pytest.mark.parametrize("kind", list(FileKind))
def test_a_file_is_the_same_whenever_it_is_taken(client, world, circular, kind, monkeypatch):
    issue(circular, by=world.head, now=make.NOW)
    address = f"/circulars/{circular.id}.{kind}"
    first = client.sign_in(world.supervisor).get(address).data
    world.task.title, world.city.office = "别的名称", "别的办公室"
    monkeypatch.setattr(clock, "today", lambda: date(2031, 1, 1))
    assert client.sign_in(world.head).get(address).data == first
    assert rendered(circular, kind) == first


def test_publication_is_seen_in_the_files(world, circular):
    before = {kind: rendered(circular, kind) for kind in FileKind}
    issue(circular, by=world.head, now=make.NOW)
    after = {kind: rendered(circular, kind) for kind in FileKind}
    assert all(before[kind] != after[kind] for kind in (FileKind.DOCX, FileKind.PDF))


@pytest.mark.parametrize("kind", list(FileKind))
def test_what_is_not_there_is_not_found(client, world, kind):
    assert client.sign_in(world.supervisor).get(f"/circulars/404.{kind}").status_code == 404
    assert client.get("/circulars/404.doc").status_code == 404
