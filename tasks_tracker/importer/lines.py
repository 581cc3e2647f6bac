"""Lines of the source, cleaned of layout, and joined into text that knows where it came from."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from tasks_tracker.importer.folding import fold

MARKDOWN = re.compile(r"\*\*|__|^\s*#{1,6}\s+|^\s*>\s+|^\s*[*•]\s+")
# A blank beside a Chinese character or mark is layout; between Latin words it is wording.
LAYOUT_BLANK = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef“”‘’])[ \u3000\xa0]+"
    r"|(?<![ \u3000\xa0])[ \u3000\xa0]+(?=[\u3001-\u9fff\uff00-\uffef“”‘’])"
)
# Between two names behind a label, a blank is all that keeps them apart.
NAMES = re.compile(r"((?:单位|部门|处室|單位|部門)[）)]?[：:])([^。；;]*)")
APART = re.compile(
    r"(?<=[局委办厅会院部队社行区辦廳會])(?<![省市县区]委)[ \u3000]+(?=[\u4e00-\u9fff]{2})"
)
CELL = re.compile(
    r"\S{2,14}[局委办厅会院部队区](?:[ \u3000]+\S{2,14}[局委办厅会院部队区])+(?<![省市县区]委)"
)
FURNITURE = (
    re.compile(r"[-—–－·•]+\s*\d{1,4}\s*[-—–－·•]+"),
    re.compile(r"[-—=＿_*]{3,}"),
    re.compile(r"第\s*\d{1,4}\s*页(?:[，,/ ]?\s*共\s*\d{1,4}\s*页)?"),
    re.compile(r".{2,20}公报(?:[（(].{1,12}[）)])?(?:\d{4}年第\d{1,3}期)?(?:[（(]总第\d+期[）)])?"),
    re.compile(r"\d{4}年第\d{1,3}期(?:[（(]总第\d+期[）)])?"),
)
# 责任单位：… and the like stand on lines of their own; a time behind such a label ends its line.
LABELLED = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:单位|部门|处室|领导|责任人|联系人|时限|时间|期限|措施|目标|分工)(?:（[^）]{1,4}）)?："
)
TIMED = re.compile(r"[\u4e00-\u9fff]{0,6}(?:时限|时间|期限)：.{1,30}")
GOES_ON = re.compile("(?:、|牵头|配合|负责|分别)[^（）]{0,50}）")
SHORT_LIST = re.compile(rf"{LABELLED.pattern}.{{0,20}}[^、，]")
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
        return "\t".join(map(_cell, raw.split("\t")))
    named = NAMES.sub(lambda listed: listed[1] + APART.sub("、", listed[2]), raw)
    return LAYOUT_BLANK.sub("", MARKDOWN.sub("", named)).strip()


def _cell(raw: str) -> str:
    words = MARKDOWN.sub("", raw).strip()
    words = APART.sub("、", words) if CELL.fullmatch(words) else words
    return LAYOUT_BLANK.sub("", words)


def is_furniture(words: str) -> bool:
    return len(words) <= LONGEST_FURNITURE and any(
        pattern.fullmatch(words) for pattern in FURNITURE
    )


def run_on(passages: Sequence[Passage]) -> Passage:
    """Several passages as one, each beginning a line of its own."""
    offsets = [0, *accumulate(len(passage.text) + 1 for passage in passages)]
    return Passage(
        "\n".join(passage.text for passage in passages),
        tuple(
            start + offset
            for passage, offset in zip(passages, offsets, strict=False)
            for start in passage.starts
        ),
        tuple(number for passage in passages for number in passage.numbers),
    )


def join(lines: Sequence[Line]) -> Passage:
    """One text: a line that ends no sentence runs on into the next, over blank lines and pages."""
    parts: list[str] = []
    starts: list[int] = []
    length = depth = 0
    for line in lines:
        if parts and _was_closed_early(parts[-1], line.text):
            parts[-1] = parts[-1][:-1]
            length, depth = length - 1, depth + 1
        if parts and (parts[-1][-1] in FINISHED or (depth <= 0 and _apart(parts[-1], line.text))):
            parts.append("\n")
            length, depth = length + 1, 0
        starts.append(length)
        parts.append(line.text)
        length += len(line.text)
        depth += _opened(line.text)
    return Passage("".join(parts), tuple(starts), tuple(line.number for line in lines))


def _was_closed_early(before: str, after: str) -> bool:
    """（甲局） at the end of a page, 牵头，乙局配合） on the next: a bracket that a scan closed."""
    goes_on = GOES_ON.match(fold(after[:60]))
    return bool(goes_on) and len(before) > 1 and fold(before[-1]) == "）"


def _apart(before: str, after: str) -> bool:
    """Whether a label keeps two lines apart, though the first ends no sentence."""
    above = fold(before[:60])
    if LABELLED.match(fold(after[:20])) or TIMED.fullmatch(above):
        return True
    return bool(SHORT_LIST.fullmatch(above)) and "。" in after


def _opened(text: str) -> int:
    folded = fold(text)
    return folded.count("（") - folded.count("）")
