"""Printed lines joined into paragraphs, by where they begin and how far they reach."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tasks_tracker.importer.files.pdf_lines import PrintedLine
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.outline import STYLES

FLUSH = 0.6
SHORT_OF_EDGE, SHORT_WITH_INDENTS = 1.7, 3.0
"""How many letters a full line may lack; more where an indent tells what begins anew."""
INDENTED = 1.2
OTHER_SIZE = 1.15
COMMON = 0.08
OFTEN_INDENTED = 0.1
OUTERMOST = 0.95
NARROWEST = 12
"""Where all lines are shorter than that, none is full."""
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
    indented = sum(line.left > left + INDENTED * size for line in lines)
    return Margins(
        left,
        rights[min(len(rights) - 1, int(OUTERMOST * len(rights)))],
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
        if max(last.size, line.size) > OTHER_SIZE * min(last.size, line.size):
            return False
        is_wide = margins.right - margins.left > NARROWEST * last.size
        most = SHORT_WITH_INDENTS if margins.indents else SHORT_OF_EDGE
        is_full = is_wide and self.edge - last.right < most * last.size
        is_flush = line.left < margins.left + FLUSH * line.size
        return is_full and is_flush and (margins.indents or not _opens(line.text))


def _opens(words: str) -> bool:
    """Whether the line begins something new, by its words alone."""
    folded = fold(words[:24])
    return bool(CLAUSE.match(folded)) or any(style.match(folded) for style in STYLES)
