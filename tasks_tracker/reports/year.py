"""The working calendar of a year at a glance, and what is still missing from it."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import func, select

from tasks_tracker.domain.calendar import CalendarYear, DayKind, Schedule, SpecialDay
from tasks_tracker.domain.deadlines import ONE_DAY, is_weekend
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.persistence import workdays
from tasks_tracker.persistence.session import db

NOTICE_EXPECTED_FROM = 11
"""The month in which the schedule of the next year is usually published."""


DayState = Literal["workday", "weekend", "holiday", "makeup"]


@dataclass(frozen=True)
class YearDay:
    """One day as the page shows it."""

    day: date
    state: DayState
    name: str


@dataclass(frozen=True)
class YearMonth:
    """The weeks of a month from Monday on; None for the days of its neighbours."""

    first: date
    weeks: Sequence[Sequence[YearDay | None]]


@dataclass(frozen=True)
class Holiday:
    """One holiday: its stretches of days off, and the days on which they are made up for."""

    name: str
    stretches: Sequence[tuple[date, date]]
    makeup_days: Sequence[date]
    days: int


@dataclass(frozen=True)
class YearView:
    """All that the page of a year shows."""

    schedule: Schedule
    months: Sequence[YearMonth]
    holidays: Sequence[Holiday]
    editions: Sequence[CalendarYear]
    workdays: int

    @property
    def days_off(self) -> int:
        return sum(holiday.days for holiday in self.holidays)

    @property
    def makeup_days(self) -> int:
        return sum(len(holiday.makeup_days) for holiday in self.holidays)


@dataclass(frozen=True)
class Missing:
    """Years for which no schedule has been entered although it is time."""

    year: int
    is_next_year: bool
    first_clock_on: date | None
    """The earliest end of an open clock from that year on."""


def view(year: int) -> YearView:
    """The year as it is known now (4 statements)."""
    schedule = workdays.schedule(year)
    known = schedule.by_day
    first, last = date(year, 1, 1), date(year, 12, 31)
    return YearView(
        schedule=schedule,
        months=[_month(date(year, number, 1), known) for number in range(1, 13)],
        holidays=_holidays(schedule),
        editions=workdays.history(year),
        workdays=workdays.calendar().between(first - ONE_DAY, last),
    )


def missing(today: date) -> Missing | None:
    """The first year without a schedule: from November on the next one, and any in which a clock
    of an open milestone ends (2 statements)."""
    known = workdays.calendar()
    year = today.year
    while not known.is_provisional(year):
        year += 1
    ends = select(func.min(Milestone.clock_ends_on)).where(
        Milestone.state == MilestoneState.OPEN, Milestone.clock_ends_on >= date(year, 1, 1)
    )
    first_clock_on = db.scalar(ends)
    expected_year = today.year + (today.month >= NOTICE_EXPECTED_FROM)
    if year > expected_year and first_clock_on is None:
        return None
    return Missing(year, year == today.year + 1, first_clock_on)


def _month(first: date, known: Mapping[date, SpecialDay]) -> YearMonth:
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return YearMonth(first, [[_day(day, first.month, known) for day in week] for week in weeks])


def _day(day: date, month: int, known: Mapping[date, SpecialDay]) -> YearDay | None:
    if day.month != month:
        return None
    special = known.get(day)
    if special:
        is_off = special.kind is DayKind.HOLIDAY
        return YearDay(day, "holiday" if is_off else "makeup", special.name)
    return YearDay(day, "weekend" if is_weekend(day) else "workday", "")


def _holidays(schedule: Schedule) -> list[Holiday]:
    """By name, in the order of their first days off."""
    days = sorted(schedule.days, key=lambda one: (one.kind is DayKind.MAKEUP, one.day))
    names = dict.fromkeys(special.name for special in days)
    of = {name: [one for one in schedule.days if one.name == name] for name in names}
    return [_holiday(name, days) for name, days in of.items()]


def _holiday(name: str, days: Sequence[SpecialDay]) -> Holiday:
    off = sorted(one.day for one in days if one.kind is DayKind.HOLIDAY)
    makeup = sorted(one.day for one in days if one.kind is DayKind.MAKEUP)
    return Holiday(name, _stretches(off), makeup, len(off))


def _stretches(days: Sequence[date]) -> list[tuple[date, date]]:
    """First and last of each run of days that follow each other."""
    stretches: list[tuple[date, date]] = []
    for day in days:
        if stretches and stretches[-1][1] + ONE_DAY == day:
            stretches[-1] = (stretches[-1][0], day)
        else:
            stretches.append((day, day))
    return stretches
