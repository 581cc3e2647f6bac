"""The circular as DOCX: a red-head 通报 (GB/T 9704-2012) or a serial bulletin, from its pieces."""

import io

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from tasks_tracker.reports import charts, docx_bulletin
from tasks_tracker.reports import docx_format as form
from tasks_tracker.reports.circular_paper import Paper, PaperAnnex, Piece
from tasks_tracker.reports.circular_snapshot import Chart, Kind
from tasks_tracker.reports.docx_bulletin import bulletin_head, bulletin_title
from tasks_tracker.reports.docx_letterhead import LOOKS, head, sign
from tasks_tracker.reports.docx_parts import (
    Line,
    add,
    add_imprint_table,
    float_imprint,
    number_lying_pages,
    number_pages,
    printable,
)
from tasks_tracker.reports.docx_tables import NARROW, ROOMY, Column, add_table

HEADINGS = {1: "一级标题", 2: "二级标题", 3: "三级标题", 4: "四级标题"}
ALIGNED = {Kind.TEXT: ALIGN.LEFT, Kind.NUMBER: ALIGN.RIGHT, Kind.SHORT: ALIGN.CENTER}
ONE_ATTACHMENT, NAME_BEGINS = 3, 1.5
"""Characters of 附件： and of 1. before the name."""


def render(paper: Paper) -> bytes:
    """The file; the same bytes from the same paper."""
    document = form.new_document(
        {**LOOKS, **docx_bulletin.LOOKS}, title=paper.name, author=paper.office, on=paper.on
    )
    form.indent(document.styles["单页码"].element.get_or_add_pPr(), right=1)
    form.indent(document.styles["双页码"].element.get_or_add_pPr(), left=1)
    number_pages(document.sections[0])
    _head(document, paper)
    pieces = [_piece(document, piece) for piece in paper.body]
    if not paper.addressees:
        pieces[0].paragraph_format.space_before = form.LINE
    _attachments(document, paper.attachments)
    # No page may carry the names of annexes or the signature alone.
    pieces[-1].paragraph_format.keep_with_next = True
    if not paper.is_bulletin:
        sign(document, paper.office, paper.day)
    is_lying = _annexes(document, paper.annexes)
    _end(document, paper, is_lying=is_lying)
    return form.as_bytes(document)


def _head(document: Document, paper: Paper) -> None:
    if paper.is_bulletin:
        bulletin_head(
            document, name=paper.masthead, issue=paper.number, office=paper.office, day=paper.day
        )
        bulletin_title(document, paper.title)
    else:
        head(document, paper.masthead, paper.number, paper.title)
    if paper.addressees:
        add(document, paper.addressees, "主送机关")


def _piece(document: Document, piece: Piece) -> Paragraph:
    if piece.chart:
        return _picture(document, piece.chart)
    return add(document, piece.words, HEADINGS.get(piece.level, "公文正文"))


def _picture(document: Document, chart: Chart) -> Paragraph:
    """As wide as the page allows; what it shows stands behind it in words."""
    frame = document.add_paragraph(style="图")
    frame.paragraph_format.line_spacing = 1.0
    run = frame.add_run()
    run.add_picture(io.BytesIO(charts.png(chart.spec)), width=Mm(150))
    described = next(run._r.iter(qn("wp:docPr")))
    described.set("descr", printable(chart.alternative))
    return add(document, chart.title, "图题")


def _attachments(document: Document, names: tuple[str, ...]) -> None:
    """One line below the body, two characters in; the names stand under each other."""
    number = NAME_BEGINS if len(names) > 1 else 0
    for place, name in enumerate(names):
        line = add(document, name if place else f"附件：{name}", "附件说明")
        hanging = number if place else ONE_ATTACHMENT + number
        left = 2 + ONE_ATTACHMENT + number
        form.indent(line._p.get_or_add_pPr(), left=left, hanging=hanging)
        if not place:
            line.paragraph_format.space_before = form.LINE


def _annexes(document: Document, annexes: tuple[PaperAnnex, ...]) -> bool:
    """Each on pages of its own, wide ones on lying pages; whether the last one lies."""
    is_lying = False
    for annex in annexes:
        if annex.is_lying != is_lying:
            is_lying = annex.is_lying
            _turn(document, is_lying=is_lying)
        _annex(document, annex)
    return is_lying


def _turn(document: Document, *, is_lying: bool) -> None:
    if is_lying:
        number_lying_pages(form.add_lying(document))
    else:
        number_pages(form.add_upright(document))


def _annex(document: Document, annex: PaperAnnex) -> None:
    """附件N in the first line, its title in the third, then the table."""
    mark = add(document, annex.mark, "附件序号")
    mark.paragraph_format.page_break_before = True
    add(document, annex.title, "附件标题")
    if annex.rows:
        columns = [
            Column(head, Mm(width), ALIGNED[column.kind])
            for head, column, width in zip(annex.heads, annex.columns, annex.widths, strict=True)
        ]
        styles = NARROW if annex.is_dense else ROOMY
        add_table(document, columns, annex.rows, foot=annex.foot, styles=styles)
    add(document, annex.note, "表注")


def _end(document: Document, paper: Paper, *, is_lying: bool) -> None:
    """版记 at the foot of the last page; of a page of its own where the last ones lie."""
    rows: list[Line] = [(copies, "") for copies in paper.copies]
    if not paper.is_bulletin:
        rows.append((paper.office, f"{paper.day}印发"))
    if is_lying:
        number_pages(form.add_upright(document))
        add_imprint_table(document, rows)
    else:
        float_imprint(document, rows)
