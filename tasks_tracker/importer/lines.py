"""Lines of the source, cleaned of layout, and joined into text that knows where it came from."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks_tracker.importer.folding import fold

MARKDOWN = re.compile(r"\*\*|__|^\s*#{1,6}\s+|^\s*>\s+|^\s*[*•]\s+")
# A blank beside a Chinese character or mark is layout; between Latin words it is wording.
LAYOUT_BLANK = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef“”‘’])[ \u3000\xa0]+"
    r"|[ \u3000\xa0]+(?=[\u3001-\u9fff\uff00-\uffef“”‘’])"
)
FURNITURE = (
    re.compile(r"[-—–－·•]+\s*\d{1,4}\s*[-—–－·•]+"),
    re.compile(r"[-—=＿_*]{3,}"),
    re.compile(r"第\s*\d{1,4}\s*页(?:[，,/ ]?\s*共\s*\d{1,4}\s*页)?"),
    re.compile(r".{2,20}公报(?:[（(].{1,12}[）)])?(?:\d{4}年第\d{1,3}期)?(?:[（(]总第\d+期[）)])?"),
    re.compile(r"\d{4}年第\d{1,3}期(?:[（(]总第\d+期[）)])?"),
)
LONGEST_FURNITURE = 50
FINISHED = "。；！？"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source that holds words: its 1-based number and its cleaned text."""

    number: int
    text: str


@dataclass(frozen=True)
class Passage:
    """Lines joined into one text; every place in it knows its line."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    def line_at(self, place: int) -> int:
        return self.numbers[max(0, bisect_right(self.starts, place) - 1)]

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        return self.line_at(start), self.line_at(max(start, end - 1))


def clean_lines(text: str) -> list[Line]:
    """The lines with words in them; page furniture, Markdown marks and layout blanks are gone."""
    numbered = ((number, clean(raw)) for number, raw in enumerate(text.split("\n"), start=1))
    return [Line(number, words) for number, words in numbered if words and not is_furniture(words)]


def clean(raw: str) -> str:
    if "|" in raw and raw.strip().startswith("|"):
        raw = raw.strip().strip("|").replace("|", "\t")
    if "\t" in raw:
        return "\t".join(
            LAYOUT_BLANK.sub("", MARKDOWN.sub("", cell)).strip() for cell in raw.split("\t")
        )
    return LAYOUT_BLANK.sub("", MARKDOWN.sub("", raw)).strip()


def is_furniture(words: str) -> bool:
    return len(words) <= LONGEST_FURNITURE and any(
        pattern.fullmatch(words) for pattern in FURNITURE
    )


def join(lines: Sequence[Line]) -> Passage:
    """One text: a line that ends no sentence runs on into the next, over blank lines and pages."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for line in lines:
        if parts and parts[-1][-1] in FINISHED:
            parts.append("\n")
            length += 1
        starts.append(length)
        parts.append(line.text)
        length += len(line.text)
    return Passage("".join(parts), tuple(starts), tuple(line.number for line in lines))
