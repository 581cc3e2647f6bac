"""A meeting has two clerks: what both enter stands, what only one may do is done once."""

from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.meetings import MeetingCut
from tasks_tracker.domain.resolutions import Effect
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.meetings import (
    add_to_agenda,
    agenda_seen,
    arrange_agenda,
    close_meeting,
    prepare_meeting,
    start_meeting,
)
from tasks_tracker.operations.resolutions import resolve, withdraw_resolution
from tasks_tracker.persistence import meetings, tasks, units, urgings, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.operations.met import BLANK, HEAD
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast():
    """The ids of a meeting that runs, of its task, and of two clerks."""
    with transaction():
        region = make.region(f"会议市{uuid4().hex}", uuid4().hex)
        unit = make.unit(region, "市一局")
        make.person(Role.LIAISON, region, unit)
        task = make.task(make.section(make.plan(region)), unit)
        make.milestone(task)
        clerks = [make.person(Role.SUPERVISOR, region) for _ in range(2)]
        given = {"now": make.NOW, "cut": MeetingCut.UNIT, **HEAD, "agenda": [unit]}
        meeting = prepare_meeting(region, by=clerks[0], **given)
        ids = (meeting.id, task.id, [one.id for one in clerks])
    db.remove()
    return ids


def begin(meeting_id, by_id) -> None:
    with transaction():
        by = users.get(by_id)
        meeting = meetings.get(meeting_id, by)
        shown = {item.id: BLANK for item in meeting.items}
        start_meeting(meeting, by=by, now=make.NOW, shown=shown)
    db.remove()


def outcome(raised) -> list[type]:
    return [type(error) for error in raised if error]


def enter(meeting_id, task_id, both, by_id) -> None:
    by = users.get(by_id)
    item, task = meetings.get(meeting_id, by).items[0], tasks.get(task_id, by)
    both.wait()
    with transaction():
        given = {"said": f"{by_id} 记的。", "effect": Effect.URGED, "chosen": [task]}
        resolve(item, by=by, now=make.NOW, **given)


def end(meeting_id, both, by_id) -> None:
    by = users.get(by_id)
    meeting = meetings.get(meeting_id, by)
    both.wait()
    with transaction():
        close_meeting(meeting, by=by, now=make.NOW)


def test_what_two_enter_at_once_about_different_tasks_both_stands(cast):
    meeting_id, task_id, clerks = cast
    begin(meeting_id, clerks[0])
    with transaction():
        other = make.task(tasks.get(task_id, users.get(clerks[0])).section, units_first(task_id))
        make.milestone(other)
        other_id = other.id
    db.remove()
    both = Barrier(2)
    pairs = zip((task_id, other_id), clerks, strict=True)
    raised = in_threads(*(partial(enter, meeting_id, one, both, by) for one, by in pairs))
    assert outcome(raised) == []
    made = meetings.resolutions_of(meetings.get(meeting_id, users.get(clerks[0])), clerk(clerks))
    assert len(made) == 2
    assert len(urgings.of_resolutions(made)) == 2


def units_first(task_id):
    return units.of_ids(*_lead(task_id))[0]


def _lead(task_id):
    task = tasks.whole([task_id])[0]
    return task.region, [task.lead_unit_id]


def clerk(clerks):
    return users.get(clerks[0])


def test_of_two_about_one_task_the_second_looks_again_and_nothing_is_half_there(cast):
    meeting_id, task_id, clerks = cast
    begin(meeting_id, clerks[0])
    both = Barrier(2)
    raised = in_threads(*(partial(enter, meeting_id, task_id, both, by) for by in clerks))
    made = meetings.resolutions_of(meetings.get(meeting_id, clerk(clerks)), clerk(clerks))
    assert set(outcome(raised)) <= {Refusal}
    assert len(made) == 2 - len(outcome(raised)) >= 1
    assert len(urgings.of_resolutions(made)) == len(made)


def note(meeting_id, both, by_id) -> None:
    by = users.get(by_id)
    item = meetings.get(meeting_id, by).items[0]
    both.wait()
    with transaction():
        resolve(item, by=by, now=make.NOW, said="会后报材料。", effect=Effect.NOTED)


def test_what_is_sent_twice_at_once_is_entered_once(cast):
    meeting_id, _task, clerks = cast
    begin(meeting_id, clerks[0])
    both = Barrier(2)
    raised = in_threads(*(partial(note, meeting_id, both, clerks[0]) for _ in range(2)))
    assert outcome(raised) == [Refusal]
    made = meetings.resolutions_of(meetings.get(meeting_id, clerk(clerks)), clerk(clerks))
    assert len(made) == 1


def test_of_two_who_close_it_one_is_told_and_one_number_is_given(cast):
    meeting_id, _task, clerks = cast
    begin(meeting_id, clerks[0])
    both = Barrier(2)
    raised = in_threads(*(partial(end, meeting_id, both, by) for by in clerks))
    assert outcome(raised) == [Refusal]
    assert meetings.get(meeting_id, clerk(clerks)).number == 1


def test_what_is_entered_while_it_is_closed_is_in_the_minutes_or_refused(cast):
    meeting_id, task_id, clerks = cast
    begin(meeting_id, clerks[0])
    both = Barrier(2)
    raised = in_threads(
        partial(enter, meeting_id, task_id, both, clerks[0]),
        partial(end, meeting_id, both, clerks[1]),
    )
    meeting = meetings.get(meeting_id, clerk(clerks))
    assert set(outcome(raised)) <= {Refusal}
    assert meeting.is_closed
    made = meetings.resolutions_of(meeting, clerk(clerks))
    assert len(made) == (0 if raised[0] else 1)


def test_what_was_mistyped_is_taken_back_once(cast):
    meeting_id, task_id, clerks = cast
    begin(meeting_id, clerks[0])
    enter(meeting_id, task_id, Barrier(1), clerks[0])
    both = Barrier(2)

    def withdraw(by_id):
        by = users.get(by_id)
        (made,) = meetings.resolutions_of(meetings.get(meeting_id, by), by)
        both.wait()
        with transaction():
            withdraw_resolution(made, by=by, now=make.NOW, reason="听错了")

    raised = in_threads(*(partial(withdraw, by) for by in clerks))
    assert outcome(raised) == [Refusal]


def add(meeting_id, unit_id, both, by_id) -> None:
    by = users.get(by_id)
    meeting, (unit,) = meetings.get(meeting_id, by), units.of_ids(by.region, [unit_id])
    both.wait()
    with transaction():
        add_to_agenda(meeting, by=by, now=make.NOW, subject=unit)


def clear(meeting_id, both, by_id) -> None:
    by = users.get(by_id)
    meeting = meetings.get(meeting_id, by)
    given = {"seen": agenda_seen(meeting), "without": {item.id for item in meeting.items}}
    both.wait()
    with transaction():
        arrange_agenda(meeting, by=by, now=make.NOW, places={}, **given)


def test_of_two_who_change_the_agenda_one_looks_again(cast):
    meeting_id, task_id, clerks = cast
    with transaction():
        added = make.unit(tasks.whole([task_id])[0].region, "市二局").id
    db.remove()
    both = Barrier(2)
    raised = in_threads(
        partial(add, meeting_id, added, both, clerks[0]),
        partial(clear, meeting_id, both, clerks[1]),
    )
    assert outcome(raised) == [Refusal]
    left = [item.name for item in meetings.get(meeting_id, clerk(clerks)).items]
    assert left == (["市一局", "市二局"] if raised[1] else [])
