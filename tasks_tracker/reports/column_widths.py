"""How wide the columns of a long table are, so that it takes as few pages as it can (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

WHOLE = re.compile(r"\d{1,2}月\d{1,2}日|[!-~]+|.", re.DOTALL)
"""What is not broken at the end of a line."""
SHORT_CELL, FEWEST = 7, 4
"""Characters of a code that stays on one line; of the narrowest column of words."""
SLACK, STEP, MOST_ROWS = 0.4, 2.0, 400
"""Millimetres by which a cell is wider than its words; that are given out at a time; rows looked
at."""
HALF = 0.6
"""Of a character's width: a digit or a letter."""

Lengths = list[list[float]]


@dataclass(frozen=True)
class Wanted:
    """A column before its width is known."""

    head: str
    is_text: bool
    """Words that may be broken anywhere, not a number or a code."""


def fitted(
    columns: Sequence[Wanted],
    rows: Sequence[Sequence[str]],
    *,
    room: float,
    size: float,
    inset: float,
) -> tuple[float, ...]:
    """In millimetres, `room` all together: each column has room for what is not broken, and what
    is left goes, bit by bit, to the column that makes the table shortest."""
    some = rows[:: ceil(len(rows) / MOST_ROWS)]
    inset += SLACK / 2
    widths = [
        size * max(_least(cells, column), _head(column.head)) + 2 * inset
        for column, cells in zip(columns, zip(*some, strict=True), strict=True)
    ]
    lengths = [[size * length_of(cell) for cell in row] for row in some]
    spare = room - sum(widths)
    while spare > 0:
        step = min(STEP, spare)
        widths[_neediest(lengths, widths, inset)] += step
        spare -= step
    return tuple(width * room / sum(widths) for width in widths)


def length_of(words: str) -> float:
    """In characters."""
    return sum(HALF if letter.isascii() else 1 for letter in words)


def _least(cells: Sequence[str], column: Wanted) -> float:
    return max(_whole(cell, 0 if column.is_text else SHORT_CELL) for cell in cells)


def _whole(cell: str, short: int) -> float:
    """The longest piece that stays on one line."""
    length = length_of(cell)
    if length <= short:
        return length
    longest = max(map(length_of, WHOLE.findall(cell)), default=0)
    return min(max(longest, FEWEST), SHORT_CELL)


def _head(head: str) -> int:
    """A head stands on two lines at most; one of two characters on one."""
    return max(ceil(length_of(head) / 2), 2)


def _neediest(lengths: Lengths, widths: Sequence[float], inset: float) -> int:
    """The column whose words make the most rows as high as they are, by how much they do."""
    gains = [0.0] * len(widths)
    rooms = [width - 2 * inset for width in widths]
    for row in lengths:
        heights = [length / room for length, room in zip(row, rooms, strict=True)]
        height = max(heights)
        place = heights.index(height)
        gains[place] += max(height - 1, 0) / rooms[place]
    if not any(gains):
        return max(range(len(widths)), key=lambda place: sum(row[place] for row in lengths))
    return gains.index(max(gains))
