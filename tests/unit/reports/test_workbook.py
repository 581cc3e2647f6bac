import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from tasks_tracker.domain.texts import visible
from tasks_tracker.reports.workbook import CUT, Cell, Column, Kind, Sheet, Tinted, write

DAY = date(2021, 8, 31)
HOSTILE = [
    "=1+1",
    "+1",
    "-5%",
    "@SUM(A1)",
    "\t=1",
    "=HYPERLINK(1)",
    "http://example.org/a",
    "123",
    "2021-08-31",
    "TRUE",
    "{=1}",
    "_x0041_",
    '"q", <b>&amp;',
]


def made(rows: Sequence[Sequence[Cell]], *columns: Column, **more: Any) -> bytes:
    sheet = Sheet("台账", columns or [Column("甲", 10)], rows, **more)
    return write([sheet], title="台账", author="督查室", on=DAY)


def read(raw: bytes, sheet: int = 0) -> list[list[Any]]:
    return load_workbook(io.BytesIO(raw)).get_sheet_by_index(sheet).to_python()


def part(raw: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(name).decode()


@pytest.mark.parametrize("words", HOSTILE)
def test_text_stays_text(words):
    raw = made([[words]])

    assert read(raw) == [["甲"], [words]]
    assert "<f>" not in part(raw)
    assert "hyperlink" not in part(raw).lower().replace("=hyperlink", "")


@pytest.mark.parametrize("words", ["=1", "+1", "-1", "@a", "\tx", "＝1"])
def test_what_could_become_a_formula_keeps_its_prefix_when_it_is_edited(words):
    quoted, calm = made([[words]]), made([["x"]])

    assert 'quotePrefix="1"' in part(quoted, "xl/styles.xml")
    assert 'quotePrefix="1"' not in part(calm, "xl/styles.xml")


def test_text_that_looks_like_markup_of_the_writer_cannot_break_the_sheet():
    raw = made([["<r><x></r>"], ["<r>&</r>"]])

    assert read(raw)[1:] == [["<r><x></r> "], ["<r>&</r> "]]


@given(st.text(max_size=60))
def test_any_text_comes_back_without_what_nobody_sees(words):
    expected = visible(words).replace("\r\n", "\n").replace("\r", "\n")

    found = read(made([[words], ["end"]]))

    assert found[1][0].rstrip(" ") == expected.rstrip(" ")


@pytest.mark.parametrize("letter", ["长", "😀"])
def test_a_cell_that_is_too_long_says_that_it_was_cut(letter):
    found = read(made([[letter * 40_000]]))[1][0]

    assert found.endswith(CUT)
    assert 32_000 < len(found.encode("utf-16-le")) // 2 <= 32_767
    assert set(found.removesuffix(CUT)) == {letter}


def test_numbers_days_and_shares_are_what_they_are():
    columns = [
        Column("数", 9, Kind.NUMBER),
        Column("日", 9, Kind.DATE),
        Column("率", 9, Kind.PERCENT),
    ]

    found = read(made([[3, DAY, 0.953], [Decimal("1.5"), None, ""]], *columns))

    assert found[1:] == [[3, DAY, 0.953], [1.5, "", ""]]


def test_a_colour_says_nothing_that_the_words_do_not_say():
    raw = made([[Tinted("逾期", "#C00000")]])

    assert read(raw)[1] == ["逾期"]
    assert "C00000" in part(raw, "xl/styles.xml")


def test_what_stands_above_is_no_part_of_the_table():
    columns = [Column("甲", 9), Column("乙", 9), Column("键", 9, hidden=True)]
    raw = made(
        [["1", "2", "k"]], *columns, heading="任务台账", notes=["截至"], totals=["合计", "1"]
    )

    assert read(raw)[:4] == [
        ["任务台账", "", ""],
        ["截至", "", ""],
        ["甲", "乙", "键"],
        ["1", "2", "k"],
    ]
    assert '<autoFilter ref="A3:C4"/>' in part(raw)
    assert 'ySplit="3"' in part(raw)
    assert 'orientation="landscape"' in part(raw)
    assert "$3:$3" in part(raw, "xl/workbook.xml")
    assert "$A$1:$C$5" in part(raw, "xl/workbook.xml")
    assert 'hidden="1"' in part(raw)


def test_what_may_be_filled_in_is_open_on_a_protected_sheet():
    columns = [
        Column("编号", 9),
        Column("进展", 9, locked=False, hint="写做成了什么"),
        Column("比例", 9, Kind.NUMBER, locked=False, between=(0, 100)),
        Column("申请", 9, locked=False, choices=("是", "否")),
    ]
    raw = made([["聊001", "", 5, ""]], *columns, is_protected=True)

    assert "<sheetProtection" in part(raw)
    assert "password" not in part(raw)
    assert part(raw, "xl/styles.xml").count('locked="0"') == 2
    assert '"是,否"' in part(raw)
    assert "<formula2>100</formula2>" in part(raw)
    assert "写做成了什么" in part(raw)


def test_names_of_sheets_are_names_that_a_sheet_may_bear():
    sheets = [Sheet(title, [Column("甲", 9)], []) for title in ("a/b", "A b", "", "长" * 40)]

    names = load_workbook(io.BytesIO(write(sheets, title="", author="", on=DAY))).sheet_names

    assert names == ["a b", "A b（2）", "表", "长" * 31]


def test_the_same_cells_make_the_same_bytes_in_another_process_and_place():
    """Whatever the time zone, the seed of hashes and the mask of new files."""
    code = (
        "import os,sys;from datetime import date;os.umask(0o002);"
        "from tasks_tracker.reports.workbook import *;"
        "s=Sheet('表',[Column('甲',9)],[['=1'],[2],[date(2021,8,1)]],notes=['n']);"
        "sys.stdout.buffer.write(write([s],title='t',author='a',on=date(2021,8,31)))"
    )
    root = Path(__file__).resolve().parents[3]

    def bytes_in(zone: str, seed: str) -> bytes:
        more = {"TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env=os.environ | more
        )
        return done.stdout

    assert bytes_in("Asia/Shanghai", "1") == bytes_in("America/New_York", "2")
