"""Numbered papers as red-head documents."""

import io
from datetime import date

import pytest
from docx import Document

from tasks_tracker.reports.letters import Heading, Letter, Table, Text, render

LETTER = Letter(
    masthead="聊城市人民政府督查室",
    number="督办〔2024〕12号",
    title=("关于办理一窗受理等任务的", "督办通知"),
    addressees="市一局：",
    body=(
        Text("现将下列任务交给你单位办理。"),
        Heading("一、任务"),
        Table(("编号", "任务", "期限"), (20, 100, 36), [("聊001", "推进一窗受理", "5月31日")]),
    ),
    signature="聊城市人民政府督查室",
    on=date(2024, 5, 10),
)


def paragraphs(letter: Letter) -> list[tuple[str, str]]:
    document = Document(io.BytesIO(render(letter)))
    return [(one.style.name, one.text) for one in document.paragraphs]


def test_the_parts_stand_in_the_order_of_the_standard():
    assert paragraphs(LETTER) == [
        ("发文机关标志", "聊城市人民政府督查室"),
        ("发文字号", "督办〔2024〕12号"),
        ("公文标题", "关于办理一窗受理等任务的"),
        ("公文标题", "督办通知"),
        ("主送机关", "市一局："),
        ("公文正文", "现将下列任务交给你单位办理。"),
        ("一级标题", "一、任务"),
        ("署名", "聊城市人民政府督查室"),
        ("署名", "2024年5月10日"),
    ]


def test_a_table_stands_where_it_was_put():
    (table,) = Document(io.BytesIO(render(LETTER))).tables
    assert [cell.text for cell in table.rows[1].cells] == ["聊001", "推进一窗受理", "5月31日"]


def test_the_same_letter_makes_the_same_bytes():
    assert render(LETTER) == render(LETTER)


@pytest.mark.parametrize("copies", ["市委督查室", ""])
def test_copies_bring_the_imprint(copies):
    letter = Letter(**{**vars(LETTER), "copies": copies})
    document = Document(io.BytesIO(render(letter)))
    assert ("抄送" in "".join(c.text for t in document.tables for c in t._cells)) is bool(copies)


def test_neither_the_signature_nor_the_imprint_stands_on_a_page_alone():
    document = Document(io.BytesIO(render(Letter(**{**vars(LETTER), "copies": "市委督查室"}))))
    assert len(document.sections) == 1
    names = [one.style.name for one in document.paragraphs]
    before = document.paragraphs[names.index("署名") - 1]
    assert before.paragraph_format.keep_with_next
    assert document.tables[-1]._tbl.xpath(".//w:tblpPr[@w:tblpYSpec='bottom']")


def test_a_record_without_addressee_leaves_a_line_below_its_title():
    document = Document(io.BytesIO(render(Letter(**{**vars(LETTER), "addressees": ""}))))
    first = next(one for one in document.paragraphs if one.style.name == "公文正文")
    assert first.paragraph_format.space_before
