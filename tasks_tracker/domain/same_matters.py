"""Links between tasks of different plans that are about the same matter (多头交办)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User

LONGEST_REASON = 300


class SameMatter(Base):
    """Somebody saw that two tasks are about the same; of the pair the older task stands first."""

    __tablename__ = "same_matters"
    __table_args__ = (
        Index(
            "uq_same_matters_open",
            "task_id",
            "other_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_same_matters_other", "other_id"),
        CheckConstraint("task_id < other_id", name="order"),
        CheckConstraint("(ended_at IS NULL) = (ended_words IS NULL)", name="reason"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_by"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship(foreign_keys=[task_id])
    other_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    other: Mapped[Task] = relationship(foreign_keys=[other_id])
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    at: Mapped[datetime]
    ended_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id], default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_words: Mapped[Line | None] = mapped_column(default=None)

    def end(self, *, by: User, at: datetime, words: str) -> None:
        """It turned out that they are not; why, is kept."""
        if self.ended_at is not None:
            raise Refusal("这个关联已经解除。")
        if not words.strip():
            raise Refusal("请写明为什么不是同一事项。", field="words")
        if len(words.strip()) > LONGEST_REASON:
            raise Refusal(f"理由最多 {LONGEST_REASON} 字。", field="words")
        self.ended_by, self.ended_at, self.ended_words = by, at, words.strip()


def same_matter(task: Task, other: Task, *, by: User, at: datetime) -> SameMatter:
    """Link two tasks of one region; both have their ids."""
    if task is other:
        raise Refusal("一项任务不能和自己关联。")
    if task.region is not other.region:
        raise Refusal(f"{other.code}不是{task.region.name}的任务，只能关联本地区的任务。")
    first, second = sorted((task, other), key=lambda one: one.id)
    return SameMatter(task=first, other=second, by=by, at=at)
