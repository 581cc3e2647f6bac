"""Events: who did what to which thing, when, with what before and after (the audit trail)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User


class EventKind(StrEnum):
    """What happened."""

    DOCUMENT_HANDED_IN = "document_handed_in"
    DRAFT_CORRECTED = "draft_corrected"
    DRAFT_REARRANGED = "draft_rearranged"
    DRAFT_SETTINGS = "draft_settings"
    DRAFT_WANTED = "draft_wanted"
    DRAFT_DISCARDED = "draft_discarded"
    PLAN_ADOPTED = "plan_adopted"
    PLAN_AMENDED = "plan_amended"
    TASK_AMENDED = "task_amended"
    TASK_ENDED = "task_ended"
    TASKS_LINKED = "tasks_linked"
    TASKS_UNLINKED = "tasks_unlinked"
    PROGRESS_REPORTED = "progress_reported"
    REPORT_ACCEPTED = "report_accepted"
    REPORT_RETURNED = "report_returned"
    TASK_COMPLETED = "task_completed"
    BECAME_OVERDUE = "became_overdue"
    REMINDED = "reminded"
    CIRCULAR_DRAFTED = "circular_drafted"
    CIRCULAR_PUBLISHED = "circular_published"
    SIGNED_IN = "signed_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGNED_OUT = "signed_out"
    USER_ADDED = "user_added"
    USER_ENDED = "user_ended"
    USER_APPOINTED = "user_appointed"
    APPOINTMENT_ENDED = "appointment_ended"
    PASSWORD_SET = "password_set"
    UNIT_ADDED = "unit_added"
    UNIT_CHANGED = "unit_changed"
    MAIL_RETRIED = "mail_retried"
    CALENDAR_CHANGED = "calendar_changed"
    CLOCK_MOVED = "clock_moved"
    COMPARISON_OPENED = "comparison_opened"
    LINKS_CONFIRMED = "links_confirmed"
    LINK_CORRECTED = "link_corrected"
    SUPERIOR_DATE_TAKEN = "superior_date_taken"
    SUPERIOR_DATE_WITHDRAWN = "superior_date_withdrawn"
    TASK_ARCHIVED = "task_archived"
    TASK_EXPORTED = "task_exported"
    ARCHIVE_DOWNLOADED = "archive_downloaded"
    SEATS_SHARED_OUT = "seats_shared_out"
    HANDOVER_OPENED = "handover_opened"
    HANDOVER_CONFIRMED = "handover_confirmed"
    HANDOVER_SIGNED = "handover_signed"
    HANDOVER_TAKEN = "handover_taken"
    HANDOVER_CANCELLED = "handover_cancelled"


class Event(Base):
    """One thing that happened; written in the transaction of the change, never altered."""

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_events_task", "task_id", "at"),
        Index("ix_events_region_at", "region_id", "at"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    kind: Mapped[EventKind] = mapped_column(word_column(EventKind, checked=False))
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User | None] = relationship(default=None)
    """None: the system itself, by a scheduled job."""
    region_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region | None] = relationship(default=None)
    task_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task | None] = relationship(default=None)
    subject: Mapped[Short] = mapped_column(default="")
    """The thing itself: report:12, user:7."""
    words: Mapped[Line] = mapped_column(default="")
    before: Mapped[Json] = mapped_column(default=None, nullable=True)
    after: Mapped[Json] = mapped_column(default=None, nullable=True)
    key: Mapped[Short | None] = mapped_column(default=None)
    """What may happen once only carries a key, unique in the database."""
