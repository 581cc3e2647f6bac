"""Job runs: claiming a slot, and what ran last."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from tasks_tracker.domain.jobs import JobRun, RunState
from tasks_tracker.persistence.session import db

DEAD_AFTER = timedelta(hours=1)
"""A run that has not ended by then belonged to a process that died."""
FAILURES_KEPT_FOR = timedelta(days=1)


def claim(job: str, slot: datetime, now: datetime) -> JobRun | None:
    """Claim a slot by its unique row; None where it is served already or being served."""
    run = JobRun(job=job, slot=slot, started_at=now)
    try:
        with db.begin_nested():
            db.add(run)
    except IntegrityError:
        return _take_over(job, slot, now)
    return run


def _take_over(job: str, slot: datetime, now: datetime) -> JobRun | None:
    """A run that failed, or whose process died, is made again under its old row."""
    dead = and_(JobRun.state == RunState.RUNNING, JobRun.started_at < now - DEAD_AFTER)
    taken = (
        update(JobRun)
        .where(JobRun.job == job, JobRun.slot == slot, or_(JobRun.state == RunState.FAILED, dead))
        .values(state=RunState.RUNNING, started_at=now, ended_at=None, error="")
        .returning(JobRun)
    )
    return db.scalars(taken, execution_options={"populate_existing": True}).one_or_none()


def forget_idle(job: str, before: datetime) -> None:
    """Drop earlier runs of a job of every minute that found nothing to do; the last one stays."""
    old_failure = and_(JobRun.state == RunState.FAILED, JobRun.slot < before - FAILURES_KEPT_FOR)
    idle = and_(JobRun.state == RunState.ENDED, JobRun.count == 0)
    db.execute(
        delete(JobRun).where(JobRun.job == job, JobRun.slot < before, or_(idle, old_failure))
    )


def is_served(job: str, slot: datetime) -> bool:
    """Whether a run for this slot, or a later one, has ended."""
    query = select(func.count()).where(
        JobRun.job == job, JobRun.slot >= slot, JobRun.state == RunState.ENDED
    )
    return bool(db.scalar(query))


def last_runs() -> Sequence[JobRun]:
    """The newest run of each job."""
    newest = select(func.max(JobRun.id)).group_by(JobRun.job)
    return db.scalars(select(JobRun).where(JobRun.id.in_(newest)).order_by(JobRun.job)).all()


def recent(limit: int = 50) -> Sequence[JobRun]:
    query = select(JobRun).order_by(JobRun.started_at.desc(), JobRun.id.desc()).limit(limit)
    return db.scalars(query).all()
