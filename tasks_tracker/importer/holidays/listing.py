"""A list of days, one a line: date, kind, name; as text or as the first sheet of a workbook."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from python_calamine import CalamineError, load_workbook

from tasks_tracker.domain.calendar import DayKind
from tasks_tracker.importer.files.package import BROKEN, opened
from tasks_tracker.importer.files.paper import Unreadable
from tasks_tracker.importer.files.relations import main_of
from tasks_tracker.importer.files.xlsx_formats import Formats
from tasks_tracker.importer.holidays.notice import Reading

DATE = re.compile(r"^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?$")
HEADS = {"日期", "date", "day"}
KINDS = {
    **dict.fromkeys(("放假", "休", "休息", "假", "节假日", "holiday"), DayKind.HOLIDAY),
    **dict.fromkeys(("上班", "班", "补班", "调休", "调休上班", "makeup"), DayKind.MAKEUP),
}


def looks_like_listing(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip()), "")
    cell = _cells(first)[0].lower()
    return cell in HEADS or DATE.match(cell) is not None


def read_listing(text: str, year: int) -> Reading:
    return _read((_cells(line) for line in text.splitlines()), year)


def read_workbook(raw: bytes, year: int) -> Reading:
    try:
        with opened(raw) as package:
            workbook = load_workbook(io.BytesIO(raw))
            name = workbook.sheet_names[0]
            Formats(package, main_of(package)).of_sheet(name)  # refuses a sheet that is too large
            rows = workbook.get_sheet_by_name(name).to_python()
    except (CalamineError, IndexError, OverflowError):
        raise Unreadable(BROKEN) from None
    return _read(([_words(cell) for cell in row] for row in rows), year)


def _cells(line: str) -> list[str]:
    delimiter = "\t" if "\t" in line else ","
    row = next(csv.reader([line.replace("，", ",")], delimiter=delimiter), [])
    return [cell.strip() for cell in row] or [""]


def _words(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _read(rows: Iterable[Sequence[str]], year: int) -> Reading:
    reading = Reading(year)
    for number, row in enumerate(rows, 1):
        if any(row) and row[0].lower() not in HEADS:
            _enter(reading, [*row, "", ""], number)
    if not reading.days:
        raise Unreadable("表里没有日期。每行写日期、放假或上班、名称，如“2027-10-01,放假,国庆节”。")
    return reading


def _enter(reading: Reading, row: Sequence[str], number: int) -> None:
    day, kind = _day(row[0]), KINDS.get(row[1].lower())
    if day is None or kind is None:
        words = ",".join(filter(None, row))
        raise Unreadable(
            f"第 {number} 行没有读懂：“{words[:60]}”。请写成“2027-10-01,放假,国庆节”这样。"
        )
    reading.enter(day, kind, row[2], f"第 {number} 行")


def _day(words: str) -> date | None:
    found = DATE.match(words)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
