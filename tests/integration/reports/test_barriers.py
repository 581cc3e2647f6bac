"""Who is told that a later date or a blocker waits, and what stands in the way how often."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import blockers as coordinate
from tasks_tracker.operations import extensions as extend
from tasks_tracker.operations.explanations import explain_lateness
from tasks_tracker.persistence import blockers, waiting_extensions
from tasks_tracker.reports import barrier_todos, extensions
from tasks_tracker.reports.blockers import by_cause
from tests import make, people

SHORT, LONG = date(2024, 6, 14), date(2024, 8, 30)


@pytest.fixture
def world(session):
    return people.world()


def ask(world, new_due_on=SHORT):
    given = {"reason": "等批复", "no_evidence": "在途", "new_due_on": new_due_on}
    milestone = make.milestone(world.task)
    return extend.request_extension(milestone, by=world.owner, now=make.NOW, **given)


def at_office(world, new_due_on=SHORT):
    extension = ask(world, new_due_on)
    for consent in extension.consents:
        extend.answer_consent(consent, by=world.helping, now=make.NOW, agrees=True)
    return extension


def put(world, to=None, cause=Cause.DATA):
    given = {"cause": cause, "request": "请开放接口", "to": to}
    return coordinate.raise_blocker(world.task, by=world.owner, now=make.NOW, **given)


def count(provider, person, today=make.TODAY) -> int:
    todo = provider(person, today)
    return todo.count if todo else 0


def test_a_consent_waits_for_the_unit_that_owes_it(world):
    ask(world)
    waiting = {name: count(barrier_todos.to_consent, one) for name, one in world.people.items()}
    assert {name for name, number in waiting.items() if number} == {"helping"}
    assert waiting_extensions.consents_by_unit() == {world.helper.id: 1}


def test_where_a_unit_has_a_head_only_the_head_is_asked(world):
    head = make.person(Role.UNIT_HEAD, world.city, world.helper)
    ask(world)
    assert count(barrier_todos.to_consent, head) == 1
    assert count(barrier_todos.to_consent, world.helping) == 0


def test_a_decision_waits_for_the_one_who_may_take_it(world):
    at_office(world)
    at_office(world, LONG)
    waiting = {name: count(barrier_todos.to_decide, one) for name, one in world.people.items()}
    assert {name for name, number in waiting.items() if number} == {"head", "leader"}
    assert waiting_extensions.decisions_by_region() == {world.city.id: 1}
    assert waiting_extensions.decisions_by_leader() == {world.leader.id: 1}


def test_without_a_leader_of_the_section_it_waits_for_all_of_the_region(world):
    world.task.section.leader = None
    at_office(world, LONG)
    both = {world.leader.id: 1, world.other_leader.id: 1}
    assert waiting_extensions.decisions_by_leader() == both
    assert count(barrier_todos.to_decide, world.other_leader) == 1


def test_lateness_waits_for_a_word_until_one_stands(world):
    late = make.milestone(world.task, due_on=date(2024, 5, 6))
    todo = barrier_todos.to_explain(world.owner, make.TODAY)
    assert (todo.count, todo.values) == (1, {"task_id": world.task.id})
    assert count(barrier_todos.to_explain, world.helping) == 0
    explain_lateness(
        late,
        by=world.owner,
        now=make.NOW,
        cause=Cause.FUNDS,
        reason="缺口",
        promised_on=date(2024, 5, 20),
        no_evidence="在途",
    )
    assert count(barrier_todos.to_explain, world.owner) == 0
    assert count(barrier_todos.to_explain, world.owner, date(2024, 5, 21)) == 1


def test_a_blocker_waits_for_whom_it_is_addressed_to_and_then_for_who_asked(world):
    to_unit, _, _ = put(world, world.helper), put(world, world.leader), put(world)
    waiting = {name: count(barrier_todos.to_coordinate, one) for name, one in world.people.items()}
    asked = {"helping", "leader", "supervisor", "second_supervisor", "head"}
    assert {name for name, number in waiting.items() if number} == asked
    assert blockers.open_by_unit() == {world.helper.id: 1}
    assert blockers.open_by_person() == {world.leader.id: 1}
    assert blockers.open_by_region() == {world.city.id: 1}
    coordinate.answer_blocker(to_unit, by=world.helping, now=make.NOW, answer="好")
    assert count(barrier_todos.to_coordinate, world.helping) == 0
    assert count(barrier_todos.to_coordinate, world.owner) == 1
    assert blockers.answered_by_unit() == {world.lead.id: 1}


def test_causes_are_counted_the_most_frequent_first(world):
    late = put(world, world.helper)
    coordinate.answer_blocker(
        late, by=world.helping, now=make.NOW + timedelta(days=10), answer="好"
    )
    for cause in (Cause.LAND, Cause.LAND, Cause.DATA):
        put(world, cause=cause)
    first, second = by_cause(world.city, date(2024, 5, 20))
    assert (first.cause, first.open, first.over) == (Cause.LAND, 2, 2)
    assert (second.cause, second.open, second.answered) == (Cause.DATA, 1, 1)
    assert second.late_answers == 1
    assert by_cause(world.county, make.TODAY) == []


def test_units_are_listed_by_the_days_that_they_were_granted(world):
    extend.grant_extension(at_office(world), by=world.head, now=make.NOW)
    extend.refuse_extension(at_office(world), by=world.head, now=make.NOW, words="不同意")
    ask(world)
    found = extensions.listing(world.head, extensions.Tab.GRANTED)
    (unit,) = found.units
    assert (unit.name, unit.open, unit.granted, unit.refused) == ("市一局", 1, 1, 1)
    assert unit.days == found.days == 14
    assert len(found.rows) == 1
    assert extensions.listing(world.outsider, extensions.Tab.OPEN).units == []


def test_long_lists_come_page_by_page(world, monkeypatch):
    monkeypatch.setattr(extensions, "PER_PAGE", 2)
    made = [ask(world) for _ in range(5)]
    open_ones = extensions.listing(world.head, extensions.Tab.OPEN)
    assert [one.id for one in open_ones.rows] == [one.id for one in made]
    for one in made:
        extend.withdraw_extension(one, by=world.owner, now=make.NOW)
    seen, before = [], None
    for _ in range(3):
        found = extensions.listing(world.head, extensions.Tab.TAKEN_BACK, before=before)
        seen += [one.id for one in found.rows]
        before = found.next_key
    assert seen == [one.id for one in reversed(made)]
    assert before is None
