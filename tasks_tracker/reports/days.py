"""Working days of a milestone as people say them: 超 9, 余 5, 迟 3."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.milestones import Milestone, MilestoneState


class Lateness(StrEnum):
    """What a number of working days says."""

    OVER = "over"
    """The clock has ended and nothing was submitted."""
    LEFT = "left"
    """The clock runs."""
    LATE = "late"
    """Submitted after the clock had ended."""
    IN_TIME = "in_time"
    """Submitted before it ended; the days are those that were left."""


@dataclass(frozen=True)
class Days:
    """How a milestone stands to its clock."""

    lateness: Lateness
    count: int


@dataclass(frozen=True)
class Clock:
    """What the days of a milestone follow from."""

    state: MilestoneState
    ends_on: date
    submitted_on: date | None

    @classmethod
    def of(cls, milestone: Milestone) -> "Clock | None":
        ends_on = milestone.clock_ends_on
        return cls(milestone.state, ends_on, milestone.submitted_on) if ends_on else None


def days(clock: Clock | None, today: date, workdays: Workdays) -> Days | None:
    """Counted up to the day of submission where there is one, else up to today."""
    if clock is None:
        return None
    counted_on = clock.submitted_on or today
    passed = counted_on > clock.ends_on
    count = abs(workdays.between(counted_on, clock.ends_on))
    if clock.submitted_on:
        return Days(Lateness.LATE if passed else Lateness.IN_TIME, count)
    return Days(Lateness.OVER if passed else Lateness.LEFT, count)
