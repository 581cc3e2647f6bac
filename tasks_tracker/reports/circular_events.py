"""What happened in the period of a circular, and what was open at its end, as it was known then.

Whoever asks later gets the same: what was answered, excused or undone afterwards counts as it
stood on that evening.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload, lazyload

from tasks_tracker import clock
from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.closing import Closing
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.extensions import Extension, ExtensionState
from tasks_tracker.domain.findings import Finding
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.shares import Share, Wait
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.circular_targets import TargetThen, targets_on
from tasks_tracker.reports.fallen_due import Span


@dataclass(frozen=True)
class Owed:
    """A report that was due in the period: in_time, late or missing."""

    task_id: int
    unit_id: int
    how: str


@dataclass(frozen=True)
class FindingThen:
    """A finding that a unit had; `task_id` None where it hangs on no task."""

    task_id: int | None
    is_new: bool
    was_mended: bool
    is_open: bool


@dataclass(frozen=True)
class Happened:
    """By the ids of tasks."""

    units: Mapping[int, Unit] = field(default_factory=dict)
    """All of the region."""
    grants: Sequence[Extension] = ()
    owed: Sequence[Owed] = ()
    closed: Sequence[tuple[int, date]] = ()
    waits: Sequence[int] = ()
    blockers: Sequence[tuple[int, Cause]] = ()
    findings: Sequence[FindingThen] = ()
    steps: Sequence[tuple[int, int]] = ()
    """Urgings issued, each with its level."""
    targets: Sequence[TargetThen] = ()


NOTHING = Happened()


def happened(
    region: Region, seen: ColumnElement[bool], span: Span, *, plan: Plan | None
) -> Happened:
    """12 statements."""
    return Happened(
        units=_units(region),
        grants=_grants(seen, span),
        owed=_owed(seen, span),
        closed=_closed(seen, span),
        waits=_waits(seen, span),
        blockers=_blockers(seen, span),
        findings=_findings(region, span, plan),
        steps=_steps(seen, span),
        targets=targets_on(span.as_of, seen),
    )


def _units(region: Region) -> Mapping[int, Unit]:
    query = select(Unit).where(Unit.region_id == region.id).options(lazyload(Unit.region))
    return {one.id: one for one in db.scalars(query.order_by(Unit.position))}


def _grants(seen: ColumnElement[bool], span: Span) -> Sequence[Extension]:
    query = (
        select(Extension)
        .join(Task, Task.id == Extension.task_id)
        .where(
            seen,
            Extension.state == ExtensionState.GRANTED,
            Extension.answered_on.between(span.period.first, span.as_of),
        )
        .options(joinedload(Extension.answered_by), joinedload(Extension.unit))
    )
    return db.scalars(query.order_by(Task.number, Extension.answered_at, Extension.id)).all()


def _owed(seen: ColumnElement[bool], span: Span) -> Sequence[Owed]:
    """What was excused is not counted, unless it had been noted as missing by then."""
    query = (
        select(
            Obligation.task_id,
            Obligation.unit_id,
            Obligation.due_on,
            Obligation.answered_on,
            Obligation.excused_on,
            Obligation.noted_at,
        )
        .join(Task, Task.id == Obligation.task_id)
        .where(seen, Obligation.due_on.between(span.period.first, span.as_of))
        .order_by(Task.number, Obligation.due_on, Obligation.id)
    )
    found = ((row.task_id, row.unit_id, _how(row, span)) for row in db.execute(query))
    return [Owed(*one) for one in found if one[2]]


def _how(row: Any, span: Span) -> str:
    """Empty for what was not due yet, or not owed any more."""
    answered = row.answered_on if _by(row.answered_on, span.as_of) else None
    if answered is not None:
        return "late" if answered > row.due_on else "in_time"
    is_noted = row.noted_at is not None and row.noted_at < clock.end_of(span.as_of)
    if _by(row.excused_on, span.as_of) and not is_noted:
        return ""
    return "missing" if row.due_on <= span.passed_until else ""


def _closed(seen: ColumnElement[bool], span: Span) -> Sequence[tuple[int, date]]:
    query = _of_tasks(Closing, seen, Closing.task_id, Closing.closed_on).where(
        Closing.closed_on.between(span.period.first, span.as_of),
        _not_over(Closing.undone_on, span.as_of),
    )
    return [(task_id, on) for task_id, on in db.execute(query)]


def _waits(seen: ColumnElement[bool], span: Span) -> Sequence[int]:
    end = clock.end_of(span.as_of)
    query = (
        select(Share.task_id)
        .join(Wait, Wait.share_id == Share.id)
        .join(Task, Task.id == Share.task_id)
        .where(seen, Wait.raised_at < end, or_(Wait.ended_at.is_(None), Wait.ended_at >= end))
    )
    return db.scalars(query.order_by(Task.number, Wait.id)).all()


def _blockers(seen: ColumnElement[bool], span: Span) -> Sequence[tuple[int, Cause]]:
    query = _of_tasks(Blocker, seen, Blocker.task_id, Blocker.cause).where(
        Blocker.raised_on <= span.as_of, _not_over(Blocker.closed_on, span.as_of)
    )
    return [(task_id, cause) for task_id, cause in db.execute(query)]


def _steps(seen: ColumnElement[bool], span: Span) -> Sequence[tuple[int, int]]:
    query = _of_tasks(Urging, seen, Urging.task_id, Urging.level).where(
        Urging.issued_on.between(span.period.first, span.as_of)
    )
    return [(task_id, level) for task_id, level in db.execute(query)]


def _findings(region: Region, span: Span, plan: Plan | None) -> Sequence[FindingThen]:
    """Those of a plan hang on one of its tasks, or are of an inspection of it."""
    end = clock.end_of(span.as_of)
    query = (
        select(Finding.id, Finding.task_id, Finding.handed_over_at, Finding.mended_on)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(Inspection.region_id == region.id, Finding.handed_over_at < end)
        .order_by(Finding.id)
    )
    if plan is not None:
        on_task = Finding.task_id.in_(select(Task.id).where(Task.plan_id == plan.id))
        query = query.where(or_(on_task, Inspection.plan_id == plan.id))
    withdrawn = _withdrawn(region, end)
    return [_finding(row, span) for row in db.execute(query) if row.id not in withdrawn]


def _withdrawn(region: Region, end: datetime) -> set[int]:
    """Which had been withdrawn by then; only events know when."""
    query = select(Event.subject).where(
        Event.region_id == region.id, Event.kind == EventKind.FINDING_WITHDRAWN, Event.at < end
    )
    return {int(subject.partition(":")[2]) for subject in db.scalars(query)}


def _finding(row: Any, span: Span) -> FindingThen:
    handed_over_on = clock.local(row.handed_over_at).date()
    mended_on = row.mended_on if _by(row.mended_on, span.as_of) else None
    first = span.period.first
    return FindingThen(
        task_id=row.task_id,
        is_new=handed_over_on >= first,
        was_mended=mended_on is not None and mended_on >= first,
        is_open=mended_on is None,
    )


def _of_tasks(kind: Any, seen: ColumnElement[bool], *columns: Any) -> Select[Any, Any]:
    query: Select[Any, Any] = select(*columns).select_from(kind)
    return query.join(Task, Task.id == kind.task_id).where(seen).order_by(Task.number, kind.id)


def _not_over(column: Any, day: date) -> ColumnElement[bool]:
    is_open: ColumnElement[bool] = or_(column.is_(None), column > day)
    return is_open


def _by(on: date | None, day: date) -> bool:
    return on is not None and on <= day
