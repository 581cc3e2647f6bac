"""Automatic numbering: what Word prints before a paragraph, and no text holds."""

import pytest

from tasks_tracker.importer.files.docx import read
from tasks_tracker.importer.files.numerals import numeral
from tests.unit.importer.files import made

OUTLINE = {
    0: ("chineseCounting", "%1、"),
    1: ("chineseCounting", "（%2）"),
    2: ("decimal", "%3."),
    3: ("decimal", "%1.%4"),
}


def printed(*levels: int, marks=OUTLINE) -> list[str]:
    """The labels of a run of paragraphs on these levels."""

    def build(document):
        made.add_list(document, marks)
        for level in levels:
            made.numbered(document.add_paragraph("事"), level)

    return [line.removesuffix("事") for line in read(made.word(build)).text.split("\n")]


def test_levels_count_and_begin_anew_under_each_heading():
    assert printed(0, 1, 1, 2, 0, 1, 2, 2) == [
        "一、", "（一）", "（二）", "1.", "二、", "（一）", "1.", "2."
    ]  # fmt: skip


def test_a_level_may_name_those_above_it_and_stands_off_what_follows():
    assert printed(0, 3, 3) == ["一、", "一.1 ", "一.2 "]


def test_levels_that_were_skipped_count_as_begun():
    assert printed(1, 0) == ["（一）", "一、"]


@pytest.mark.parametrize(
    ("style", "value", "words"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 102, "一百〇二"),
        ("japaneseCounting", 3, "三"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("none", 4, ""),
        ("no such style", 4, "4"),
        ("ideographTraditional", 40, "40"),
        ("decimal", 123456, "123456"),
    ],
)
def test_numerals_of_each_style(style, value, words):
    assert numeral(value, style) == words


def test_bullets_are_no_ordinals():
    assert printed(0, 0, marks={0: ("bullet", "●")}) == ["", ""]


def test_a_list_may_start_elsewhere_and_over():
    def build(document):
        made.add_list(document, {0: ("chineseCounting", "%1、")})
        document.part.numbering_part.element.append(
            made.xml(
                '<w:num w:numId="91"><w:abstractNumId w:val="90"/><w:lvlOverride w:ilvl="0">'
                '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
            )
        )
        for own in (90, 90, 91, 91):
            made.numbered(document.add_paragraph("事"), 0, own)

    assert read(made.word(build)).text.split("\n") == ["一、事", "二、事", "五、事", "六、事"]


def test_a_style_may_number():
    def build(document):
        made.add_list(document, {0: ("chineseCounting", "第%1条 ")})
        style = document.styles.add_style("条", 1)
        style.element.get_or_add_pPr().append(made.xml('<w:numPr><w:numId w:val="90"/></w:numPr>'))
        for words in ("目的", "", "依据"):
            document.add_paragraph(words, style)

    assert read(made.word(build)).text.split("\n") == ["第一条目的", "", "第二条依据"]


def test_a_column_of_numbers_may_be_automatic():
    def build(document):
        made.add_list(document, {0: ("decimal", "%1")})
        table = made.add_table(document, [("序号", "任务"), ("", "甲"), ("", "乙")])
        for row in table.rows[1:]:
            made.numbered(row.cells[0].paragraphs[0], 0)
            row.cells[0].paragraphs[0].add_run("、")

    rows = read(made.word(build)).text.split("\n")
    assert rows == ["序号\t任务", "1 、\t甲", "2 、\t乙"]
