"""A 反馈表 that came back: its tables found by the names of their columns, whatever was moved,
hidden, sorted, renamed or put above them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tasks_tracker.domain.worksheet_heads import COLUMNS, FIGURE_COLUMNS, FIGURE_NOW, MARK
from tasks_tracker.domain.worksheet_marks import Mark
from tasks_tracker.importer.files.apart import grids_apart
from tasks_tracker.importer.files.kinds import kind_of
from tasks_tracker.importer.files.paper import Grid, Unreadable

NOT_EXCEL = "这不是 Excel 文件（xlsx）。请上传填好的反馈表，WPS 表格请另存为 xlsx。"
NO_TABLE = "没有找到反馈表：表里要有“编号”“进展情况”两列。请下载反馈表，填好再上传。"
NEEDED = ("编号", "进展情况")
FIGURES_NEEDED = ("编号", FIGURE_NOW)
FARTHEST_HEAD = 30
"""Rows from the top among which the head of a table is looked for."""


@dataclass(frozen=True)
class FilledRow:
    """One row as it was read: where it stands, its cells by name, its mark if it still has one."""

    line: int
    cells: Mapping[str, str]
    mark: Mark | None
    has_mark: bool


@dataclass
class Filled:
    """All rows of items, all rows of figures."""

    items: list[FilledRow] = field(default_factory=list)
    figures: list[FilledRow] = field(default_factory=list)


def read(raw: bytes) -> Filled:
    """The file as rows, or why it cannot be read."""
    if kind_of(raw) != "xlsx":
        raise Unreadable(NOT_EXCEL)
    return found_in(grids_apart(raw))


def found_in(grids: Sequence[Grid]) -> Filled:
    """The rows of the tables in these sheets."""
    found, is_there = Filled(), False
    for grid in grids:
        if (head := _head(grid, NEEDED)) is not None:
            is_there = True
            found.items += _rows(grid, head, COLUMNS)
        elif (head := _head(grid, FIGURES_NEEDED)) is not None:
            found.figures += _rows(grid, head, FIGURE_COLUMNS)
    if not is_there:
        raise Unreadable(NO_TABLE)
    return found


def _head(grid: Grid, needed: Sequence[str]) -> int | None:
    """The first row in which these names stand."""
    for at, row in enumerate(grid.rows[:FARTHEST_HEAD]):
        if set(needed) <= {_name(cell) for cell in row}:
            return at
    return None


def _rows(grid: Grid, head: int, columns: Mapping[str, str]) -> Iterator[FilledRow]:
    names = [_name(cell) for cell in grid.rows[head]]
    places = {columns[name]: names.index(name) for name in dict.fromkeys(names) if name in columns}
    mark = names.index(MARK) if MARK in names else None
    for at, row in enumerate(grid.rows[head + 1 :], head + 2):
        cells = {key: row[place].strip() for key, place in places.items() if row[place].strip()}
        words = row[mark] if mark is not None else ""
        if (cells or words) and [_name(cell) for cell in row] != names:
            yield FilledRow(at, cells, Mark.read(words), has_mark=bool(words.strip()))


def _name(cell: str) -> str:
    """A head without the blanks and line ends that somebody put into it."""
    return "".join(cell.split())
