"""The rows of the ledger with what an Excel file has besides: leaders, units, the last report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import ledger, selection
from tasks_tracker.reports.as_of import TaskThen, state_on
from tasks_tracker.reports.ledger import LedgerRow
from tasks_tracker.reports.past_ledger import PastLedger
from tasks_tracker.reports.selection import Selection

A_BATCH = 2000
"""Rows that the database hands over at once."""


@dataclass(frozen=True)
class LedgerLine:
    """One task of the ledger, with all that a file says of it."""

    row: LedgerRow
    plan: str
    leader: str
    leads: Sequence[str]
    supports: Sequence[str]
    percent: int | None
    progress: str
    problems: str


@dataclass(frozen=True)
class _Seats:
    leads: list[str] = field(default_factory=list)
    supports: list[str] = field(default_factory=list)


NO_SEATS = _Seats()


def live(seen: ColumnElement[bool], asked: Selection, today: date) -> Iterator[LedgerLine]:
    """Today's ledger in the order that is asked for (3 statements, however many tasks)."""
    wanted = seen & selection.condition(asked, light_rules.lines(today))
    more = {row.id: row for row in db.execute(_more(wanted))}
    seats = _seats(wanted)
    for row in ledger.rows(seen, today, asked):
        found = more[row.task_id]
        units = seats.get(row.task_id, NO_SEATS)
        yield LedgerLine(
            row=row,
            plan=found.short_title,
            leader=found.leader or "",
            leads=units.leads,
            supports=units.supports,
            percent=found.percent,
            progress=found.progress or "",
            problems=found.problems or "",
        )


def past(then: PastLedger) -> Iterator[LedgerLine]:
    """The ledger of a past day, by what was known then."""
    for task, row in zip(then.chosen, then.rows(), strict=True):
        yield _line_then(task, row)


def _line_then(then: TaskThen, row: LedgerRow) -> LedgerLine:
    standing = [one for one in then.reports if state_on(then.day, one) is not ReportState.RETURNED]
    last = standing[-1] if standing else None
    said = [one.percent for one in then.reports if one.percent is not None]
    leader = then.words.section.leader
    return LedgerLine(
        row=row,
        plan=then.task.plan.short_title,
        leader=leader.name if leader else "",
        leads=[unit.name for unit in then.words.leads],
        supports=[unit.name for unit in then.words.supports],
        percent=said[-1] if said else None,
        progress=last.progress if last else "",
        problems=last.problems if last else "",
    )


def _more(wanted: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    last = (
        select(func.max(ProgressReport.id))
        .where(ProgressReport.task_id == Task.id, ProgressReport.state != ReportState.RETURNED)
        .correlate(Task)
        .scalar_subquery()
    )
    return (
        select(
            Task.id,
            Task.percent,
            Plan.short_title,
            User.name.label("leader"),
            ProgressReport.progress,
            ProgressReport.problems,
        )
        .join(Plan, Plan.id == Task.plan_id)
        .join(Section, Section.id == Task.section_id)
        .outerjoin(User, User.id == Section.leader_id)
        .outerjoin(ProgressReport, ProgressReport.id == last)
        .where(wanted)
        .execution_options(yield_per=A_BATCH)
    )


def _seats(wanted: ColumnElement[bool]) -> Mapping[int, _Seats]:
    """The units of each task, in the order in which the document names them."""
    query = (
        select(TaskUnit.task_id, TaskUnit.duty, Unit.name)
        .join(Unit, Unit.id == TaskUnit.unit_id)
        .join(Task, Task.id == TaskUnit.task_id)
        .where(wanted)
        .order_by(TaskUnit.task_id, TaskUnit.position, TaskUnit.id)
        .execution_options(yield_per=A_BATCH)
    )
    found: dict[int, _Seats] = defaultdict(_Seats)
    for task_id, duty, name in db.execute(query):
        (found[task_id].leads if duty is Duty.LEAD else found[task_id].supports).append(name)
    return found
