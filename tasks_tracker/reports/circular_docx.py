"""The circular as a red-head document (GB/T 9704-2012, 通报), from its snapshot alone."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from tasks_tracker.reports import docx_format as form
from tasks_tracker.reports.circular_snapshot import Annex, Imprint, Kind, Snapshot, Text
from tasks_tracker.reports.circular_snapshot import Paragraph as Sentence
from tasks_tracker.reports.circular_text import day_of, number_of
from tasks_tracker.reports.docx_letterhead import LOOKS, head, sign
from tasks_tracker.reports.docx_parts import (
    NARROW,
    ROOMY,
    Column,
    add,
    add_imprint_table,
    add_table,
    number_lying_pages,
    number_pages,
)

WIDTHS = (
    (11, 54, 13, 13, 13, 13, 13, 13, 13),
    (11, 16, 50, 36, 58, 19, 35),
    (10, 15, 41, 15, 28, 38, 18, 45, 15),
)
"""Of the columns of each annex, in millimetres."""
FIRST_WIDE = 1
"""The place of the first annex on pages that lie on their side."""
ALIGNED = {Kind.TEXT: ALIGN.LEFT, Kind.NUMBER: ALIGN.RIGHT, Kind.SHORT: ALIGN.CENTER}


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
    sign(document, text.signature, day_of(imprint))
    _annexes(document, text)
    _imprint(document, text, imprint)
    return form.as_bytes(document)


def _head(document: Document, text: Text, imprint: Imprint) -> None:
    head(document, text.masthead, number_of(text, imprint), text.title)
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
