"""Which parts of a document need a close look; most are plain text, and are read at a glance."""

from collections.abc import Iterator

from tasks_tracker.importer.files.docx_names import (
    BEFORE,
    BOX,
    BR,
    CELL_DEL,
    CR,
    CUSTOM,
    DEL,
    FALLBACK,
    HYPHEN,
    M_TEXT,
    MOVED,
    NUM_PR,
    OUTLINE,
    P_STYLE,
    RUBY_TEXT,
    SDT,
    SPAN,
    TAB,
    TBL,
    TC,
    TC_PR,
    TR,
    V_MERGE,
    VANISH,
    P,
    R,
    T,
    value_of,
)
from tasks_tracker.importer.files.docx_styles import Style, Styles
from tasks_tracker.importer.files.markup import Element

UNUSUAL = (
    *(DEL, MOVED, FALLBACK, RUBY_TEXT, BOX, VANISH, BR, CR, HYPHEN, M_TEXT, NUM_PR, OUTLINE),
    *(SPAN, V_MERGE, CELL_DEL, BEFORE, SDT, CUSTOM),
)
HOLDERS = {P, TC, TR, TBL}
PLAIN = Style()
SHAPE_AND_TEXT = 2


class Marks:
    """The paragraphs, cells, rows and tables that hold something unusual."""

    def __init__(self, body: Element, styles: Styles) -> None:
        self._marked: set[Element] = set()
        for element in _unusual(body, styles):
            self._mark(element)

    def __contains__(self, element: Element) -> bool:
        return element in self._marked

    def _mark(self, element: Element | None) -> None:
        while element is not None and element not in self._marked:
            if element.tag in HOLDERS:
                self._marked.add(element)
            element = element.getparent()


def _unusual(body: Element, styles: Styles) -> Iterator[Element]:
    yield from body.iter(*UNUSUAL)
    yield from (one for one in body.iter(TAB) if one.getparent().tag == R)  # not tab stops
    yield from (one for one in body.iter(P_STYLE) if styles.of(value_of(one)) != PLAIN)
    yield from (one.getparent() for one in body.iter(TBL))


def plain_words(element: Element) -> str:
    return "".join([text.text or "" for text in element.iter(T)])


def plain_row(row: Element) -> list[str] | None:
    """The cells of a row in which nothing is marked; None if one holds several paragraphs."""
    cells = list(row.iterchildren(TC))
    if not all(map(is_plain, cells)):
        return None
    return ["".join([text.text or "" for text in cell.iter(T)]) for cell in cells]


def is_plain(cell: Element) -> bool:
    """Whether it holds one paragraph and nothing else."""
    count = len(cell)
    return count == 1 or (count == SHAPE_AND_TEXT and cell[0].tag == TC_PR)
