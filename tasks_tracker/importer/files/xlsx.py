"""Spreadsheets: each sheet a table of tasks, its header found and its columns told apart."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from python_calamine import CalamineError, CalamineSheet, SheetVisibleEnum, load_workbook

from tasks_tracker.importer.files.cells import one_line
from tasks_tracker.importer.files.headers import Header, header_in, samples_of
from tasks_tracker.importer.files.limits import MOST_CHARACTERS, within_rows, within_text
from tasks_tracker.importer.files.package import BROKEN, opened
from tasks_tracker.importer.files.paper import Column, Paper, Unreadable
from tasks_tracker.importer.files.relations import main_of
from tasks_tracker.importer.files.xlsx_formats import Formats, Place
from tasks_tracker.importer.letterhead import date_of, document_number
from tasks_tracker.importer.lines import Line
from tasks_tracker.importer.tables import GROUP, ROLE_WORDS, UNIT_COLUMNS

SHEET = f"工作表〔{ROLE_WORDS[GROUP]}〕"
HIDDEN = "隐藏的工作表没有读：{}。"
NO_TABLE = "工作表“{}”里没有认出表格，没有读。"


@dataclass(frozen=True)
class Sheet:
    """One sheet: the lines above its table, the table, its header."""

    name: str
    rows: list[list[str]]
    header: Header

    @property
    def head(self) -> list[str]:
        """What stands above the table: title, number, date."""
        above = self.rows[: self.header.at]
        return [cell for row in above for cell in dict.fromkeys(row) if cell]

    @property
    def body(self) -> list[list[str]]:
        return self.rows[self.header.at + 1 :]

    @property
    def columns(self) -> list[Column]:
        named = zip(self.header.cells, self.header.roles, strict=True)
        return [
            Column(sheet=self.name, header=cell, role=role, samples=samples_of(self.body, at))
            for at, (cell, role) in enumerate(named)
        ]


def read(raw: bytes, *, title: str, roles: Sequence[str] = ()) -> Paper:
    """The workbook as text; `title` if it bears none, `roles` of all columns if a person said."""
    try:
        with opened(raw) as package:
            sheets, remarks = _sheets(raw, Formats(package, main_of(package)))
    except (CalamineError, OverflowError):
        raise Unreadable(BROKEN) from None
    if not sheets:
        raise Unreadable("这份 Excel 文件里没有表格，请核对后再导入。")
    sheets = _with_roles(sheets, roles)
    return Paper(
        text=within_text("\n".join(_lines(sheets, title))),
        format="xlsx",
        columns=tuple(column for sheet in sheets for column in sheet.columns),
        remarks=tuple(remarks),
    )


def _sheets(raw: bytes, formats: Formats) -> tuple[list[Sheet], list[str]]:
    workbook = load_workbook(io.BytesIO(raw))
    seen = [one for one in workbook.sheets_metadata if one.visible is SheetVisibleEnum.Visible]
    hidden = [one.name for one in workbook.sheets_metadata if one not in seen]
    remarks = [HIDDEN.format("、".join(hidden))] if hidden else []
    sheets: list[Sheet] = []
    for one in seen:
        shown = formats.of_sheet(one.name)
        rows = _rows(workbook.get_sheet_by_name(one.name), shown)
        header = header_in(rows)
        if header:
            sheets.append(Sheet(one.name, rows, header))
        elif any(map(any, rows)):
            remarks.append(NO_TABLE.format(one.name))
    return sheets, remarks


def _rows(sheet: CalamineSheet, shown: Mapping[Place, str]) -> list[list[str]]:
    within_rows(sheet.total_height, sheet.total_width)
    rows = [
        [words_of(cell, shown.get((at, column), "")) for column, cell in enumerate(row)]
        for at, row in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    _fill(rows, sheet.merged_cell_ranges or [])
    used = [at for at in range(max(map(len, rows), default=0)) if any(row[at] for row in rows)]
    return [[row[at] for at in used] for row in rows if any(row)]


def _fill(rows: list[list[str]], merged: Sequence[tuple[Place, Place]]) -> None:
    """What is merged downwards holds for each of its rows."""
    added = 0
    for (top, left), (bottom, _) in merged:
        words = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in rows[top + 1 : bottom + 1] if words else ():
            row[left] = words
            added += len(words)
        if added > MOST_CHARACTERS:
            within_text(" " * added)


def words_of(cell: Any, shown: str) -> str:
    """A cell as people read it."""
    if isinstance(cell, str):
        return one_line(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (int, float)):
        return _figure(cell, shown)
    return _day(cell, shown)


def _figure(value: float, shown: str) -> str:
    if shown == "percent":
        return f"{value * 100:.10g}%"
    return f"{value:.15g}"


def _day(cell: date | time | timedelta, shown: str) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    if not isinstance(cell, date):
        return str(cell)
    if shown == "year":
        return f"{cell.year}年"
    if shown == "month":
        return f"{cell.year}年{cell.month}月"
    return f"{cell.year}年{cell.month}月{cell.day}日"


def _with_roles(sheets: list[Sheet], roles: Sequence[str]) -> list[Sheet]:
    """The sheets with the roles that a person gave, if there is one for each column."""
    if len(roles) != sum(len(sheet.header.cells) for sheet in sheets):
        return sheets
    given = iter(roles)
    return [
        replace(
            sheet,
            header=replace(sheet.header, roles=tuple(next(given) for _ in sheet.header.cells)),
        )
        for sheet in sheets
    ]


def _lines(sheets: Sequence[Sheet], title: str) -> Iterator[str]:
    """Sheets that bear no number of their own are parts of one plan, each named by its sheet."""
    tables = [sheet for sheet in sheets if set(sheet.header.roles) & set(UNIT_COLUMNS)]
    parted = len(tables) > 1 and not any(_number_in(sheet.head) for sheet in tables[1:])
    for at, sheet in enumerate(sheets):
        yield from _letterhead(sheet.head, title if at == 0 else "")
        own = sheet.name if parted and sheet in tables else ""
        yield _line(own and SHEET, sheet.header.as_row())
        yield from (_line(own, row) for row in sheet.body)


def _line(own: str, row: Sequence[str]) -> str:
    return "\t".join([own, *row] if own else row)


def _number_in(head: Sequence[str]) -> str | None:
    return next((words for words in head if document_number(Line(1, words))), None)


def _letterhead(head: Sequence[str], title: str) -> list[str]:
    """The number goes before the title, as on paper; where nothing is one, the file's name is."""
    number = _number_in(head)
    rest = [words for words in head if words != number]
    named = any(date_of(words) is None for words in rest) or not title
    return [*([number] if number else []), *([] if named else [title]), *rest]
