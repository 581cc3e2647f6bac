"""Progress reports as they are looked up."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.progress import (
    MilestoneClaim,
    ProgressReport,
    ReportedValue,
    ReportState,
)
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db


def visible_to(user: User) -> Select[ProgressReport]:
    return select(ProgressReport).join(ProgressReport.task).where(tasks.readable(user))


def get(report_id: int, user: User) -> ProgressReport:
    """One report with all that hangs on it and the whole task."""
    query = visible_to(user).where(ProgressReport.id == report_id).options(*_whole())
    return db.scalars(query).unique().one()


def of_task(task: Task) -> Sequence[ProgressReport]:
    """A task's reports, newest first."""
    query = (
        select(ProgressReport)
        .where(ProgressReport.task_id == task.id)
        .options(*_parts(), joinedload(ProgressReport.by), joinedload(ProgressReport.unit))
        .order_by(ProgressReport.submitted_at.desc(), ProgressReport.id.desc())
    )
    return db.scalars(query).unique().all()


def waiting(user: User) -> Sequence[ProgressReport]:
    """Reports that wait for the person's own office, longest waiting first."""
    query = (
        _waiting(user)
        .options(
            joinedload(ProgressReport.task).joinedload(Task.section),
            joinedload(ProgressReport.unit),
            joinedload(ProgressReport.by),
            selectinload(ProgressReport.claims).joinedload(MilestoneClaim.milestone),
        )
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )
    return db.scalars(query).all()


def count_waiting(user: User) -> int:
    return db.scalar(select(func.count()).select_from(_waiting(user).subquery())) or 0


def any_waiting(task: Task, *, besides: ProgressReport) -> bool:
    """Whether another report on this task waits for the office."""
    query = select(ProgressReport.id).where(
        ProgressReport.task_id == task.id,
        ProgressReport.state == ReportState.SUBMITTED,
        ProgressReport.id != besides.id,
    )
    session = db()
    if any(_is_another(one, besides) for one in (*session.new, *session.dirty)):
        session.flush()
    with session.no_autoflush:  # what waits to be written is not about other reports
        return session.scalar(select(query.exists())) or False


def _is_another(one: object, report: ProgressReport) -> bool:
    return isinstance(one, ProgressReport) and one is not report and one.task is report.task


def _waiting(user: User) -> Select[ProgressReport]:
    own = user.region.id if user.region else None
    return (
        select(ProgressReport)
        .join(ProgressReport.task)
        .where(ProgressReport.state == ReportState.SUBMITTED, Task.region_id == own)
    )


def _parts() -> tuple[ExecutableOption, ...]:
    return (
        selectinload(ProgressReport.claims).joinedload(MilestoneClaim.milestone),
        selectinload(ProgressReport.values).joinedload(ReportedValue.target),
        joinedload(ProgressReport.evidence),
        joinedload(ProgressReport.reviewed_by),
    )


def _whole() -> tuple[ExecutableOption, ...]:
    task = joinedload(ProgressReport.task)
    return (
        *_parts(),
        joinedload(ProgressReport.by),
        joinedload(ProgressReport.unit),
        task.joinedload(Task.plan),
        task.joinedload(Task.section),
        task.selectinload(Task.units).joinedload(TaskUnit.unit).selectinload(Unit.members),
        task.selectinload(Task.milestones).selectinload(Milestone.stops),
        task.selectinload(Task.targets),
    )
