"""Archives (一事一档): the whole file of one task, put together when it is over."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Short
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User


class Archive(Base):
    """One ZIP as it was put together; kept under a name of the server's making, never changed."""

    __tablename__ = "archives"
    __table_args__ = (
        UniqueConstraint("task_id", "edition"),
        Index("ix_archives_region_at", "region_id", "at"),
        CheckConstraint("edition > 0", name="edition"),
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("sha256 <> ''", name="hash"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship()
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship()
    edition: Mapped[int]
    """1, and one more each time that the task was opened again and came to its end anew."""
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
    stored_name: Mapped[Short]
    sha256: Mapped[Short]
    size: Mapped[int] = mapped_column(BIG)
    members: Mapped[int]
    """How many files are in it, the manifest not counted."""

    @property
    def file_name(self) -> str:
        return f"{self.task.code}归档.zip"


def require_over(task: Task) -> None:
    """Only what was closed or ended is put away; what is still at work can be exported."""
    if task.archived_on is not None:
        raise Refusal(f"{task.code}已经归档，不用再归。")
    if task.closed_on is None and not task.is_ended:
        why = "已办结，还没有销号" if task.is_completed else "还在办理"
        raise Refusal(f"{task.code}{why}，销号或终止后再归档；现在需要材料的，请用“导出”。")
