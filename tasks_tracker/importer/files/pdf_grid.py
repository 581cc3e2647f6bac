"""Ruled tables on a page: which letters stand in which cell."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from tasks_tracker.importer.files.pdf_lines import PrintedLine, lines_of
from tasks_tracker.importer.files.pdf_page import Letter, Rule

NEAR = 3.0
FEWEST_CELLS = 4
PADDING = 14.0
FULL = 1.3
LARGEST = 0.6
MOST_BOXES = 20_000
Box = tuple[int, int]
Cell = tuple[Box, Box]
"""The upper left and the lower right box."""


@dataclass(frozen=True)
class Table:
    """Rows of cells, at a height of the page; `edges` tell whether another goes on with it."""

    top: float
    edges: tuple[float, ...]
    rows: list[list[str]]


@dataclass
class Grid:
    """All ruled lines of a page as one raster; a cell is what no line parts."""

    xs: list[float]
    ys: list[float]
    walls: set[Box] = field(default_factory=set)
    """(row, column) of which the left edge is ruled."""
    floors: set[Box] = field(default_factory=set)
    """(row, column) of which the lower edge is ruled; rows count from below."""

    def box_of(self, letter: Letter) -> Box | None:
        column = bisect_right(self.xs, (letter.left + letter.right) / 2) - 1
        row = bisect_right(self.ys, letter.middle) - 1
        inside = 0 <= column < len(self.xs) - 1 and 0 <= row < len(self.ys) - 1
        return (row, column) if inside else None

    def cell_of(self, box: Box) -> Cell | None:
        """The cell around a box, None where it is open on a side."""
        row, column = box
        left, right, top, bottom = column, column + 1, row + 1, row
        while left >= 0 and (row, left) not in self.walls:
            left -= 1
        while right < len(self.xs) and (row, right) not in self.walls:
            right += 1
        while top < len(self.ys) and (top, column) not in self.floors:
            top += 1
        while bottom >= 0 and (bottom, column) not in self.floors:
            bottom -= 1
        if left < 0 or bottom < 0 or right >= len(self.xs) or top >= len(self.ys):
            return None
        return (top - 1, left), (bottom, right - 1)


def grid_of(rules: Sequence[Rule]) -> Grid:
    upright = [rule for rule in rules if rule.is_vertical]
    level = [rule for rule in rules if not rule.is_vertical]
    grid = Grid(
        _merged((rule.left + rule.right) / 2 for rule in upright),
        _merged((rule.bottom + rule.top) / 2 for rule in level),
    )
    for rule in upright:
        column = _nearest(grid.xs, (rule.left + rule.right) / 2)
        grid.walls |= {(row, column) for row in _covered(grid.ys, rule.bottom, rule.top)}
    for rule in level:
        row = _nearest(grid.ys, (rule.bottom + rule.top) / 2)
        grid.floors |= {(row, column) for column in _covered(grid.xs, rule.left, rule.right)}
    return grid


def _merged(places: Iterable[float]) -> list[float]:
    """Lines nearer than the eye can tell are one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _nearest(places: Sequence[float], place: float) -> int:
    return bisect_right(places, place) - 1


def _covered(places: Sequence[float], start: float, end: float) -> range:
    """The strips between places that a line from start to end runs along."""
    covered = [
        at
        for at in range(len(places) - 1)
        if start - NEAR <= places[at] and places[at + 1] <= end + NEAR
    ]
    return range(covered[0], covered[-1] + 1) if covered else range(0)


def tables_of(letters: Sequence[Letter], rules: Sequence[Rule]) -> tuple[list[Table], list[Letter]]:
    """The tables of a page from top to bottom, and the letters that stand in none."""
    grid = grid_of(rules)
    boxes = list(product(range(len(grid.ys) - 1), range(len(grid.xs) - 1)))
    if len(boxes) > MOST_BOXES:  # a drawing
        return [], list(letters)
    known = {box: cell for box in boxes if (cell := _cell(grid, box))}
    cells: dict[Cell, list[Letter]] = {cell: [] for cell in known.values()}
    rest: list[Letter] = []
    for letter in letters:
        box = grid.box_of(letter)
        (cells[known[box]] if box in known else rest).append(letter)
    tables = []
    for own in _apart(cells):
        if len(own) < FEWEST_CELLS:
            rest += [letter for cell in own for letter in cells[cell]]
        else:
            tables.append(_table(grid, {cell: cells[cell] for cell in own}))
    return sorted(tables, key=lambda table: -table.top), rest


def _cell(grid: Grid, box: Box) -> Cell | None:
    """The cell around a box, unless it is a frame around most of the raster."""
    cell = grid.cell_of(box)
    if cell is None:
        return None
    (top, left), (bottom, right) = cell
    tall = (grid.ys[top + 1] - grid.ys[bottom]) / (grid.ys[-1] - grid.ys[0])
    wide = (grid.xs[right + 1] - grid.xs[left]) / (grid.xs[-1] - grid.xs[0])
    return None if tall > LARGEST and wide > LARGEST else cell


def _apart(cells: Iterable[Cell]) -> list[list[Cell]]:
    """Cells whose rows touch belong to one table."""
    groups: list[list[Cell]] = []
    lowest = -1
    for cell in sorted(cells, key=lambda one: -one[0][0]):
        (top, _), (bottom, _) = cell
        if not groups or top < lowest - 1:
            groups.append([])
            lowest = bottom
        groups[-1].append(cell)
        lowest = min(lowest, bottom)
    return groups


def _table(grid: Grid, cells: dict[Cell, list[Letter]]) -> Table:
    columns = sorted({left for (_, left), _ in cells})
    starts = sorted({top for (top, _), _ in cells}, reverse=True)
    rows = [[""] * len(columns) for _ in starts]
    for ((top, left), (bottom, right)), letters in cells.items():
        words = _words(letters, grid.xs[right + 1] - grid.xs[left])
        for at, start in enumerate(starts):
            if bottom <= start <= top:
                rows[at][columns.index(left)] = words
    edges = tuple(grid.xs[column] for column in columns)
    return Table(grid.ys[starts[0] + 1], edges, rows)


def _words(letters: Sequence[Letter], width: float) -> str:
    """The lines of a cell; one that fills its width runs on into the next."""
    words = ""
    before: PrintedLine | None = None
    for line in lines_of(letters):
        if before is not None:
            free = width - (before.right - before.left)
            words += "" if free < FULL * before.size + PADDING else "\n"
        words += line.text
        before = line
    return words
