"""The annexes of a circular as an Excel file: one sheet each, numbers as numbers."""

import re
from collections.abc import Iterator, Sequence

from tasks_tracker.reports import workbook
from tasks_tracker.reports.circular_paper import Paper, PaperAnnex
from tasks_tracker.reports.circular_snapshot import Kind
from tasks_tracker.reports.workbook import Cell, Sheet

CHARACTER = 1.9
"""Millimetres of one character of a column's width."""
WHOLE, TENTHS = re.compile(r"0|-?[1-9]\d{0,8}"), re.compile(r"-?\d{1,9}\.\d")


def render(paper: Paper) -> bytes:
    """The file; the same bytes from the same paper."""
    sheets = [_sheet(annex) for annex in paper.annexes]
    return workbook.write(sheets, title=paper.name, author=paper.office, on=paper.on)


def _sheet(annex: PaperAnnex) -> Sheet:
    kinds = [_kind(annex, place) for place in range(len(annex.columns))]
    return Sheet(
        title=f"{annex.mark} {annex.title}",
        columns=[
            workbook.Column(column.head, round(width / CHARACTER, 1), kind)
            for column, width, kind in zip(annex.columns, annex.widths, kinds, strict=True)
        ],
        rows=_rows(annex.rows, kinds),
        heading=annex.title,
        notes=[annex.note],
        totals=next(_rows([annex.foot], kinds)) if annex.foot else (),
        is_lying=annex.is_lying,
    )


def _kind(annex: PaperAnnex, place: int) -> workbook.Kind:
    """Numbers where all that has digits in the column is a number; codes and dates stay words."""
    if annex.columns[place].kind is Kind.TEXT:
        return workbook.Kind.TEXT
    said = [row[place] for row in annex.rows if any(map(str.isdigit, row[place]))]
    if said and all(map(WHOLE.fullmatch, said)):
        return workbook.Kind.NUMBER
    if said and all(map(TENTHS.fullmatch, said)):
        return workbook.Kind.TENTHS
    return workbook.Kind.TEXT


def _rows(rows: Sequence[Sequence[str]], kinds: Sequence[workbook.Kind]) -> Iterator[list[Cell]]:
    for row in rows:
        yield [_cell(words, kind) for words, kind in zip(row, kinds, strict=True)]


def _cell(words: str, kind: workbook.Kind) -> Cell:
    if kind is workbook.Kind.NUMBER and WHOLE.fullmatch(words):
        return int(words)
    if kind is workbook.Kind.TENTHS and TENTHS.fullmatch(words):
        return float(words)
    return words
