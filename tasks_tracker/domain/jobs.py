"""Runs of scheduled jobs: one row claims a slot, so that many processes fire it once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tasks_tracker.domain.base import Base, Id, Short, word_column


class RunState(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    ENDED = "ended"
    FAILED = "failed"


class JobRun(Base):
    """One run of one job for one scheduled moment."""

    __tablename__ = "job_runs"
    __table_args__ = (
        UniqueConstraint("job", "slot"),
        Index("ix_job_runs_started_at", "started_at"),
        CheckConstraint("(state = 'running') = (ended_at IS NULL)", name="ended"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    job: Mapped[Short]
    slot: Mapped[datetime]
    """The scheduled moment that it serves."""
    started_at: Mapped[datetime]
    state: Mapped[RunState] = mapped_column(word_column(RunState), default=RunState.RUNNING)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    count: Mapped[int] = mapped_column(default=0)
    """How many things it did."""
    error: Mapped[str] = mapped_column(String(2000), default="")
    """What went wrong, or what a run that ended could not do."""

    def end(self, now: datetime, count: int, words: str = "") -> None:
        self.state = RunState.ENDED
        self.ended_at = now
        self.count = count
        self.error = words

    def fail(self, now: datetime, error: str) -> None:
        self.state = RunState.FAILED
        self.ended_at = now
        self.error = error[:2000]
