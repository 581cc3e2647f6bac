"""Two at the same moment urge, judge, or carry out a remark: one does, and the other is told."""

from datetime import date, timedelta
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.domain.users import Role
from tasks_tracker.jobs import urge as job
from tasks_tracker.operations.remarks import note_remark, turn_into_urgings, write_remark
from tasks_tracker.operations.slips import answer, take_answer, turn_down_answer
from tasks_tracker.operations.urgings import urge
from tasks_tracker.persistence import remarks, tasks, urgings, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")
URGENT = {"level": 2, "reason": "说明原因。", "urgent_reason": "汛期临近"}


@pytest.fixture
def cast():
    """Ids: three late tasks of one unit, its liaison, two heads of supervision, a leader."""
    with transaction():
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex)
        unit = make.unit(region)
        leader = make.person(Role.LEADER, region)
        section = make.section(make.plan(region), leader=leader)
        late = [make.task(section, unit) for _ in range(3)]
        for task in late:
            make.milestone(task, due_on=date(2024, 5, 8))
        liaison = make.person(Role.LIAISON, region, unit)
        heads = [make.person(Role.SUPERVISION_HEAD, region) for _ in range(2)]
        ids = ([one.id for one in late], liaison.id, [one.id for one in heads], leader.id)
    db.remove()
    return ids


def at_once(*acts) -> list[type]:
    """What each raised who looked before anybody had written."""
    all_looked = Barrier(len(acts))
    raised = in_threads(*(partial(act, all_looked) for act in acts))
    return [type(error) for error in raised if error]


def slip(task_id, by_id, all_looked):
    by = users.get(by_id)
    task = tasks.get(task_id, by)
    all_looked.wait()
    with transaction():
        urge([task], by=by, now=make.NOW, unit=task.lead_unit, **URGENT)


def test_slips_that_are_issued_at_once_have_numbers_without_gaps(cast):
    ids, _, heads, _ = cast
    assert at_once(*(partial(slip, one, heads[place % 2]) for place, one in enumerate(ids))) == []
    found = db.scalars(select(Urging).where(Urging.task_id.in_(ids))).all()
    assert sorted(one.number for one in found) == [1, 2, 3]


def test_of_two_who_urge_the_same_unit_one_does(cast):
    ids, _, heads, _ = cast
    assert at_once(*(partial(slip, ids[0], by) for by in heads)) == [Refusal]
    found = db.scalars(select(Urging).where(Urging.task_id == ids[0])).all()
    assert [one.number for one in found] == [1], "and the number of the other is not lost"


def test_of_two_who_take_the_next_step_one_does(cast):
    ids, _, heads, _ = cast
    in_threads(partial(slip, ids[0], heads[0], Barrier(1)))
    later = make.NOW + timedelta(days=30)

    def next_step(by_id, all_looked):
        by = users.get(by_id)
        task = tasks.get(ids[0], by)
        all_looked.wait()
        with transaction():
            urge([task], by=by, now=later, unit=task.lead_unit, level=3, reason="说明原因。")

    assert at_once(*(partial(next_step, by) for by in heads)) == [Refusal]
    states = db.scalars(select(Urging.state).where(Urging.task_id == ids[0])).all()
    assert sorted(states) == [UrgingState.ESCALATED, UrgingState.OPEN]


def test_of_two_who_judge_an_answer_one_does(cast):
    ids, liaison, heads, _ = cast
    in_threads(partial(slip, ids[0], heads[0], Barrier(1)))
    with transaction():
        found = db.scalars(select(Urging).where(Urging.task_id == ids[0])).one()
        answer(found, by=users.get(liaison), now=make.NOW, reply="月底到货。")
        urging_id = found.id
    db.remove()

    def judge(by_id, act, all_looked):
        by = users.get(by_id)
        urging = urgings.get(urging_id, by)
        all_looked.wait()
        with transaction():
            act(urging, by=by, now=make.NOW, opinion="看过")

    acts = zip(heads, (take_answer, turn_down_answer), strict=True)
    assert at_once(*(partial(judge, *pair) for pair in acts)) == [Refusal]
    urging = db.get(Urging, urging_id)
    is_taken = urging.state is UrgingState.ACCEPTED
    assert (urging.last_reply.verdict == "sufficient") is is_taken


def test_of_two_who_carry_out_a_remark_one_does(cast):
    ids, _, heads, leader = cast
    with transaction():
        by = users.get(leader)
        remark_id = write_remark(tasks.get(ids[0], by), by=by, now=make.NOW, remark="抓紧。").id
    db.remove()

    def carry_out(by_id, is_noted, all_looked):
        by = users.get(by_id)
        remark, task = remarks.get(remark_id, by), tasks.get(ids[0], by)
        all_looked.wait()
        with transaction():
            if is_noted:
                note_remark(remark, by=by, now=make.NOW, handling="阅。")
            else:
                given = {"chosen": [task], "reason": "报进度。"}
                turn_into_urgings(remark, by=by, now=make.NOW, **given)

    pairs = zip(heads, (False, True), strict=True)
    assert at_once(*(partial(carry_out, *pair) for pair in pairs)) == [Refusal]
    made = db.scalars(select(Urging).where(Urging.task_id == ids[0])).all()
    assert len(made) == (remarks.get(remark_id, users.get(leader)).state == "urged")


def test_the_job_urges_once_though_it_runs_again(cast):
    ids, *_ = cast
    for _ in range(2):
        job.run(make.TODAY, make.NOW)
        db.remove()
    found = db.scalars(select(Urging).where(Urging.task_id.in_(ids))).all()
    assert sorted(one.task_id for one in found) == sorted(ids)
    events = select(Event).where(Event.kind == EventKind.URGED, Event.task_id.in_(ids))
    assert len(db.scalars(events).all()) == len(ids)
    told = {recipient.message_id for one in found for recipient in one.recipients}
    assert len(told) == 1, "one mail about all of them"
    assert None not in told
