"""The parts of a red-head paper held against GB/T 9704-2012: head, body, annexes, imprint."""

import re
from collections.abc import Iterator

from tasks_tracker.reports.docx_measured import (
    Paragraph,
    Sheet,
    Style,
    differs,
    number,
    w,
    words_in,
)

DAY = r"(\d{4}年[1-9]\d?月[1-9]\d?日|\d{4}年　月　日)"
NUMBER = re.compile(r"\S+〔\d{4}〕([1-9]\d*|　)号")
HEADINGS = {
    "一级标题": re.compile(r"[一二三四五六七八九十]+、.+"),
    "二级标题": re.compile(r"（[一二三四五六七八九十]+）.+"),
    "三级标题": re.compile(r"[1-9]\d*\..+"),
    "四级标题": re.compile(r"（[1-9]\d*）.+"),
}
PLAIN = ("发文字号", "公文标题", "主送机关", "公文正文", *HEADINGS, "附件说明", "署名", "附件序号")
RED = "FF0000"
POINT = 25.4 / 72
LINE, TITLE_WIDTH, TYPE_WIDTH, LYING_WIDTH = 28.95, 20, 156, 225.5
INDENT, LABEL, DATE_INDENT = 2, 3, 4
"""Characters."""
TWO = 2
THICK, THIN = 0.35, 0.25
FINE = 0.03
"""Millimetres that lines may differ: they are measured in eighths of a point."""


def parts(sheet: Sheet) -> Iterator[str]:
    yield from _masthead(sheet)
    yield from _number(sheet)
    yield from _title(sheet)
    yield from _body(sheet)
    yield from _attachments(sheet)
    yield from _signature(sheet)
    yield from _tables(sheet)
    yield from _imprint(sheet)


def _style(sheet: Sheet, name: str) -> Style:
    """A style that lacks is told elsewhere."""
    found = sheet.style(name)
    return found if found else Style(sheet.sections[0])


def _one(sheet: Sheet, style: str) -> Iterator[Paragraph]:
    """The only paragraph of a style."""
    found = sheet.of(style)
    if len(found) == 1:
        yield found[0]


def _masthead(sheet: Sheet) -> Iterator[str]:
    style = _style(sheet, "发文机关标志")
    if len(sheet.of("发文机关标志")) != 1:
        yield "没有发文机关标志，或者不止一个"
    for mark in _one(sheet, "发文机关标志"):
        if style.colour.upper() != RED:
            yield "发文机关标志不是红色"
        if style.align != "center":
            yield "发文机关标志没有居中"
        yield from differs("发文机关标志上边缘距版心上边缘", style.before * POINT, 35)
        if max(mark.sizes, default=0) * POINT * len(mark.words) > TYPE_WIDTH:
            yield "发文机关标志宽出版心"


def _number(sheet: Sheet) -> Iterator[str]:
    style = _style(sheet, "发文字号")
    if len(sheet.of("发文字号")) != 1:
        yield "没有发文字号，或者不止一个"
    for mark in _one(sheet, "发文字号"):
        if not NUMBER.fullmatch(mark.words):
            yield f"发文字号写的是“{mark.words}”，年份用六角括号，不加“第”，不编虚位"
        yield from differs("发文字号上空", style.before * POINT, 2 * LINE * POINT)
        line = mark.line_below
        if line is None or line.get(w("color"), "").upper() != RED:
            yield "发文字号之下没有红色分隔线"
            continue
        yield from differs("红色分隔线距发文字号", number(line, "space") * POINT, 4)


def _title(sheet: Sheet) -> Iterator[str]:
    lines = sheet.of("公文标题")
    if not lines:
        yield "没有标题"
        return
    if _style(sheet, "公文标题").align != "center":
        yield "标题没有居中"
    yield from differs("标题上空", lines[0].own.before * POINT, 2 * LINE * POINT)
    for line in lines:
        if _width(line.words) > TITLE_WIDTH:
            yield f"标题的一行排不下：“{line.words}”"


def _body(sheet: Sheet) -> Iterator[str]:
    if _style(sheet, "公文正文").indent("firstLineChars") != INDENT:
        yield "正文首行没有左空二字"
    yield from _addressees(sheet)
    yield from _headings(sheet)
    for paragraph in sheet.paragraphs:
        if paragraph.style in PLAIN and (paragraph.own_fonts or paragraph.sizes):
            yield f"“{paragraph.words[:12]}”另设了字体或字号"


