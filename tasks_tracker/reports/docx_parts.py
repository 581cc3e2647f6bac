"""Paragraphs, tables and page numbers of an official document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
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

_UNPRINTABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class CellStyles:
    """The styles of a table's cells; the document has to define them."""

    head: str
    body: str


NARROW, ROOMY = CellStyles("表头", "表文"), CellStyles("总表头", "总表文")


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    head: str
    width: Length
    align: ALIGN = ALIGN.LEFT


def add(document: DocumentType, words: str, style: str) -> Paragraph:
    return document.add_paragraph(printable(words), style=style)


def printable(words: str) -> str:
    """Without the characters that XML does not know."""
    return _UNPRINTABLE.sub("", words)


def add_table(
    document: DocumentType,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    foot: Sequence[str] = (),
    styles: CellStyles,
) -> None:
    """A ruled table; its head is repeated on every page, no row is torn apart."""
    table = _empty_table(columns)
    table.append(_row(columns, [column.head for column in columns], styles.head, is_head=True))
    for cells in rows:
        table.append(_row(columns, cells, styles.body))
    if foot:
        table.append(_row(columns, foot, styles.head))
    document.element.body.insert_element_before(table, "w:sectPr")


def draw_line_below(paragraph: Paragraph, *, points: float, gap: float, colour: str) -> None:
    """A line as wide as the type area, `gap` points below."""
    border = f'w:val="single" w:sz="{round(points * EIGHTHS)}" w:space="{round(gap)}"'
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:bottom {border} w:color="{colour}"/></w:pBdr>')
    )


def add_imprint_table(document: DocumentType, copies: str, office: str, day: str) -> None:
    """版记 at the foot of a page of its own: a thick line, who gets copies, a thin line, who
    issues it when, a thick line."""
    row = Pt(26)
    push = document.add_paragraph(style="版记")
    push.paragraph_format.line_spacing = Length(form.TEXT_HEIGHT - row * 2 - Pt(8))
    _end_with(document, _imprint_table(row, copies, office, day))


def float_imprint(document: DocumentType, copies: str, office: str, day: str) -> None:
    """The same at the foot of the page on which the paper ends; where a program lets no table
    float, right below the date, and never on a page without it."""
    table = _imprint_table(Pt(26), copies, office, day)
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


def _imprint_table(row: Length, copies: str, office: str, day: str) -> Any:
    width = _twips(form.TEXT_WIDTH)
    borders = _border("top", THICK) + _border("bottom", THICK) + _border("insideH", THIN)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid></w:tbl>'
    )
    table.append(_imprint_row(row, copies))
    table.append(_imprint_row(row, office, day))
    return table


def _end_with(document: DocumentType, table: Any) -> None:
    document.element.body.insert_element_before(table, "w:sectPr")
    document.add_paragraph().paragraph_format.line_spacing = Pt(1)


def _border(side: str, points: float) -> str:
    return f'<w:{side} w:val="single" w:sz="{round(points * EIGHTHS)}" w:color="000000"/>'


def _imprint_row(height: Length, left: str, right: str = "") -> Any:
    """One character in on both sides."""
    width, one = _twips(form.TEXT_WIDTH), _twips(form.SIZE_4)
    row = parse_xml(
        f"<w:tr {nsdecls('w')}><w:trPr>"
        f'<w:trHeight w:val="{_twips(height)}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        '<w:p><w:pPr><w:pStyle w:val="版记"/>'
        f'<w:tabs><w:tab w:val="right" w:pos="{width - one}"/></w:tabs>'
        f'<w:ind w:left="{one}" w:right="{one}"/></w:pPr></w:p></w:tc></w:tr>'
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
    left = form.BOTTOM - form.BELOW_TEXT - form.SIZE_4
    place = f'w:tblpX="{_twips(Length(left))}" w:tblpY="{_twips(top)}"'
    width = _twips(form.SIZE_4) + 40
    table = parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblpPr w:vertAnchor="page" w:horzAnchor="page" {place}/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{_twips(TURNED_LENGTH)}" w:hRule="exact"/></w:trPr>'
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


def _empty_table(columns: Sequence[Column]) -> Any:
    width = sum(_twips(column.width) for column in columns)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{_twips(column.width)}"/>' for column in columns)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )


def _row(
    columns: Sequence[Column], cells: Sequence[str], style: str, *, is_head: bool = False
) -> Any:
    head = "<w:tblHeader/>" if is_head else ""
    row = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{head}</w:trPr></w:tr>")
    for column, words in zip(columns, cells, strict=True):
        align = ALIGN.CENTER if is_head else column.align
        row.append(_cell(column, words, style, align))
    return row


def _cell(column: Column, words: str, style: str, align: ALIGN) -> Any:
    cell = parse_xml(
        f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{_twips(column.width)}" w:type="dxa"/>'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f'<w:jc w:val="{ALIGN.to_xml(align)}"/></w:pPr></w:p></w:tc>'
    )
    cell.find(qn("w:p")).append(_run(words))
    return cell


def _twips(length: Length) -> int:
    return round(float(length.pt) * 20)
