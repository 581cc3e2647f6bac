"""A circular against the ledger of today: nobody is criticised for what was put off, or for what
lies with the office."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.operations import circulars as carry
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.circular_body import OPENING, places
from tasks_tracker.reports.circular_case import examine
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_snapshot import Part
from tests import make, people
from tests.integration.web.test_circulars import draft

LATER = make.TODAY + timedelta(days=40)


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def late(world):
    """The city's task was due in April and is not there."""
    world.task.plan.adopted_at = clock.local(make.NOW).replace(month=1)
    return make.milestone(world.task, due_on=date(2024, 4, 19), deliverable="四月的节点")


@pytest.fixture
def circular(world, late):
    return draft(world.city)


def granted(milestone):
    milestone.move(LATER, on=make.TODAY, subject="extension:1", workdays=calendar())


def submitted(milestone):
    milestone.submit(make.TODAY)


HAPPENED = {"已批准": granted, "正在审核": submitted}


def against(circular) -> list[str]:
    found = examine(circular, make.TODAY).findings
    return [one for one in found if "不能点名" in one]


def say(circular, words, by) -> None:
    """Write something behind the drafted opening."""
    _heading, opening = places(read(circular.snapshot).text)[OPENING]
    drafted = [asdict(part) for part in opening]
    kept = {"heading": "", "drafted": drafted, "written": [[*drafted, asdict(Part(words))]]}
    carry.edit_circular(circular, {OPENING: kept}, by=by, now=make.NOW)


@pytest.mark.parametrize("words", HAPPENED)
def test_what_happened_since_the_snapshot_keeps_an_item_from_being_named(
    world, circular, late, words
):
    assert against(circular) == []
    HAPPENED[words](late)
    assert [one for one in against(circular) if words in one and world.task.code in one]
    carry.leave_unnamed(circular, code=world.task.code, reason=words, by=world.head, now=make.NOW)
    assert against(circular) == []


@pytest.mark.parametrize("words", HAPPENED)
def test_who_writes_its_title_instead_of_its_code_is_told_as_well(world, circular, late, words):
    carry.leave_unnamed(circular, code=world.task.code, reason=words, by=world.head, now=make.NOW)
    HAPPENED[words](late)
    say(circular, f"其中“{world.task.title}”推进不力。", world.head)
    assert [one for one in against(circular) if world.task.code in one]
    say(circular, "有的事项推进不力。", world.head)
    assert against(circular) == []


@pytest.mark.parametrize("words", HAPPENED)
def test_what_happened_after_approval_keeps_it_from_publication(world, circular, late, words):
    carry.propose_circular(circular, findings=[], by=world.supervisor, now=make.NOW)
    carry.approve_circular(circular, findings=[], by=world.head, now=make.NOW)
    HAPPENED[words](late)
    found = examine(circular, make.TODAY).findings
    with pytest.raises(Refusal, match="不能点名"):
        carry.publish_circular(circular, findings=found, by=world.head, now=make.NOW)
    assert circular.number is None


def test_an_extension_that_has_run_out_again_protects_nobody(world, late):
    late.move(date(2024, 4, 24), on=date(2024, 4, 18), subject="extension:1", workdays=calendar())
    circular = draft(world.city)
    assert world.task.code in str(circular.snapshot)
    assert against(circular) == []
