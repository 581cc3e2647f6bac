"""The ledger of a past day, worked out afterwards, is the one that was seen on that day."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from tasks_tracker.domain.calendar import DayKind, SpecialDay
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.proposals import Proposal
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.calendar import enter_schedule
from tasks_tracker.operations.reviews import accept_report, return_report
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar, schedule
from tasks_tracker.reports import calendar_effects, ledger
from tasks_tracker.reports.as_of import region_on
from tasks_tracker.reports.circular import take_snapshot
from tasks_tracker.reports.selection import Selection
from tests import make

FIRST = date(2024, 4, 20)
DAYS = [FIRST + timedelta(days=number) for number in range(24)]
SECOND_PLAN = DAYS[8]
NOTICES = {DAYS[6], DAYS[13]}


def at(day: date, hour: int = 10) -> datetime:
    """That hour in Shanghai, which is another day in UTC before eight."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 8)


class Office:
    """Units that report and an office that answers, at random; what was seen each evening."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a dice, no secret
        self.region = make.region()
        unit = make.unit(self.region)
        self.owner = make.person(Role.LIAISON, self.region, unit)
        self.reviewer = make.person(Role.SUPERVISOR, self.region)
        self.head = make.person(Role.SUPERVISION_HEAD, self.region)
        self.units = [unit, make.unit(self.region)]
        self.tasks, self.waiting = [], []
        self.adopt(DAYS[0], 6)

    def adopt(self, day: date, count: int) -> None:
        plan = make.plan(self.region)
        plan.workday_rule = self.chance.choice(list(WorkdayRule))
        plan.adopted_at = at(day, 1)
        section = make.section(plan)
        for number in range(count):
            task = make.task(section, *self.units[:: 1 if number % 2 else -1])
            for _ in range(self.chance.randint(0, 2)):
                due_on = FIRST + timedelta(days=self.chance.randint(-20, 30))
                make.milestone(task, due_on=due_on).wind(calendar())
            task.settle(day)
            self.tasks.append(task)

    def live(self, day: date) -> None:
        if day == SECOND_PLAN:
            self.adopt(day, 3)
        if day in NOTICES:
            self.change_calendar(at(day, 0))
        for report in [one for one in self.waiting if self.chance.random() < 0.35]:
            self.answer(report, at(day, self.chance.choice([1, 9, 23])))
        for task in self.tasks:
            if not task.is_completed and self.chance.random() < 0.3:
                self.report(task, at(day, self.chance.choice([2, 12, 22])))

    def change_calendar(self, now: datetime) -> None:
        """Some days of these weeks are off from now on, and are worked on no weekend."""
        known = schedule(2024).by_day
        for day in self.chance.sample(DAYS, 6):
            known[day] = SpecialDay(day, DayKind.HOLIDAY, "测试")
        proposal = Proposal(2024, tuple(sorted(known.values())), f"{now:%m-%d}")
        seen = calendar_effects.of(proposal, self.head, now.date()).seen
        enter_schedule(proposal, by=self.head, now=now, seen=seen)
        db.expire_all()

    def report(self, task, now: datetime) -> None:
        still = [one.id for one in task.milestones if one.is_open]
        claims = self.chance.sample(still, self.chance.randint(0, len(still)))
        words = f"进展 {now:%m-%d}"
        self.waiting.append(
            make.handed_in(task, by=self.owner, now=now, progress=words, milestones=claims)
        )

    def answer(self, report, now: datetime) -> None:
        """An application is taken when nothing else of its task waits or came back."""
        self.waiting.remove(report)
        others = [one for one in report.task.dated if one not in report.milestones]
        is_left = any(one.met_on is None for one in others)
        is_left |= any(one.task is report.task for one in self.waiting)
        if self.chance.random() < 0.5 and not (report.is_application and is_left):
            accept_report(report, by=self.reviewer, now=now)
        else:
            return_report(report, by=self.reviewer, now=now, words="缺佐证")

    def seen(self) -> dict[str, object]:
        return {
            task.code: (
                task.facts,
                task.awaits_office,
                task.completed_on,
                [
                    (one.state, one.clock_ends_on, one.submitted_on, one.met_on)
                    for one in task.dated
                ],
            )
            for task in self.tasks
        }


def worked_out(office: Office, day: date) -> dict[str, object]:
    return {
        then.task.code: (
            then.facts,
            then.awaits_office,
            then.completed_on,
            [
                (one.state, one.clock_ends_on, one.submitted_on, one.met_on)
                for one in then.milestones
            ],
        )
        for then in region_on(day, office.region, calendar())
    }


@pytest.mark.parametrize("seed", range(4))
def test_every_past_evening_is_worked_out_as_it_was_seen(session, seed):
    office, seen, lights = Office(seed), {}, {}
    for day in DAYS:
        office.live(day)
        session.flush()
        seen[day] = office.seen()
        lights[day] = ledger.tallies(*_all_of(office), day).by_light.counts
    session.expire_all()
    for day in DAYS:
        assert worked_out(office, day) == seen[day]
    for month, day in ((date(2024, 4, 1), date(2024, 4, 30)), (date(2024, 5, 1), DAYS[-1])):
        totals = take_snapshot(office.region, month_of(month), today=DAYS[-1])["figures"]["totals"]
        assert Counter(totals["lights"]) == Counter({k.value: n for k, n in lights[day].items()})
        counts = totals["counts"]
        assert counts["overdue"] == lights[day][Light.SEVERE] + lights[day][Light.OVERDUE]
        assert counts["completed"] == lights[day][Light.DONE]
        assert counts["tasks"] == sum(lights[day].values())


def _all_of(office: Office) -> tuple[object, Selection]:
    return office.tasks[0].__class__.region_id == office.region.id, Selection()


def test_a_report_returned_later_had_stopped_the_clock_until_then(session):
    office = Office(0)
    task = make.task(office.tasks[0].section, *office.units)
    milestone = make.milestone(task, due_on=date(2024, 4, 26))
    report = make.handed_in(
        task,
        by=office.owner,
        now=at(date(2024, 4, 25)),
        progress="已完成",
        milestones=[milestone.id],
    )
    return_report(report, by=office.reviewer, now=at(date(2024, 5, 6)), words="缺佐证")

    def then(day: date):
        return next(t for t in region_on(day, office.region, calendar()) if t.task is task)

    assert then(date(2024, 4, 24)).milestones[0].state is MilestoneState.OPEN
    assert then(date(2024, 4, 30)).milestones[0].submitted_on == date(2024, 4, 25)
    assert then(date(2024, 4, 30)).facts.clock_ends_on is None
    assert then(date(2024, 5, 6)).milestones[0].clock_ends_on == milestone.clock_ends_on
    assert then(date(2024, 4, 30)).last_words == "已完成"
    assert then(date(2024, 5, 6)).last_words == ""


def test_the_number_of_statements_does_not_grow_with_the_ledger(session):
    office = Office(1)
    for day in DAYS[:6]:
        office.live(day)
    session.flush()
    counts = []
    light_rules.on(DAYS[-1])
    for _ in range(2):
        session.expunge_all()
        counts.append(_statements(lambda: region_on(DAYS[-1], office.region, calendar())))
        fresh = session.merge(office.tasks[0])
        for _number in range(5):
            make.milestone(make.task(fresh.section, fresh.lead_unit))
    assert counts[0] == counts[1] <= 14


def _statements(run) -> int:
    seen: list[str] = []
    connection = db.connection()

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    run()
    event.remove(connection, "before_cursor_execute", note)
    return len(seen)
