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
    NOTICE_ISSUED = "notice_issued"
    TASK_HANDED_OUT = "task_handed_out"
    RECEIPT_SIGNED = "receipt_signed"
    OBJECTION_RAISED = "objection_raised"
    OBJECTION_UPHELD = "objection_upheld"
    TASK_REASSIGNED = "task_reassigned"
    SHARE_CONFIRMED = "share_confirmed"
    SHARE_TOLD = "share_told"
    SHARE_SETTLED = "share_settled"
    WAIT_RAISED = "wait_raised"
    WAIT_ENDED = "wait_ended"
    PROGRESS_REPORTED = "progress_reported"
    REPORT_ACCEPTED = "report_accepted"
    REPORT_RETURNED = "report_returned"
    REPORT_MISSED = "report_missed"
    REPORT_WRITTEN = "report_written"
    REPORT_GIVEN_BACK = "report_given_back"
    REPORT_WITHDRAWN = "report_withdrawn"
    WORKSHEET_UPLOADED = "worksheet_uploaded"
    WORKSHEET_REPORTED = "worksheet_reported"
    WORKSHEET_DROPPED = "worksheet_dropped"
    REPORTING_SET = "reporting_set"
    TASK_COMPLETED = "task_completed"
    TASK_REOPENED = "task_reopened"
    CHECKS_DRAWN = "checks_drawn"
    CHECK_OPENED = "check_opened"
    CHECK_FOUND = "check_found"
    CHECK_REASSIGNED = "check_reassigned"
    TASK_CLOSED = "task_closed"
    TASK_TOOK_OVER = "task_took_over"
    BECAME_OVERDUE = "became_overdue"
    REMINDED = "reminded"
    CIRCULAR_DRAFTED = "circular_drafted"
    CIRCULAR_EDITED = "circular_edited"
    CIRCULAR_NOTICED = "circular_noticed"
    CIRCULAR_CHECKED = "circular_checked"
    CIRCULAR_UNNAMED = "circular_unnamed"
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_DECIDED = "correction_decided"
    CORRECTION_DAYS_SET = "correction_days_set"
    CIRCULAR_PROPOSED = "circular_proposed"
    CIRCULAR_SENT_BACK = "circular_sent_back"
    CIRCULAR_APPROVED = "circular_approved"
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
    LIGHT_RULE_SET = "light_rule_set"
    CLOCK_MOVED = "clock_moved"
    COMPARISON_OPENED = "comparison_opened"
    LINKS_CONFIRMED = "links_confirmed"
    LINK_CORRECTED = "link_corrected"
    SUPERIOR_DATE_TAKEN = "superior_date_taken"
    SUPERIOR_DATE_WITHDRAWN = "superior_date_withdrawn"
    EXTENSION_ASKED = "extension_asked"
    EXTENSION_AGREED = "extension_agreed"
    EXTENSION_DECLINED = "extension_declined"
    EXTENSION_WITH_OFFICE = "extension_with_office"
    EXTENSION_GRANTED = "extension_granted"
    EXTENSION_REFUSED = "extension_refused"
    EXTENSION_WITHDRAWN = "extension_withdrawn"
    EXTENSION_LAPSED = "extension_lapsed"
    LATENESS_EXPLAINED = "lateness_explained"
    BLOCKER_RAISED = "blocker_raised"
    BLOCKER_ANSWERED = "blocker_answered"
    BLOCKER_SOLVED = "blocker_solved"
    BLOCKER_REOPENED = "blocker_reopened"
    BLOCKER_WITHDRAWN = "blocker_withdrawn"
    TASK_ARCHIVED = "task_archived"
    TASK_EXPORTED = "task_exported"
    ARCHIVE_DOWNLOADED = "archive_downloaded"
    SEATS_SHARED_OUT = "seats_shared_out"
    HANDOVER_OPENED = "handover_opened"
    HANDOVER_CONFIRMED = "handover_confirmed"
    HANDOVER_SIGNED = "handover_signed"
    HANDOVER_TAKEN = "handover_taken"
    HANDOVER_CANCELLED = "handover_cancelled"
    URGED = "urged"
    SLIP_ISSUED = "slip_issued"
    INTERVIEW_CALLED = "interview_called"
    URGING_SIGNED = "urging_signed"
    URGING_ANSWERED = "urging_answered"
    ANSWER_TAKEN = "answer_taken"
    ANSWER_NOT_TAKEN = "answer_not_taken"
    URGING_LIFTED = "urging_lifted"
    LADDER_SET = "ladder_set"
    REMARK_MADE = "remark_made"
    REMARK_URGED = "remark_urged"
    REMARK_TASKED = "remark_tasked"
    REMARK_NOTED = "remark_noted"
    REMARK_CARRIED_OUT = "remark_carried_out"
    TASK_ADDED = "task_added"
    MEETING_PREPARED = "meeting_prepared"
    MEETING_CHANGED = "meeting_changed"
    MEETING_STARTED = "meeting_started"
    MEETING_CLOSED = "meeting_closed"
    MEETING_CALLED_OFF = "meeting_called_off"
    RESOLUTION_ENTERED = "resolution_entered"
    RESOLUTION_WITHDRAWN = "resolution_withdrawn"
    INSPECTION_PLANNED = "inspection_planned"
    INSPECTION_STARTED = "inspection_started"
    INSPECTION_CONCLUDED = "inspection_concluded"
    INSPECTION_CALLED_OFF = "inspection_called_off"
    FINDING_WRITTEN = "finding_written"
    FINDING_CORRECTED = "finding_corrected"
    FINDING_HANDED_OVER = "finding_handed_over"
    FINDING_RECEIVED = "finding_received"
    FINDING_ANSWERED = "finding_answered"
    FINDING_MENDED = "finding_mended"
    FINDING_SENT_BACK = "finding_sent_back"
    FINDING_MOVED = "finding_moved"
    FINDING_WITHDRAWN = "finding_withdrawn"
    FINDING_OVERDUE = "finding_overdue"
    FINDING_REWOUND = "finding_rewound"
    LIABILITY_RULE_SET = "liability_rule_set"
    LIABILITY_RULE_ENDED = "liability_rule_ended"
    LIABILITY_FACT_ENTERED = "liability_fact_entered"
    LIABILITY_FACT_WITHDRAWN = "liability_fact_withdrawn"
    LIABILITY_FIRED = "liability_fired"
    LIABILITY_CARRIED_OUT = "liability_carried_out"
    LIABILITY_WAIVED = "liability_waived"
    SCORE_RULE_SET = "score_rule_set"
    SCORES_FROZEN = "scores_frozen"
    SCORE_LOOKED_OVER = "score_looked_over"
    SCORE_OBJECTED = "score_objected"
    SCORE_OBJECTION_ACCEPTED = "score_objection_accepted"
    SCORE_OBJECTION_REJECTED = "score_objection_rejected"
    SCORES_PUBLISHED = "scores_published"


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
