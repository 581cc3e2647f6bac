"""The annexes as a spreadsheet, read back as other programs read it."""

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
import python_calamine as calamine

from tasks_tracker.reports.circular_xlsx import render
from tests.unit.paper_samples import PAPER, UNITS, long_annex

TWICE = (
    "import sys; from tests.unit import paper_samples; "
    "from tasks_tracker.reports.circular_xlsx import render; "
    "sys.stdout.buffer.write(render(paper_samples.PAPER))"
)


@pytest.fixture(scope="module")
def raw() -> bytes:
    return render(PAPER)


def tables(raw: bytes) -> dict[str, list[list[object]]]:
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def sheet(raw: bytes, place: int) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(f"xl/worksheets/sheet{place}.xml").decode()


def test_each_annex_is_a_sheet_in_its_order(raw):
    assert list(tables(raw)) == ["附件1 分单位总表", "附件2 滞后事项", "附件3 批准延期的事项"]


def test_numbers_are_numbers_and_what_is_none_stays_words(raw):
    found = tables(raw)["附件1 分单位总表"]
    assert found[2:] == [
        ["序号", "单位", "应办", "按时率（%）"],
        [1.0, "市一局", 12.0, 100.0],
        [2.0, "市二局", 3.0, 66.7],
        [3.0, "市三局", 0.0, "—"],
        ["", "合计", 15.0, 93.3],
    ]


def test_codes_with_zeros_in_front_stay_words():
    odd = replace(UNITS, rows=(("01", "市一局", "007", "1e5"),), foot=())
    found = tables(render(replace(PAPER, annexes=(odd,))))
    assert next(iter(found.values()))[-1] == ["01", "市一局", "007", "1e5"]


def test_text_that_looks_like_a_formula_stays_text(raw):
    assert tables(raw)["附件2 滞后事项"][-1] == [2.0, "聊017", "=1+1"]
    assert "<f>" not in sheet(raw, 2)


def test_pages_are_ready_to_print(raw):
    upright, lying = sheet(raw, 1), sheet(raw, 2)
    assert 'orientation="landscape"' in lying
    assert 'orientation="landscape"' not in upright
    for page in (upright, lying):
        assert 'state="frozen"' in page
        assert "<autoFilter" in page
        assert re.search(r'<pageSetup paperSize="9"', page)
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        names = package.read("xl/workbook.xml").decode()
    assert names.count("_xlnm.Print_Titles") == names.count("_xlnm.Print_Area") == 3


def test_columns_are_as_wide_as_on_paper(raw):
    first, second = re.findall(r'<col [^>]*width="([\d.]+)"', sheet(raw, 1))[:2]
    assert [float(first), float(second)] == pytest.approx([12 / 1.9, 114 / 1.9], abs=0.8)


def test_an_annex_without_rows_says_so(raw):
    assert ["本月没有批准延期的事项。", ""] in tables(raw)["附件3 批准延期的事项"]


def test_every_row_of_a_long_ledger_is_there():
    (found,) = tables(render(replace(PAPER, annexes=(long_annex(10_000),)))).values()
    assert len(found) == 10_000 + 3
    assert found[-1][0] == "聊10000"


def test_a_paper_without_annexes_makes_a_file_that_opens():
    assert list(tables(render(replace(PAPER, annexes=()))))


def test_the_same_paper_makes_the_same_bytes_in_any_process(raw):
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    done = subprocess.run([sys.executable, "-c", TWICE], env=env, capture_output=True, check=True)
    assert done.stdout == raw == render(PAPER)
