"""Which row of a sheet is the header of a table of tasks, and what its columns are taken for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks_tracker.importer.shares import DUTY, TIME
from tasks_tracker.importer.tables import (
    GOAL,
    GROUP,
    MEASURE,
    NOTE,
    ROLE_WORDS,
    UNIT_COLUMNS,
    header_of,
    places_of,
    role_of,
)
from tasks_tracker.importer.units import looks_like_unit, split_names

Rows = Sequence[Sequence[str]]
LOOK_AHEAD = 40
SAMPLES = 3
LONGEST_SAMPLE = 60
LONGEST_HEADER = 30
LONGEST_PART = 10
LONGER = 2
MOST = 0.8
TIMES = re.compile(
    r"(?:[0-9]{4}年|[0-9一二三四五六七八九十]{1,2}月|年底|年内|长期|持续|每月|每季|全年).{0,14}"
)


@dataclass(frozen=True)
class Header:
    """The row above the first row of data, and one role for each column."""

    at: int
    cells: tuple[str, ...]
    roles: tuple[str, ...]

    def as_row(self) -> tuple[str, ...]:
        """The header; a role that its words do not tell stands behind them."""
        row = self.cells
        while told := {at for at, role in enumerate(told_by(row)) if role != self.roles[at]}:
            row = tuple(
                f"{cell}〔{ROLE_WORDS[self.roles[at]]}〕" if at in told else cell
                for at, cell in enumerate(row)
            )
        return row


def told_by(cells: Sequence[str]) -> tuple[str, ...]:
    """What the words of a header say that its columns hold."""
    told = header_of(cells)
    if not told:
        return tuple(role_of(cell) or NOTE for cell in cells)
    measure, groups = places_of(told)
    above = dict.fromkeys(groups, GROUP) | {measure: MEASURE}
    return tuple(above.get(at) or role or NOTE for at, role in enumerate(told))


def header_in(rows: Rows) -> Header | None:
    """The header: the first row that names a column of units, else the fullest of the first."""
    at = next((at for at, row in enumerate(rows[:LOOK_AHEAD]) if _is_header(row)), None)
    if at is None:
        full = [sum(map(bool, row)) for row in rows[:LOOK_AHEAD]]
        at = full.index(max(full)) if full else 0
        return _header(rows, at, tuple(rows[at])) if full and full[at] > 1 else None
    cells = tuple(rows[at])
    while at + 1 < len(rows) and _goes_on(cells, rows[at + 1]):
        cells = _joined(cells, rows[at + 1])
        at += 1
    return _header(rows, at, cells)


def samples_of(rows: Rows, column: int) -> tuple[str, ...]:
    """The first different cells of a column."""
    cells = dict.fromkeys(row[column] for row in rows if row[column])
    return tuple(cell[:LONGEST_SAMPLE] for cell in list(cells)[:SAMPLES])


def _is_header(row: Sequence[str]) -> bool:
    return all(len(cell) <= LONGEST_HEADER for cell in row) and bool(header_of(row))


def _goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """A second row of the header parts what stands above it, and repeats the rest or is empty."""
    if _is_header(below):
        return True
    parted = [
        column
        for column, cell in enumerate(below)
        if cell and cell != above[column] and len(cell) <= LONGEST_PART
    ]
    rest = all(
        cell in ("", above[column]) for column, cell in enumerate(below) if column not in parted
    )
    return (
        rest
        and any(not above[column] for column in parted)
        and all(not above[column] or not (*above, "-")[column + 1] for column in parted)
    )


def _joined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """A header of two rows: 牵头 under 责任单位 is 牵头责任单位."""
    joined: list[str] = []
    parent = ""
    for upper, lower in zip(above, below, strict=True):
        parent = upper or parent
        parted = bool(lower) and lower != upper
        joined.append(f"{lower}{parent}" if parted and parent not in lower else lower or upper)
    return tuple(joined)


def _header(rows: Rows, at: int, cells: tuple[str, ...]) -> Header:
    roles = list(told_by(cells))
    if not set(roles) & set(UNIT_COLUMNS):
        roles = list(told_by(_told_by_cells(rows[at + 1 :], cells)))
    above = [column for column, role in enumerate(roles) if role == GROUP]
    if above and MEASURE in roles and _is_title(rows[at + 1 :], above[-1], roles.index(MEASURE)):
        roles[roles.index(MEASURE)], roles[above[-1]] = GOAL, MEASURE
    return Header(at, cells, tuple(roles))


def _told_by_cells(body: Rows, cells: tuple[str, ...]) -> tuple[str, ...]:
    """Where no header names units, the columns whose cells hold units and times say so."""
    columns = list(zip(*body, strict=True)) or [()] * len(cells)
    told = [
        "" if role_of(cell) else _held(tuple(filter(None, column)))
        for cell, column in zip(cells, columns, strict=True)
    ]
    return tuple(
        f"{cell}〔{ROLE_WORDS[role]}〕" if role and role not in told[:at] else cell
        for at, (cell, role) in enumerate(zip(cells, told, strict=True))
    )


def _held(column: Sequence[str]) -> str:
    """What most cells of a column are: units, times, or neither."""
    for role, fits in ((DUTY, _are_units), (TIME, TIMES.fullmatch)):
        if column and sum(map(bool, map(fits, column))) >= MOST * len(column):
            return role
    return ""


def _are_units(cell: str) -> bool:
    names = split_names(cell)
    return bool(names) and all(looks_like_unit(name) for name in names)


def _is_title(body: Rows, left: int, right: int) -> bool:
    """Two columns row by row, the right one much longer: a title and what it means."""
    pairs = [(row[left], row[right]) for row in body if row[right]]
    if len(pairs) < LONGER or len({title for title, _ in pairs}) < len(pairs):
        return False
    longer = sum(len(words) for _, words in pairs) > LONGER * sum(len(title) for title, _ in pairs)
    return longer and all(title for title, _ in pairs)
