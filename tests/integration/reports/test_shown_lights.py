"""What was shown each night and each evening is what is worked out afterwards, whatever was
reported, owed, urged for and ruled in between."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, true

from tasks_tracker import clock
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.ladder import Step
from tasks_tracker.domain.light_rules import LightRule, ShownLight
from tasks_tracker.domain.lights import Light, OverdueBy
from tasks_tracker.domain.stages import Stage
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.jobs import lights as job
from tasks_tracker.operations.obligations import keep
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.tasks import IN_FORCE
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import ledger, past_ledger
from tasks_tracker.reports.as_of import region_on
from tasks_tracker.reports.changes import since_last_workday
from tasks_tracker.reports.selection import Order, Selection
from tests import make
from tests.integration.reports.test_as_of import DAYS, FIRST, Office, at, worked_out

NEW_RULE = DAYS[10]


class Busy(Office):
    """The same, with percentages, reports that are owed by the week, red slips and a new rule."""

    def adopt(self, day: date, count: int) -> None:
        super().adopt(day, count)
        self.tasks[-1].plan.reporting_rule = "weekly:3"

    def night(self, day: date) -> None:
        keep(day, at(day, 0))
        db.expire_all()
        job.run(day, at(day, 0))
        db.expire_all()

    def live(self, day: date) -> None:
        super().live(day)
        if day == NEW_RULE - timedelta(days=2):
            self.rule(day)
        for task in self.tasks:
            if task.clock_ends_on and task.clock_ends_on < day and self.chance.random() < 0.1:
                self.slip(task, day)

    def report(self, task, now) -> None:
        still = [one.id for one in task.milestones if one.is_open]
        claims = self.chance.sample(still, self.chance.randint(0, len(still)))
        made = report_progress(
            task,
            by=self.owner,
            now=now,
            progress=f"进展 {now:%m-%d}",
            milestones=claims,
            no_evidence="测试",
            percent=self.chance.choice([None, 10, 40, 80]),
        )
        self.waiting.append(made)

    def answer(self, report, now) -> None:
        """Before anything of the day is reported, as it is told here."""
        super().answer(report, at(clock.local(now).date(), 1))

    def rule(self, day: date) -> None:
        new = LightRule(
            version=1,
            holds_from=NEW_RULE,
            due_soon_within=4,
            report_soon_within=1,
            behind_points=30,
            severe_after=5,
            red_slips=1,
            overdue_by=OverdueBy.ANY,
            reason="加快推进",
            set_by=self.head,
            set_at=at(day),
        )
        db.add(new)
        db.flush()
        light_rules.look_again()

    def slip(self, task, day: date) -> None:
        number = len(self.slips) + 1
        self.slips.append(number)
        urging = Urging(
            task=task,
            unit=task.lead_unit,
            level=Step.RED.level,
            reason="逾期未报",
            reply_by=day,
            issued_at=at(day),
            issued_on=day,
            issued_by=self.head,
            year=2024,
            number=number,
        )
        urging.lift(day, "测试")
        task.red_slips += 1
        db.add(urging)

    def __init__(self, seed: int) -> None:
        self.slips: list[int] = []
        super().__init__(seed)


ASKED = (
    Selection(lights=(Light.SEVERE, Light.LAGGING), order=Order.DUE),
    Selection(waiting=True, order=Order.NUMBER),
    Selection(due_from=DAYS[0], due_to=DAYS[20], order=Order.UNIT),
    Selection(stage=Stage.RETURNED),
    Selection(reported_from=DAYS[6], words="受理"),
    Selection(event=EventKind.REPORT_RETURNED, event_from=DAYS[4]),
)


def asked_on(day: date) -> list[Selection]:
    """The whole ledger, and each day another part of it."""
    return [Selection(), ASKED[day.toordinal() % len(ASKED)]]


def in_sight(office: Office):
    return Task.region_id == office.region.id


def rows_seen(office: Office, day: date, asked: Selection) -> tuple[list, dict]:
    """A page of the ledger on its own evening, with the counts in its chips."""
    seen = in_sight(office) & IN_FORCE
    return ledger.rows(seen, day, asked), ledger.tallies(seen, asked, day).cells


def by_code(office: Office, day: date) -> dict[str, Light]:
    """As the ledger shows them."""
    return {row.code: row.light for row in ledger.rows(in_sight(office), day, Selection())}


def kept(office: Office) -> dict[str, Light]:
    """What the last row of each task says."""
    rows = db.scalars(select(ShownLight).order_by(ShownLight.shown_on, ShownLight.id)).all()
    codes = {task.id: task.code for task in office.tasks}
    return {codes[row.task_id]: row.light for row in rows}


@pytest.mark.parametrize("seed", range(2))
def test_every_evening_and_every_night_was_as_it_is_worked_out(session, seed):
    office, seen, evenings, pages = Busy(seed), {}, {}, {}
    for day in DAYS:
        office.night(day)
        assert kept(office) == by_code(office, day)
        office.live(day)
        session.flush()
        seen[day], evenings[day] = office.seen(), by_code(office, day)
        pages[day] = [(asked, *rows_seen(office, day, asked)) for asked in asked_on(day)]
        check_changes(office, day, evenings)
    session.expire_all()
    for day in DAYS:
        check_past(office, day, seen, evenings)
        for asked, rows, cells in pages[day]:
            past = past_ledger.on(day, in_sight(office), replace(asked, as_of=day))
            assert (past.rows(), past.tallies.cells) == (rows, cells)
    check_that_something_happened(seen, evenings)


def check_past(office: Busy, day: date, seen: dict, evenings: dict) -> None:
    assert worked_out(office, day) == seen[day]
    lines = light_rules.lines_then(day)
    then = region_on(day, office.region, calendar())
    assert {one.task.code: one.light(lines) for one in then} == evenings[day]


def check_that_something_happened(seen: dict, evenings: dict) -> None:
    facts = [facts for day in seen.values() for facts, *_ in day.values()]
    assert any(one.behind_from for one in facts)
    assert any(one.red_slips for one in facts)
    assert any(one.report_due_on for one in facts)
    shown = {one for day in evenings.values() for one in day.values()}
    assert {Light.SEVERE, Light.LAGGING} <= shown


def check_changes(office: Busy, day: date, evenings: dict) -> None:
    before = evenings.get(calendar().last_before(day))
    if before is not None:
        found = since_last_workday(true(), day)
        moved = {code for code in before if before[code] is not evenings[day].get(code)}
        assert {move.code for move in found.moves} == moved


def test_a_light_is_kept_where_it_changed_only_and_a_day_once(session):
    office = Office(0)
    task = make.task(office.tasks[0].section)
    due_on, later = FIRST + timedelta(days=25), FIRST + timedelta(days=26)
    make.milestone(task, due_on=due_on)
    days = [FIRST, FIRST, later, later]
    counts = [job.run(day, at(day, 0)).count for day in days]
    assert (counts[0], counts[1], counts[3]) == (7, 0, 0)
    assert [(row.shown_on, row.light) for row in rows_of(task)] == [
        (FIRST, Light.IDLE),
        (later, Light.OVERDUE),
    ]
    first = rows_of(task)[0]
    ends = due_on.isoformat()
    assert first.inputs == {"clock_ends_on": ends, "due_ends_on": ends}
    assert first.rule_version == 0


def rows_of(task) -> list[ShownLight]:
    query = select(ShownLight).where(ShownLight.task_id == task.id).order_by(ShownLight.shown_on)
    return list(db.scalars(query))
