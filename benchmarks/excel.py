"""任务台账 of 10,000 tasks as an Excel file, beside xlsxwriter writing the same cells bare."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from python_calamine import load_workbook
from sqlalchemy import true

from benchmarks.case import Case, best
from benchmarks.cycle import demonstration
from benchmarks.multiplied import multiply
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import ledger_lines
from tasks_tracker.reports.ledger_workbook import OFFICE, workbook
from tasks_tracker.reports.selection import Selection

DAY = date(2021, 9, 14)
TIMES = 10
MOST_OVER_BARE = 1.5
MOST_STATEMENTS = 6
RUNS = 3
LOOKS = {"font_name": "宋体", "font_size": 10, "text_wrap": True, "border": 1}
DAYS = {"num_format": "yyyy-mm-dd"}
Rows = Sequence[Sequence[Any]]


def cases(quick: bool) -> Iterator[Case]:  # noqa: FBT001 - every group is called alike
    with demonstration() as asked:
        count = multiply(1 if quick else TIMES)
        asked.clear()
        rows = read(ledger())
        statements = len(asked)
        ours, floor = best(ledger, RUNS), best(lambda: bare(rows), RUNS)
    yield Case(
        case="ledger → XLSX",
        n=count,
        ours=ours,
        floor=floor,
        goal=f"≤ {MOST_OVER_BARE} × bare xlsxwriter, ≤ {MOST_STATEMENTS} statements",
        met=ours <= MOST_OVER_BARE * floor and statements <= MOST_STATEMENTS,
        statements=statements,
    )


def ledger() -> bytes:
    """From the database to the file, all columns."""
    lines = ledger_lines.live(true(), Selection(), DAY)
    made = workbook(lines, OFFICE, office="督查室", on=DAY)
    db.remove()
    return made


def read(raw: bytes) -> Rows:
    """What is in the file."""
    sheet = load_workbook(io.BytesIO(raw)).get_sheet_by_index(0)
    rows: Rows = sheet.to_python()
    return rows


def bare(rows: Rows) -> bytes:
    """The same cells in the same looks, one format for each kind, and nothing else."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    words, day = workbook.add_format(LOOKS), workbook.add_format(LOOKS | DAYS)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell == "":
                sheet.write_blank(at, column, None, words)
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell, words)
            elif isinstance(cell, date):
                sheet.write_datetime(at, column, cell, day)
            else:
                sheet.write_number(at, column, cell, words)
    workbook.close()
    return file.getvalue()
