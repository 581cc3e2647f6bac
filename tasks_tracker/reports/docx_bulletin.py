"""Head of a serial bulletin: its name, the issue, who edits it, a line (no form is prescribed)."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Length, Pt

from tasks_tracker.reports import docx_format as form
from tasks_tracker.reports.docx_format import HEAD_FONT, SUBHEAD_FONT, TITLE_FONT, Look
from tasks_tracker.reports.docx_parts import add, draw_line_below

NAME_AT_MOST = 62
"""Points."""
LINE_GAP = Pt(6)

LOOKS = {
    "报头": Look(TITLE_FONT, align=ALIGN.CENTER, colour=form.RED),
    "期号": Look(SUBHEAD_FONT, align=ALIGN.CENTER, before=form.LINE),
    "编发": Look(SUBHEAD_FONT, align=ALIGN.LEFT, before=Pt(10)),
    "图": Look(align=ALIGN.CENTER, keep_with_next=True, before=Pt(6)),
    "图题": Look(HEAD_FONT, form.SIZE_4, Pt(24), ALIGN.CENTER),
}


def bulletin_head(document: Document, *, name: str, issue: str, office: str, day: str) -> None:
    masthead = add(document, name, "报头")
    size = min(NAME_AT_MOST, int(form.TEXT_WIDTH.pt * 0.9 / len(name)))
    masthead.runs[0].font.size = Pt(size)
    masthead.paragraph_format.line_spacing = Pt(size * 1.2)
    add(document, issue, "期号")
    # A space and no indent: the line below is as wide as the paragraph.
    line = add(document, f"　{office}\t{day}", "编发")
    line.paragraph_format.tab_stops.add_tab_stop(
        Length(form.TEXT_WIDTH - form.SIZE_3), WD_TAB_ALIGNMENT.RIGHT
    )
    draw_line_below(line, points=1.5, gap=LINE_GAP.pt, colour=str(form.RED))


def bulletin_title(document: Document, lines: tuple[str, ...]) -> None:
    for place, words in enumerate(lines):
        paragraph = add(document, words, "公文标题")
        if not place:
            paragraph.paragraph_format.space_before = form.LINE
