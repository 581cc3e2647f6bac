"""What a meeting resolves (议定事项): whose words they are, and what came of them at once."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.meetings import AgendaItem, Meeting
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User


class Effect(StrEnum):
    """What came of it in the meeting."""

    URGED = "urged"
    TASKED = "tasked"
    NOTED = "noted"


class Resolution(Base):
    """Entered on one screen; a leader's words are a remark too, the meeting's own are not."""

    __tablename__ = "resolutions"
    __table_args__ = (
        Index("ix_resolutions_meeting", "meeting_id", "id"),
        CheckConstraint("words <> ''", name="words"),
        CheckConstraint("result <> ''", name="result"),
        CheckConstraint("(leader_id IS NULL) = (voice = '')", name="voice"),
        CheckConstraint("remark_id IS NULL OR leader_id IS NOT NULL", name="remark"),
        CheckConstraint("(effect = 'tasked') = (made_task_id IS NOT NULL)", name="made_task"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_words = '')", name="withdrawn"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    meeting_id: Mapped[int] = mapped_column(BIG, ForeignKey("meetings.id"), init=False)
    meeting: Mapped[Meeting] = relationship()
    item_id: Mapped[int] = mapped_column(BIG, ForeignKey("agenda_items.id"), init=False, index=True)
    item: Mapped[AgendaItem] = relationship()
    words: Mapped[str] = mapped_column(Text)
    """As it was said."""
    effect: Mapped[Effect] = mapped_column(word_column(Effect))
    entered_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    entered_by: Mapped[User] = relationship(foreign_keys=entered_by_id)
    entered_at: Mapped[datetime]
    result: Mapped[str] = mapped_column(Text)
    """Who does what by when, in the words of that moment: the minutes say it so for ever."""
    voice: Mapped[Line] = mapped_column(default="")
    """Whose words they are, as the minutes name him; empty where the meeting resolved it."""
    leader_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    leader: Mapped[User | None] = relationship(foreign_keys=leader_id, default=None)
    remark_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("remarks.id"), init=False, index=True
    )
    remark: Mapped[Remark | None] = relationship(default=None)
    made_task_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("tasks.id"), init=False, index=True
    )
    made_task: Mapped[Task | None] = relationship(default=None)
    withdrawn_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    withdrawn_by: Mapped[User | None] = relationship(
        foreign_keys=withdrawn_by_id, init=False, default=None
    )
    withdrawn_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    withdrawn_words: Mapped[Line] = mapped_column(init=False, default="")
    version: Mapped[int] = mapped_column(init=False)
    units: Mapped[list[Unit]] = relationship(
        secondary="resolution_units", default_factory=list, order_by=Unit.position
    )
    """Whom it concerns: they see it."""

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        self.units = list(self.units)
        self.meeting.require_running()
        if not self.words.strip():
            raise Refusal("写领导的话或者议定了什么。", field="said")
        if self.item.meeting is not self.meeting:
            raise Refusal("这一屏不在这次会里，请刷新页面。")

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    @property
    def is_taken_down(self) -> bool:
        """A leader's words that somebody else entered."""
        return self.leader is not None and self.leader is not self.entered_by

    def withdraw(self, *, by: User, now: datetime, words: str) -> None:
        """It was mistyped: it stays to be read, and is not in the minutes."""
        if not self.stands:
            raise Refusal("这一条刚刚已经撤回，请刷新页面。")
        self.meeting.require_running()
        if not words.strip():
            raise Refusal("撤回要写明原因。", field="reason")
        self.withdrawn_by, self.withdrawn_at, self.withdrawn_words = by, now, words.strip()


class ConcernedUnit(Base):
    """A unit that a resolution concerns."""

    __tablename__ = "resolution_units"

    resolution_id: Mapped[int] = mapped_column(BIG, ForeignKey("resolutions.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), primary_key=True, index=True)
