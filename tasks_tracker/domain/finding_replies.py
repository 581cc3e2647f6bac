"""Replies of units to findings with the office's answers, and dates that were moved."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import User


class ReplyState(StrEnum):
    """What became of a reply."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class FindingReply(Base):
    """What the unit said about the mending, and what the office said to it; never changed."""

    __tablename__ = "finding_replies"
    __table_args__ = (
        CheckConstraint("words <> ''", name="words"),
        CheckConstraint("(state = 'submitted') = (reviewed_at IS NULL)", name="reviewed"),
        CheckConstraint("(reviewed_at IS NULL) = (reviewed_by_id IS NULL)", name="reviewer"),
        CheckConstraint("reviewed_by_id IS NULL OR reviewed_by_id <> by_id", name="four_eyes"),
        CheckConstraint("state <> 'returned' OR review_words <> ''", name="reason_of_return"),
        CheckConstraint("days >= 0", name="days"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    finding_id: Mapped[int] = mapped_column(BIG, ForeignKey("findings.id"), init=False, index=True)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    submitted_at: Mapped[datetime]
    submitted_on: Mapped[date]
    clock_ended_on: Mapped[date]
    """Where the clock would have ended when it stopped."""
    words: Mapped[str] = mapped_column(Text)
    no_evidence: Mapped[Line] = mapped_column(default="")
    """Why nothing is enclosed, where nothing is."""
    state: Mapped[ReplyState] = mapped_column(word_column(ReplyState), default=ReplyState.SUBMITTED)
    reviewed_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    reviewed_by: Mapped[User | None] = relationship(
        foreign_keys=reviewed_by_id, init=False, default=None
    )
    reviewed_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    review_words: Mapped[str] = mapped_column(Text, init=False, default="")
    days: Mapped[int] = mapped_column(init=False, default=0)
    """Working days that it lay with the office before it was returned, as counted then."""

    def decide(self, state: ReplyState, *, by: User, now: datetime, words: str) -> None:
        if by is self.by:
            raise Refusal("本人写的整改回复不能由本人审核，请换一位督查人员。")
        self.state, self.reviewed_by, self.reviewed_at = state, by, now
        self.review_words = words.strip()


class FindingMove(Base):
    """The date was moved."""

    __tablename__ = "finding_moves"
    __table_args__ = (
        CheckConstraint("after > before", name="later"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    finding_id: Mapped[int] = mapped_column(BIG, ForeignKey("findings.id"), init=False, index=True)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship()
    on: Mapped[date] = mapped_column("moved_on")
    before: Mapped[date]
    after: Mapped[date]
    reason: Mapped[Line]
