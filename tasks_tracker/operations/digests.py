"""What a digest says to one person: lists, worst first, cut short with a count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from tasks_tracker.domain.lights import LATE, WORST_FIRST, Light

LONGEST_LIST = 12

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
    late: int
    """Working days after the end of the clock; negative before it."""
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
    due_soon: int


@dataclass(frozen=True)
class Digest:
    """One person's digest of one day."""

    today: date
    headline: str = ""
    own: Listing[Item] = field(default_factory=Listing)
    """Led by the person's units."""
    led: Listing[Item] = field(default_factory=Listing)
    """In the sections of a leader."""
    returned: Listing[Returned] = field(default_factory=Listing)
    waiting: Listing[Waiting] = field(default_factory=Listing)
    units: Listing[Tally] = field(default_factory=Listing)
    sections: Listing[Tally] = field(default_factory=Listing)


def worst_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (WORST_FIRST.index(item.light), item.ends_on, item.code))


def in_words(items: Iterable[Item]) -> list[str]:
    """逾期 2 项, 临期 3 项: what a subject line says of a list."""
    lights = [item.light for item in items]
    overdue = sum(light in LATE for light in lights)
    counted = {"逾期": overdue, "临期": len(lights) - overdue}
    return [f"{word} {count} 项" for word, count in counted.items() if count]
