"""With which report a task was completed."""

from collections.abc import Collection, Mapping

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.progress import MilestoneClaim, ProgressReport, ReportState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db


def application_of(task: Task) -> ProgressReport | None:
    """The application that the office took and no check overturned.

    Before there were applications, the report that was taken last with a milestone did the same.
    """
    return db.scalars(_standing({task.id}).limit(1)).one_or_none()


def applications_of(task_ids: Collection[int]) -> Mapping[int, ProgressReport]:
    """By task (1 statement)."""
    found: dict[int, ProgressReport] = {}
    for report in db.scalars(_standing(task_ids)):
        found.setdefault(report.task_id, report)
    return found


def _standing(task_ids: Collection[int]) -> Select[ProgressReport]:
    claims = exists().where(MilestoneClaim.report_id == ProgressReport.id)
    return (
        select(ProgressReport)
        .where(
            ProgressReport.task_id.in_(task_ids),
            ProgressReport.state == ReportState.ACCEPTED,
            ProgressReport.overturned_on.is_(None),
            or_(ProgressReport.is_application, claims),
        )
        .options(
            joinedload(ProgressReport.by),
            joinedload(ProgressReport.unit),
            joinedload(ProgressReport.reviewed_by),
            joinedload(ProgressReport.signed_by),
            selectinload(ProgressReport.claims).joinedload(MilestoneClaim.milestone),
        )
        .order_by(
            ProgressReport.is_application.desc(),
            ProgressReport.reviewed_at.desc(),
            ProgressReport.id.desc(),
        )
    )
