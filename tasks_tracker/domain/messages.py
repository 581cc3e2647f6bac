"""Messages: one outgoing mail each, and its life from the outbox to the server."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User

WAITS = (
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
)
"""How long to wait after the first, second, … failed attempt; after the last, it is given up."""


class MessageState(StrEnum):
    """Where a mail is."""

    QUEUED = "queued"
    SENT = "sent"
    GIVEN_UP = "given_up"


class Message(Base):
    """A mail, written in the transaction of the change that it tells of."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_messages_state_due_at", "state", "due_at"),
        Index("ix_messages_region_created_at", "region_id", "created_at"),
        CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent"),
        CheckConstraint("attempts >= 0", name="attempts"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    key: Mapped[Line]
    """Unique: said twice, sent once."""
    kind: Mapped[Short]
    """The folder of its template: reminder, digest, …"""
    to_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    to: Mapped[User] = relationship()
    address: Mapped[Line]
    subject: Mapped[Line]
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    region_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region | None] = relationship(default=None)
    task_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task | None] = relationship(default=None)
    state: Mapped[MessageState] = mapped_column(
        word_column(MessageState), default=MessageState.QUEUED
    )
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[Line] = mapped_column(default="")
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def claim(self, now: datetime) -> None:
        """Count an attempt and put the next one off before it is made.

        A crash in between costs one repetition at most and never a loop.
        """
        self.due_at = now + WAITS[min(self.attempts, len(WAITS) - 1)]
        self.attempts += 1

    def try_again(self, now: datetime) -> None:
        """Given up, it gets all its attempts once more, to the address that the person has now."""
        if self.state is not MessageState.GIVEN_UP:
            raise Refusal("这封邮件没有停发，不用重发。")
        self.state = MessageState.QUEUED
        self.address = self.to.email
        self.attempts = 0
        self.due_at = now

    def note_sent(self, now: datetime) -> None:
        self.state = MessageState.SENT
        self.sent_at = now
        self.last_error = ""

    def note_failure(self, words: str) -> None:
        """An attempt failed; after the last wait it is given up, for all to see."""
        self.last_error = words[:300]
        if self.attempts > len(WAITS):
            self.state = MessageState.GIVEN_UP
