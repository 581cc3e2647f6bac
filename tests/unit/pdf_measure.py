"""A PDF as it is measured: where on its pages the characters stand, in millimetres."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium

MM = 25.4 / 72
UNSEEN = " \r\n\u200b\u2060"


@dataclass(frozen=True)
class Character:
    """One character with its box, counted from the upper left corner of the page."""

    letter: str
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def characters(page: pdfium.PdfPage) -> Iterator[Character]:
    height = page.get_height()
    text = page.get_textpage()
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if letter.strip(UNSEEN):
            left, bottom, right, top = text.get_charbox(place, loose=False)
            yield Character(
                letter, left * MM, right * MM, (height - top) * MM, (height - bottom) * MM
            )


def lines(page: pdfium.PdfPage) -> list[list[Character]]:
    """From above to below, each from left to right; characters of a line overlap in height."""
    found: list[list[Character]] = []
    for one in sorted(characters(page), key=lambda it: it.middle):
        if found and abs(found[-1][-1].middle - one.middle) < 3:
            found[-1].append(one)
        else:
            found.append([one])
    return [sorted(line, key=lambda it: it.left) for line in found]


def words(page: pdfium.PdfPage) -> str:
    text: str = page.get_textpage().get_text_range()
    return text.replace("\r\n", "\n").replace("\u200b", "").replace("\u2060", "")


def size(page: pdfium.PdfPage) -> tuple[int, int]:
    return round(page.get_width() * MM), round(page.get_height() * MM)
