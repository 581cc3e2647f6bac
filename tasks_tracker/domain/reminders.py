"""Which reminder a milestone has reached on a day (pure; the stages are a table)."""

from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.deadlines import ONE_DAY, Workdays

BEFORE = (7, 3, 0)
"""Working days before the end of the clock on which a unit is reminded; 0 is the day itself."""
EVERY_AFTER = 5
"""Working days between reminders once the day has passed."""


@dataclass(frozen=True)
class Stage:
    """One reminder of a milestone: `days` working days after its day, negative before it."""

    days: int

    @property
    def name(self) -> str:
        return f"{self.days:+d}" if self.days else "0"


def horizon(today: date, workdays: Workdays) -> date:
    """The last day on which a clock may end so that a reminder of it can be due today."""
    return workdays.add(today, BEFORE[0] + 1) - ONE_DAY


def stage(ends_on: date, today: date, workdays: Workdays) -> Stage | None:
    """The last stage whose day has come; None before the first, and on days not worked.

    It stays the same until the next one is reached, and whoever reminds notes it: none falls out
    because a scheduler stood still, and of those missed the last one counts. Where the day itself
    is not worked, its stage is reached on the last working day before it.
    """
    if not workdays.is_workday(today):
        return None
    late = workdays.between(ends_on, today)
    if late >= EVERY_AFTER:
        return Stage(late // EVERY_AFTER * EVERY_AFTER)
    reached = [Stage(-days) for days in BEFORE if late >= -days]
    return reached[-1] if reached else None
