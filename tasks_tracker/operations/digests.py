"""What mails list for one person: worst first, cut short with a count."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import (
    DEFAULT,
    LATE,
    WORST_FIRST,
    Facts,
    Light,
    Lines,
    Rule,
    light_of,
)
from tasks_tracker.wording import word

LONGEST_LIST = 10

T = TypeVar("T")


@dataclass(frozen=True)
class Listing(Generic[T]):
    """What is shown of a list, and how many more there are."""

    shown: Sequence[T] = ()
    left_out: int = 0

    @property
    def total(self) -> int:
        return len(self.shown) + self.left_out


def cut(things: Sequence[T]) -> Listing[T]:
    return Listing(things[:LONGEST_LIST], max(0, len(things) - LONGEST_LIST))


@dataclass(frozen=True)
class Item:
    """A task whose clock has ended or ends soon."""

    task_id: int
    code: str
    name: str
    ends_on: date
    days: str
    light: Light
    note: str = ""


@dataclass(frozen=True)
class Waiting:
    """A report that waits for review."""

    report_id: int
    code: str
    name: str
    unit: str
    submitted_on: date


@dataclass(frozen=True)
class Returned:
    """A report that was returned and not handed in again."""

    task_id: int
    code: str
    name: str
    returned_on: date


@dataclass(frozen=True)
class Tally:
    """How many tasks of a unit or section stand badly."""

    name: str
    severe: int
    overdue: int
    """The severe ones among them."""
    lagging: int
    due_soon: int


@dataclass(frozen=True)
class Digest:
    """One person's digest of one day."""

    today: date
    own: Listing[Item] = field(default_factory=Listing)
    """Led by the person's units."""
    led: Listing[Item] = field(default_factory=Listing)
    """In the sections of a leader."""
    returned: Listing[Returned] = field(default_factory=Listing)
    waiting: Listing[Waiting] = field(default_factory=Listing)
    units: Listing[Tally] = field(default_factory=Listing)
    sections: Listing[Tally] = field(default_factory=Listing)
    others: Sequence[tuple[str, int]] = ()
    """What waits beside dates, by kind: 待签收的通知, 3."""
    headline: str = ""
    """Empty where there is nothing to say."""


def worst_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (WORST_FIRST.index(item.light), item.ends_on, item.code))


def in_words(items: Iterable[Item]) -> list[str]:
    """逾期 2 项, 临期 3 项: what a subject line says of a list."""
    count = Counter("逾期" if item.light in LATE else word(item.light) for item in items)
    return [f"{light} {number} 项" for light, number in count.items()]


class Almanac:
    """What the end of a clock means on one day; counted once for each date."""

    def __init__(self, today: date, workdays: Workdays, rule: Rule = DEFAULT) -> None:
        self.today = today
        self.lines = Lines.on(today, workdays, rule)
        self._last_workday = workdays.last_before(today)
        self._late = cache(lambda ends_on: workdays.between(ends_on, today))

    def light(self, facts: Facts) -> Light:
        return light_of(facts, self.lines)

    def is_newly_late(self, ends_on: date) -> bool:
        """It became overdue since the last working day's morning."""
        return self._last_workday <= ends_on < self.today

    def days(self, ends_on: date) -> str:
        """Working days over or left, in words."""
        late: int = self._late(ends_on)
        if late > 0:
            return f"超 {late} 个工作日"
        if ends_on == self.today:
            return "今天到期"
        return f"余 {-late} 个工作日" if late else "期限前最后一个工作日"
