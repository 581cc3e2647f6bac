"""Figures to be reached as they stood on a day: what was reported, and what was verified."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from tasks_tracker import clock
from tasks_tracker.domain.progress import ProgressReport, ReportedValue, ReportState
from tasks_tracker.domain.tasks import Target, Task
from tasks_tracker.persistence.session import db


@dataclass(frozen=True)
class Reached:
    """A value with its day."""

    value: Decimal
    on: date


@dataclass(frozen=True)
class TargetThen:
    """A target that held on the day."""

    task_id: int
    phrase: str
    op: str
    value: Decimal
    unit: str
    reported: Reached | None = None
    verified: Reached | None = None


def targets_on(day: date, seen: ColumnElement[bool]) -> Sequence[TargetThen]:
    """In the order of the ledger (2 statements)."""
    query = (
        select(Target)
        .join(Task, Task.id == Target.task_id)
        .where(seen, or_(Target.replaced_on.is_(None), Target.replaced_on > day))
        .order_by(Task.number, Target.position)
    )
    given = _given(day, seen)
    return [_then(day, one, given.get(one.id, ())) for one in db.scalars(query)]


def _given(day: date, seen: ColumnElement[bool]) -> Mapping[int, Sequence[Any]]:
    """By target, what was reported by then, oldest first."""
    query = (
        select(
            ReportedValue.target_id,
            ReportedValue.value,
            ProgressReport.submitted_on,
            ProgressReport.state,
            ProgressReport.reviewed_at,
            ProgressReport.overturned_on,
        )
        .join(ProgressReport, ProgressReport.id == ReportedValue.report_id)
        .join(Task, Task.id == ProgressReport.task_id)
        .where(seen, ProgressReport.submitted_on <= day)
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )
    found = defaultdict(list)
    for row in db.execute(query):
        found[row.target_id].append(row)
    return found


def _then(day: date, target: Target, given: Sequence[Any]) -> TargetThen:
    return TargetThen(
        task_id=target.task_id,
        phrase=target.phrase,
        op=target.op,
        value=target.value,
        unit=target.unit,
        reported=Reached(given[-1].value, given[-1].submitted_on) if given else None,
        verified=_verified(day, given),
    )


def _verified(day: date, given: Iterable[Any]) -> Reached | None:
    """What was taken last; a check that overturned a report left nothing verified."""
    end, last = clock.end_of(day), None
    taken = [one for one in given if one.state is ReportState.ACCEPTED and one.reviewed_at < end]
    doubted = max((on for one in taken if (on := one.overturned_on) and on <= day), default=None)
    for one in sorted(taken, key=lambda one: one.reviewed_at):
        last = Reached(one.value, clock.local(one.reviewed_at).date())
    return None if last is None or (doubted is not None and last.on <= doubted) else last
