"""Tasks about the same matter are linked by the office, at adoption as the draft was marked."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.same_matters import SameMatter
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations import plans
from tasks_tracker.operations.contents import unit_names
from tasks_tracker.operations.same_matters import link_tasks, mark_same, unlink_tasks
from tasks_tracker.persistence import same_matters
from tests import make, people
from tests.integration.operations import event_kinds
from tests.integration.operations.test_plans import DOCUMENT


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def other(world) -> Task:
    return make.task(make.section(make.plan(world.city)), world.helper, title="一窗受理改革")


@pytest.fixture
def draft(world) -> PlanDraft:
    (draft,) = plans.hand_in_document(
        world.city, by=world.supervisor, now=make.NOW, file_name="方案.txt", raw=DOCUMENT.encode()
    )
    return draft


def link(world, task, other, by=None) -> SameMatter:
    return link_tasks(task, by=by or world.supervisor, now=make.NOW, other=other)


def unlink(world, found, words="范围不同", by=None):
    unlink_tasks(found, by=by or world.supervisor, now=make.NOW, words=words)


def mark(draft, world, *same, by=None):
    mark_same(draft, by=by or world.supervisor, now=make.NOW, same=same)


def seen(task, user) -> list[Task]:
    return [other for _, other in same_matters.seen_from(task, user)]


def adopt(draft, world):
    names = unit_names(draft.content)
    return plans.adopt_plan(draft, by=world.supervisor, now=make.NOW, new_units=names)


def test_a_link_is_seen_from_both_ends_and_told_at_both(world, other, session):
    link(world, other, world.task)
    assert seen(world.task, world.supervisor) == [other]
    assert seen(other, world.supervisor) == [world.task]
    told = session.scalars(select(Event).order_by(Event.id)).all()
    assert [(event.kind, event.task) for event in told] == [
        (EventKind.TASKS_LINKED, world.task),
        (EventKind.TASKS_LINKED, other),
    ]
    assert other.code in told[0].words


def test_a_pair_is_linked_once_whichever_way_round(world, other):
    link(world, world.task, other)
    with pytest.raises(Refusal, match="已经关联"):
        link(world, other, world.task)


def test_the_database_takes_no_second_open_link(world, other, session):
    found = link(world, world.task, other)
    session.add(SameMatter(task=found.task, other=found.other, by=found.by, at=found.at))
    with pytest.raises(IntegrityError), session.begin_nested():
        session.flush()


def test_a_link_ended_with_its_reason_may_be_made_again(world, other, session):
    found = link(world, world.task, other)
    unlink(world, found, " 范围不同 ")
    assert (found.ended_words, found.ended_by) == ("范围不同", world.supervisor)
    assert seen(world.task, world.supervisor) == []
    assert event_kinds(session)[-2:] == [EventKind.TASKS_UNLINKED] * 2
    link(world, world.task, other)
    assert seen(world.task, world.supervisor) == [other]


@pytest.mark.parametrize(("words", "why"), [(" ", "请写明"), ("长" * 301, "最多 300 字")])
def test_a_link_is_not_ended_without_a_fitting_reason(world, other, words, why):
    found = link(world, world.task, other)
    with pytest.raises(Refusal, match=why):
        unlink(world, found, words)
    assert found.ended_at is None


def test_a_link_is_ended_once(world, other):
    found = link(world, world.task, other)
    unlink(world, found)
    with pytest.raises(Refusal, match="已经解除"):
        unlink(world, found)


def test_what_cannot_be_linked_is_refused(world):
    with pytest.raises(Refusal, match="不能和自己关联"):
        link(world, world.task, world.task)
    with pytest.raises(Refusal, match="只能关联本地区的任务"):
        link(world, world.task, world.county_task)


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor", "system_admin"])
def test_only_the_own_office_links_and_parts(world, other, draft, who):
    by = world.people[who]
    found = link(world, world.task, other)
    with pytest.raises(NotAllowed):
        link(world, other, world.task, by)
    with pytest.raises(NotAllowed):
        unlink(world, found, by=by)
    with pytest.raises(NotAllowed):
        mark(draft, world, (1, other.number), by=by)


def test_a_unit_sees_no_task_through_a_link_that_it_does_not_see_itself(world, other):
    link(world, world.task, other)
    assert seen(world.task, world.owner) == []
    assert seen(world.task, world.helping) == [other]


def test_marks_of_a_draft_become_links_at_adoption(world, other, draft, session):
    mark(draft, world, (1, other.number), (1, world.task.number), (2, other.number))
    assert [task["same_as"] for task in draft.content["tasks"]] == [
        sorted([other.number, world.task.number]),
        [other.number],
    ]
    plan = adopt(draft, world)
    first, second = session.scalars(
        select(Task).where(Task.plan_id == plan.id).order_by(Task.number)
    )
    assert set(seen(first, world.supervisor)) == {other, world.task}
    assert seen(second, world.supervisor) == [other]
    assert event_kinds(session).count(EventKind.TASKS_LINKED) == 6


def test_marks_are_taken_back_by_leaving_them_out(world, other, draft, session):
    mark(draft, world, (1, other.number))
    mark(draft, world)
    adopt(draft, world)
    assert session.scalars(select(SameMatter)).all() == []


def test_the_same_marks_again_change_nothing(world, other, draft, session):
    mark(draft, world, (1, other.number))
    before, events = draft.content, event_kinds(session)
    mark(draft, world, (1, other.number))
    assert draft.content is before
    assert event_kinds(session) == events


def test_marks_leave_other_tasks_as_they_are(world, other, draft):
    before = draft.content["tasks"][1]
    mark(draft, world, (1, other.number))
    assert draft.content["tasks"][1] is before


def test_marks_for_what_is_not_there_are_refused(world, draft):
    with pytest.raises(Refusal, match="已经合并或剔除"):
        mark(draft, world, (99, world.task.number))
    for number in (10**6, world.county_task.number):
        with pytest.raises(Refusal, match="查不到"):
            mark(draft, world, (1, number))


def test_a_draft_that_is_adopted_is_marked_no_more(world, other, draft):
    adopt(draft, world)
    with pytest.raises(Refusal, match="已经立项"):
        mark(draft, world, (1, other.number))
