"""Closing 销号: the head of supervision takes a completed task off the books."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User


class Closing(Base):
    """A task was closed; undone where it was reopened afterwards."""

    __tablename__ = "closings"
    __table_args__ = (
        Index(
            "uq_closings_standing_task_id",
            "task_id",
            unique=True,
            sqlite_where=text("undone_on IS NULL"),
            postgresql_where=text("undone_on IS NULL"),
        ),
        CheckConstraint("undone_on IS NULL OR undone_on >= closed_on", name="order"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task] = relationship()
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
    closed_on: Mapped[date]
    words: Mapped[Line] = mapped_column(default="")
    undone_on: Mapped[date | None] = mapped_column(default=None)


def require_closable(task: Task, report: ProgressReport | None, *, by: User) -> None:
    """Completed, looked at by nobody any more, and completed by somebody else's hand."""
    if task.is_ended or not task.is_completed:
        raise Refusal(f"{task.code}{'已终止' if task.is_ended else '没有办结'}，不能销号。")
    if task.closed_on:
        raise Refusal(f"{task.code}已经销号，不用再销。")
    if task.check_opened_on:
        raise Refusal(f"{task.code}正在核查，有了结论再销号。")
    if whose := own_part(report, by):
        raise Refusal(f"{task.code}的办结由本人{whose}，请另一位督查室主任销号。")


def own_part(report: ProgressReport | None, by: User) -> str:
    """In words, what this person did to the application; empty for nothing."""
    if report is None:
        return ""
    if by is report.reviewed_by:
        return "审核"
    return "填报" if by in (report.by, report.signed_by) else ""
