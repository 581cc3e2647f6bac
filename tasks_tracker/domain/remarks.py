"""Remarks (批示) of leaders on a task, a plan or a circular, and what came of them."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, word_column
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User


class Difficulty(StrEnum):
    """How soon a leader wants to hear of it (PRODUCT, section 5.1)."""

    URGENT = "urgent"
    ORDINARY = "ordinary"
    DIFFICULT = "difficult"


WITHIN: Mapping[Difficulty, int] = {
    Difficulty.URGENT: 5,
    Difficulty.ORDINARY: 15,
    Difficulty.DIFFICULT: 30,
}
"""Working days up to the reply, where the leader names no day."""


class RemarkState(StrEnum):
    """What the office made of it."""

    OPEN = "open"
    URGED = "urged"
    TASKED = "tasked"
    NOTED = "noted"


class Remark(Base):
    """What a leader wrote."""

    __tablename__ = "remarks"
    __table_args__ = (
        Index("ix_remarks_region_state", "region_id", "state", "reply_by"),
        CheckConstraint("words <> ''", name="words"),
        CheckConstraint(
            "(task_id IS NOT NULL AND plan_id IS NULL AND circular_id IS NULL)"
            " OR (task_id IS NULL AND plan_id IS NOT NULL AND circular_id IS NULL)"
            " OR (task_id IS NULL AND plan_id IS NULL AND circular_id IS NOT NULL)",
            name="subject",
        ),
        CheckConstraint("reply_by >= remarked_on", name="reply_by"),
        CheckConstraint("(state = 'open') = (handled_at IS NULL)", name="handled"),
        CheckConstraint("(handled_at IS NULL) = (handled_by_id IS NULL)", name="handler"),
        CheckConstraint("(state = 'tasked') = (made_task_id IS NOT NULL)", name="made_task"),
        CheckConstraint("state <> 'noted' OR handled_words <> ''", name="noted_words"),
        CheckConstraint("carried_out_on IS NULL OR state <> 'open'", name="carried_out"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship()
    leader_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    leader: Mapped[User] = relationship(foreign_keys=leader_id)
    recorded_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    recorded_by: Mapped[User] = relationship(foreign_keys=recorded_by_id)
    """The leader, or whoever of the office took it down from paper."""
    recorded_at: Mapped[datetime]
    remarked_on: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    difficulty: Mapped[Difficulty] = mapped_column(word_column(Difficulty))
    reply_by: Mapped[date]
    task_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task | None] = relationship(foreign_keys=task_id, default=None)
    plan_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("plans.id"), init=False, index=True)
    plan: Mapped[Plan | None] = relationship(default=None)
    circular_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("circulars.id"), init=False, index=True
    )
    circular: Mapped[Circular | None] = relationship(default=None)
    state: Mapped[RemarkState] = mapped_column(word_column(RemarkState), default=RemarkState.OPEN)
    handled_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    handled_by: Mapped[User | None] = relationship(
        foreign_keys=handled_by_id, init=False, default=None
    )
    handled_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    handled_words: Mapped[str] = mapped_column(Text, init=False, default="")
    made_task_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("tasks.id"), init=False, index=True
    )
    made_task: Mapped[Task | None] = relationship(
        foreign_keys=made_task_id, init=False, default=None
    )
    carried_out_on: Mapped[date | None] = mapped_column(init=False, default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_taken_down(self) -> bool:
        """The office wrote it for the leader (代录)."""
        return self.recorded_by is not self.leader

    @property
    def about(self) -> Plan | None:
        """The plan in which a new task would stand, where that is plain."""
        return self.task.plan if self.task else self.plan

    def urge(self, *, by: User, now: datetime, words: str = "") -> None:
        """It became an urging, or several."""
        self._handle(RemarkState.URGED, by, now, words)

    def make(self, task: Task, *, by: User, now: datetime, words: str = "") -> None:
        """It became a task of its own."""
        self._handle(RemarkState.TASKED, by, now, words)
        self.made_task = task

    def note(self, words: str, *, by: User, now: datetime, today: date) -> None:
        """It was read, and there is nothing to follow up; why is said."""
        if not words.strip():
            raise Refusal("写明怎样阅处的，领导会看到。", field="handling")
        self._handle(RemarkState.NOTED, by, now, words)
        self.carried_out_on = today

    def carry_out(self, today: date) -> bool:
        """What came of it is done; False where that was so already."""
        if self.state is RemarkState.OPEN or self.carried_out_on is not None:
            return False
        self.carried_out_on = today
        return True

    def _handle(self, state: RemarkState, by: User, now: datetime, words: str) -> None:
        if self.state is not RemarkState.OPEN:
            raise Refusal("这件批示刚刚已经有人办理，请刷新页面看办理结果。")
        self.state, self.handled_by, self.handled_at = state, by, now
        self.handled_words = words.strip()


def last_day(difficulty: Difficulty, remarked_on: date, workdays: Workdays) -> date:
    """By when a remark of that kind is answered at the latest, unless its leader says earlier."""
    return workdays.add(remarked_on, WITHIN[difficulty])


def reply_day(
    wanted: date | None, difficulty: Difficulty, remarked_on: date, workdays: Workdays
) -> date:
    """The day that is wanted, if it fits the kind; the last possible one where none is."""
    latest = last_day(difficulty, remarked_on, workdays)
    if wanted is None:
        return latest
    if not remarked_on <= wanted <= latest:
        until = f"{latest.month}月{latest.day}日"
        raise Refusal(
            f"这一类的报告时限最多 {WITHIN[difficulty]} 个工作日，请填到{until}为止的日期，"
            "或换一类。",
            field="reply_by",
        )
    return wanted
