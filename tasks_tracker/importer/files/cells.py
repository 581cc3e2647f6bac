"""Cells of tables put on one line, and rows as lines that the reading of tables understands."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest

from tasks_tracker.importer.units import looks_like_unit, split_names

Row = Sequence[str]
BLANKS = re.compile(r"[\t\n\r\x0b\f ]+")
ENDS = "，、；。：,;:.（("
LONGEST_NAME = 24


def one_line(words: str) -> str:
    """The text of a cell on one line; names that stood on lines of their own stay apart."""
    if not BLANKS.search(words):
        return words
    lines = [line for raw in words.split("\n") if (line := BLANKS.sub(" ", raw).strip())]
    if len(lines) < 2:  # noqa: PLR2004 - one line, or none
        return lines[0] if lines else ""
    return ("、" if _are_names(lines) else "").join(_joints(lines))


def _are_names(lines: Sequence[str]) -> bool:
    if any(line[-1] in ENDS for line in lines[:-1]):
        return False
    return all(
        len(name) <= LONGEST_NAME and looks_like_unit(name)
        for line in lines
        for name in split_names(line)
    )


def _joints(lines: Sequence[str]) -> Iterable[str]:
    """Latin words keep a blank between them where a line ended."""
    yield lines[0]
    for above, line in pairwise(lines):
        latin = above[-1].isascii() and line[0].isascii()
        yield f" {line}" if latin and above[-1].isalnum() and line[0].isalnum() else line


def as_lines(rows: Iterable[Row]) -> list[str]:
    """A line for each row, cells divided by tabs; columns in which nothing begins are left out."""
    table = [[one_line(cell) for cell in row] for row in rows]
    columns = [column for column in zip_longest(*table, fillvalue="") if any(column)]
    return [line for row in zip(*columns, strict=True) if (line := "\t".join(row)).strip()]
