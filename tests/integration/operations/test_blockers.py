"""What a unit cannot settle alone: put to others, answered, judged by who asked."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.blockers import BlockerState
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.operations import blockers as act
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations import event_kinds, outbox_recipients

LATER = make.NOW + timedelta(days=10)


@pytest.fixture
def world(session):
    return people.world()


def put(world, to=None, by=None, **more):
    given = {"cause": Cause.DATA, "request": "请开放不动产登记接口", **more}
    return act.raise_blocker(world.task, by=by or world.owner, now=make.NOW, to=to, **given)


def answered(world, *, now=make.NOW):
    blocker = put(world, world.helper)
    act.answer_blocker(blocker, by=world.helping, now=now, answer="5月13日开放")
    return blocker


def test_a_unit_is_asked_and_has_three_working_days(world):
    blocker = put(world, world.helper)
    assert (blocker.state, blocker.round) == (BlockerState.OPEN, 1)
    assert blocker.due_on == date(2024, 5, 14)
    assert outbox_recipients(db) == [world.helping.email]


def test_a_leader_or_the_office_is_asked(world):
    assert put(world, world.leader).addressee == world.leader.name
    assert outbox_recipients(db) == [world.leader.email]
    assert put(world).addressee == world.city.office
    office = {world.supervisor.email, world.second_supervisor.email, world.head.email}
    assert set(outbox_recipients(db)[1:]) == office


def test_those_it_is_addressed_to_answer_and_nobody_else(world):
    blocker = put(world, world.helper)
    for person in (world.owner, world.head, world.leader, world.outsider):
        with pytest.raises(NotAllowed):
            act.answer_blocker(blocker, by=person, now=make.NOW, answer="好")


def test_an_answer_goes_back_to_the_unit_that_asked(world):
    blocker = answered(world)
    assert blocker.state is BlockerState.ANSWERED
    assert blocker.late_answers == 0
    assert set(outbox_recipients(db)[1:]) == {world.owner.email, world.unit_head.email}


def test_a_late_answer_is_a_fact(world):
    blocker = answered(world, now=LATER)
    assert blocker.late_answers == 1
    assert blocker.last.is_late


def test_the_unit_that_asked_says_that_it_is_solved(world):
    blocker = answered(world)
    with pytest.raises(NotAllowed):
        act.confirm_blocker(blocker, by=world.helping, now=make.NOW)
    act.confirm_blocker(blocker, by=world.unit_head, now=make.NOW, words="已接通")
    assert blocker.state is BlockerState.SOLVED
    assert blocker.closed_on == make.TODAY
    assert event_kinds(db)[-1] is EventKind.BLOCKER_SOLVED


def test_an_answer_that_does_not_help_starts_a_new_round(world):
    blocker = answered(world)
    act.reject_answer(blocker, by=world.owner, now=LATER, words="接口仍打不开")
    assert (blocker.state, blocker.round) == (BlockerState.OPEN, 2)
    assert blocker.due_on == date(2024, 5, 23)
    act.answer_blocker(blocker, by=world.helping, now=LATER, answer="已修好")
    assert [one.is_solved for one in blocker.rounds] == [False, None]


def test_what_is_not_wanted_any_more_is_taken_back_with_a_reason(world):
    blocker = put(world, world.helper)
    with pytest.raises(Refusal, match="原因"):
        act.withdraw_blocker(blocker, by=world.owner, now=make.NOW, words=" ")
    act.withdraw_blocker(blocker, by=world.owner, now=make.NOW, words="已自行解决")
    assert blocker.state is BlockerState.WITHDRAWN
    for step in (act.withdraw_blocker, act.reject_answer):
        with pytest.raises(Refusal, match="了结"):
            step(blocker, by=world.owner, now=make.NOW, words="再来")


def test_steps_out_of_order_are_refused_in_words(world):
    blocker = put(world, world.helper)
    with pytest.raises(Refusal, match="还没有答复"):
        act.confirm_blocker(blocker, by=world.owner, now=make.NOW)
    act.answer_blocker(blocker, by=world.helping, now=make.NOW, answer="好")
    with pytest.raises(Refusal, match="已经答复"):
        act.answer_blocker(blocker, by=world.helping, now=make.NOW, answer="好")


def test_nobody_asks_the_own_unit_or_a_name_without_people(world):
    with pytest.raises(Refusal, match="本单位"):
        put(world, world.lead)
    with pytest.raises(Refusal, match="集合单位"):
        put(world, make.unit(world.city, "各镇", UnitGroup.COLLECTIVE))
    with pytest.raises(Refusal, match="本地区"):
        put(world, world.county_owner.units[0])
    with pytest.raises(Refusal, match="领导"):
        put(world, world.supervisor)
    with pytest.raises(Refusal, match="不能空着"):
        put(world, world.helper, request=" ")


def test_whoever_has_a_seat_may_ask(world):
    assert put(world, by=world.helping).unit is world.helper
    with pytest.raises(NotAllowed):
        put(world, by=world.outsider)
