"""Tables as an Excel file: text stays text, pages are ready to print, cells decide the bytes."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import Any

from tasks_tracker.domain.texts import visible
from tasks_tracker.reports.workbook_formats import Formats

MOST_CHARACTERS = 32_767
"""Of one cell, in code units of UTF-16."""
CUT = "……（本格过长，后面略去，全文见系统）"
ACTIVE = frozenset("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet may take for the beginning of a formula when the cell is edited again."""
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST_NAME, LONGEST_LIST, LONGEST_HINT = 31, 255, 255
A4, MARGINS = 9, {"left": 0.5, "right": 0.5, "top": 0.6, "bottom": 0.7}
TITLE_HEIGHT, NOTE_HEIGHT = 30, 18


class Kind(StrEnum):
    """How the cells of a column are shown."""

    TEXT = "text"
    NUMBER = "number"
    TENTHS = "tenths"
    """A number with one decimal, shown for whole ones too."""
    DATE = "date"
    PERCENT = "percent"
    """A fraction: 0.5 is shown as 50.0%."""


@dataclass(frozen=True)
class Tinted:
    """Words on a colour; the words say the same, for those who print or see no colours."""

    words: str
    colour: str
    """As #RRGGBB."""


Cell = str | int | float | Decimal | date | Tinted | None


