"""Scores from the tables: what counts, for whom, with which event behind it."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker import clock
from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.checks import Check, CheckReason
from tasks_tracker.domain.checks import Finding as Verdict
from tasks_tracker.domain.ladder import Step
from tasks_tracker.domain.objections import Objection
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.periods import PeriodKind, month_of, period_of
from tasks_tracker.domain.score_rules import DEDUCTIONS, Rate, Rule
from tasks_tracker.domain.scores import LeftOutReason, ScorePart
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.circular import take_snapshot
from tasks_tracker.reports.scores import scores
from tests import make, people
from tests.integration.operations import inspected
from tests.integration.reports.test_as_of import DAYS, Office, _statements

MAY, TODAY = month_of(date(2024, 5, 1)), date(2024, 6, 3)
ALL = Rule(deductions={key: Rate(rate.points) for key, rate in DEDUCTIONS.items()})


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=clock.zone())


@pytest.fixture
def world(session):
    """Its one milestone is due on the last day of May, and is met the day before."""
    found = people.world()
    found.task.plan.adopted_at = at(date(2024, 1, 8))
    report = make.report(found.task, found.owner, *found.task.milestones, now=at(date(2024, 5, 30)))
    report.accept(by=found.supervisor, now=at(date(2024, 5, 31)), today=date(2024, 5, 31))
    session.flush()
    return found


def of(world, unit=None, *, rule=ALL, today=TODAY):
    session_units = scores(world.city, MAY, today=today, rule=rule)
    unit = unit or world.lead
    return next(one for one in session_units if one.unit_id == unit.id)


def costs(found) -> Counter[str]:
    return Counter(one.subject.partition(":")[0] for one in found.of(ScorePart.DEDUCTION))


def other_task(world, due_on=None, **more):
    task = make.task(world.task.section, world.lead, **more)
    if due_on:
        make.milestone(task, due_on=due_on)
    return task


def owed(world, due_on=date(2024, 5, 8), **more):
    facts = {"period": "2024-05", "opens_on": date(2024, 5, 1), "due_on": due_on}
    facts |= {"task": world.task, "asked_on": date(2024, 5, 1), **more}
    return make.saved(Obligation(unit=world.lead, **facts))


def blocker(world, on=date(2024, 5, 6), task=None) -> Blocker:
    made = Blocker(
        task=task or other_task(world),
        unit=world.lead,
        by=world.owner,
        raised_at=at(on),
        raised_on=on,
        cause=Cause.DATA,
        request="请市二局共享数据",
        to_unit=world.helper,
    )
    made.put(on, calendar())
    return make.saved(made)


def test_all_that_was_done_in_time_brings_everything(world):
    found = of(world)
    assert found.total == 100_00
    assert found.without_basis == (ScorePart.REPORTING, ScorePart.PROGRESS)
    (milestone,), (report,) = found.of(ScorePart.COMPLETION), found.of(ScorePart.FIRST_PASS)
    assert milestone.subject == f"milestone:{world.task.milestones[0].id}"
    assert milestone.code == world.task.code
    assert "5月31日到期，5月30日按时报送" in milestone.words
    assert report.subject.startswith("report:")


def test_reports_owed_count_by_their_day(world):
    owed(world)
    owed(world, period="2024-W19", answered_on=date(2024, 5, 9))
    owed(world, period="2024-W18", answered_on=date(2024, 5, 8))
    owed(world, period="2024-W17", excused_on=date(2024, 5, 7))
    owed(world, period="2024-W16", excused_on=date(2024, 5, 9))
    owed(world, period="2024-W15", excused_on=date(2024, 5, 20), noted_at=make.NOW)
    owed(world, period="2024-W14", asked_on=date(2024, 5, 9))
    owed(world, period="2024-W13", due_on=date(2024, 6, 1))
    found = of(world)
    points = found.of(ScorePart.REPORTING)
    assert [point.value > 0 for point in points].count(True) == 1
    assert len(points) == 4
    assert sorted(p.value for p in found.of(ScorePart.DEDUCTION)) == [-50, -50, -10]
    assert [one.reason for one in found.left_out] == [LeftOutReason.EXCUSED]


def test_nobody_is_late_with_a_report_while_its_objection_lies_with_the_office(world):
    task = other_task(world)
    owed(world, task=task)
    objection = Objection(
        task=task,
        unit=world.lead,
        duty=Duty.LEAD,
        proposed=world.helper,
        by=world.owner,
        raised_at=at(date(2024, 5, 7)),
        raised_on=date(2024, 5, 7),
        reason="职责在市二局",
        agreed_by="局长",
    )
    make.saved(objection)
    found = of(world)
    assert found.of(ScorePart.REPORTING) == ()
    assert [one.reason for one in found.left_out] == [LeftOutReason.OBJECTED]
    (progress,) = found.of(ScorePart.PROGRESS)
    assert progress.subject == f"task:{task.id}"
    assert progress.lost == 0


def urging(world, step, on, **more) -> Urging:
    facts = {"year": 2024, "number": step.level, "issued_by": world.head} if step.level > 1 else {}
    return make.saved(
        Urging(
            task=more.pop("task", world.task),
            unit=world.lead,
            level=step.level,
            reason="逾期",
            reply_by=on + timedelta(days=3),
            issued_at=at(on),
            issued_on=on,
            **facts,
            **more,
        )
    )


def test_slips_cost_and_a_lifted_one_does_not(world):
    day = date(2024, 5, 14)
    lifted = urging(world, Step.YELLOW, day, task=other_task(world))
    lifted.lift(date(2024, 5, 20), "已办结")
    late_lifted = urging(world, Step.RED, day, task=other_task(world))
    late_lifted.lift(date(2024, 6, 2), "已办结")
    urging(world, Step.INTERVIEW, day, task=other_task(world))
    urging(world, Step.URGING, day, task=other_task(world))
    urging(world, Step.BLUE, date(2024, 6, 1), task=other_task(world))
    found = of(world)
    assert [p.value for p in found.of(ScorePart.DEDUCTION)] == [-300, -200]
    assert [one.reason for one in found.left_out] == [LeftOutReason.LIFTED]


def test_what_a_check_found_untrue_costs_whoever_reported_it(world):
    report = world.task.id and make.report(other_task(world), world.owner)
    check = Check(
        region=world.city,
        year=2024,
        number=1,
        task=_completed(report.task),
        report=report,
        reason=CheckReason.SAMPLE,
        occasion="抽查",
        opened_by=world.head,
        opened_at=make.NOW,
        opened_on=make.TODAY,
        people=[world.second_supervisor],
    )
    check.find(
        Verdict.UNTRUE, words="没有启用", by=world.head, now=make.NOW, today=date(2024, 5, 12)
    )
    make.saved(check)
    found = of(world)
    assert [(p.subject, p.value) for p in found.of(ScorePart.DEDUCTION)] == [
        (f"check:{check.id}", -200)
    ]


def _completed(task):
    task.is_completed, task.completed_on, task.clock_ends_on = True, make.TODAY, None
    return task


def test_a_finding_costs_once_on_the_day_on_which_its_clock_ran_out(world):
    late = inspected.handed_over(world)
    inspected.answered(world)
    moved = inspected.handed_over(world)
    moved.move(date(2024, 6, 14), by=world.head, today=make.TODAY, reason="雨", workdays=calendar())
    overrun = inspected.handed_over(world)
    overrun.move(
        date(2024, 6, 14), by=world.head, today=date(2024, 5, 27), reason="雨", workdays=calendar()
    )
    found = {one.subject for one in of(world).of(ScorePart.DEDUCTION)}
    assert found == {f"finding:{late.id}", f"finding:{overrun.id}"}


@pytest.mark.parametrize("seed", range(3))
def test_the_rate_of_a_lead_unit_is_that_of_the_circular(session, seed):
    office = Office(seed)
    for day in DAYS:
        office.live(day)
    session.flush()
    for period in (month_of(DAYS[0]), month_of(DAYS[-1]), period_of(PeriodKind.QUARTER, DAYS[0])):
        rows = take_snapshot(office.region, period, today=DAYS[-1])["figures"]["units"]
        counted = {row["name"]: (row["counts"]["due"], row["counts"]["on_time"]) for row in rows}
        found = scores(office.region, period, today=DAYS[-1], rule=ALL)
        assert {one.unit: _milestones(one) for one in found if _milestones(one)[0]} == {
            name: pair for name, pair in counted.items() if pair[0]
        }
        assert any(pair[0] for pair in counted.values())


def _milestones(found) -> tuple[int, int]:
    points = found.of(ScorePart.COMPLETION)
    own = [one for one in points if one.subject.startswith("milestone:")]
    return len(own), sum(one.value > 0 for one in own)


@pytest.mark.parametrize("seed", range(3))
def test_a_past_score_is_what_it_was_then(session, seed):
    office, april = Office(seed), month_of(DAYS[0])
    seen = None
    for day in DAYS:
        if day > april.last and seen is None:
            session.flush()
            seen = scores(office.region, april, today=day, rule=ALL)
        office.live(day)
    session.flush()
    session.expire_all()
    assert seen
    assert scores(office.region, april, today=DAYS[-1], rule=ALL) == seen


def test_a_period_that_has_not_begun_has_no_scores(world):
    assert scores(world.city, MAY.following, today=date(2024, 5, 31), rule=ALL) == []


def test_of_a_running_period_today_is_not_missed_yet(world):
    other_task(world, due_on=date(2024, 5, 20))
    assert costs(of(world, today=date(2024, 5, 20))) == {}
    assert costs(of(world, today=date(2024, 5, 21))) == {"milestone": 1}


def test_units_stand_in_official_order_and_other_regions_apart(world, session):
    make.milestone(make.task(world.task.section, world.helper), due_on=date(2024, 5, 20))
    found = scores(world.city, MAY, today=TODAY, rule=ALL)
    assert [one.unit for one in found] == ["市一局", "市二局"]
    (county,) = scores(world.county, MAY, today=TODAY, rule=ALL)
    assert county.unit == "县一局"


def test_the_number_of_statements_does_not_grow(world, session):
    counts = []
    for _ in range(2):
        session.flush()
        session.expire_all()
        counts.append(_statements(lambda: scores(world.city, MAY, today=TODAY, rule=ALL)))
        for _number in range(4):
            task = other_task(world, due_on=date(2024, 5, 20))
            owed(world, task=task)
            blocker(world, task=task)
            inspected.handed_over(world)
    assert counts[0] <= 34
    assert counts[1] - counts[0] <= 1


def test_nothing_of_the_database_is_changed_by_scoring(world, session):
    before = session.scalars(select(Obligation.id)).all()
    of(world)
    assert not session.dirty
    assert not session.new
    assert session.scalars(select(Obligation.id)).all() == before
