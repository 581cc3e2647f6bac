"""Urgency and working days: pure functions of dates and a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Workdays:
    """Which days are worked: weekdays, less the holidays, plus the make-up days (调休)."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    makeup_days: frozenset[date] = field(default_factory=frozenset)

    def is_workday(self, day: date) -> bool:
        if day in self.makeup_days:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative where `end` is earlier.

        A due date of Friday looked at on Monday is 1 working day late.
        """
        if end < start:
            return -self.between(end, start)
        return sum(self.is_workday(day) for day in _days_after(start, end))

    def add(self, day: date, count: int) -> date:
        """The working day that lies `count` working days after `day` (before it, if negative)."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def add_stopped(self, ends_on: date, *, stopped_on: date, resumed_on: date) -> date:
        """The new end of a clock that stood still from `stopped_on` to `resumed_on`."""
        pause = self.between(stopped_on, resumed_on)
        return self.add(ends_on, pause) if pause > 0 else ends_on

    def last_before(self, day: date) -> date:
        """The last working day before `day`."""
        return self.add(day, -1)


def _days_after(start: date, end: date) -> Iterator[date]:
    day = start
    while day < end:
        day += ONE_DAY
        yield day
