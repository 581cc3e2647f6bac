"""Head, signature and looks that all red-head papers share (GB/T 9704-2012, 7.2 and 7.3)."""

from collections.abc import Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from tasks_tracker.reports import docx_format as form
from tasks_tracker.reports.docx_format import (
    HEAD_FONT,
    PAGE_FONT,
    SIZE_4,
    SUBHEAD_FONT,
    TITLE_FONT,
    Look,
)
from tasks_tracker.reports.docx_parts import add, draw_line_below

MASTHEAD_AT_MOST = 44
"""Points; less where the name of the office is long."""
ABOVE_MASTHEAD = Mm(35)
RED_LINE_GAP = Mm(4)

LOOKS = {
    "发文机关标志": Look(TITLE_FONT, align=ALIGN.CENTER, before=ABOVE_MASTHEAD, colour=form.RED),
    "发文字号": Look(align=ALIGN.CENTER, before=Length(form.LINE * 2)),
    "公文标题": Look(TITLE_FONT, form.SIZE_2, Pt(35), ALIGN.CENTER, outline=0),
    "主送机关": Look(before=form.LINE),
    "公文正文": Look(first_line=2),
    "一级标题": Look(HEAD_FONT, first_line=2, keep_with_next=True, outline=1),
    "二级标题": Look(SUBHEAD_FONT, first_line=2, keep_with_next=True, outline=2),
    "三级标题": Look(first_line=2, keep_with_next=True, outline=3),
    "四级标题": Look(first_line=2, keep_with_next=True, outline=4),
    "附件说明": Look(align=ALIGN.LEFT, keep_with_next=True),
    "署名": Look(align=ALIGN.RIGHT, keep_with_next=True),
    "附件序号": Look(HEAD_FONT, align=ALIGN.LEFT, keep_with_next=True),
    "附件标题": Look(
        TITLE_FONT, form.SIZE_2, Pt(35), ALIGN.CENTER, before=form.LINE, keep_with_next=True
    ),
    "表头": Look(HEAD_FONT, form.SMALL_5, Pt(11), ALIGN.CENTER),
    "表文": Look(size=form.SMALL_5, line=Pt(11), align=ALIGN.LEFT),
    "总表头": Look(HEAD_FONT, form.SIZE_5, Pt(16), ALIGN.CENTER),
    "总表文": Look(size=form.SIZE_5, line=Pt(16), align=ALIGN.LEFT),
    "表注": Look(size=form.SIZE_5, line=Pt(17), align=ALIGN.LEFT),
    "版记": Look(size=SIZE_4, line=Pt(24), align=ALIGN.LEFT),
    "页码": Look(PAGE_FONT, SIZE_4, SIZE_4, ALIGN.CENTER),
    "单页码": Look(PAGE_FONT, SIZE_4, SIZE_4, ALIGN.RIGHT),
    "双页码": Look(PAGE_FONT, SIZE_4, SIZE_4, ALIGN.LEFT),
}


def head(document: Document, masthead: str, number: str, title: Sequence[str]) -> None:
    """The name of the office in red, the number with the red line below it, the title."""
    name = add(document, masthead, "发文机关标志")
    size = min(MASTHEAD_AT_MOST, int(form.TEXT_WIDTH.pt / len(masthead)))
    name.runs[0].font.size = Pt(size)
    name.paragraph_format.line_spacing = Pt(size)
    line = add(document, number, "发文字号")
    draw_line_below(line, points=1.5, gap=RED_LINE_GAP.pt, colour=str(form.RED))
    for place, words in enumerate(title):
        paragraph = add(document, words, "公文标题")
        if not place:
            paragraph.paragraph_format.space_before = Length(form.LINE * 2)


def sign(document: Document, office: str, day: str) -> None:
    """The date four characters from the right, the name of the office centred above it."""
    name = add(document, office, "署名")
    name.paragraph_format.space_before = form.LINE
    _set_right(name, max(4 + (_width(day) - _width(office)) / 2, 0))
    _set_right(add(document, day, "署名"), 4)


def _set_right(paragraph: Paragraph, characters: float) -> None:
    form.indent(paragraph._p.get_or_add_pPr(), right=characters)


def _width(words: str) -> float:
    """In characters; digits are half as wide."""
    return sum(0.5 if letter.isascii() else 1 for letter in words)
