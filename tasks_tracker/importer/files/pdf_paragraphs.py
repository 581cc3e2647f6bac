"""Printed lines joined into paragraphs, by where they begin and how far they reach."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tasks_tracker.importer.files.pdf_lines import PrintedLine
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.outline import STYLES

FLUSH = 0.6
SHORT_OF_EDGE = 1.7
LONG_ENOUGH = 0.6
USUAL_INDENT = 2.6
ENDS = "。；：！？"
INDENTED = 1.2
OTHER_SIZE = 1.15
COMMON = 0.08
OFTEN_INDENTED = 0.1
OUTERMOST = 0.95
NARROWEST, WIDE = 12, 20
"""Where all lines are short, or one is longer than the others, none runs on into the next."""
CLAUSE = re.compile("（[^（）]{0,10}(?:单位|部门|处室)：")


@dataclass(frozen=True)
class Margins:
    """Between which edges lines are set, and whether paragraphs begin with an indent."""

    left: float
    right: float
    indents: bool


def margins_of(lines: Sequence[PrintedLine]) -> Margins:
    if not lines:
        return Margins(0, 0, indents=False)
    size = median(line.size for line in lines)
    places = Counter(round(line.left) for line in lines)
    common = [place for place, count in places.items() if count >= max(2, COMMON * len(lines))]
    left = min(common or places)
    rights = sorted(line.right for line in lines)
    right = rights[min(len(rights) - 1, int(OUTERMOST * len(rights)))]
    full = sum(one > right - SHORT_OF_EDGE * size for one in rights)
    is_set = right - left > NARROWEST * size and (full > 1 or right - left > WIDE * size)
    indented = sum(line.left > left + INDENTED * size for line in lines)
    return Margins(
        left,
        right if is_set else math.inf,
        indents=indented > OFTEN_INDENTED * len(lines),
    )


@dataclass
class Paragraphs:
    """Takes lines in reading order and gives whole paragraphs."""

    text: str = ""
    last: PrintedLine | None = None
    edge: float = 0.0

    def add(self, line: PrintedLine, margins: Margins) -> Iterator[str]:
        if self.last is not None and self._goes_on(self.last, line, margins):
            latin = self.text[-1].isascii() and line.text[0].isascii()
            apart = latin and self.text[-1].isalnum() and line.text[0].isalnum()
            self.text += f" {line.text}" if apart else line.text
        else:
            yield from self.end()
            self.text = line.text
        self.last, self.edge = line, margins.right

    def end(self) -> Iterator[str]:
        if self.text:
            yield self.text
        self.text, self.last = "", None

    def _goes_on(self, last: PrintedLine, line: PrintedLine, margins: Margins) -> bool:
        if _differ_in_size(last, line):
            return False
        is_full = self.edge - last.right < SHORT_OF_EDGE * last.size
        is_full = is_full or (margins.indents and _is_unfinished(last, margins))
        is_flush = line.left < margins.left + FLUSH * line.size
        return is_full and is_flush and (margins.indents or not _opens(line.text))


def _differ_in_size(last: PrintedLine, line: PrintedLine) -> bool:
    is_known = last.has_square_letters and line.has_square_letters
    return is_known and max(last.size, line.size) > OTHER_SIZE * min(last.size, line.size)


def _is_unfinished(last: PrintedLine, margins: Margins) -> bool:
    """A long line of text that ends no sentence; what could not be parted stands on the next."""
    is_long = last.right - last.left > LONG_ENOUGH * (margins.right - margins.left)
    is_text = last.left < margins.left + USUAL_INDENT * last.size
    return is_long and is_text and last.text[-1] not in ENDS


def _opens(words: str) -> bool:
    """Whether the line begins something new, by its words alone."""
    folded = fold(words[:24])
    return bool(CLAUSE.match(folded)) or any(style.match(folded) for style in STYLES)
