"""What changed since the last working day, held against what was seen on that day."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import true

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.lights import Light, Lines
from tasks_tracker.domain.progress import ReportState
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.changes import Adopted, Happened, since_last_workday
from tests import make

FIRST = date(2024, 5, 6)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)


class Office:
    """Units that report, and an office that answers, at random; what it saw each evening."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a dice, no secret
        region = make.region()
        plan = make.plan(region)
        plan.adopted_at = at(date(2024, 3, 1))
        section = make.section(plan)
        self.owner = make.person(Role.LIAISON, region, make.unit(region))
        self.reviewer = make.person(Role.SUPERVISOR, region)
        self.tasks = [make.task(section) for _ in range(5)]
        for task in self.tasks:
            for _ in range(2):
                make.milestone(task, due_on=FIRST + timedelta(days=self.chance.randint(-20, 30)))
        self.reports = []

    def live(self, day: date) -> None:
        for report in self.reports:
            if report.state is ReportState.SUBMITTED and self.chance.random() < 0.3:
                self.answer(report, day)
        for task in self.tasks:
            if not task.is_completed and self.chance.random() < 0.3:
                open_ones = [one for one in task.milestones if one.is_open]
                claims = self.chance.sample(open_ones, self.chance.randint(0, len(open_ones)))
                self.reports.append(make.report(task, self.owner, *claims, now=at(day)))

    def answer(self, report, day: date) -> None:
        answer = {"by": self.reviewer, "now": at(day), "today": day}
        if self.chance.random() < 0.5 and not report.is_application:
            report.accept(**answer)
        else:
            report.send_back(**answer, words="缺佐证", workdays=calendar())

    def seen_on(self, day: date) -> dict[str, Light]:
        return {task.code: task.light(Lines.on(day, calendar())) for task in self.tasks}


@pytest.mark.parametrize("seed", range(8))
def test_the_lights_of_the_last_working_day_are_those_that_were_seen_then(session, seed):
    office = Office(seed)
    seen = {}
    for day in (FIRST + timedelta(days=days) for days in range(30)):
        office.live(day)
        session.flush()
        seen[day] = office.seen_on(day)
        before = seen.get(calendar().last_before(day))
        if before is None:
            continue
        found = since_last_workday(true(), day)
        assert found.before.counts == Counter(before.values())
        assert found.after.counts == Counter(seen[day].values())
        moved = {code for code in before if before[code] is not seen[day][code]}
        assert {move.code for move in found.moves} == moved
        assert all(move.before is before[move.code] for move in found.moves)


def test_what_time_alone_changes_is_found(session):
    task = make.task(make.section(make.plan(make.region())))
    task.plan.adopted_at = at(date(2024, 3, 1))
    make.milestone(task, due_on=date(2024, 5, 9))
    found = since_last_workday(true(), make.TODAY)
    assert found.since == date(2024, 5, 9)
    assert [(move.before, move.after) for move in found.moves] == [(Light.DUE_SOON, Light.OVERDUE)]
    assert found.moves[0].days == -1
    assert found.delta(Light.OVERDUE) == 1
    assert found.delta(Light.DUE_SOON) == -1


def test_after_a_weekend_friday_is_the_day_to_compare_with(session):
    task = make.task(make.section(make.plan(make.region())))
    task.plan.adopted_at = at(date(2024, 3, 1))
    make.milestone(task, due_on=date(2024, 5, 17))
    found = since_last_workday(true(), date(2024, 5, 20))
    assert found.since == date(2024, 5, 17)
    assert [move.after for move in found.moves] == [Light.OVERDUE]


def test_a_task_adopted_since_then_was_not_there_before(session):
    task = make.task(make.section(make.plan(make.region())))
    make.milestone(task, due_on=date(2024, 5, 9))
    found = since_last_workday(true(), make.TODAY)
    assert (found.before.total, found.after.total, found.moves) == (0, 1, [])
    assert found.adopted == [Adopted(task.plan_id, task.plan.doc_no, tasks=1)]


def test_reports_and_events_since_then_are_counted(session):
    region = make.region()
    task = make.task(make.section(make.plan(region)))
    owner = make.person(Role.LIAISON, region, task.lead_unit)
    make.report(task, owner, now=at(date(2024, 5, 9)))
    make.report(task, owner)
    make.report(task, owner)
    for _ in range(2):
        record(EventKind.REMINDED, by=None, now=make.NOW, task=task)
    session.flush()
    found = since_last_workday(true(), make.TODAY)
    assert (found.reported.reports, found.reported.units, found.reported.tasks) == (2, 1, 1)
    assert found.events == {EventKind.REMINDED: Happened(times=2, tasks=1)}


def test_an_empty_ledger_has_no_changes(session):
    found = since_last_workday(true(), make.TODAY)
    assert (found.moves, found.before.total, found.reported.reports) == ([], 0, 0)
