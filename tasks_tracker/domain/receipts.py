"""Receipts (签收): a unit says that it has got a notice, all tasks of it at once."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.notices import Notice
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User

SIGN_WITHIN = 1
OBJECT_WITHIN = 3
"""Working days after the day of the notice."""


class Receipt(Base):
    """One unit's receipt of a notice, or of one task of it that was given to the unit later."""

    __tablename__ = "receipts"
    __table_args__ = (
        Index("ix_receipts_notice", "notice_id", "unit_id"),
        Index("ix_receipts_unit_open", "unit_id", "signed_on", "due_on"),
        Index(
            "uq_receipts_of_notice",
            "notice_id",
            "unit_id",
            unique=True,
            sqlite_where=text("task_id IS NULL"),
            postgresql_where=text("task_id IS NULL"),
        ),
        Index(
            "uq_receipts_of_task",
            "task_id",
            "unit_id",
            unique=True,
            sqlite_where=text("task_id IS NOT NULL AND lapsed_on IS NULL"),
            postgresql_where=text("task_id IS NOT NULL AND lapsed_on IS NULL"),
        ),
        CheckConstraint("(signed_at IS NULL) = (signed_on IS NULL)", name="signed"),
        CheckConstraint("(signed_at IS NULL) = (signed_by_id IS NULL)", name="signer"),
        CheckConstraint("NOT by_report OR signed_at IS NOT NULL", name="by_report"),
        CheckConstraint("due_on >= added_on AND object_by >= added_on", name="order"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    notice_id: Mapped[int] = mapped_column(BIG, ForeignKey("notices.id"), init=False)
    notice: Mapped[Notice] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False)
    unit: Mapped[Unit] = relationship()
    task_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    added_on: Mapped[date]
    due_on: Mapped[date]
    """The day up to which a signature is in time."""
    object_by: Mapped[date]
    """The last day on which the unit may object."""
    task: Mapped[Task | None] = relationship(default=None)
    """The one task that came to the unit after the notice; None for all that the notice gave it."""
    signed_at: Mapped[datetime | None] = mapped_column(default=None)
    signed_on: Mapped[date | None] = mapped_column(default=None)
    signed_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    signed_by: Mapped[User | None] = relationship(default=None)
    by_report: Mapped[bool] = mapped_column(default=False)
    """Nobody signed, but the unit reported, so it had the notice."""
    lapsed_on: Mapped[date | None] = mapped_column(default=None)
    """The unit has no part of it any more."""
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.signed_on is None and self.lapsed_on is None

    @property
    def is_late(self) -> bool:
        """Signed after its day; one that is not signed is late by the day asked for."""
        return self.signed_on is not None and self.signed_on > self.due_on

    def is_missing(self, today: date) -> bool:
        return self.is_open and self.due_on < today

    def concerns(self, task: Task) -> bool:
        return self.task is None or self.task is task

    def sign(self, *, by: User, at: datetime, on: date, by_report: bool = False) -> None:
        """The unit has it; when, and whether in time, stays to be read."""
        if self.signed_on is not None:
            who = self.signed_by.name if self.signed_by else ""
            raise Refusal(f"{who}已经在 {self.signed_on:%m-%d} 签收，不用再签。")
        if self.lapsed_on is not None:
            raise Refusal("这项任务已改派给别的单位，不用再签收。")
        if at < self.notice.issued_at:
            raise Refusal("通知还没有印发，不能签收。")
        self.signed_at, self.signed_on, self.signed_by = at, on, by
        self.by_report = by_report

    def lapse(self, on: date) -> None:
        if self.lapsed_on is None:
            self.lapsed_on = on
