"""Lights: what a task's facts mean on a given day (PRODUCT, section 5.2).

The same rule stands here twice on purpose: `light_of` decides for one task in memory, and the
`Lines` are the dates between the lights, so that a query can ask for a range over an index.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tasks_tracker.domain.deadlines import Workdays

SEVERE_AFTER = 10
"""Working days late beyond which an overdue item is severely overdue."""
DUE_SOON_WITHIN = 7
"""Working days ahead within which an item is due soon."""


class Light(StrEnum):
    """Worst first."""

    SEVERE = "severe"
    OVERDUE = "overdue"
    LAGGING = "lagging"
    DUE_SOON = "due_soon"
    IDLE = "idle"
    NORMAL = "normal"
    DONE = "done"


WORST_FIRST = tuple(Light)
LATE = (Light.SEVERE, Light.OVERDUE)


@dataclass(frozen=True)
class Lines:
    """The dates that separate the lights on one day, all about the end of a running clock."""

    today: date
    severe_before: date
    """Clocks that ended before this day are severely overdue."""
    soon_until: date
    """Clocks that end up to and including this day are due soon."""

    @classmethod
    def on(cls, today: date, workdays: Workdays) -> "Lines":
        return cls(
            today=today,
            severe_before=_first_day_with(SEVERE_AFTER, today, workdays),
            soon_until=_last_day_within(DUE_SOON_WITHIN, today, workdays),
        )


@dataclass(frozen=True)
class Facts:
    """What a light depends on, and nothing else."""

    is_completed: bool
    has_begun: bool
    clock_ends_on: date | None
    """The earliest end of a clock that runs; None while none runs."""
    submitted_late: bool
    """Something lies with the office that was submitted after its clock had ended."""


def light_of(facts: Facts, lines: Lines) -> Light:
    if facts.is_completed:
        return Light.DONE
    return _by_clock(facts, lines) or (Light.NORMAL if facts.has_begun else Light.IDLE)


def _by_clock(facts: Facts, lines: Lines) -> Light | None:
    ends = facts.clock_ends_on or date.max
    if ends < lines.severe_before:
        return Light.SEVERE
    if ends < lines.today:
        return Light.OVERDUE
    if facts.submitted_late:
        return Light.LAGGING
    return Light.DUE_SOON if ends <= lines.soon_until else None


def _first_day_with(count: int, today: date, workdays: Workdays) -> date:
    """The earliest day from which `today` is at most `count` working days away."""
    day = workdays.add(today, -count)
    while workdays.between(day - timedelta(days=1), today) <= count:
        day -= timedelta(days=1)
    return day


def _last_day_within(count: int, today: date, workdays: Workdays) -> date:
    """The latest day that is at most `count` working days after `today`."""
    day = workdays.add(today, count)
    while workdays.between(today, day + timedelta(days=1)) <= count:
        day += timedelta(days=1)
    return day
