"""Spreadsheets as they stand: every visible sheet as rows of words, nothing guessed about them."""

import io
from collections.abc import Mapping
from typing import Any

from python_calamine import CalamineError, CalamineSheet, SheetVisibleEnum, load_workbook

from tasks_tracker.importer.files.limits import within_rows, within_text
from tasks_tracker.importer.files.package import BROKEN, opened
from tasks_tracker.importer.files.paper import Grid, Unreadable
from tasks_tracker.importer.files.relations import main_of
from tasks_tracker.importer.files.xlsx import words_of
from tasks_tracker.importer.files.xlsx_formats import Formats, Place


def read(raw: bytes) -> list[Grid]:
    """The sheets in their order, hidden rows and columns with them."""
    try:
        with opened(raw) as package:
            return _grids(raw, Formats(package, main_of(package)))
    except (CalamineError, OverflowError):
        raise Unreadable(BROKEN) from None


def _grids(raw: bytes, formats: Formats) -> list[Grid]:
    workbook = load_workbook(io.BytesIO(raw))
    seen = [one for one in workbook.sheets_metadata if one.visible is SheetVisibleEnum.Visible]
    grids = [
        Grid(one.name, _rows(workbook.get_sheet_by_name(one.name), formats.of_sheet(one.name)))
        for one in seen
    ]
    within_text("".join(cell for grid in grids for row in grid.rows for cell in row))
    return grids


def _rows(sheet: CalamineSheet, shown: Mapping[Place, str]) -> list[list[str]]:
    within_rows(sheet.total_height, sheet.total_width)
    return [
        [_words(cell, shown.get((at, column), "")) for column, cell in enumerate(row)]
        for at, row in enumerate(sheet.to_python(skip_empty_area=False))
    ]


def _words(cell: Any, shown: str) -> str:
    """Lines of a text stay lines; a number is written as it is shown."""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return words_of(cell, shown)
