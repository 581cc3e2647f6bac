"""A change of the working calendar before it holds: what is to become of a year."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tasks_tracker.domain.calendar import DayKind, Schedule, SpecialDay
from tasks_tracker.domain.deadlines import is_weekend
from tasks_tracker.domain.errors import Refusal

DECEMBER = 12
LONGEST_NAME = 80
LONGEST_SOURCE = 300
SCHEDULES = Callable[[int], Schedule]
"""What holds for a year now."""


@dataclass(frozen=True)
class DayChange:
    """A day that differs from what it was; None for a day that goes by its weekday."""

    day: date
    before: SpecialDay | None
    after: SpecialDay | None


@dataclass(frozen=True)
class Proposal:
    """The days of a year anew; those of the December before are added to what is known there."""

    year: int
    days: Sequence[SpecialDay]
    source: str
    is_published: bool = True

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise Refusal("请写明依据，如通知的文号。", field="source")
        for special in self.days:
            self._check(special)

    def schedules(self, known: SCHEDULES) -> list[Schedule]:
        """The schedules that differ from what is known."""
        years = sorted({self.year, *(special.day.year for special in self.days)})
        proposed = [self._schedule(known(year)) for year in years]
        return [new for new in proposed if _differs(known(new.year), new)]

    def changes(self, known: SCHEDULES) -> list[DayChange]:
        """Day by day what becomes different."""
        pairs = [(known(new.year).by_day, new.by_day) for new in self.schedules(known)]
        return [
            DayChange(day, before.get(day), after.get(day))
            for before, after in pairs
            for day in sorted(before.keys() | after.keys())
            if before.get(day) != after.get(day)
        ]

    def as_json(self) -> dict[str, Any]:
        days = [[special.day.isoformat(), special.kind, special.name] for special in self.days]
        return {
            "year": self.year,
            "days": days,
            "source": self.source,
            "is_published": self.is_published,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "Proposal":
        days = [
            SpecialDay(date.fromisoformat(day), DayKind(kind), str(name))
            for day, kind, name in content["days"]
        ]
        return cls(
            int(content["year"]), tuple(days), str(content["source"]), bool(content["is_published"])
        )

    def _schedule(self, old: Schedule) -> Schedule:
        days = {special.day: special for special in self.days if special.day.year == old.year}
        if old.year == self.year:
            return Schedule(old.year, _ordered(days), self.is_published, self.source)
        return Schedule(old.year, _ordered(old.by_day | days), old.is_published, self.source)

    def _check(self, special: SpecialDay) -> None:
        day, is_december = special.day, special.day.month == DECEMBER
        if day.year != self.year and not (is_december and day.year == self.year - 1):
            raise Refusal(f"{day.isoformat()}不在{self.year}年，请核对年份。")
        if special.kind is DayKind.MAKEUP and not is_weekend(day):
            raise Refusal(f"{day.month}月{day.day}日不是周末，本来就要上班，不能列为调休上班。")


def with_day(old: Schedule, day: date, new: SpecialDay | None, *, source: str) -> Proposal:
    """The year with one day changed; None gives the day back to its weekday."""
    days = {**old.by_day, day: new}
    kept = tuple(special for special in days.values() if special is not None)
    return Proposal(old.year, tuple(sorted(kept)), source, old.is_published)


def _differs(old: Schedule, new: Schedule) -> bool:
    return old.by_day != new.by_day or old.is_published is not new.is_published


def _ordered(days: Mapping[date, SpecialDay]) -> tuple[SpecialDay, ...]:
    return tuple(sorted(days.values()))
