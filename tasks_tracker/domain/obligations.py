"""Obligations (应报): a report that a unit owes on a task for a period."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Short
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit

IS_OPEN = "answered_on IS NULL AND excused_on IS NULL"


class Owing(StrEnum):
    """How it stands with something owed."""

    MISSED = "missed"
    SOON = "soon"
    AHEAD = "ahead"
    IN_TIME = "in_time"
    LATE = "late"
    EXCUSED = "excused"


class Obligation(Base):
    """One report owed by one unit on one task for one period; late and missing are facts."""

    __tablename__ = "obligations"
    __table_args__ = (
        UniqueConstraint("task_id", "unit_id", "period"),
        Index("ix_obligations_unit_due", "unit_id", "answered_on", "due_on"),
        Index("ix_obligations_task_due", "task_id", "due_on"),
        Index(
            "ix_obligations_open",
            "due_on",
            sqlite_where=text(IS_OPEN),
            postgresql_where=text(IS_OPEN),
        ),
        CheckConstraint("opens_on <= due_on", name="order"),
        CheckConstraint("report_id IS NULL OR answered_on IS NOT NULL", name="report"),
        CheckConstraint("NOT (excused_on IS NOT NULL AND report_id IS NOT NULL)", name="excused"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False)
    unit: Mapped[Unit] = relationship()
    period: Mapped[Short]
    """2021-09, 2021-W37, 2021-Q3, 2021-H1, 2021; a recurring duty's begins with its milestone:
    m12:2021-09."""
    opens_on: Mapped[date]
    """The first day of the period that is reported on."""
    due_on: Mapped[date]
    """The day up to which a report is in time."""
    asked_on: Mapped[date]
    """The day on which it was made: the unit could see it from then on, and not before."""
    milestone_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("milestones.id"), init=False, index=True
    )
    milestone: Mapped[Milestone | None] = relationship(default=None)
    """The recurring duty that it belongs to; None where it follows from the plan's rule."""
    report_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("progress_reports.id"), init=False, index=True
    )
    report: Mapped[ProgressReport | None] = relationship(default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    """The day of the report that answered it."""
    excused_on: Mapped[date | None] = mapped_column(default=None)
    """The day from which it is owed no more: the task was completed, ended or given to another."""
    noted_at: Mapped[datetime | None] = mapped_column(default=None)
    """It was noted that its day passed without a report."""

    @property
    def is_open(self) -> bool:
        return self.answered_on is None and self.excused_on is None

    def answer(self, report: ProgressReport) -> None:
        self.report, self.answered_on = report, report.submitted_on


def answered_by(owed: Iterable[Obligation], on: date) -> list[Obligation]:
    """Which of a unit's open obligations on a task one report answers: of the plan's rule and of
    each recurring duty all whose day has passed, or where there is none the earliest whose period
    has begun. So nobody writes the same thing once for each month that was missed, and what is
    said after a missed day does not count for the period to come as well.
    """
    of_duty = defaultdict(list)
    for one in sorted(owed, key=lambda one: one.due_on):
        if one.is_open and one.opens_on <= on:
            of_duty[one.milestone_id].append(one)
    found = []
    for ones in of_duty.values():
        late = [one for one in ones if one.due_on < on]
        found += late or ones[:1]
    return found
