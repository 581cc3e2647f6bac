"""Numbered papers of the office as red-head DOCX after GB/T 9704-2012: notices, slips, records.

The same letter gives the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from tasks_tracker.reports import docx_format as form
from tasks_tracker.reports.docx_letterhead import LOOKS, head, sign
from tasks_tracker.reports.docx_parts import (
    ROOMY,
    Column,
    add,
    add_imprint_table,
    add_table,
    number_pages,
)
from tasks_tracker.wording import full_day


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: str
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Heading:
    """一、…: a heading of the first level."""

    words: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Table:
    """A ruled table; widths in millimetres, 156 in all at most."""

    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]
    kind: ClassVar[str] = "table"


Part = Text | Heading | Table


@dataclass(frozen=True)
class Letter:
    """One paper."""

    masthead: str
    """The office in red: 聊城市人民政府督查室."""
    number: str
    """督办〔2021〕12号."""
    title: Sequence[str]
    """In lines, broken where one breathes."""
    addressees: str
    """市发展改革委：with its colon; empty for a record that is sent to nobody."""
    body: Sequence[Part]
    signature: str
    on: date
    copies: str = ""
    """抄送; with it the paper ends with 版记."""


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
    for part in letter.body:
        _add(document, part)
    sign(document, letter.signature, full_day(letter.on))
    if letter.copies:
        number_pages(form.add_upright(document))
        issued = f"{full_day(letter.on)}印发"
        add_imprint_table(document, f"抄送：{letter.copies}", letter.signature, issued)
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
