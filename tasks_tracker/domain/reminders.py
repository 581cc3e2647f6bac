"""Which reminder is due for a milestone on a day (pure; the stages are a table)."""

from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.deadlines import Workdays

BEFORE = (7, 3)
"""Working days before the end of the clock on which a unit is reminded."""
EVERY_AFTER = 5
"""Working days between reminders once the day has passed."""


@dataclass(frozen=True)
class Stage:
    """One reminder of a milestone: `days` working days after its day, negative before it."""

    days: int

    @property
    def name(self) -> str:
        return f"{self.days:+d}" if self.days else "0"


def stage(ends_on: date, today: date, workdays: Workdays) -> Stage | None:
    """The reminder due today, if any.

    Reminders go out on working days only. One whose day is not worked is caught up on the next
    working day, so that none falls out because of a holiday; where two fall on one day, the
    later one counts.
    """
    if not workdays.is_workday(today):
        return None
    since = workdays.last_before(today)
    due = [
        Stage(days)
        for days in _stages_near(ends_on, today, workdays)
        if since < _day_of(days, ends_on, workdays) <= today
    ]
    return due[-1] if due else None


def _stages_near(ends_on: date, today: date, workdays: Workdays) -> list[int]:
    late = workdays.between(ends_on, today)
    last = max(late, 0) // EVERY_AFTER * EVERY_AFTER
    return [*(-days for days in BEFORE), 0, *([last] if last else [])]


def _day_of(days: int, ends_on: date, workdays: Workdays) -> date:
    return workdays.add(ends_on, days) if days else ends_on
