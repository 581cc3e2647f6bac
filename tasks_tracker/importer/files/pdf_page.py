"""One page of a PDF as letters and ruled lines, upright, with their places in points."""

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as api

from tasks_tracker.importer.files.limits import MEGABYTE

MOST_SEGMENTS = 20_000
MOST_LETTERS = MEGABYTE
STRAIGHT = 1.0
SHORTEST_RULE = 4.0
RADICALS = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
PRIVATE = range(0xE000, 0xF900)
HALVES = range(0xD800, 0xE000)
HYPHEN = 2
UNKNOWN = "〓"
"""What printers set for a letter that they lack; here, one of which the file tells no meaning."""


class Letter(NamedTuple):
    char: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> float:
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A horizontal (bottom = top) or vertical (left = right) line."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_vertical(self) -> bool:
        return self.top - self.bottom > self.right - self.left


class Page(NamedTuple):
    width: float
    height: float
    letters: list[Letter]
    rules: list[Rule]
    has_picture: bool


def page_of(document: pdfium.PdfDocument, number: int) -> Page:
    """What stands on a page, turned as a reader sees it."""
    page = document[number]
    text = page.get_textpage()
    try:
        turn = _Turn(page)
        found = list(_letters(text.raw, turn))
        rules, pictures = _drawn(page, turn)
    finally:
        text.close()
        page.close()
    letters = [
        letter._replace(char=UNKNOWN) if _is_unknown(letter.char) else letter for letter in found
    ]
    return Page(turn.width, turn.height, letters, rules, bool(pictures))


class _Turn:
    """From the coordinates of the file to those of the page as it is shown."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.turns = page.get_rotation() // 90 % 4
        self._left, self._bottom, right, top = page.get_cropbox()
        self._width, self._height = right - self._left, top - self._bottom
        sideways = self.turns % 2
        self.width = self._height if sideways else self._width
        self.height = self._width if sideways else self._height

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self._left, y - self._bottom
        turned = (
            (x, y),
            (y, self._width - x),
            (self._width - x, self._height - y),
            (self._height - y, x),
        )
        return turned[self.turns]

    def box(self, one: tuple[float, float], other: tuple[float, float]) -> tuple[float, ...]:
        (x0, y0), (x1, y1) = self.point(*one), self.point(*other)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _letters(text: Any, turn: _Turn) -> Iterator[Letter]:
    box = api.FS_RECTF()
    place = ctypes.byref(box)
    high = 0
    for at in range(min(api.FPDFText_CountChars(text), MOST_LETTERS)):
        code = api.FPDFText_GetUnicode(text, at)
        if code in HALVES:
            high, code = (code, 0) if code < 0xDC00 else (0, _whole(high, code))  # noqa: PLR2004
        char = "-" if code == HYPHEN else chr(code)
        if not code or char.isspace() or api.FPDFText_IsGenerated(text, at) == 1:
            continue
        if api.FPDFText_GetLooseCharBox(text, at, place):
            yield Letter(_usual(char), *turn.box((box.left, box.bottom), (box.right, box.top)))


def _whole(high: int, low: int) -> int:
    """A character beyond the first plane comes in two halves."""
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) if high else 0


def _usual(char: str) -> str:
    """Fonts that share glyphs say ⼀ (a radical) for 一."""
    code = ord(char)
    if any(code in block for block in RADICALS):
        return unicodedata.normalize("NFKC", char)
    return char


def _is_unknown(char: str) -> bool:
    return ord(char) in PRIVATE or char in "\ufffd\ufffe\uffff" or not char.isprintable()


def _drawn(page: pdfium.PdfPage, turn: _Turn) -> tuple[list[Rule], int]:
    rules: list[Rule] = []
    pictures = 0
    for thing in page.get_objects(max_depth=4):
        if thing.type == api.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif thing.type == api.FPDF_PAGEOBJ_PATH and len(rules) < MOST_SEGMENTS:
            rules += _rules(thing, turn)
    return rules, pictures


def _rules(path: pdfium.PdfObject, turn: _Turn) -> Iterator[Rule]:
    matrix = path.get_matrix()
    start = here = (0.0, 0.0)
    for at in range(min(api.FPDFPath_CountSegments(path.raw), MOST_SEGMENTS)):
        segment = api.FPDFPath_GetPathSegment(path.raw, at)
        there = matrix.on_point(*_end(segment))
        kind = api.FPDFPathSegment_GetType(segment)
        if kind == api.FPDF_SEGMENT_MOVETO:
            start = there
        elif kind == api.FPDF_SEGMENT_LINETO:
            yield from _straight(turn.box(here, there))
        here = there
        if api.FPDFPathSegment_GetClose(segment):
            yield from _straight(turn.box(here, start))


def _end(segment: Any) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    api.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _straight(box: tuple[float, ...]) -> Iterator[Rule]:
    left, bottom, right, top = box
    wide, tall = right - left, top - bottom
    if min(wide, tall) <= STRAIGHT and max(wide, tall) >= SHORTEST_RULE:
        yield Rule(left, bottom, right, top)
