"""A red-head DOCX held against GB/T 9704-2012, by measuring the file.

Says in words what is different; nothing said means that all that can be measured is right.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tasks_tracker.reports.docx_measure_parts import parts
from tasks_tracker.reports.docx_measured import Sheet, differs, number, w

MARGINS = {"top": 37, "left": 28, "bottom": 35, "right": 26}
LYING = {"left": 35, "top": 28, "right": 37, "bottom": 26}
"""The same page turned."""
STYLES = {
    "发文机关标志": ("方正小标宋简体", None),
    "发文字号": ("仿宋_GB2312", 16),
    "公文标题": ("方正小标宋简体", 22),
    "主送机关": ("仿宋_GB2312", 16),
    "公文正文": ("仿宋_GB2312", 16),
    "一级标题": ("黑体", 16),
    "二级标题": ("楷体_GB2312", 16),
    "三级标题": ("仿宋_GB2312", 16),
    "四级标题": ("仿宋_GB2312", 16),
    "附件说明": ("仿宋_GB2312", 16),
    "署名": ("仿宋_GB2312", 16),
    "附件序号": ("黑体", 16),
    "附件标题": ("方正小标宋简体", 22),
    "版记": ("仿宋_GB2312", 14),
    "单页码": ("宋体", 14),
    "双页码": ("宋体", 14),
    "页码": ("宋体", 14),
}
ON_LINES = ("发文字号", "主送机关", "公文正文", "一级标题", "二级标题", "三级标题", "署名")
LINES, CHARACTERS, WIDTH, HEIGHT = 22, 28, 156, 225
POINT = 25.4 / 72
"""Millimetres."""


class NoDocument(Exception):
    """What was given is no DOCX."""


class NoRedHead(Exception):
    """What was given is a bulletin, for which no standard is binding."""


def measure(raw: bytes) -> list[str]:
    """What is different, from the first page to the last."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            names = package.namelist()
            read = {name: package.read(name) for name in names if name.endswith((".xml", ".rels"))}
        sheet = Sheet(read)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        raise NoDocument from None
    if sheet.of("报头"):
        raise NoRedHead
    return [
        *_fonts(names, sheet),
        *_pages(sheet),
        *_styles(sheet),
        *_numbers(sheet),
        *parts(sheet),
    ]


def _fonts(names: list[str], sheet: Sheet) -> Iterator[str]:
    """Those that the standard names may not be passed on."""
    if any(name.startswith("word/fonts/") for name in names) or sheet.has_embedded_fonts:
        yield "文件里嵌入了字体"


def _pages(sheet: Sheet) -> Iterator[str]:
    for place, section in enumerate(sheet.sections, 1):
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        paper = (number(size, "w"), number(size, "h"))
        is_lying = paper[0] > paper[1]
        yield from differs(f"第{place}节纸张长边", max(paper) * POINT / 20, 297)
        yield from differs(f"第{place}节纸张短边", min(paper) * POINT / 20, 210)
        for side, wanted in (LYING if is_lying else MARGINS).items():
            yield from differs(f"第{place}节{side}页边", number(margins, side) * POINT / 20, wanted)
        yield from _grid(place, section.find(w("docGrid")))
        if not is_lying:
            below = 35 - number(margins, "footer") * POINT / 20 - 14 / 2 * POINT
            yield from differs(f"第{place}节页码的一字线距版心下边缘", below, 7)


def _grid(place: int, grid: Any) -> Iterator[str]:
    if grid is None or grid.get(w("type")) != "linesAndChars":
        yield f"第{place}节没有行和字的网格"
        return
    line = number(grid, "linePitch") * POINT / 20
    if not line * LINES <= HEIGHT < line * (LINES + 1):
        yield f"第{place}节每面不是 {LINES} 行"
    character = (16 + number(grid, "charSpace") / 4096) * POINT
    yield from differs(f"第{place}节 {CHARACTERS} 个字的宽度", character * CHARACTERS, WIDTH, 0.1)


def _styles(sheet: Sheet) -> Iterator[str]:
    for name, (font, size) in STYLES.items():
        style = sheet.style(name)
        if style is None:
            yield f"没有样式“{name}”"
            continue
        named = {style.fonts.get(w(script)) for script in ("ascii", "hAnsi", "eastAsia")}
        if named != {font}:
            yield f"“{name}”的字体是{'、'.join(sorted(map(str, named)))}，应为{font}"
        if size is not None and style.half_points != size * 2:
            yield f"“{name}”的字号是 {style.half_points / 2} 磅，应为 {size} 磅"
    yield from _lines(sheet)


def _lines(sheet: Sheet) -> Iterator[str]:
    """22 lines on a page and 28 characters on a line, in programs without a grid too."""
    for name in ON_LINES:
        style = sheet.style(name)
        if style is None:
            continue
        line = style.exact_line * POINT
        if not line * LINES <= HEIGHT < line * (LINES + 1):
            yield f"“{name}”的行距是 {style.exact_line} 磅，每面排不成 {LINES} 行"
        width = (16 + style.tracking) * POINT
        if not width * CHARACTERS <= WIDTH + 0.1 < width * (CHARACTERS + 1):
            yield f"“{name}”每行排不成 {CHARACTERS} 字"
        if style.has_added_space:
            yield f"“{name}”在数字两侧自动加了空"


def _numbers(sheet: Sheet) -> Iterator[str]:
    """Odd pages at the right, even pages at the left, between dashes, one character in."""
    if not sheet.tells_odd_from_even:
        yield "页码不分单双页"
    for name, side in (("单页码", "right"), ("双页码", "left")):
        style = sheet.style(name)
        if style and (style.align != side or style.indent(f"{side}Chars") != 1):
            yield f"“{name}”没有在{'右' if side == 'right' else '左'}侧空一字"
    for place, (kind, words) in enumerate(sheet.footers, 1):
        if words != "— PAGE —":
            yield f"第{place}个页脚（{kind}）写的是“{words}”，应为一字线夹页码"
