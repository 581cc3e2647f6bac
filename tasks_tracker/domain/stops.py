"""What happened to the clock of a milestone: when it stood still, and when its date was moved."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Short, word_column

if TYPE_CHECKING:
    from tasks_tracker.domain.milestones import Milestone


class StopReason(StrEnum):
    """Why an item lies with the office."""

    REPORT = "report"
    """The unit says that it is met."""
    OBJECTION = "objection"
    """The unit says that it is another one's."""
    EXTENSION = "extension"
    """The unit asked for a later date, and all that have to consent have done so."""


class ClockStop(Base):
    """The clock stood still from one day to another: the item lay with the office."""

    __tablename__ = "clock_stops"
    __table_args__ = (
        CheckConstraint("met_on IS NULL OR met_on >= started_on", name="met_after"),
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="order"),
        CheckConstraint("days >= 0", name="days"),
        CheckConstraint("ended_on IS NOT NULL OR days = 0", name="days_of_ended"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    milestone_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("milestones.id"), init=False, index=True
    )
    milestone: Mapped["Milestone"] = relationship(back_populates="stops", init=False)
    reason: Mapped[StopReason] = mapped_column(word_column(StopReason))
    started_on: Mapped[date]
    ends_on: Mapped[date]
    """Where the clock would have ended when it stopped: what came in by then came in time."""
    met_on: Mapped[date | None] = mapped_column(default=None)
    """The office took it; a stop that ends afterwards was found untrue by a check."""
    ended_on: Mapped[date | None] = mapped_column(default=None)
    """The clock ran on."""
    days: Mapped[int] = mapped_column(default=0)
    """Working days by which the end of the clock moved on, as they were counted then."""


class DueMove(Base):
    """A granted extension moved the date."""

    __tablename__ = "due_moves"
    __table_args__ = (CheckConstraint("after > before", name="later"),)

    id: Mapped[Id] = mapped_column(init=False)
    milestone_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("milestones.id"), init=False, index=True
    )
    milestone: Mapped["Milestone"] = relationship(back_populates="moves", init=False)
    on: Mapped[date] = mapped_column("moved_on")
    before: Mapped[date]
    after: Mapped[date]
    subject: Mapped[Short]
    """The decision: extension:12."""
