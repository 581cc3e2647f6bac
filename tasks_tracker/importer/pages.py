"""Pages torn apart: 下转第N页 at one place, 上接第M页 at another, and which belongs to which."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks_tracker.importer.lines import Line

LEAVES = re.compile(r"[（(]\s*下转\s*第?\s*(\d{1,4})\s*[页版]\s*[）)]")
ARRIVES = re.compile(r"^[（(]\s*上接\s*第?\s*(\d{1,4})\s*[页版]\s*[）)]\s*")


@dataclass(frozen=True)
class Tear:
    """A place where the text jumps: the position of its line, and the page that it names."""

    position: int
    page: int


def departures(lines: Sequence[Line]) -> list[Tear]:
    return [Tear(at, int(m[1])) for at, line in enumerate(lines) if (m := LEAVES.search(line.text))]


def arrivals(lines: Sequence[Line]) -> list[Tear]:
    return [Tear(at, int(m[1])) for at, line in enumerate(lines) if (m := ARRIVES.match(line.text))]


def pairs(leaving: Sequence[Tear], arriving: Sequence[Tear]) -> dict[int, int]:
    """Position of each arrival → position of its departure.

    Continuations stand in the order of their pages, which the departures name. Where some are
    missing on one side, each arrival takes the first departure before it that is left.
    """
    if len(leaving) == len(arriving):
        by_page = sorted(leaving, key=lambda tear: tear.page)
        return {
            there.position: here.position for here, there in zip(by_page, arriving, strict=True)
        }
    found: dict[int, int] = {}
    rest = sorted(leaving, key=lambda tear: tear.position)
    for there in sorted(arriving, key=lambda tear: tear.page):
        before = next((here for here in rest if here.position < there.position), None)
        if before:
            rest.remove(before)
            found[there.position] = before.position
    return found


def without_marks(line: Line) -> Line:
    return Line(line.number, ARRIVES.sub("", LEAVES.sub("", line.text)))
