"""What a person's units owe, worst first; apart from it what waits for the office and what runs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.lights import WORST_FIRST, Light, Lines
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import unit_ids_of
from tasks_tracker.reports import owed as reports_owed
from tasks_tracker.reports.milestones import MilestoneRow, Verdict, verdict


@dataclass(frozen=True)
class Row:
    """One task as its unit sees it, with the last report that this unit handed in."""

    task: Task
    verdict: Verdict
    report: ProgressReport | None
    reports_due: Sequence[reports_owed.Row] = field(default=())
    """By period, what this unit missed or has to report within a few days, the earliest first."""

    @property
    def report_first(self) -> reports_owed.Row | None:
        """The report that is due before the next milestone is."""
        first = next(iter(self.reports_due), None)
        ends = self.task.clock_ends_on
        return first if first and (ends is None or first.obligation.due_on <= ends) else None

    @property
    def light(self) -> Light:
        return self.verdict.light

    @property
    def running(self) -> list[MilestoneRow]:
        """The milestones that lie with the unit, the earliest end of a clock first."""
        still = [row for row in self.verdict.rows if row.milestone.is_open]
        return sorted(still, key=lambda row: row.milestone.clock_ends_on or date.max)

    @property
    def next(self) -> MilestoneRow | None:
        """The milestone to report on next."""
        return next(iter(self.running), None)

    @property
    def submitted(self) -> list[str]:
        """What lies with the office, said to be met."""
        return [
            row.milestone.deliverable
            for row in self.verdict.rows
            if row.milestone.state is MilestoneState.SUBMITTED
        ]

    @property
    def is_returned(self) -> bool:
        """The office sent the last report back, and nothing was handed in since."""
        return (
            not self.task.is_completed
            and self.report is not None
            and self.report.state is ReportState.RETURNED
        )

    @property
    def is_overturned(self) -> bool:
        """A check found the last report untrue, and nothing was handed in since."""
        found = self.report.overturned_on if self.report else None
        return not self.task.is_completed and found is not None


@dataclass(frozen=True)
class Duties:
    """All tasks of a person's units, each in one list; `supporting` are led by others."""

    owed: Sequence[Row]
    waiting: Sequence[Row]
    under_way: Sequence[Row]
    done: Sequence[Row]
    supporting: Sequence[Row]
    last_return: ProgressReport | None

    @property
    def leading(self) -> int:
        return sum(map(len, (self.owed, self.waiting, self.under_way, self.done)))

    @property
    def returned(self) -> list[Row]:
        return [row for row in self.owed if row.is_returned]


def of(user: User, today: date) -> Duties:
    """The duties of the units for which this person acts (4 statements, 5 where reports are
    owed by period)."""
    lines = light_rules.lines(today)
    reports = _last_reports(user)
    led: list[Row] = []
    supporting: list[Row] = []
    found = db.execute(_tasks(user)).all()
    owes = any(task.report_due_on for task, _ in found)
    pressing = reports_owed.pressing_of(user, today) if owes else {}
    for task, leads in found:
        row = Row(task, verdict(task, today), reports.get(task.id), pressing.get(task.id, ()))
        (led if leads else supporting).append(row)
    open_ones = [row for row in led if not row.task.is_completed]
    owed, others = _split(open_ones, lambda row: _is_owed(row, lines))
    waiting, under_way = _split(others, lambda row: row.task.awaits_office)
    return Duties(
        owed=sorted(owed, key=_urgency),
        waiting=sorted(waiting, key=_longest_waiting),
        under_way=sorted(under_way, key=_urgency),
        done=sorted((row for row in led if row.task.is_completed), key=_latest_first),
        supporting=sorted(supporting, key=_urgency),
        last_return=_last_return(user),
    )


def _tasks(user: User) -> Select[Task, bool]:
    mine = TaskUnit.unit_id.in_(unit_ids_of(user))
    leads = select(TaskUnit.id).where(TaskUnit.task_id == Task.id, TaskUnit.duty == Duty.LEAD, mine)
    return (
        select(Task, leads.exists())
        .where(Task.id.in_(select(TaskUnit.task_id).where(mine)), Task.ended_on.is_(None))
        .options(
            joinedload(Task.section),
            joinedload(Task.lead_unit),
            selectinload(Task.milestones),
        )
        .order_by(Task.number, Task.id)
    )


def _last_reports(user: User) -> dict[int, ProgressReport]:
    """By task, what the person's own units handed in last."""
    last = select(func.max(ProgressReport.id)).where(_own(user)).group_by(ProgressReport.task_id)
    query = (
        select(ProgressReport)
        .where(ProgressReport.id.in_(last))
        .options(joinedload(ProgressReport.reviewed_by))
    )
    return {report.task_id: report for report in db.scalars(query)}


def _last_return(user: User) -> ProgressReport | None:
    query = (
        select(ProgressReport)
        .where(_own(user), ProgressReport.state == ReportState.RETURNED)
        .options(joinedload(ProgressReport.task))
        .order_by(ProgressReport.reviewed_at.desc(), ProgressReport.id.desc())
    )
    return db.scalars(query.limit(1)).one_or_none()


def _own(user: User) -> ColumnElement[bool]:
    return ProgressReport.unit_id.in_([unit.id for unit in user.units])


def _is_owed(row: Row, lines: Lines) -> bool:
    ends = row.task.clock_ends_on
    is_due = ends is not None and ends <= lines.soon_until
    return row.is_returned or row.is_overturned or is_due or bool(row.reports_due)


def _urgency(row: Row) -> tuple[bool, int, date, int]:
    ends = row.task.clock_ends_on or date.max
    return (not row.is_returned, WORST_FIRST.index(row.light), ends, row.task.number)


def _longest_waiting(row: Row) -> tuple[date, int]:
    return (row.task.last_report_on or date.min, row.task.number)


def _latest_first(row: Row) -> tuple[int, int]:
    completed = row.task.completed_on or date.min
    return (-completed.toordinal(), row.task.number)


def _split(rows: Sequence[Row], holds: Callable[[Row], bool]) -> tuple[list[Row], list[Row]]:
    return [row for row in rows if holds(row)], [row for row in rows if not holds(row)]
