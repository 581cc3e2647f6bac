"""Files as office software writes them, made by the libraries that do."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence

import docx
import xlsxwriter
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

HEADER = ("序号", "任务", "牵头单位", "责任单位", "完成时限")
ROWS = (
    ("1", "推行一窗受理", "市审批局", "市公安局、市税务局", "2023年6月30日"),
    ("2", "开展上门服务", "市民政局", "", "2023年9月底前"),
    ("3", "建成共享平台", "市数据局", "市财政局、各县（市、区）政府", "长期坚持"),
)
SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))
BODY = ParagraphStyle(
    "body", fontName=SONG, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK"
)
CENTRED = ParagraphStyle("centred", parent=BODY, fontSize=18, alignment=1, firstLineIndent=0)
CELL = ParagraphStyle("cell", parent=BODY, fontSize=10, leading=13, firstLineIndent=0)


def word(build: Callable[[Document], object]) -> bytes:
    document = docx.Document()
    build(document)
    return saved(document)


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word_of(lines: Iterable[str], table: Sequence[Sequence[str]] = ()) -> bytes:
    """Paragraphs, and a table behind them."""

    def build(document: Document) -> None:
        for line in lines:
            document.add_paragraph(line)
        if table:
            add_table(document, table)

    return word(build)


def add_table(document: Document, rows: Sequence[Sequence[str]]):
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, words in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    return table


def xml(markup: str):
    """An element of a Word file, with the usual names declared."""
    return parse_xml(markup.replace(">", f" {nsdecls('w')}>", 1))


def add_list(document: Document, levels: Mapping[int, tuple[str, str]], number: int = 90) -> None:
    """A list whose levels are (style of numerals, words around them)."""
    marks = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
        for at, (style, words) in levels.items()
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, _list(f'<w:abstractNum w:abstractNumId="{number}">{marks}</w:abstractNum>'))
    numbering.append(xml(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))


def _list(markup: str):
    return parse_xml(markup.replace("<w:abstractNum ", f"<w:abstractNum {nsdecls('w')} ", 1))


def numbered(paragraph: WordParagraph, level: int, number: int = 90) -> WordParagraph:
    own = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(own))
    return paragraph


def property_of(paragraph: WordParagraph, name: str):
    return paragraph._p.find(qn(name))


def repacked(raw: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """A package with some of its parts changed, added, or (None) taken out."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


def part(raw: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(name)


def sheet(build: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    build(workbook)
    workbook.close()
    return file.getvalue()


def sheet_of(*rows: Sequence[object], name: str = "分解表") -> bytes:
    def build(workbook: xlsxwriter.Workbook) -> None:
        own = workbook.add_worksheet(name)
        for at, row in enumerate(rows):
            own.write_row(at, 0, row)

    return sheet(build)


def printed(story: Sequence[Flowable], head: str = "", foot: str = "- {} -") -> bytes:
    """A PDF with a running head and page numbers."""
    file = io.BytesIO()

    def furnish(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(SONG, 10)
        canvas.drawString(72, 815, head)
        canvas.drawCentredString(297, 30, foot.format(document.page))

    SimpleDocTemplate(file, pagesize=A4, invariant=True).build(
        list(story), onFirstPage=furnish, onLaterPages=furnish
    )
    return file.getvalue()


def printed_of(lines: Iterable[str], table: Sequence[Sequence[str]] = (), **more: str) -> bytes:
    story: list[Flowable] = [Paragraph(line, BODY) for line in lines]
    if table:
        cells = [[Paragraph(words, CELL) for words in row] for row in table]
        grid = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
        story.append(Table(cells, colWidths=[30, 150, 80, 110, 80], style=grid, repeatRows=1))
    return printed(story, **more)


def drawn(draw: Callable[[Canvas], object], **more: object) -> bytes:
    """A PDF drawn by hand."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True, **more)
    canvas.setFont(SONG, 12)
    draw(canvas)
    canvas.save()
    return file.getvalue()
