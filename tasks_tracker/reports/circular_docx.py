"""The circular as a red-head document (GB/T 9704-2012, 通报), from its snapshot alone."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from tasks_tracker.reports import docx_format as form
from tasks_tracker.reports.circular_snapshot import Annex, Imprint, Kind, Snapshot, Text
from tasks_tracker.reports.circular_snapshot import Paragraph as Sentence
from tasks_tracker.reports.circular_text import day_of, number_of
from tasks_tracker.reports.docx_format import HEAD_FONT, PAGE_FONT, SIZE_4, TITLE_FONT, Look
from tasks_tracker.reports.docx_parts import (
    NARROW,
    ROOMY,
    Column,
    add,
    add_imprint_table,
    add_table,
    draw_line_below,
    number_lying_pages,
    number_pages,
)

MASTHEAD_AT_MOST = 44
"""Points; less where the name of the office is long."""
ABOVE_MASTHEAD = Mm(35)
RED_LINE_GAP = Mm(4)
WIDTHS = (
    (11, 54, 13, 13, 13, 13, 13, 13, 13),
    (11, 16, 50, 36, 58, 19, 35),
    (10, 15, 41, 15, 28, 38, 18, 45, 15),
)
"""Of the columns of each annex, in millimetres."""
FIRST_WIDE = 1
"""The place of the first annex on pages that lie on their side."""
ALIGNED = {Kind.TEXT: ALIGN.LEFT, Kind.NUMBER: ALIGN.RIGHT, Kind.SHORT: ALIGN.CENTER}

LOOKS = {
    "发文机关标志": Look(TITLE_FONT, align=ALIGN.CENTER, before=ABOVE_MASTHEAD, colour=form.RED),
    "发文字号": Look(align=ALIGN.CENTER, before=Length(form.LINE * 2)),
    "公文标题": Look(TITLE_FONT, form.SIZE_2, Pt(35), ALIGN.CENTER, outline=0),
    "主送机关": Look(before=form.LINE),
    "公文正文": Look(first_line=2),
    "一级标题": Look(HEAD_FONT, first_line=2, keep_with_next=True, outline=1),
    "附件说明": Look(align=ALIGN.LEFT, keep_with_next=True),
    "署名": Look(align=ALIGN.RIGHT, keep_with_next=True),
    "附件序号": Look(HEAD_FONT, align=ALIGN.LEFT, keep_with_next=True),
    "附件标题": Look(
        TITLE_FONT, form.SIZE_2, Pt(35), ALIGN.CENTER, before=form.LINE, keep_with_next=True
    ),
    "表头": Look(HEAD_FONT, form.SMALL_5, Pt(13), ALIGN.CENTER),
    "表文": Look(size=form.SMALL_5, line=Pt(13), align=ALIGN.LEFT),
    "总表头": Look(HEAD_FONT, form.SIZE_5, Pt(16), ALIGN.CENTER),
    "总表文": Look(size=form.SIZE_5, line=Pt(16), align=ALIGN.LEFT),
    "表注": Look(size=form.SIZE_5, line=Pt(17), align=ALIGN.LEFT),
    "版记": Look(size=SIZE_4, line=Pt(24), align=ALIGN.LEFT),
    "页码": Look(PAGE_FONT, SIZE_4, SIZE_4, ALIGN.CENTER),
    "单页码": Look(PAGE_FONT, SIZE_4, SIZE_4, ALIGN.RIGHT),
    "双页码": Look(PAGE_FONT, SIZE_4, SIZE_4, ALIGN.LEFT),
}


def render(snapshot: Snapshot, imprint: Imprint) -> bytes:
    """The file; the same bytes from the same snapshot and imprint."""
    text = snapshot.text
    document = form.new_document(
        LOOKS,
        title="".join(text.title),
        author=text.signature,
        on=imprint.published_on or snapshot.setting.as_of,
    )
    form.indent(document.styles["单页码"].element.get_or_add_pPr(), right=1)
    form.indent(document.styles["双页码"].element.get_or_add_pPr(), left=1)
    number_pages(document.sections[0])
    _head(document, text, imprint)
    _body(document, text)
    _attachments(document, text)
    _signature(document, text, imprint)
    _annexes(document, text)
    _imprint(document, text, imprint)
    return form.as_bytes(document)


def _head(document: Document, text: Text, imprint: Imprint) -> None:
    masthead = add(document, text.masthead, "发文机关标志")
    size = min(MASTHEAD_AT_MOST, int(form.TEXT_WIDTH.pt / len(text.masthead)))
    masthead.runs[0].font.size = Pt(size)
    masthead.paragraph_format.line_spacing = Pt(size)
    number = add(document, number_of(text, imprint), "发文字号")
    draw_line_below(number, points=1.5, gap=RED_LINE_GAP.pt, colour=str(form.RED))
    for place, line in enumerate(text.title):
        title = add(document, line, "公文标题")
        if not place:
            title.paragraph_format.space_before = Length(form.LINE * 2)
    add(document, text.addressees, "主送机关")


def _body(document: Document, text: Text) -> None:
    """The last sentence stays with the signature: no page may carry that alone."""
    last = add(document, _words(text.opening), "公文正文")
    for chapter in text.chapters:
        add(document, chapter.heading, "一级标题")
        for sentence in chapter.paragraphs:
            last = add(document, _words(sentence), "公文正文")
    last.paragraph_format.keep_with_next = True


def _words(sentence: Sentence) -> str:
    return "".join(part.words for part in sentence)


def _attachments(document: Document, text: Text) -> None:
    """One line below the body, two characters in; the names stand under each other."""
    for place, annex in enumerate(text.annexes, 1):
        is_first = place == 1
        line = add(document, f"{'附件：' if is_first else ''}{place}. {annex.title}", "附件说明")
        form.indent(line._p.get_or_add_pPr(), left=2 if is_first else 5)
        if is_first:
            line.paragraph_format.space_before = form.LINE


def _signature(document: Document, text: Text, imprint: Imprint) -> None:
    """The date four characters from the right, the name of the office centred above it."""
    day = day_of(imprint)
    office = add(document, text.signature, "署名")
    office.paragraph_format.space_before = form.LINE
    _set_right(office, max(4 + (_width(day) - _width(text.signature)) / 2, 0))
    _set_right(add(document, day, "署名"), 4)


def _set_right(paragraph: Paragraph, characters: float) -> None:
    form.indent(paragraph._p.get_or_add_pPr(), right=characters)


def _width(words: str) -> float:
    """In characters; digits are half as wide."""
    return sum(0.5 if letter.isascii() else 1 for letter in words)


def _annexes(document: Document, text: Text) -> None:
    """The first on an upright page, the wide ones on pages that lie on their side."""
    for place, annex in enumerate(text.annexes):
        if place == FIRST_WIDE:
            number_lying_pages(form.add_lying(document))
        _annex(document, place, annex)


def _annex(document: Document, place: int, annex: Annex) -> None:
    """附件N in the first line, its title in the third, then the table."""
    mark = add(document, f"附件{place + 1}", "附件序号")
    mark.paragraph_format.page_break_before = True
    add(document, annex.title, "附件标题")
    if annex.rows:
        columns = [
            Column(column.head, Mm(width), ALIGNED[column.kind])
            for column, width in zip(annex.columns, WIDTHS[place], strict=True)
        ]
        styles = NARROW if place >= FIRST_WIDE else ROOMY
        add_table(document, columns, annex.rows, foot=annex.foot, styles=styles)
    add(document, annex.note if annex.rows else annex.empty, "表注")


def _imprint(document: Document, text: Text, imprint: Imprint) -> None:
    """抄送 and 印发 at the foot of the last page."""
    section = form.add_upright(document)
    number_pages(section)
    add_imprint_table(document, f"抄送：{text.copies}", text.signature, f"{day_of(imprint)}印发")
