"""Ruled tables of an official document, written as XML: a ledger has a hundred thousand cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import nsdecls
from docx.shared import Length

from tasks_tracker.reports import docx_format as form
from tasks_tracker.reports.docx_parts import printable, twips

SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
NOTHING = "—"
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


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


def add_table(
    document: DocumentType,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    foot: Sequence[str] = (),
    styles: CellStyles,
) -> None:
    """A ruled table; its head is repeated on every page, no row is torn apart."""
    table = "".join(_pieces(columns, rows, foot, styles))
    document.element.body.insert_element_before(form.kept_apart(document, table), "w:sectPr")


def _pieces(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    foot: Sequence[str],
    styles: CellStyles,
) -> Iterator[str]:
    yield _opening(columns)
    heads = [_before(column, styles.head, ALIGN.CENTER) for column in columns]
    cells = [_before(column, styles.body, column.align) for column in columns]
    empty = [_before(column, styles.body, _of_nothing(column.align)) for column in columns]
    yield _row(heads, [column.head for column in columns], "<w:tblHeader/>")
    for row in rows:
        before = [
            nothing if words == NOTHING else full
            for full, nothing, words in zip(cells, empty, row, strict=True)
        ]
        yield _row(before, row)
    if foot:
        feet = [_before(column, styles.head, column.align) for column in columns]
        yield _row(feet, foot)
    yield "</w:tbl>"


def _of_nothing(align: ALIGN) -> ALIGN:
    """A dash stands in the middle of its cell where words would stand at the left."""
    return ALIGN.CENTER if align is ALIGN.LEFT else align


def _opening(columns: Sequence[Column]) -> str:
    width = sum(twips(column.width) for column in columns)
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in SIDES)
    grid = "".join(f'<w:gridCol w:w="{twips(column.width)}"/>' for column in columns)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _row(before: Sequence[str], cells: Sequence[str], properties: str = "") -> str:
    said = "".join(
        f"{start}{_text(words)}</w:t></w:r></w:p></w:tc>"
        for start, words in zip(before, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{said}</w:tr>"


def _before(column: Column, style: str, align: ALIGN) -> str:
    """A cell up to its words, which is the same in every row."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(column.width)}" w:type="dxa"/>'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f'<w:jc w:val="{ALIGN.to_xml(align)}"/></w:pPr><w:r><w:t xml:space="preserve">'
    )


def _text(words: str) -> str:
    return escape(printable(words)).replace("\n", BREAK)