def _addressees(sheet: Sheet) -> Iterator[str]:
    for addressee in sheet.of("主送机关"):
        if not addressee.words.endswith("："):
            yield "主送机关之后不是全角冒号"
        above = _style(sheet, "主送机关").before
        yield from differs("主送机关上空", above * POINT, LINE * POINT)


def _headings(sheet: Sheet) -> Iterator[str]:
    for style, pattern in HEADINGS.items():
        for heading in sheet.of(style):
            if not pattern.fullmatch(heading.words):
                yield f"{style}的序号不对：“{heading.words}”"


def _attachments(sheet: Sheet) -> Iterator[str]:
    listed, marks = sheet.of("附件说明"), sheet.of("附件序号")
    if len(listed) != len(marks):
        yield f"附件说明有 {len(listed)} 个，附件有 {len(marks)} 个"
    titles = [title.words for title in sheet.of("附件标题")]
    for place, line in enumerate(listed, 1):
        yield from _listed(place, line, titles, of=len(listed))
    for place, mark in enumerate(marks, 1):
        wanted = f"附件{place}" if len(marks) > 1 else "附件"
        if mark.words != wanted:
            yield f"“{mark.words}”应为“{wanted}”"
        if not mark.begins_page:
            yield f"“{mark.words}”没有另面编排"


def _listed(place: int, line: Paragraph, titles: list[str], *, of: int) -> Iterator[str]:
    first, numbered = "附件：" if place == 1 else "", f"{place}. " if of > 1 else ""
    title = titles[place - 1] if place <= len(titles) else ""
    if line.words != f"{first}{numbered}{title}":
        yield f"附件说明“{line.words}”应为“{first}{numbered}{title}”，名称后不加标点"
    if place == 1:
        yield from differs("附件说明上空", line.own.before * POINT, LINE * POINT)
    starts = line.own.indent("leftChars") - line.own.indent("hangingChars")
    if starts != (INDENT if place == 1 else INDENT + LABEL):
        yield f"附件说明第{place}行左空 {starts:g} 字"


def _signature(sheet: Sheet) -> Iterator[str]:
    lines = sheet.of("署名")
    if len(lines) != TWO:
        yield "署名和成文日期不成两行"
        return
    if not re.fullmatch(DAY, lines[1].words):
        yield f"成文日期写的是“{lines[1].words}”，月、日不编虚位"
    if lines[1].own.indent("rightChars") != DATE_INDENT:
        yield "成文日期没有右空四字"
    before = sheet.paragraphs[sheet.paragraphs.index(lines[0]) - 1].element
    styled = _style(sheet, sheet.paragraphs[sheet.paragraphs.index(lines[0]) - 1].style)
    if all(one.find(f"{w('pPr')}/{w('keepNext')}") is None for one in (before, styled.element)):
        yield "署名可能单独落在一面"


def _tables(sheet: Sheet) -> Iterator[str]:
    for place, table in enumerate(sheet.tables[:-1], 1):
        rows = list(table.iterfind(w("tr")))
        if rows[0].find(f"{w('trPr')}/{w('tblHeader')}") is None:
            yield f"第{place}个表的表头不在各面重复"
        if any(row.find(f"{w('trPr')}/{w('cantSplit')}") is None for row in rows):
            yield f"第{place}个表的行会跨面断开"
        columns = table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")
        width = sum(number(column, "w") for column in columns) * POINT / 20
        if width > LYING_WIDTH:
            yield f"第{place}个表宽出版心"


def _imprint(sheet: Sheet) -> Iterator[str]:
    rows = [words_in(row) for row in sheet.tables[-1].iterfind(w("tr"))] if sheet.tables else []
    if len(rows) < TWO or not re.fullmatch(r"抄送：.+。", rows[0]):
        yield "版记没有抄送机关，或者之后不是句号"
        return
    day = sheet.of("署名")[-1].words if sheet.of("署名") else ""
    if not re.fullmatch(rf".+\t{re.escape(day)}印发", rows[-1]):
        yield f"版记末行写的是“{rows[-1]}”，应为印发机关和“{day}印发”"
    borders = sheet.tables[-1].find(f"{w('tblPr')}/{w('tblBorders')}")
    for side, wanted in (("top", THICK), ("insideH", THIN), ("bottom", THICK)):
        line = borders.find(w(side)) if borders is not None else None
        yield from differs(f"版记{side}线", number(line, "sz") / 8 * POINT, wanted, FINE)


def _width(words: str) -> float:
    return sum(0.5 if letter.isascii() else 1 for letter in words)
