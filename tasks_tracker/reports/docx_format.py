"""The page of an official document after GB/T 9704-2012, as python-docx wants it."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from lxml import etree

TITLE_FONT, BODY_FONT, HEAD_FONT, SUBHEAD_FONT, PAGE_FONT = (
    "方正小标宋简体",
    "仿宋_GB2312",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
FALLBACKS = {
    TITLE_FONT: "华文中宋",
    BODY_FONT: "仿宋",
    HEAD_FONT: "SimHei",
    SUBHEAD_FONT: "楷体",
    PAGE_FONT: "SimSun",
}
"""Named as the alternative of each font; none is embedded, because none may be passed on."""
RED = RGBColor(0xFF, 0x00, 0x00)

SIZE_2, SIZE_3, SIZE_4, SIZE_5, SMALL_5 = Pt(22), Pt(16), Pt(14), Pt(10.5), Pt(9)
LINE = Pt(28.95)
NO_SPACE = Pt(0)
PAGE_WIDTH, PAGE_HEIGHT = Mm(210), Mm(297)
TOP, LEFT, BOTTOM, RIGHT = Mm(37), Mm(28), Mm(35), Mm(26)
TEXT_WIDTH, TEXT_HEIGHT = Mm(156), Mm(225)
CHARACTERS = 28
SQUEEZE = -5
"""Twentieths of a point between characters of 3号, so that 28 of them fit on a line."""
BELOW_TEXT = Mm(7)
"""From the type area down to the dashes of the page number, which stand in the middle of it."""
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
MAIN, APART = "word/document.xml", "kept_apart"
_MARK = re.compile(rb"<!--kept_apart (\d+)-->")


@dataclass(frozen=True)
class Look:
    """How a kind of paragraph looks."""

    font: str = BODY_FONT
    size: Length = SIZE_3
    line: Length = LINE
    align: ALIGN = ALIGN.JUSTIFY
    before: Length = NO_SPACE
    first_line: int = 0
    """Indent of the first line in characters."""
    colour: RGBColor | None = None
    keep_with_next: bool = False
    outline: int | None = None


def new_document(looks: dict[str, Look], *, title: str, author: str, on: date) -> DocumentType:
    """An empty document on a page of the standard with these styles, and the same every time."""
    document = Document()
    _drop_theme_fonts(document)
    _name_fallbacks(document)
    _apply(document.styles["Normal"], Look(line=LINE))
    for name, look in looks.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _apply(style, look)
    document.settings.odd_and_even_pages_header_footer = True
    set_page(document.sections[0])
    _describe(document, title=title, author=author, on=on)
    return document


def set_page(section: Section) -> None:
    """A4 upright, with the margins and the grid of 22 lines of 28 characters."""
    section.orientation = WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
    section.top_margin, section.bottom_margin = TOP, BOTTOM
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.footer_distance = _footer_distance()
    _set_grid(section)


def add_upright(document: DocumentType) -> Section:
    section = _add_section(document)
    set_page(section)
    return section


def add_lying(document: DocumentType) -> Section:
    """The same page lying on its side, its head where the left edge was."""
    section = _add_section(document)
    section.orientation = WD_ORIENTATION.LANDSCAPE
    section.page_width, section.page_height = PAGE_HEIGHT, PAGE_WIDTH
    section.top_margin, section.bottom_margin = LEFT, RIGHT
    section.left_margin, section.right_margin = BOTTOM, TOP
    _set_grid(section)
    return section


def set_fonts(properties: Any, font: str) -> None:
    """Name the font for all scripts, so that digits and quotation marks are not set in another."""
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    fonts.set(qn("w:hint"), "eastAsia")


def character_pitch() -> float:
    """The width of one character of the grid, in points."""
    return float(TEXT_WIDTH.pt) / CHARACTERS


def kept_apart(document: DocumentType, xml: str) -> Any:
    """A mark in place of XML that is put in when the file is written: the elements of a ledger's
    table would take hundreds of megabytes."""
    pieces = vars(document.part).setdefault(APART, [])
    pieces.append(xml)
    return etree.Comment(f"{APART} {len(pieces) - 1}")


def as_bytes(document: DocumentType) -> bytes:
    """The file, packed anew: the library stamps every part with the present time."""
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, ZIP_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            content = source.read(name)
            target.writestr(part, _whole(document, content) if name == MAIN else content)
    return packed.getvalue()


def _whole(document: DocumentType, content: bytes) -> bytes:
    """The main part with what was kept apart in its places."""
    pieces = vars(document.part).get(APART, [])
    return _MARK.sub(lambda found: pieces[int(found[1])].encode(), content)


def _add_section(document: DocumentType) -> Section:
    """Begin a section; the break rides on the last paragraph, as an empty one may need a page."""
    last = document.paragraphs[-1]._p
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    carrier = document.paragraphs[-1]._p
    last.get_or_add_pPr().append(carrier.get_or_add_pPr().find(qn("w:sectPr")))
    carrier.getparent().remove(carrier)
    return section


def _footer_distance() -> Length:
    return Length(BOTTOM - BELOW_TEXT - SIZE_4 // 2)


def _set_grid(section: Section) -> None:
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(round(LINE.pt * 20)))
    grid.set(qn("w:charSpace"), str(round((character_pitch() - SIZE_3.pt) * 4096)))


def _apply(style: Any, look: Look) -> None:
    set_fonts(style.element.get_or_add_rPr(), look.font)
    style.font.size = look.size
    style.font.color.rgb = look.colour
    form = style.paragraph_format
    form.alignment = look.align
    form.line_spacing = look.line
    form.space_before, form.space_after = look.before, NO_SPACE
    form.widow_control = False
    form.keep_with_next = look.keep_with_next
    _leave_grid(style.element, squeezed=look.size == SIZE_3)
    properties = style.element.get_or_add_pPr()
    if look.first_line:
        indent(properties, first_line=look.first_line)
    if look.outline is not None:
        _append(properties, "w:outlineLvl", look.outline)


def _leave_grid(style: Any, *, squeezed: bool) -> None:
    """Reach the 28 characters by spacing.

    The grid would do it too, but some programs give a 16 pt character on a grid of 15.8 pt two
    of its cells, so that only 14 stand on a line. No program adds space around digits either.
    """
    for tag in ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"):
        off = OxmlElement(tag)
        off.set(qn("w:val"), "0")
        style.get_or_add_pPr().insert_element_before(off, "w:spacing", "w:ind", "w:jc")
    if squeezed:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(SQUEEZE))
        style.get_or_add_rPr().insert_element_before(spacing, "w:sz", "w:szCs")


def indent(properties: Any, **characters: float) -> None:
    """Indent by characters; the same in points stands beside it for programs without a grid."""
    names = {"first_line": "firstLine", "left": "left", "right": "right", "hanging": "hanging"}
    element = properties.get_or_add_ind()
    for side, count in characters.items():
        element.set(qn(f"w:{names[side]}Chars"), str(round(count * 100)))
        element.set(qn(f"w:{names[side]}"), str(round(count * character_pitch() * 20)))


def _append(parent: Any, tag: str, value: object) -> None:
    element = OxmlElement(tag)
    element.set(qn("w:val"), str(value))
    parent.append(element)


def _drop_theme_fonts(document: DocumentType) -> None:
    """The template's defaults point to a theme; only fonts that are named hold everywhere."""
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if name.endswith("Theme")]:
            del fonts.attrib[name]
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _name_fallbacks(document: DocumentType) -> None:
    fonts = "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{other}"/></w:font>'
        for font, other in FALLBACKS.items()
    )
    table = next(
        part for part in document.part.package.iter_parts() if "fontTable" in part.partname
    )
    table._blob = f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()


def _describe(document: DocumentType, *, title: str, author: str, on: date) -> None:
    moment = datetime.combine(on, time(), UTC)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, author, author
    about.created = about.modified = moment
    about.revision, about.comments, about.keywords = 1, "", ""
    about.language = "zh-CN"
