"""What is owed by period: asked for, answered, excused, noted when missed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.milestones import DeadlineKind, Milestone
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.jobs import obligations as job
from tasks_tracker.operations.obligations import keep
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.reviews import return_report
from tasks_tracker.operations.units import set_members
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tests import make, people

JUNE = date(2024, 6, 3)
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def world(session):
    """The plan of the city is reported on each month by the 25th."""
    world = people.world()
    world.task.plan.reporting_rule = "monthly:25"
    db.flush()
    return world


def on(day: date, hour=9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def night(day: date):
    """What the job does at the beginning of a day."""
    kept = keep(day, on(day, 0))
    db.expire_all()
    return kept


def owed() -> list[Obligation]:
    return list(db.scalars(select(Obligation).order_by(Obligation.due_on, Obligation.id)))


def report(world, day: date, **more):
    more = {"progress": f"{day}，12 个窗口已启用", **more}
    made = report_progress(world.task, by=world.owner, now=on(day), **more)
    db.flush()
    return made


def recurring(task, rule: str) -> Milestone:
    made = Milestone(
        task=task,
        position=len(task.milestones) + 1,
        kind=DeadlineKind.RECURRING,
        deliverable="通报办件情况",
        phrase="每月10日前",
        derivation="按月循环",
        rule=rule,
    )
    return make.saved(made)


def test_a_period_that_has_begun_is_asked_for_once(world):
    assert night(JUNE).asked == 1
    assert night(JUNE).asked == 0
    assert night(JUNE + timedelta(days=1)).asked == 0
    (one,) = owed()
    assert (one.task_id, one.unit_id, one.period) == (world.task.id, world.lead.id, "2024-06")
    assert (one.opens_on, one.due_on) == (date(2024, 5, 26), date(2024, 6, 25))
    assert one.asked_on == JUNE
    assert world.task.report_due_on == date(2024, 6, 25)


def test_the_next_period_is_asked_for_when_it_begins(world):
    night(JUNE)
    assert night(date(2024, 6, 25)).asked == 0
    assert night(date(2024, 6, 26)).asked == 1
    assert [one.period for one in owed()] == ["2024-06", "2024-07"]


def test_what_could_not_be_seen_in_time_is_not_owed(world):
    night(JUNE)
    night(date(2024, 9, 2))
    assert [one.period for one in owed()] == ["2024-06", "2024-09"]


def test_nothing_is_owed_in_the_first_week_of_a_plan(world):
    world.task.plan.adopted_at = on(date(2024, 6, 19))
    db.flush()
    assert night(date(2024, 6, 20)).asked == 0
    world.task.plan.adopted_at = on(date(2024, 6, 18))
    db.flush()
    assert night(date(2024, 6, 20)).asked == 1


def test_members_of_a_collective_owe_each_their_own(world):
    towns = make.unit(world.city, "各乡镇", UnitGroup.COLLECTIVE)
    members = [make.unit(world.city) for _ in range(3)]
    set_members(towns, by=world.system_admin, now=make.NOW, members=members)
    task = make.task(world.task.section, towns)
    night(JUNE)
    assert {one.unit_id for one in owed() if one.task_id == task.id} == {m.id for m in members}


def test_a_second_lead_unit_owes_too_and_a_supporting_one_does_not(world):
    second = make.unit(world.city)
    world.task.assign(second, Duty.LEAD)
    make.saved(world.task)
    night(JUNE)
    assert {one.unit_id for one in owed()} == {world.lead.id, second.id}


def test_a_report_answers_what_is_owed_and_moves_the_day(world):
    night(JUNE)
    made = report(world, date(2024, 6, 20))
    (one,) = owed()
    assert (one.report, one.answered_on) == (made, date(2024, 6, 20))
    assert world.task.report_due_on is None
    night(date(2024, 6, 26))
    assert world.task.report_due_on == date(2024, 7, 25)


def test_one_report_answers_all_that_was_missed_and_not_what_is_to_come(world):
    for day in (JUNE, date(2024, 6, 26), date(2024, 7, 26)):
        night(day)
    report(world, date(2024, 7, 27))
    assert [one.answered_on is not None for one in owed()] == [True, True, False]
    assert world.task.report_due_on == date(2024, 8, 25)


def test_a_report_of_one_unit_answers_nothing_of_another(world):
    second = make.unit(world.city)
    world.task.assign(second, Duty.LEAD)
    make.saved(world.task)
    night(JUNE)
    report(world, date(2024, 6, 20))
    assert world.task.report_due_on == date(2024, 6, 25)
    (left,) = [one for one in owed() if one.is_open]
    assert left.unit is second


def test_a_missed_one_is_noted_once_and_stays_owed(world):
    night(JUNE)
    assert night(date(2024, 6, 25)).missed == 0
    assert night(date(2024, 6, 26)).missed == 1
    assert night(date(2024, 6, 27)).missed == 0
    (noted,) = db.scalars(select(Event).where(Event.kind == EventKind.REPORT_MISSED))
    assert noted.task is world.task
    assert noted.words == "市一局，2024年6月的反馈，6月25日前应报"
    assert world.task.report_due_on == date(2024, 6, 25)


def test_completion_and_ending_excuse_what_is_owed(world):
    night(JUNE)
    world.task.end(date(2024, 6, 10), "不再列入")
    assert world.task.report_due_on is None
    night(date(2024, 6, 26))
    (one,) = owed()
    assert one.excused_on == date(2024, 6, 26)
    assert one.noted_at is None


def test_a_recurring_duty_is_owed_without_a_rule_of_the_plan(world):
    world.task.plan.reporting_rule = ""
    duty = recurring(world.task, "monthly:10")
    night(JUNE)
    (one,) = owed()
    assert (one.period, one.milestone_id) == (f"m{duty.id}:2024-06", duty.id)
    assert one.due_on == date(2024, 6, 10)
    assert db.scalars(select(Milestone).where(Milestone.kind == "recurring")).one() is duty


def test_a_report_answers_the_plan_and_the_duty_at_once(world):
    recurring(world.task, "weekly:1")
    night(date(2024, 6, 4))
    report(world, date(2024, 6, 6))
    assert all(one.answered_on for one in owed())
    assert len(owed()) == 2


def test_a_day_off_follows_the_rule_of_the_plan(world):
    world.task.plan.reporting_rule = "monthly:15"  # 15 June 2024 is a Saturday
    world.task.plan.workday_rule = WorkdayRule.NEXT
    db.flush()
    night(JUNE)
    assert owed()[0].due_on == date(2024, 6, 17)


@pytest.mark.parametrize("excuses", [True, False])
def test_what_falls_due_while_an_objection_is_open_is_excused_if_wanted(world, excuses):
    world.task.plan.excuses_objected = excuses
    night(JUNE)
    (milestone,) = world.task.milestones
    milestone.submit(date(2024, 6, 24), reason=StopReason.OBJECTION)
    milestone.hand_back(date(2024, 6, 25), calendar())
    db.flush()
    night(date(2024, 6, 26))
    assert (owed()[0].excused_on is not None) is excuses
    assert (owed()[0].noted_at is None) is excuses


@pytest.mark.parametrize("returned_on", [None, date(2024, 7, 25)])
def test_what_falls_due_while_an_application_lies_with_the_office_is_not_missed(world, returned_on):
    night(JUNE)
    everything = [one.id for one in world.task.milestones]
    applied = report(world, date(2024, 6, 20), milestones=everything, no_evidence="材料在窗口")
    night(date(2024, 7, 1))
    if returned_on:
        return_report(applied, by=world.supervisor, now=on(returned_on), words="缺名单")
        db.flush()
    night(date(2024, 7, 26))
    june, july, _ = owed()
    assert june.report is applied
    assert (july.excused_on, july.noted_at) == (date(2024, 7, 26), None)


def test_what_falls_due_after_an_application_was_returned_is_owed(world):
    night(JUNE)
    everything = [one.id for one in world.task.milestones]
    applied = report(world, date(2024, 6, 20), milestones=everything, no_evidence="材料在窗口")
    return_report(applied, by=world.supervisor, now=on(date(2024, 7, 22)), words="缺名单")
    db.flush()
    night(date(2024, 7, 23))
    night(date(2024, 7, 26))
    assert owed()[1].noted_at is not None


def test_an_objection_excuses_nothing_of_another_task(world):
    other = make.task(world.task.section, world.lead)
    night(JUNE)
    world.task.milestones[0].submit(date(2024, 6, 24), reason=StopReason.OBJECTION)
    world.task.objected_on = date(2024, 6, 24)
    db.flush()
    night(date(2024, 6, 26))
    assert {one.task_id for one in owed() if one.excused_on} == {world.task.id}
    assert {one.task_id for one in owed() if one.noted_at} == {other.id}


def test_who_lost_the_seat_owes_nothing_and_others_still_do(world):
    other = make.task(world.task.section, world.lead)
    night(JUNE)
    world.task.units[0].unit = make.unit(world.city)
    db.flush()
    night(date(2024, 6, 4))
    assert {one.task_id for one in owed() if one.excused_on} == {world.task.id}
    assert {one.task_id for one in owed() if one.is_open} == {world.task.id, other.id}


def test_what_a_session_holds_knows_of_the_night(world):
    task = world.task
    keep(JUNE, on(JUNE, 0))
    assert task.report_due_on == date(2024, 6, 25)
    assert report(world, date(2024, 6, 20)) is owed()[0].report


def test_a_rule_without_meaning_stops_nothing_and_is_told(world):
    recurring(world.task, "逢会必报")
    outcome = job.run(JUNE, on(JUNE, 0))
    assert outcome.count == 1
    assert outcome.words == "周期认不出，没有生成应报：逢会必报"


def test_the_statements_do_not_grow_with_the_tasks(world, engine):
    asked = []
    note = lambda _c, _cursor, statement, *_: asked.append(statement)  # noqa: E731
    event.listen(engine, "before_cursor_execute", note)
    try:
        night(JUNE)
        few = len(asked)
        for _ in range(20):
            make.task(world.task.section, world.lead)
        night(JUNE)
        asked.clear()
        assert night(date(2024, 6, 26)).asked == 21
        assert len(asked) <= few + 2
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_the_percent_follows_the_first_lead_unit(world):
    report(world, date(2024, 6, 20), percent=60)
    assert world.task.percent == 60
    report(world, date(2024, 6, 21))
    assert world.task.percent == 60
