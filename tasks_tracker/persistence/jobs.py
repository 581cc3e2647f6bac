"""Job runs: claiming a slot, and what ran last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tasks_tracker.domain.jobs import JobRun
from tasks_tracker.persistence.session import db


def claim(job: str, slot: datetime, now: datetime) -> JobRun | None:
    """Claim a slot by its unique row; None where another process has it already."""
    run = JobRun(job=job, slot=slot, started_at=now)
    try:
        with db.begin_nested():
            db.add(run)
    except IntegrityError:
        return None
    return run


def last_slot(job: str) -> datetime | None:
    return db.scalar(select(func.max(JobRun.slot)).where(JobRun.job == job))


def last_runs() -> Sequence[JobRun]:
    """The newest run of each job."""
    newest = select(func.max(JobRun.id)).group_by(JobRun.job)
    return db.scalars(select(JobRun).where(JobRun.id.in_(newest)).order_by(JobRun.job)).all()


def recent(limit: int = 50) -> Sequence[JobRun]:
    query = select(JobRun).order_by(JobRun.started_at.desc(), JobRun.id.desc()).limit(limit)
    return db.scalars(query).all()
