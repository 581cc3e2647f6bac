"""Word documents: paragraphs with their automatic numbers, tables as rows, in printed order."""

import re
from collections.abc import Iterator

from tasks_tracker.importer.files.cells import as_lines
from tasks_tracker.importer.files.docx_headings import Block, with_ordinals
from tasks_tracker.importer.files.docx_marks import Marks, is_plain, plain_row, plain_words
from tasks_tracker.importer.files.docx_names import (
    BEFORE,
    BODY,
    CELL_DEL,
    CUSTOM,
    DEL,
    ILVL,
    INS,
    MOVED_TO,
    NUM_ID,
    NUM_PR,
    OUTLINE,
    P_PR,
    P_STYLE,
    R_PR,
    SDT,
    SDT_CONTENT,
    SPAN,
    STRICT,
    TBL,
    TC,
    TC_PR,
    TR,
    TR_PR,
    TRANSITIONAL,
    V_MERGE,
    P,
    value_of,
    whole_number,
)
from tasks_tracker.importer.files.docx_styles import Style, Styles, rank_of
from tasks_tracker.importer.files.docx_words import words_of
from tasks_tracker.importer.files.limits import MOST_CHARACTERS, within_rows, within_text
from tasks_tracker.importer.files.markup import Element, parsed
from tasks_tracker.importer.files.numbering import Numbering, read_numbering
from tasks_tracker.importer.files.package import BROKEN, Package, opened
from tasks_tracker.importer.files.paper import Paper, Unreadable
from tasks_tracker.importer.files.relations import main_of, related

WRAPPERS = {SDT, SDT_CONTENT, CUSTOM, INS, MOVED_TO}
STYLES, NUMBERS = re.compile("/styles$"), re.compile("/numbering$")
BESIDE = re.compile("/(?:header|footer|footnotes|endnotes|comments)$")
ADDED = "有的标题只有样式、没有编号，读取时按层级补了序号。"


def read(raw: bytes) -> Paper:
    """The document as text."""
    with opened(raw) as package:
        main = main_of(package)
        body = _root(package.required(main)).find(BODY)
        if body is None:
            raise Unreadable(BROKEN)
        styles = Styles(_related(package, main, STYLES))
        numbers = read_numbering(_related(package, main, NUMBERS), styles.list_of)
        flow = Flow(styles, numbers, Marks(body, styles))
        lines, added = with_ordinals(list(flow.blocks(body)))
        text = within_text("\n".join(lines))
        beside = [_plain(package, name) for name in related(package, main, BESIDE).values()]
    if not text.strip():
        raise Unreadable("这份 Word 文件里没有文字（可能全是图片），请导入有文字的文件。")
    return Paper(
        text=text,
        format="docx",
        beside="\n".join(beside),
        remarks=(ADDED,) if added else (),
    )


def _root(content: bytes) -> Element:
    return parsed(content.replace(STRICT.encode(), TRANSITIONAL.encode()))


def _related(package: Package, main: str, kind: re.Pattern[str]) -> Element | None:
    name = next(iter(related(package, main, kind).values()), "")
    content = package.part(name)
    return None if content is None else _root(content)


def _plain(package: Package, name: str) -> str:
    content = package.part(name)
    found = [] if content is None else _root(content).iter(P)
    return "\n".join(words_of(paragraph).text for paragraph in found)


