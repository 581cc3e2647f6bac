"""A change of the working calendar: foreseen in the preview, done whole, refused when stale."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.calendar import CalendarYear, DayKind, SpecialDay
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.proposals import Proposal, with_day
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import calendar as operations
from tasks_tracker.persistence import clocks, workdays
from tasks_tracker.persistence.session import transaction
from tasks_tracker.reports import calendar_effects
from tests import make, people

HOLIDAY = date(2027, 10, 8)
TODAY = date(2027, 9, 29)
NOTICE = "测办发〔2026〕9号"


@pytest.fixture
def world(session):
    return people.world()


def off(*days: date) -> Proposal:
    """The year 2027 with what the law says and these days off besides."""
    known = workdays.statutory(2027).by_day
    known |= {day: SpecialDay(day, DayKind.HOLIDAY, "国庆节") for day in days}
    return Proposal(2027, tuple(sorted(known.values())), NOTICE)


def due(task, day: date, rule=WorkdayRule.NEXT):
    task.plan.workday_rule = rule
    milestone = make.milestone(task, due_on=day)
    milestone.wind(workdays.calendar())
    task.settle(make.TODAY)
    return milestone


def enter(proposal: Proposal, by) -> int:
    seen = calendar_effects.of(proposal, by, TODAY).seen
    with transaction():
        return operations.enter_schedule(proposal, by=by, now=make.NOW, seen=seen)


def test_the_calendar_moves_the_clocks_of_plans_that_follow_it(world, session):
    moved = due(world.task, HOLIDAY)
    kept = due(world.county_task, HOLIDAY, WorkdayRule.KEEP)
    assert enter(off(HOLIDAY), world.head) == 1
    session.expire_all()
    assert moved.clock_ends_on == date(2027, 10, 11)
    assert moved.due_on == moved.original_due_on == HOLIDAY
    assert world.task.clock_ends_on == world.task.milestones[0].clock_ends_on
    assert kept.clock_ends_on == HOLIDAY
    assert not workdays.calendar().is_workday(HOLIDAY)
    assert not workdays.calendar().is_provisional(2027)


def test_days_with_the_office_are_kept_whatever_the_rule(world, session):
    milestone = due(world.task, date(2027, 10, 7), WorkdayRule.KEEP)
    milestone.submit(date(2027, 9, 28))
    milestone.hand_back(date(2027, 9, 29), workdays.calendar())
    assert milestone.clock_ends_on == HOLIDAY
    enter(off(HOLIDAY), world.head)
    session.expire_all()
    assert milestone.clock_ends_on == date(2027, 10, 11)


def test_a_clock_that_rests_with_the_office_is_wound_when_it_comes_back(world, session):
    milestone = due(world.task, HOLIDAY)
    milestone.submit(date(2027, 9, 28))
    session.flush()
    assert enter(off(HOLIDAY), world.head) == 0
    session.expire_all()
    assert milestone.clock_ends_on == HOLIDAY
    milestone.hand_back(date(2027, 9, 28), workdays.calendar())
    assert milestone.clock_ends_on == date(2027, 10, 11)


def test_what_happened_is_recorded_for_each_task_and_for_the_calendar(world, session):
    first, second = due(world.task, HOLIDAY), due(world.task, HOLIDAY + timedelta(days=1))
    enter(off(HOLIDAY), world.head)
    moved = session.scalars(select(Event).where(Event.kind == EventKind.CLOCK_MOVED)).one()
    assert moved.task is world.task
    assert moved.by is world.head
    assert second.clock_ends_on == date(2027, 10, 11)
    assert moved.before == {str(first.id): "2027-10-08"}
    assert moved.after == {str(first.id): "2027-10-11"}
    entered = session.scalars(select(Event).where(Event.kind == EventKind.CALENDAR_CHANGED)).one()
    assert NOTICE in entered.words
    assert entered.before == {"2027-10-08": None}
    assert entered.after == {"2027-10-08": "holiday"}


def test_only_where_no_region_stands_above_is_the_calendar_set(world):
    county_head = make.person(Role.SUPERVISION_HEAD, world.county)
    for person in (world.supervisor, county_head, world.audit_admin, world.owner, world.leader):
        with pytest.raises(NotAllowed):
            operations.enter_schedule(off(HOLIDAY), by=person, now=make.NOW, seen="")
    assert enter(off(HOLIDAY), world.system_admin) == 0


def test_what_changed_after_the_preview_is_not_confirmed(world, session):
    seen = calendar_effects.of(off(HOLIDAY), world.head, TODAY).seen
    due(world.task, HOLIDAY)
    session.commit()
    with pytest.raises(Refusal, match="重新预览"), transaction():
        operations.enter_schedule(off(HOLIDAY), by=world.head, now=make.NOW, seen=seen)
    assert session.scalars(select(CalendarYear)).all() == []
    assert workdays.calendar().is_workday(HOLIDAY)


def test_another_calendar_since_the_preview_is_noticed(world):
    seen = calendar_effects.of(off(HOLIDAY), world.head, TODAY).seen
    enter(off(date(2027, 3, 8)), world.head)
    with pytest.raises(Refusal, match="重新预览"), transaction():
        operations.enter_schedule(off(HOLIDAY), by=world.head, now=make.NOW, seen=seen)


def test_what_holds_already_is_not_entered_again(world):
    enter(off(HOLIDAY), world.head)
    with pytest.raises(Refusal, match="没有不同"):
        calendar_effects.of(off(HOLIDAY), world.head, TODAY)
    with pytest.raises(Refusal, match="没有不同"), transaction():
        operations.enter_schedule(off(HOLIDAY), by=world.head, now=make.NOW, seen="")


def test_a_single_day_is_changed_and_given_back_and_the_editions_stay(world, session):
    special = SpecialDay(HOLIDAY, DayKind.HOLIDAY, "防汛")
    enter(with_day(workdays.schedule(2027), HOLIDAY, special, source="市政府通知"), world.head)
    assert workdays.calendar().is_provisional(2027)
    enter(with_day(workdays.schedule(2027), HOLIDAY, None, source="通知撤回"), world.head)
    assert workdays.calendar().is_workday(HOLIDAY)
    assert [one.source for one in workdays.history(2027)] == ["通知撤回", "市政府通知"]
    assert workdays.schedule(2027).by_day == workdays.statutory(2027).by_day


def test_new_years_days_in_december_are_added_to_the_year_before(world):
    makeup = SpecialDay(date(2026, 12, 27), DayKind.MAKEUP, "元旦")
    known = [*off(HOLIDAY).days, makeup]
    enter(Proposal(2027, tuple(sorted(known)), NOTICE), world.head)
    assert workdays.calendar().is_workday(date(2026, 12, 27))
    assert date(2026, 10, 1) in workdays.schedule(2026).by_day
    assert [one.source for one in workdays.history(2026)] == [NOTICE]


def test_the_preview_tells_what_moves_to_those_who_may_see_it(world, session):
    due(world.task, HOLIDAY)
    due(world.county_task, HOLIDAY)
    session.flush()
    effects = calendar_effects.of(off(HOLIDAY), world.head, TODAY)
    assert [change.day for change in effects.changes] == [HOLIDAY]
    assert [(one.region, one.moved) for one in effects.regions] == [("聊城市", 1), ("高唐县", 1)]
    assert effects.shifts[0].name == world.task.title
    assert effects.shifts[0].unit == "市一局"
    assert effects.moved == 2
    told = calendar_effects.of(off(HOLIDAY), world.system_admin, TODAY)
    assert [one.code for one in told.shifts] == [one.code for one in effects.shifts]
    assert {(one.name, one.unit, one.moves[0].deliverable) for one in told.shifts} == {("", "", "")}


def soon(effects):
    return {one.region: (one.newly_soon, one.no_longer_soon) for one in effects.regions}


def fresh(task):
    """Another task beside it, without any date yet."""
    return make.task(task.section, task.lead_unit)


def test_the_preview_counts_tasks_that_become_due_soon_or_are_so_no_longer(world, session):
    """On 29 September the seventh working day is 11 October; with one more day off it is the 12th,
    and with one less it is the 8th."""
    due(fresh(world.task), date(2027, 10, 12))
    due(fresh(world.task), date(2027, 10, 1))
    due(fresh(world.county_task), date(2027, 10, 11), WorkdayRule.KEEP)
    session.flush()
    more = calendar_effects.of(off(HOLIDAY), world.head, TODAY)
    assert soon(more) == {"聊城市": (1, 0)}
    less = [one for one in workdays.statutory(2027).days if one.day != date(2027, 10, 1)]
    fewer = calendar_effects.of(Proposal(2027, tuple(less), NOTICE), world.head, TODAY)
    assert soon(fewer) == {"聊城市": (0, 0), "高唐县": (0, 1)}
    assert fewer.missing == [(date(2027, 10, 1), "国庆节")]
    assert fewer.changes[0].after is None


def test_a_clock_that_moves_out_of_the_days_due_soon_is_counted_once(world, session):
    due(fresh(world.task), date(2027, 10, 11))
    session.flush()
    effects = calendar_effects.of(off(HOLIDAY, date(2027, 10, 11)), world.head, TODAY)
    assert effects.moved == 1
    assert soon(effects) == {"聊城市": (0, 0)}
    later = date(2027, 11, 1)
    assert soon(calendar_effects.of(off(later), world.head, later)) == {}


def test_clocks_are_moved_in_batches_that_split_no_task(world, session, monkeypatch):
    for _ in range(7):
        task = make.task(world.task.section, world.lead)
        due(task, HOLIDAY)
        due(task, HOLIDAY)
    session.flush()
    monkeypatch.setattr(clocks, "BATCH", 5)
    assert enter(off(HOLIDAY), world.head) == 7
    session.expire_all()
    ends = {milestone.clock_ends_on for milestone in task.milestones}
    assert ends == {date(2027, 10, 11)}


@pytest.mark.parametrize(
    ("special", "complaint"),
    [
        (SpecialDay(date(2028, 1, 1), DayKind.HOLIDAY, "元旦"), "不在2027年"),
        (SpecialDay(date(2026, 11, 1), DayKind.HOLIDAY, "元旦"), "不在2027年"),
        (SpecialDay(HOLIDAY, DayKind.MAKEUP, "国庆节"), "不是周末"),
    ],
)
def test_days_that_cannot_be_are_refused(special, complaint):
    with pytest.raises(Refusal, match=complaint):
        Proposal(2027, (special,), NOTICE)


def test_a_proposal_survives_its_way_through_the_page():
    proposal = off(HOLIDAY)
    assert Proposal.from_json(proposal.as_json()) == proposal
    with pytest.raises(Refusal, match="依据"):
        Proposal(2027, (), " ")
