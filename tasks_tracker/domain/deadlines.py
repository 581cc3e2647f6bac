"""Working days: pure functions of dates and a calendar; the only arithmetic of its kind."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

ONE_DAY = timedelta(days=1)
SATURDAY = 5
DAYS_OF_WEEK = 7


def is_weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


@dataclass(frozen=True)
class Workdays:
    """Which days are worked: weekdays, less the holidays, plus the make-up days (调休)."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    makeup_days: frozenset[date] = field(default_factory=frozenset)
    published: frozenset[int] = field(default_factory=frozenset)
    """Years whose schedule has been announced; what is known of all others is provisional."""
    earlier: tuple[tuple[datetime, "Workdays"], ...] = field(default=(), compare=False, repr=False)
    """What was held to be true before, oldest first, each until the moment beside it."""

    def at(self, moment: datetime) -> "Workdays":
        """The calendar as it was known when that moment came."""
        return next((known for until, known in self.earlier if moment <= until), self)

    def is_provisional(self, year: int) -> bool:
        return year not in self.published

    def is_workday(self, day: date) -> bool:
        if day in self.makeup_days:
            return True
        return not is_weekend(day) and day not in self.holidays

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative where `end` is earlier.

        A due date of Friday looked at on Monday is 1 working day late.
        """
        return self._worked_through(end.toordinal()) - self._worked_through(start.toordinal())

    def add(self, day: date, count: int) -> date:
        """The working day that lies `count` working days after `day` (before it, if negative)."""
        if count == 0:
            return day
        start = day.toordinal()
        if count > 0:
            return self._workday_number(self._worked_through(start) + count)
        return self._workday_number(self._worked_through(start - 1) + count + 1)

    def first_from(self, day: date) -> date:
        """The day itself if it is worked, else the next working day."""
        return day if self.is_workday(day) else self.add(day, 1)

    def last_until(self, day: date) -> date:
        """The day itself if it is worked, else the last working day before it."""
        return day if self.is_workday(day) else self.add(day, -1)

    def last_before(self, day: date) -> date:
        """The last working day before `day`."""
        return self.add(day, -1)

    @cached_property
    def _weekdays_off(self) -> list[int]:
        off = self.holidays - self.makeup_days
        return sorted(day.toordinal() for day in off if not is_weekend(day))

    @cached_property
    def _weekends_worked(self) -> list[int]:
        return sorted(day.toordinal() for day in self.makeup_days if is_weekend(day))

    def _worked_through(self, ordinal: int) -> int:
        """How many days were worked from the first day of all, a Monday, up to this one."""
        weeks, rest = divmod(ordinal, DAYS_OF_WEEK)
        weekdays = weeks * SATURDAY + min(rest, SATURDAY)
        off = bisect_right(self._weekdays_off, ordinal)
        return weekdays - off + bisect_right(self._weekends_worked, ordinal)

    def _workday_number(self, number: int) -> date:
        """The first day up to which so many days were worked."""
        guess = number * DAYS_OF_WEEK // SATURDAY
        first = guess - 2 * len(self._weekends_worked) - DAYS_OF_WEEK
        last = guess + 2 * len(self._weekdays_off) + DAYS_OF_WEEK
        span = range(first, last)
        return date.fromordinal(span[bisect_left(span, number, key=self._worked_through)])
