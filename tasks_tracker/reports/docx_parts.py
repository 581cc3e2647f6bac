"""Paragraphs, page numbers and the imprint of an official document."""

import re
from collections.abc import Sequence
from math import ceil
from typing import Any

from docx.document import Document as DocumentType
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from tasks_tracker.reports import docx_format as form

EIGHTHS = 8
"""Borders are measured in eighths of a point."""
THICK, THIN = 1.0, 0.75
"""0.35 mm and 0.25 mm, as near as those eighths allow for what is common."""

IMPRINT_LINE = Pt(26)
IMPRINT_WIDTH = 29
"""Characters of 4号 between its indents."""
Line = tuple[str, str]
"""What stands at the left and at the right of a row of the imprint."""

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(document: DocumentType, words: str, style: str) -> Paragraph:
    return document.add_paragraph(printable(words), style=style)


def printable(words: str) -> str:
    """Without the characters that XML does not know."""
    return _UNPRINTABLE.sub("", words)


def draw_line_below(paragraph: Paragraph, *, points: float, gap: float, colour: str) -> None:
    """A line as wide as the type area, `gap` points below."""
    border = f'w:val="single" w:sz="{round(points * EIGHTHS)}" w:space="{round(gap)}"'
    paragraph._p.get_or_add_pPr().insert_element_before(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom {border} w:color="{colour}"/></w:pBdr>'),
        *("w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
    )


def add_imprint_table(document: DocumentType, rows: Sequence[Line]) -> None:
    """版记 at the foot of a page of its own: a thick line, who gets copies, a thin line, who
    issues it when, a thick line."""
    height = sum(_lines(left, right) * IMPRINT_LINE for left, right in rows)
    push = document.add_paragraph(style="版记")
    push.paragraph_format.line_spacing = Length(form.TEXT_HEIGHT - height - Pt(8))
    _end_with(document, _imprint_table(rows))


def float_imprint(document: DocumentType, rows: Sequence[Line]) -> None:
    """The same at the foot of the page on which the paper ends; where a program lets no table
    float, right below the date, and never on a page without it."""
    table = _imprint_table(rows)
    table.tblPr.insert(
        0,
        parse_xml(
            f"<w:tblpPr {nsdecls('w')} "
            'w:topFromText="240" w:vertAnchor="margin" w:horzAnchor="margin" '
            'w:tblpXSpec="left" w:tblpYSpec="bottom"/>'
        ),
    )
    for properties in table.iter(qn("w:pPr")):
        properties.insert(1, OxmlElement("w:keepNext"))
    document.add_paragraph(style="版记").paragraph_format.keep_with_next = True
    _end_with(document, table)


def _lines(left: str, right: str) -> int:
    """On how many lines a row of the imprint stands."""
    return ceil(sum(0.5 if letter.isascii() else 1 for letter in left + right) / IMPRINT_WIDTH)


def _imprint_table(rows: Sequence[Line]) -> Any:
    width = twips(form.TEXT_WIDTH)
    borders = _border("top", THICK) + _border("bottom", THICK) + _border("insideH", THIN)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid></w:tbl>'
    )
    for left, right in rows:
        table.append(_imprint_row(left, right))
    return table


def _end_with(document: DocumentType, table: Any) -> None:
    document.element.body.insert_element_before(table, "w:sectPr")
    document.add_paragraph().paragraph_format.line_spacing = Pt(1)


def _border(side: str, points: float) -> str:
    return f'<w:{side} w:val="single" w:sz="{round(points * EIGHTHS)}" w:color="000000"/>'


def _imprint_row(left: str, right: str) -> Any:
    """One character in on both sides; further lines begin below what stands after the colon."""
    width, one = twips(form.TEXT_WIDTH), twips(form.SIZE_4)
    label = one * (left.find("：") + 1)
    row = parse_xml(
        f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>"
        f'<w:trHeight w:val="{twips(IMPRINT_LINE)}" w:hRule="atLeast"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        '<w:p><w:pPr><w:pStyle w:val="版记"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="{width - one}"/></w:tabs>'
        f'<w:ind w:left="{one + label}" w:right="{one}" w:hanging="{label}"/>'
        "</w:pPr></w:p></w:tc></w:tr>"
    )
    paragraph = row.find(f".//{qn('w:p')}")
    paragraph.append(_run(left))
    if right:
        paragraph.append(_tab())
        paragraph.append(_run(right))
    return row


def _tab() -> Any:
    run = OxmlElement("w:r")
    run.append(OxmlElement("w:tab"))
    return run


def number_pages(section: Section) -> None:
    """— 1 —, one character in from the outer edge: odd pages at the right, even at the left."""
    for footer, style in (
        (section.footer, "单页码"),
        (section.even_page_footer, "双页码"),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = style
        _fill_with_number(paragraph._p)


def number_lying_pages(section: Section) -> None:
    """The number stays where it is on upright pages: here in the left margin, turned."""
    near_bottom = form.PAGE_WIDTH - form.RIGHT - form.SIZE_4 - TURNED_LENGTH
    near_top = form.LEFT + form.SIZE_4
    for footer, top in ((section.footer, near_bottom), (section.even_page_footer, near_top)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p
        paragraph.addprevious(_turned_number(Length(top)))


TURNED_LENGTH = Mm(18)
"""Room for — 100 — in 4号."""


def _turned_number(top: Length) -> Any:
    """A floating cell whose text runs downwards."""
    left = form.BOTTOM - form.BELOW_TEXT - form.SIZE_4 // 2
    place = f'w:tblpX="{twips(Length(left))}" w:tblpY="{twips(top)}"'
    width = twips(form.SIZE_4) + 40
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblpPr w:vertAnchor="page" w:horzAnchor="page" {place}/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{twips(TURNED_LENGTH)}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:textDirection w:val="tbRl"/>'
        '<w:vAlign w:val="center"/></w:tcPr>'
        '<w:p><w:pPr><w:pStyle w:val="页码"/></w:pPr></w:p></w:tc></w:tr></w:tbl>'
    )
    _fill_with_number(table.find(f".//{qn('w:p')}"))
    return table


def _fill_with_number(paragraph: Any) -> None:
    for piece in (_run("— "), _page_field(), _run(" —")):
        paragraph.append(piece)


def _page_field() -> Any:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(_run("1"))
    return field


def _run(words: str) -> Any:
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = printable(words)
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    return run


def twips(length: Length) -> int:
    return round(float(length.pt) * 20)
