"""Reporting by period: what a rule such as monthly:25 means in days; pure functions."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from tasks_tracker.domain.errors import Refusal

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=7)
MONTHS = 12
QUARTER = 3
HALF_YEAR = 6
RULE = re.compile(
    r"(?:monthly:(?:[1-9]|[12]\d|3[01])|weekly:[1-7]"
    r"|yearly:(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"|monthly|weekly|daily|quarterly|half-yearly|yearly)"
)


@dataclass(frozen=True, order=True)
class Period:
    """One span that is reported on; the report is due on its last day."""

    opens_on: date
    due_on: date
    key: str


def periods(rule: str, from_: date, until: date) -> list[Period]:
    """The periods of a rule that touch these days, in order: each begins on the day after the one
    before it was due, so that together they leave out no day and have none twice."""
    found = []
    due_on = due_from(rule, from_)
    opens_on = _due_before(rule, due_on) + ONE_DAY
    while opens_on <= until:
        found.append(Period(opens_on, due_on, key_of(rule, due_on)))
        opens_on = due_on + ONE_DAY
        due_on = due_from(rule, opens_on)
    return found


def current(rule: str, on: date) -> Period:
    """The period that a day lies in."""
    return periods(rule, on, on)[0]


def due_from(rule: str, day: date) -> date:
    """The first day from this one on (itself included) on which a report is due."""
    return next(due for due in _dues(rule, day) if due >= day)


def key_of(rule: str, due_on: date) -> str:
    """2021-09, 2021-W37, 2021-Q3, 2021-H1, 2021: one for each period of a rule."""
    cycle = rule.partition(":")[0]
    year, month = due_on.year, due_on.month
    if cycle == "weekly":
        of_year, week, _ = due_on.isocalendar()
        return f"{of_year}-W{week:02d}"
    if cycle == "quarterly":
        return f"{year}-Q{(month + 2) // QUARTER}"
    if cycle == "half-yearly":
        return f"{year}-H{1 if month <= HALF_YEAR else 2}"
    return f"{year}" if cycle == "yearly" else f"{year}-{month:02d}"


def check(rule: str) -> str:
    """A rule by which periods can be told; empty is none."""
    if rule and not RULE.fullmatch(rule):
        raise Refusal("请选一种报送周期，并填对是哪一天。", field="cycle_day")
    return rule


def _due_before(rule: str, due_on: date) -> date:
    return max(takewhile(lambda due: due < due_on, _dues(rule, _back(due_on))))


def _back(day: date) -> date:
    """A day that lies before the last one on which a report was due, whatever the rule."""
    return date(day.year - 1, 1, 1)


def _dues(rule: str, day: date) -> Iterator[date]:
    """The days on which reports are due, from a day on that is before or on the one asked for."""
    cycle, _, part = rule.partition(":")
    return CYCLES[cycle](day, part)


def _weekly(day: date, part: str) -> Iterator[date]:
    wanted = int(part or 7)
    due = day + timedelta(days=(wanted - day.isoweekday()) % 7)
    while True:
        yield due
        due += ONE_WEEK


def _monthly(day: date, part: str) -> Iterator[date]:
    return _each(1, day, int(part or 31))


def _quarterly(day: date, _part: str) -> Iterator[date]:
    return _each(QUARTER, day, 31)


def _half_yearly(day: date, _part: str) -> Iterator[date]:
    return _each(HALF_YEAR, day, 31)


def _yearly(day: date, part: str) -> Iterator[date]:
    month, number = (int(one) for one in (part or "12-31").split("-"))
    for year in range(day.year, date.max.year):
        yield _in_month(year, month, number)


def _each(months: int, day: date, number: int) -> Iterator[date]:
    """That day of every so-manieth month of the year; the last one where the month is shorter."""
    for year in range(day.year, date.max.year):
        for month in range(months, MONTHS + 1, months):
            due = _in_month(year, month, number)
            if due >= day:
                yield due


def _in_month(year: int, month: int, number: int) -> date:
    return date(year, month, min(number, monthrange(year, month)[1]))


CYCLES: Mapping[str, Callable[[date, str], Iterator[date]]] = {
    "daily": _monthly,
    "weekly": _weekly,
    "monthly": _monthly,
    "quarterly": _quarterly,
    "half-yearly": _half_yearly,
    "yearly": _yearly,
}
"""What is done every day is reported once a month: nobody is made to write daily."""
