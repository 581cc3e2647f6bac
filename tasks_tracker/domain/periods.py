"""Periods in which something is counted."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS_OF_QUARTER = 3
MONTHS_OF_HALF = 6
MONTHS_OF_YEAR = 12
ONE_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Of periods that can be asked for by name; every one has others before and after it."""


class PeriodKind(StrEnum):
    """After what time the count begins anew."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    CAMPAIGN = "campaign"


@dataclass(frozen=True)
class Period:
    """2021-09, 2021-Q3, 2021-H2, 2021, or from one day to another: 2021-06-01/2021-07-15."""

    key: str
    first: date
    last: date
    kind: PeriodKind

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def following(self) -> "Period":
        """The period of its kind that comes after; of a campaign there is none."""
        return _calendar_period(self.kind, self.last + ONE_DAY)

    @property
    def preceding(self) -> "Period":
        return _calendar_period(self.kind, self.first - ONE_DAY)


def period_of(
    kind: PeriodKind, day: date, from_on: date | None = None, to_on: date | None = None
) -> Period | None:
    """The period of a day; None for a day outside the campaign."""
    if kind is PeriodKind.CAMPAIGN:
        if from_on is None or to_on is None or not from_on <= day <= to_on:
            return None
        return Period(f"{from_on}/{to_on}", from_on, to_on, kind)
    return _calendar_period(kind, day)


def period_named(key: str) -> Period | None:
    """2021-08, 2021-Q3, 2021-H2 or 2021; None for anything else."""
    found = _NAMED.fullmatch(key)
    if found is None:
        return None
    year, number = int(found["year"]), int(found["number"] or 1)
    kind = _LETTERS[found["letter"] or ("M" if found["number"] else "Y")]
    if not 1 <= number <= MONTHS_OF_YEAR // _MONTHS[kind] or not (FIRST_YEAR <= year <= LAST_YEAR):
        return None
    return _calendar_period(kind, date(year, (number - 1) * _MONTHS[kind] + 1, 1))


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    return _calendar_period(PeriodKind.MONTH, day)


def _calendar_period(kind: PeriodKind, day: date) -> Period:
    length = _MONTHS[kind]
    number = (day.month - 1) // length + 1
    first = date(day.year, (number - 1) * length + 1, 1)
    return Period(_KEYS[kind].format(day.year, number), first, _end(first, length), kind)


def _end(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1) - ONE_DAY


_MONTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: MONTHS_OF_QUARTER,
    PeriodKind.HALF_YEAR: MONTHS_OF_HALF,
    PeriodKind.YEAR: MONTHS_OF_YEAR,
}
_KEYS = {
    PeriodKind.MONTH: "{}-{:02}",
    PeriodKind.QUARTER: "{}-Q{}",
    PeriodKind.HALF_YEAR: "{}-H{}",
    PeriodKind.YEAR: "{}",
}
_LETTERS = {
    "M": PeriodKind.MONTH,
    "Q": PeriodKind.QUARTER,
    "H": PeriodKind.HALF_YEAR,
    "Y": PeriodKind.YEAR,
}
_NAMED = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<letter>[QH])?(?P<number>[0-9]{1,2}))?")