class Flow:
    """The document from its first block to its last; numbering counts on the way."""

    def __init__(self, styles: Styles, numbers: Numbering, marks: Marks) -> None:
        self._styles = styles
        self._numbers = numbers
        self._marks = marks
        self._torn = ""
        self._length = 0

    def blocks(self, parent: Element) -> Iterator[Block]:
        for child in _children(parent):
            if child.tag == P and not self._torn and child not in self._marks:
                yield Block(plain_words(child))
            elif child.tag == P:
                yield from self._paragraph(child)
            elif child.tag == TBL:
                yield from self._table(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        properties = paragraph.find(P_PR)
        words = words_of(paragraph)
        if properties is None:
            style, label = self._styles.of(""), ""
        else:
            style = self._styles.of(value_of(properties.find(P_STYLE)))
            label = self._label(properties, style, empty=not words.text.strip())
        text = self._torn + label + words.text
        self._torn = text if _runs_on(properties) else ""
        if not self._torn and not style.is_contents:
            rank = _rank(properties, style)
            yield from (Block(line, rank) for line in text.split("\n"))
        for box in words.boxes:
            yield from self.blocks(box)

    def _label(self, properties: Element, style: Style, *, empty: bool) -> str:
        own = properties.find(NUM_PR)
        if (own is None and not style.list_id) or empty:
            return ""
        direct = None if own is None else own.find(NUM_ID)
        list_id = style.list_id if direct is None else value_of(direct)
        level = None if own is None or own.find(ILVL) is None else value_of(own.find(ILVL))
        if level is not None:
            return self._numbers.next_label(list_id, whole_number(level))
        linked = self._numbers.level_of(list_id, value_of(properties.find(P_STYLE)))
        at = style.level if linked is None else linked
        return self._numbers.next_label(list_id, at or 0)

    def _table(self, table: Element) -> Iterator[Block]:
        rows: list[list[str]] = []
        for row, cells in self._rows(table):
            if len(cells) == 1 and row in self._marks and row.find(f".//{TBL}") is not None:
                yield from map(Block, as_lines(rows))
                rows = []
                yield from map(Block, cells[0].split("\n"))
            else:
                rows.append(cells)
        within_rows(len(rows), max(map(len, rows), default=0))
        if max(map(len, rows), default=0) == 1:
            rows = [[line] for row in rows for line in row[0].split("\n")]
        yield from map(Block, as_lines(rows))

    def _rows(self, table: Element) -> Iterator[tuple[Element, list[str]]]:
        above: dict[int, str] = {}
        for row in _children(table):
            plain = None if row in self._marks or row.tag != TR else plain_row(row)
            if plain is not None:
                above.clear()
                yield row, plain
                continue
            properties = row.find(TR_PR)
            if row.tag == TR and (properties is None or properties.find(DEL) is None):
                yield row, self._cells(row, properties, above)

    def _cells(self, row: Element, properties: Element | None, above: dict[int, str]) -> list[str]:
        """A cell stands at its first column; one that is merged downwards speaks in each row."""
        before = None if properties is None else properties.find(BEFORE)
        cells = [""] * _span(before, 0)
        for cell in _children(row):
            shape = cell.find(TC_PR) if cell.tag == TC else None
            if cell.tag != TC or (shape is not None and shape.find(CELL_DEL) is not None):
                continue
            merged = None if shape is None else shape.find(V_MERGE)
            if merged is not None and value_of(merged, "continue") == "continue":
                words = above.get(len(cells), "")
            else:
                words = self._words(cell)
            above[len(cells)] = "" if merged is None else words
            self._add(len(words))
            cells += [words, *[""] * (_span(None if shape is None else shape.find(SPAN), 1) - 1)]
        return cells

    def _words(self, cell: Element) -> str:
        if is_plain(cell) and cell not in self._marks:
            return plain_words(cell)
        return "\n".join(block.text for block in self.blocks(cell))

    def _add(self, length: int) -> None:
        self._length += length
        if self._length > MOST_CHARACTERS:
            within_text(" " * self._length)


def _span(element: Element | None, default: int) -> int:
    span = default if element is None else whole_number(value_of(element), default)
    within_rows(0, span)
    return max(span, default)


def _children(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag in WRAPPERS:
            yield from _children(child)
        else:
            yield child


def _runs_on(properties: Element | None) -> bool:
    """The mark that ended this paragraph was deleted: it goes on in the next."""
    if properties is None:
        return False
    mark = properties.find(R_PR)
    return mark is not None and mark.find(DEL) is not None


def _rank(properties: Element | None, style: Style) -> int | None:
    own = None if properties is None else properties.find(OUTLINE)
    return style.rank if own is None else rank_of(value_of(own))
