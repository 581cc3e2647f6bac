"""PDF with text: lines in reading order, ruled tables as rows, running heads left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from tasks_tracker.importer.files.cells import as_lines
from tasks_tracker.importer.files.limits import within_pages, within_text
from tasks_tracker.importer.files.paper import Paper, Unreadable
from tasks_tracker.importer.files.pdf_furniture import without_furniture
from tasks_tracker.importer.files.pdf_grid import NEAR, Table, tables_of
from tasks_tracker.importer.files.pdf_lines import PrintedLine, in_reading_order, lines_of
from tasks_tracker.importer.files.pdf_page import UNKNOWN, Page, page_of
from tasks_tracker.importer.files.pdf_paragraphs import Margins, Paragraphs, margins_of
from tasks_tracker.importer.tables import NUMBER, header_of

FEW_LETTERS = 10
MOST_UNKNOWN = 0.3
BROKEN = "这份 PDF 打不开，可能已损坏或没有传完整，请重新导出后再导入。"
EMPTY = "这份 PDF 里没有文字，请核对后再导入。"
ENCRYPTED = "这份 PDF 加了密码，请去掉密码、重新保存后再导入。"
SCANNED = "这份 PDF 是扫描图片，没有文字，读不出任务。请导入 Word 原稿，或转成文本后再导入。"
GARBLED = "这份 PDF 的字体没有带文字编码，读出来是乱码。请导入 Word 原稿，或重新导出 PDF。"
PICTURES = "第 {} 页是图片，没有读到文字，请对照原件核对。"
LOST = f"有 {{}} 个字认不出，以“{UNKNOWN}”代替，请对照原件核对。"


@dataclass
class Sheet:
    """One page on its way to text."""

    page: Page
    tables: list[Table]
    lines: list[PrintedLine]


def read(raw: bytes) -> Paper:
    """The text of the file, page after page."""
    try:
        pages = _pages(raw)
    except pdfium.PdfiumError as error:
        words = ENCRYPTED if "password" in str(error).lower() else BROKEN
        raise Unreadable(words) from None
    remarks = _remarks(pages)
    sheets = [Sheet(page, *_parted(page)) for page in pages]
    heights = [page.height for page in pages]
    kept, furniture = without_furniture([sheet.lines for sheet in sheets], heights)
    for sheet, lines in zip(sheets, kept, strict=True):
        sheet.lines = lines
    text = within_text("\n".join(_text(sheets)))
    if not text.strip():
        raise Unreadable(EMPTY)
    return Paper(text=text, format="pdf", beside="\n".join(furniture), remarks=remarks)


def _pages(raw: bytes) -> list[Page]:
    document = pdfium.PdfDocument(raw)
    try:
        within_pages(len(document))
        return [page_of(document, number) for number in range(len(document))]
    finally:
        document.close()


def _remarks(pages: Sequence[Page]) -> tuple[str, ...]:
    """What a person should know; refuses a file of pictures or of unknown letters."""
    letters = sum(len(page.letters) for page in pages)
    unknown = sum(letter.char == UNKNOWN for page in pages for letter in page.letters)
    bare = [at for at, page in enumerate(pages, 1) if len(page.letters) < FEW_LETTERS]
    pictures = [at for at in bare if pages[at - 1].has_picture]
    if pictures and 2 * len(bare) > len(pages):
        raise Unreadable(SCANNED)
    if not letters:
        raise Unreadable(EMPTY)
    if unknown > MOST_UNKNOWN * letters:
        raise Unreadable(GARBLED)
    remarks = [PICTURES.format("、".join(map(str, pictures)))] if pictures else []
    return (*remarks, LOST.format(unknown)) if unknown else tuple(remarks)


def _parted(page: Page) -> tuple[list[Table], list[PrintedLine]]:
    tables, rest = tables_of(page.letters, page.rules)
    return tables, lines_of(rest)


def _text(sheets: Sequence[Sheet]) -> Iterator[str]:
    margins = margins_of([line for sheet in sheets for line in sheet.lines])
    paragraphs = Paragraphs()
    rows: list[list[str]] = []
    table: Table | None = None
    for part, own in _parts(sheets, margins):
        if isinstance(part, PrintedLine):
            yield from as_lines(rows)
            rows, table = [], None
            yield from paragraphs.add(part, own)
            continue
        yield from paragraphs.end()
        if table is None or not _goes_on(table, part):
            yield from as_lines(rows)
            rows = []
        rows += _joined(rows, part.rows)
        table = part
    yield from as_lines(rows)
    yield from paragraphs.end()


def _parts(
    sheets: Sequence[Sheet], margins: Margins
) -> Iterator[tuple[PrintedLine | Table, Margins]]:
    """Lines and tables in the order in which they are read."""
    for sheet in sheets:
        above = sheet.lines
        for table in sheet.tables:
            yield from _ordered([line for line in above if line.middle > table.top], margins)
            above = [line for line in above if line.middle <= table.top]
            yield table, margins
        yield from _ordered(above, margins)


def _ordered(
    lines: Sequence[PrintedLine], margins: Margins
) -> Iterator[tuple[PrintedLine, Margins]]:
    runs = list(in_reading_order(lines))
    for run in runs:
        own = margins if len(runs) == 1 else margins_of(run)
        yield from ((line, own) for line in run)


def _goes_on(table: Table, following: Table) -> bool:
    """A table at the head of the next page with the same columns is the same table."""
    if len(table.edges) != len(following.edges):
        return False
    pairs = zip(table.edges, following.edges, strict=True)
    return all(abs(one - other) <= NEAR for one, other in pairs)


def _joined(above: list[list[str]], rows: list[list[str]]) -> list[list[str]]:
    """The rows without a header that is printed again; a row that the page cut is made whole.

    Its rest has no number of its own.
    """
    if not above or not rows:
        return rows
    own = rows[1:] if rows[0] == above[0] else rows
    header = header_of(above[0])
    if NUMBER not in header or not own or own[0][header.index(NUMBER)] or len(above) == 1:
        return own
    above[-1] = [before + rest for before, rest in zip(above[-1], own[0], strict=True)]
    return own[1:]
