"""What a person's units reported so far, newest first, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.progress import MilestoneClaim, ProgressReport, ReportState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db

PER_PAGE = 30


@dataclass(frozen=True)
class History:
    """One page; `next_key` is the last report on it if there are older ones."""

    rows: Sequence[ProgressReport]
    counts: Mapping[ReportState, int]
    is_later: bool
    next_key: int | None

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def of(user: User, *, state: ReportState | None = None, before: int | None = None) -> History:
    """The reports of the own units, of one state if asked for (3 statements)."""
    query = _of_units(user)
    if state:
        query = query.where(ProgressReport.state == state)
    if before is not None:
        query = query.where(_older_than(before))
    found = db.scalars(query.limit(PER_PAGE + 1)).all()
    rows, has_more = found[:PER_PAGE], len(found) > PER_PAGE
    next_key = rows[-1].id if has_more else None
    return History(rows, _counts(user), is_later=before is not None, next_key=next_key)


def last_report(task: Task, user: User) -> ProgressReport | None:
    """What the person's own units reported last on a task (1 statement)."""
    query = (
        select(ProgressReport)
        .where(_own(user), ProgressReport.task_id == task.id)
        .options(joinedload(ProgressReport.by), joinedload(ProgressReport.reviewed_by))
        .order_by(ProgressReport.submitted_at.desc(), ProgressReport.id.desc())
    )
    return db.scalars(query.limit(1)).one_or_none()


def _of_units(user: User) -> Select[ProgressReport]:
    return (
        select(ProgressReport)
        .where(_own(user))
        .options(
            joinedload(ProgressReport.task).joinedload(Task.section),
            joinedload(ProgressReport.by),
            joinedload(ProgressReport.reviewed_by),
            selectinload(ProgressReport.claims).joinedload(MilestoneClaim.milestone),
        )
        .order_by(ProgressReport.submitted_at.desc(), ProgressReport.id.desc())
    )


def _older_than(report_id: int) -> ColumnElement[bool]:
    then = select(ProgressReport.submitted_at).where(ProgressReport.id == report_id)
    place = tuple_(ProgressReport.submitted_at, ProgressReport.id)
    return place < tuple_(then.scalar_subquery(), report_id)


def _counts(user: User) -> Mapping[ReportState, int]:
    query = (
        select(ProgressReport.state, func.count()).where(_own(user)).group_by(ProgressReport.state)
    )
    found = {row[0]: row[1] for row in db.execute(query)}
    return {state: found.get(state, 0) for state in ReportState}


def _own(user: User) -> ColumnElement[bool]:
    return ProgressReport.unit_id.in_([unit.id for unit in user.units])