@dataclass(frozen=True)
class Column:
    """One column. `locked` matters on a protected sheet alone."""

    head: str
    width: float
    kind: Kind = Kind.TEXT
    locked: bool = True
    choices: Sequence[str] = ()
    """What the drop-down offers; together at most 255 characters, without commas."""
    between: tuple[int, int] | None = None
    hint: str = ""
    """Shown where the cell is chosen."""
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """One table; `rows` may be a generator, they are written as they come."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    heading: str = ""
    """A line over the table, across all columns."""
    notes: Sequence[str] = ()
    """Lines below the heading."""
    totals: Sequence[Cell] = ()
    """The last row, outside of the filter."""
    is_lying: bool = True
    is_protected: bool = False
    is_hidden: bool = False
    frozen: int = 0
    """Columns that stay in sight."""


def write(sheets: Sequence[Sheet], *, title: str, author: str, on: date) -> bytes:
    """The file; `on` is the day that it says it was made."""
    import xlsxwriter

    from tasks_tracker.reports.workbook_sheet import SwiftSheet

    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"constant_memory": True, "default_format_properties": {}})
    made = datetime.combine(on, time())
    workbook.set_properties({"title": title, "author": author, "created": made})
    formats, taken = Formats(workbook), set[str]()
    for sheet in sheets:
        page = workbook.add_worksheet(_name(sheet.title, taken), SwiftSheet)
        _Page(page, sheet, formats).write()
    workbook.close()
    return file.getvalue()


def plain(words: str) -> str:
    """Words as a cell can hold them."""
    seen = visible(words)
    if "\r" in seen:
        seen = seen.replace("\r\n", "\n").replace("\r", "\n")
    if len(seen) * 2 > MOST_CHARACTERS:
        seen = _cut(seen)
    # xlsxwriter takes what stands between these two for markup of its own and escapes none of it
    return f"{seen} " if seen.startswith("<r>") and seen.endswith("</r>") else seen


def _cut(words: str) -> str:
    units = words.encode("utf-16-le")
    if len(units) // 2 <= MOST_CHARACTERS:
        return words
    return units[: (MOST_CHARACTERS - len(CUT) - 1) * 2].decode("utf-16-le", "ignore") + CUT


def _name(title: str, taken: set[str]) -> str:
    """A name that a sheet may bear and no other bears."""
    clean = NOT_IN_NAMES.sub(" ", visible(title)).strip(" '") or "表"
    for at in count(1):
        mark = f"（{at}）" if at > 1 else ""
        name = clean[: LONGEST_NAME - len(mark)] + mark
        if name.lower() not in taken:
            break
    taken.add(name.lower())
    return name


class _Page:
    """A sheet on its way into the file, from its first row to its last."""

    def __init__(self, page: Any, sheet: Sheet, formats: Formats) -> None:
        self._page = page
        self._sheet = sheet
        self._formats = formats
        self._plain = [formats.of(one.kind, locked=one.locked) for one in sheet.columns]

    def write(self) -> None:
        for at, column in enumerate(self._sheet.columns):
            self._page.set_column(at, at, column.width, None, {"hidden": int(column.hidden)})
        head = self._above()
        for at, column in enumerate(self._sheet.columns):
            self._page.write_string(head, at, plain(column.head), self._formats.head)
        last = self._rows(head + 1)
        self._offer(head + 1, max(last, head + 1))
        self._set_up(head, last)

    def _above(self) -> int:
        """The lines over the table; answers the row of its head."""
        sheet, formats = self._sheet, self._formats
        across = max((at for at, one in enumerate(sheet.columns) if not one.hidden), default=0)
        lines = [(sheet.heading, formats.title, TITLE_HEIGHT)] if sheet.heading else []
        lines += [(words, formats.note, NOTE_HEIGHT) for words in sheet.notes]
        for at, (words, shape, height) in enumerate(lines):
            self._page.set_row(at, height)
            if across:
                self._page.merge_range(at, 0, at, across, plain(words), shape)
            else:
                self._page.write_string(at, 0, plain(words), shape)
        return len(lines)

    def _rows(self, first: int) -> int:
        """Every row as it comes; answers the last one."""
        at = first - 1
        for at, row in enumerate(self._sheet.rows, first):
            for column, cell in enumerate(row):
                self._put(at, column, cell)
        if self._sheet.totals:
            for column, cell in enumerate(self._sheet.totals):
                self._put(at + 1, column, cell, is_total=True)
        return at

    def _put(self, at: int, column: int, cell: Cell, *, is_total: bool = False) -> None:
        if cell is None or cell == "":
            self._page.write_blank(at, column, None, self._shape(column, is_total=is_total))
        elif isinstance(cell, str):
            shape = self._shape(column, is_total=is_total, is_quoted=cell[0] in ACTIVE)
            self._page.write_string(at, column, plain(cell), shape)
        elif isinstance(cell, Tinted):
            shape = self._shape(column, is_total=is_total, tint=cell.colour)
            self._page.write_string(at, column, plain(cell.words), shape)
        elif isinstance(cell, date):
            self._page.write_datetime(at, column, cell, self._shape(column, is_total=is_total))
        else:
            self._page.write_number(at, column, cell, self._shape(column, is_total=is_total))

    def _shape(
        self, column: int, *, is_total: bool, is_quoted: bool = False, tint: str = ""
    ) -> Any:
        if not (is_total or is_quoted or tint):
            return self._plain[column]
        asked = self._sheet.columns[column]
        more = {"is_total": is_total, "is_quoted": is_quoted, "tint": tint}
        return self._formats.of(asked.kind, locked=asked.locked, **more)

    def _offer(self, first: int, last: int) -> None:
        """Drop-downs and bounds of the columns that have them."""
        for at, column in enumerate(self._sheet.columns):
            if asked := _validation(column):
                self._page.data_validation(first, at, last, at, asked)

    def _set_up(self, head: int, last: int) -> None:
        page, width = self._page, len(self._sheet.columns) - 1
        page.freeze_panes(head + 1, self._sheet.frozen)
        page.autofilter(head, 0, max(last, head), width)
        page.repeat_rows(head)
        page.print_area(0, 0, max(last, head) + bool(self._sheet.totals), width)
        page.set_paper(A4)
        if self._sheet.is_lying:
            page.set_landscape()
        page.set_margins(**MARGINS)
        page.fit_to_pages(1, 0)
        page.set_footer("&C第 &P 页 共 &N 页")
        if self._sheet.is_protected:
            allowed = ("autofilter", "sort", "format_columns", "format_rows")
            page.protect("", dict.fromkeys(allowed, True))
        if self._sheet.is_hidden:
            page.hide()


def _validation(column: Column) -> dict[str, Any]:
    asked: dict[str, Any] = {"input_message": column.hint[:LONGEST_HINT]} if column.hint else {}
    if column.choices:
        return asked | {
            "validate": "list",
            "source": list(column.choices),
            "error_title": "请从下拉框里选",
            "error_message": "、".join(column.choices)[:LONGEST_LIST],
        }
    if column.between:
        least, most = column.between
        return asked | {
            "validate": "decimal",
            "criteria": "between",
            "minimum": least,
            "maximum": most,
            "error_title": "请填数",
            "error_message": f"填 {least}—{most} 的数，不填也可以。",
        }
    return asked and asked | {"validate": "any"}
