"""The circular as DOCX: its parts, its tables, its bytes. Its measures: test_docx_measure.py."""

import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from tasks_tracker.reports.circular_docx import render
from tests.unit.paper_samples import BULLETIN, LAGGING, PAPER, UNITS, long_annex

TWICE = (
    "import sys; from tests.unit import paper_samples; "
    "from tasks_tracker.reports.circular_docx import render; "
    "sys.stdout.buffer.write(render(paper_samples.BULLETIN))"
)


def opened(paper):
    return Document(io.BytesIO(render(paper)))


@pytest.fixture(scope="module")
def document():
    return opened(PAPER)


@pytest.fixture(scope="module")
def bulletin():
    return opened(BULLETIN)


def said(document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def lying(document) -> list[bool]:
    return [section.page_width > section.page_height for section in document.sections]


def test_the_parts_stand_in_the_order_of_the_standard(document):
    styles = [one.style.name for one in document.paragraphs if one.text]
    assert styles[:6] == [
        "发文机关标志",
        "发文字号",
        "公文标题",
        "公文标题",
        "主送机关",
        "公文正文",
    ]
    last = styles.index("署名")
    assert styles[last - 4 : last + 2] == ["公文正文", *["附件说明"] * 3, "署名", "署名"]


def test_headings_of_each_level_have_a_style_of_their_own(document):
    found = [said(document, f"{level}级标题") for level in "一二三四"]
    assert found == [["一、总体情况"], ["（一）优化营商环境"], ["1. 审批服务"], ["（1）综合窗口"]]


def test_annexes_lie_where_they_say_so_and_the_paper_ends_upright(document):
    assert lying(document) == [False, True, False]
    only_lying = replace(PAPER, annexes=(UNITS, LAGGING))
    assert lying(opened(only_lying)) == [False, True, False]


def test_the_imprint_stands_at_the_foot_of_the_last_annex_or_of_a_page_of_its_own(document):
    place = "tblpPr[@w:tblpYSpec='bottom']"
    assert document.tables[-1]._tbl.xpath(f".//w:{place}")
    alone = opened(replace(PAPER, annexes=(UNITS, LAGGING)))
    assert not alone.tables[-1]._tbl.xpath(f".//w:{place}")
    push = next(one for one in reversed(alone.paragraphs) if one.style.name == "版记")
    assert push.paragraph_format.line_spacing.mm > 190


def test_a_long_list_of_copies_is_not_cut(document):
    copies = "、".join(["市委督查室"] * 12)
    table = opened(replace(PAPER, copies=(f"抄送：{copies}。",))).tables[-1]
    assert copies in table.rows[0].cells[0].text
    heights = table._tbl.xpath(".//w:trHeight/@w:hRule")
    assert set(heights) == {"atLeast"}


def test_one_annex_has_no_number():
    alone = replace(PAPER, attachments=("分单位总表",), annexes=(replace(UNITS, mark="附件"),))
    document = opened(alone)
    assert said(document, "附件说明") == ["附件：分单位总表"]
    assert said(document, "附件序号") == ["附件"]


def test_tables_say_all_that_the_annexes_say(document):
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        list(UNITS.heads),
        *map(list, UNITS.rows),
        list(UNITS.foot),
    ]


def test_columns_have_the_widths_and_sides_of_the_annex(document):
    grid = document.tables[0]._tbl.tblGrid.gridCol_lst
    assert [round(column.w.mm) for column in grid] == [12, 114, 15, 15]
    cells = document.tables[0].rows[1].cells
    sides = [cell.paragraphs[0].alignment.name for cell in cells]
    assert sides == ["CENTER", "LEFT", "RIGHT", "RIGHT"]


def test_an_annex_without_rows_says_so_instead_of_a_table(document):
    assert "本月没有批准延期的事项。" in said(document, "表注")
    assert len(document.tables) == 3


def test_what_xml_does_not_know_is_left_out_and_what_it_knows_stays():
    odd = replace(LAGGING, rows=(("1", "聊001", "通\x0b过\x00<&>]]>验\n收"),))
    table = opened(replace(PAPER, annexes=(odd,))).tables[0]
    assert table.rows[1].cells[2].text == "通过<&>]]>验\n收"


def test_a_bulletin_has_issue_and_editor_above_its_line_and_no_number_and_no_signature(bulletin):
    assert said(bulletin, "报头") == ["聊城政务督查"]
    assert said(bulletin, "期号") == ["第3期"]
    assert said(bulletin, "编发") == ["　聊城市人民政府督查室\t2024年6月5日"]
    assert not said(bulletin, "发文字号") + said(bulletin, "署名") + said(bulletin, "主送机关")
    line = next(one for one in bulletin.paragraphs if one.style.name == "编发")
    assert line._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")).get(qn("w:color")) == "FF0000"


def test_a_bulletin_ends_with_its_readers(bulletin):
    rows = [row.cells[0].text for row in bulletin.tables[-1].rows]
    assert rows == list(BULLETIN.copies)


def test_pictures_stand_in_bulletins_with_words_for_those_who_do_not_see(bulletin):
    (picture,) = bulletin.inline_shapes
    assert picture.width.mm == pytest.approx(150, abs=0.1)
    described = picture._inline.docPr.get("descr")
    assert described == "市一局逾期3项，市二局逾期1项。"
    assert said(bulletin, "图题") == ["图 逾期事项最多的单位"]


def test_the_same_paper_makes_the_same_bytes_in_any_process():
    bytes_here = render(BULLETIN)
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    done = subprocess.run([sys.executable, "-c", TWICE], env=env, capture_output=True, check=True)
    assert done.stdout == bytes_here


def test_nothing_in_the_file_tells_when_it_was_made():
    raw = render(PAPER)
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    about = Document(io.BytesIO(raw)).core_properties
    assert (about.created.date(), about.author) == (date(2024, 6, 5), PAPER.office)


def test_a_paper_without_annexes_is_whole():
    document = opened(replace(PAPER, attachments=(), annexes=()))
    assert not said(document, "附件说明") + said(document, "附件序号")
    assert len(document.tables) == 1


def test_a_ledger_of_ten_thousand_rows_is_written_in_seconds():
    raw = render(replace(PAPER, annexes=(long_annex(10_000),)))
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        text = package.read("word/document.xml").decode()
    assert text.count("<w:cantSplit/>") == 10_000 + 1 + 2
    assert "聊10000" in text
