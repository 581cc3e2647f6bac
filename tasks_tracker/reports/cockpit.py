"""The first page of the office: how all plans stand, what is worst, what waits and for how long."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, func, select

from tasks_tracker.domain.deadlines import ONE_DAY, Workdays
from tasks_tracker.domain.lights import LATE, WORST_FIRST, Light
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import ledger, lights, percentages, trend
from tasks_tracker.reports.ledger import LedgerRow
from tasks_tracker.reports.lights import Tally
from tasks_tracker.reports.selection import Order, Selection, of_plan

WORST_SHOWN, WEEK_SHOWN = 12, 60
AGES = (3, 5, 10)
"""Working days up to which reports have waited, in steps."""


@dataclass(frozen=True)
class PlanName:
    """A plan that one may choose, with the number of its tasks."""

    plan_id: int
    doc_no: str
    title: str
    total: int


@dataclass(frozen=True)
class PlanRow:
    """One plan with its tasks by light."""

    plan_id: int
    doc_no: str
    title: str
    region_id: int
    region: str
    tally: Tally
    waiting: int

    @property
    def total(self) -> int:
        return self.tally.total

    @property
    def late(self) -> int:
        return sum(self.tally[light] for light in LATE)

    @property
    def late_share(self) -> int | None:
        """In tenths of a per cent."""
        return percentages.rate(self.late, self.tally.total)


@dataclass(frozen=True)
class Age:
    """Tasks of which a report has waited so many working days, and the days on which it came."""

    least: int
    most: int | None
    first: date
    last: date
    tasks: int


@dataclass(frozen=True)
class Cockpit:
    """All figures of the page."""

    plans: Sequence[PlanRow]
    """Of all in sight, those with the greatest share of overdue tasks first."""
    chosen: int | None
    worst: Sequence[LedgerRow]
    since: date
    """The last working day, with the night of which the last night is compared."""
    moved: Mapping[Light, int] | None = field(default=None)
    """How many more tasks showed a light; None where no night was kept."""

    @property
    def shown(self) -> list[PlanRow]:
        return [row for row in self.plans if self.chosen in (None, row.plan_id)]

    @property
    def tally(self) -> Tally:
        return lights.together(row.tally for row in self.shown)

    @property
    def waiting(self) -> int:
        return sum(row.waiting for row in self.shown)

    @property
    def late(self) -> int:
        return sum(row.late for row in self.shown)


def cockpit(seen: ColumnElement[bool], today: date, plan: int | None) -> Cockpit:
    """The tasks in force in sight, of one plan or of all (4 statements)."""
    asked, since = seen & of_plan(plan), calendar().last_before(today)
    return Cockpit(
        plans=plan_rows(seen, today),
        chosen=plan,
        worst=ledger.rows(asked, today, Selection(lights=LATE), limit=WORST_SHOWN),
        since=since,
        moved=trend.moved(asked, since, today),
    )


def plan_names(seen: ColumnElement[bool]) -> list[PlanName]:
    """As they were issued (1 statement)."""
    counted = (
        select(Task.plan_id, func.count().label("tasks")).where(seen).group_by(Task.plan_id)
    ).subquery()
    query = (
        select(Plan.id, Plan.doc_no, Plan.short_title, counted.c.tasks)
        .join(counted, counted.c.plan_id == Plan.id)
        .order_by(Plan.region_id, Plan.issued_on, Plan.id)
    )
    return [PlanName(*row) for row in db.execute(query)]


def plan_rows(seen: ColumnElement[bool], today: date) -> list[PlanRow]:
    """Those with the greatest share of overdue tasks first, then as they were issued
    (2 statements)."""
    place = lights.rank(light_rules.lines(today)).label("place")
    counts: dict[int, Counter[Light]] = defaultdict(Counter)
    waiting: Counter[int] = Counter()
    query = select(Task.plan_id, place, Task.awaits_office, func.count()).where(seen)
    for plan_id, at, waits, count in db.execute(
        query.group_by(Task.plan_id, place, Task.awaits_office)
    ):
        counts[plan_id][WORST_FIRST[at]] += count
        waiting[plan_id] += count if waits else 0
    names = (
        select(Plan.id, Plan.doc_no, Plan.short_title, Region.id, Region.name)
        .join(Region, Region.id == Plan.region_id)
        .where(Plan.id.in_(counts))
        .order_by(Plan.region_id, Plan.issued_on, Plan.id)
    )
    rows = [PlanRow(*row, Tally(counts[row[0]]), waiting[row[0]]) for row in db.execute(names)]
    return sorted(rows, key=lambda row: -(row.late_share or 0))


def ages(seen: ColumnElement[bool], today: date) -> list[Age]:
    """How long reports wait for the office, the longest first; nothing where none does
    (1 statement)."""
    query = (
        select(ProgressReport.task_id, ProgressReport.submitted_on)
        .join(Task, Task.id == ProgressReport.task_id)
        .where(seen, ProgressReport.state == ReportState.SUBMITTED)
    )
    return aged([(task_id, on) for task_id, on in db.execute(query)], today, calendar())


def aged(waiting: Sequence[tuple[int, date]], today: date, workdays: Workdays) -> list[Age]:
    """The same of tasks with the days on which their reports came."""
    found: dict[int, set[int]] = defaultdict(set)
    days: dict[int, list[date]] = defaultdict(list)
    for task_id, on in waiting:
        step = _step(workdays.between(on, today))
        found[step].add(task_id)
        days[step].append(on)
    return [
        Age(
            least=AGES[step - 1] + 1 if step else 0,
            most=AGES[step] if step < len(AGES) else None,
            first=min(days[step]),
            last=max(days[step]),
            tasks=len(found[step]),
        )
        for step in sorted(found, reverse=True)
    ]


def _step(waited: int) -> int:
    return sum(waited > most for most in AGES)


def week(seen: ColumnElement[bool], first: date, today: date) -> list[LedgerRow]:
    """What is due from one Monday to the Sunday after it, the soonest first, as far as it is shown
    (1 statement)."""
    asked = Selection(due_from=first, due_to=first + 6 * ONE_DAY, order=Order.DUE)
    found = ledger.rows(seen, today, asked, limit=WEEK_SHOWN)
    return sorted(found, key=lambda row: row.due.due_on if row.due else first)
