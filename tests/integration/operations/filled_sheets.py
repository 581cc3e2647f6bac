"""反馈表 as people send them back: read, changed, and written again."""

import io

import xlsxwriter
from python_calamine import load_workbook

from tasks_tracker.domain.worksheets import Worksheet
from tasks_tracker.operations.worksheets import mark_of, report, upload, weighed
from tasks_tracker.reports.worksheet_file import items, workbook
from tests import make

HEAD = "编号"


def handed_out(user, today=make.TODAY) -> bytes:
    return workbook(items(user, today), user, on=today)


def sheets_of(raw: bytes) -> dict[str, list[list[str]]]:
    """The tables of a file from their heads on, cells as words."""
    book = load_workbook(io.BytesIO(raw))
    found = {}
    for name in book.sheet_names:
        rows = [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        at = next((at for at, row in enumerate(rows) if HEAD in row), None)
        if at is not None:
            found[name] = rows[at:]
    return found


def written(sheets: dict[str, list[list[str]]], above=()) -> bytes:
    """As another program would save them: nothing but words."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate([*above, *rows]):
                for column, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(at, column, cell)
                    else:
                        sheet.write(at, column, cell)
    return file.getvalue()


def fill(sheets, code, *, sheet="反馈表", **cells):
    """Write into the cells of one item, by the names of their heads."""
    rows = sheets[sheet]
    head = rows[0]
    row = next(row for row in rows[1:] if row[head.index(HEAD)] == code)
    for name, words in cells.items():
        row[head.index(name)] = words
    return row


def filled(user, code, **cells):
    """The sheet of a person with one item filled in."""
    sheets = sheets_of(handed_out(user))
    fill(sheets, code, **cells)
    return written(sheets)


def uploaded(user, raw, now=make.NOW):
    return upload(by=user, now=now, file_name="反馈表.xlsx", raw=raw)


def reported(one, user, now=make.NOW):
    return report(one, by=user, now=now, seen=mark_of(one, weighed(one, user)))


def worksheet(world, task=None):
    """A filled in sheet that waits to be reported."""
    said = {
        "task_id": (task or world.task).id,
        "unit_id": world.lead.id,
        "line": 4,
        "seen": 0,
        "out": False,
    }
    empty = {"milestones": [], "base": {}, "chosen": {}, "words": ""}
    row = {**said, **empty, "cells": {"progress": "已启用"}}
    content = {"rows": [row], "remarks": [], "blank": 0}
    made = Worksheet(by=world.owner, uploaded_at=make.NOW, file_name="表.xlsx", content=content)
    return make.saved(made)
