"""A numbered paper as a red-head DOCX after GB/T 9704-2012."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from tasks_tracker.reports import docx_format as form
from tasks_tracker.reports.docx_letterhead import LOOKS, head, sign
from tasks_tracker.reports.docx_parts import add, float_imprint, number_pages
from tasks_tracker.reports.docx_tables import ROOMY, Column, add_table
from tasks_tracker.reports.letter_parts import Heading, Letter, Part, Text
from tasks_tracker.wording import full_day


def render(letter: Letter) -> bytes:
    """The file."""
    document = form.new_document(
        LOOKS, title="".join(letter.title), author=letter.signature, on=letter.on
    )
    form.indent(document.styles["单页码"].element.get_or_add_pPr(), right=1)
    form.indent(document.styles["双页码"].element.get_or_add_pPr(), left=1)
    number_pages(document.sections[0])
    head(document, letter.masthead, letter.number, letter.title)
    if letter.addressees:
        add(document, letter.addressees, "主送机关")
    start = len(document.paragraphs)
    for part in letter.body:
        _add(document, part)
    if not letter.addressees and len(document.paragraphs) > start:
        document.paragraphs[start].paragraph_format.space_before = form.LINE
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    sign(document, letter.signature, full_day(letter.on))
    if letter.copies:
        issued = f"{full_day(letter.on)}印发"
        float_imprint(document, ((f"抄送：{letter.copies}", ""), (letter.signature, issued)))
    return form.as_bytes(document)


def _add(document: Document, part: Part) -> None:
    if isinstance(part, Text):
        add(document, part.words, "公文正文")
    elif isinstance(part, Heading):
        add(document, part.words, "一级标题")
    else:
        columns = [
            Column(words, Mm(width), ALIGN.LEFT)
            for words, width in zip(part.head, part.widths, strict=True)
        ]
        add_table(document, columns, part.rows, styles=ROOMY)
