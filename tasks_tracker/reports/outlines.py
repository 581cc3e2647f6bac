"""The outline of a draft beside the task in hand: no more of it than one can look through."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tasks_tracker.reports.drafts import DraftView, Entry

Line = TypeVar("Line")
MOST = 40
"""Lines of each list; what is left out is counted and can be reached."""


@dataclass(frozen=True)
class Stretch(Generic[Line]):
    """Some lines of a list, how many stand before and after them, and the nearest of those."""

    shown: Sequence[Line]
    before: int
    after: int
    previous: Line | None
    following: Line | None


@dataclass(frozen=True)
class Head:
    """A section, closed, or open with some of its tasks."""

    index: int
    label: str
    count: int
    doubts: int
    """Tasks in it that are to be checked."""
    tasks: Stretch[Entry] | None


@dataclass(frozen=True)
class Outline:
    doubtful: Stretch[Entry]
    heads: Stretch[Head]


def outline(view: DraftView, key: int, section: int | None = None) -> Outline:
    """The tasks to be checked, and the sections; open is the one asked for, else that in hand."""
    number = view.by_key[key].number
    here = next(at for at, part in enumerate(view.parts) if number <= part.entries[-1].number)
    opened = here if section is None or section >= len(view.parts) else section
    heads = [_head(view, index, opened, number) for index in range(len(view.parts))]
    ahead = sum(entry.number < number for entry in view.doubtful)
    return Outline(around(view.doubtful, ahead), around(heads, opened))


def around(lines: Sequence[Line], at: int, most: int = MOST) -> Stretch[Line]:
    """The lines around one of them, as many as may be shown."""
    start = max(0, min(at - most // 2, len(lines) - most))
    shown, left = lines[start : start + most], lines[start + most :]
    return Stretch(
        shown=shown,
        before=start,
        after=len(left),
        previous=lines[start - 1] if start else None,
        following=left[0] if left else None,
    )


def _head(view: DraftView, index: int, opened: int, number: int) -> Head:
    part = view.parts[index]
    first = part.entries[0].number
    is_here = first <= number <= part.entries[-1].number
    tasks = around(part.entries, number - first if is_here else 0) if index == opened else None
    doubts = sum(entry.doubts > 0 for entry in part.entries)
    return Head(index, part.label, len(part.entries), doubts, tasks)
