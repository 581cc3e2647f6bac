"""Ordinals and headings: the lines of a document as sections that know those above them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tasks_tracker.importer.day_words import number
from tasks_tracker.importer.decimal_ordinals import DECIMALS, counts_in_decimals
from tasks_tracker.importer.folding import fold, outside
from tasks_tracker.importer.lines import FINISHED, Line, Passage, join

HAN = "一二三四五六七八九十百零〇"
STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第(?P<value>[{HAN}0-9]+)[章编篇](?![一-鿿]{{0,3}}(?:规定|第))\s*",
        rf"第(?P<value>[{HAN}0-9]+)节\s*",
        rf"第(?P<value>[{HAN}0-9]+)条(?![例款规])\s*",
        rf"(?P<value>[{HAN}]{{1,4}})、(?![{HAN}]{{1,2}}、)",
        rf"（(?P<value>[{HAN}]{{1,4}})）\s*",
        r"(?P<value>[0-9]{1,3})[.、。](?![0-9](?!G)(?!0[0-9]{2}年)(?![0-2]?月[底末初份中上下]))\s*",
        r"（(?P<value>[0-9]{1,2})）\s*",
        r"(?P<value>[①-⑳])\s*",
        r"专栏\s*(?P<value>[0-9]{1,2})[：\s]?\s*",
    )
)
ARTICLE, FIGURE = 2, 5
# 任务一：…, 举措1：…
NAMED = tuple(
    (
        level,
        re.compile(
            rf"(?:重点)?(?:专项)?(?:任务|行动|工程|举措|措施)(?P<value>{figures})[：、.]\s*"
        ),
    )
    for level, figures in ((4, f"[{HAN}]{{1,3}}"), (5, "[0-9]{1,2}"))
)
LEVELS = (*enumerate(STYLES), *NAMED)
DECIMAL_LEVELS = (*(one for one in LEVELS if one[0] != FIGURE), *reversed(DECIMALS))
# 2.2.严肃 behind 21. is 22.
HALF_STOP = re.compile("(?<=[一-鿿”）])\\.(?=[一-鿿])")
TORN = re.compile(r"([0-9])[.．、]([0-9])[.、](?=[一-鿿])")
Levels = tuple[tuple[int, re.Pattern[str]], ...]
CLAUSE_AHEAD = re.compile(
    r"（(?=[^（）]{0,10}：|[^）]{0,80}(?:牵头|负责|配合|按职责)|[^（）]{2,120}，[^，（）]{0,10}[年月日底](?:前|完成)*）)"
)
LONGEST_HEADING = 40
LONGEST_TORN_REST = 15
SHORTEST_TORN_LINE = 14


@dataclass(frozen=True)
class Section:
    """What stands under one ordinal; level -1 is the text before the first ordinal."""

    level: int
    ordinal: str
    value: int
    passage: Passage
    above: tuple["Section", ...] = field(repr=False, default=())

    @cached_property
    def heading(self) -> str:
        """The heading without its ordinal; empty where the section opens with a long sentence."""
        words = (
            self.passage.text[len(self.ordinal) : self.heading_end]
            .replace("\n", "")
            .strip(" \t；;：:")
        )
        return words if len(words) <= LONGEST_HEADING and not self._opens_with_sentence else ""

    @property
    def _opens_with_sentence(self) -> bool:
        """The first of several sentences of an article is no heading."""
        rest = self.passage.folded[self.heading_end :]
        return self.level == ARTICLE and rest[:1] == "。" and len(rest) > 1

    @cached_property
    def heading_end(self) -> int:
        clause = CLAUSE_AHEAD.search(self.passage.folded, len(self.ordinal))
        return heading_end(self.passage, len(self.ordinal), clause.start() if clause else None)

    @property
    def is_box(self) -> bool:
        """专栏: set beside the text, of which it is no part."""
        return self.level == len(STYLES) - 1

    @property
    def label(self) -> str:
        named = self.level <= ARTICLE and self.ordinal[-1:] in "章编篇节条"
        blank = " " if named or self.ordinal[-1:].isdecimal() else ""
        return (self.ordinal + blank + self.heading).strip()


def sections(lines: Sequence[Line], *, whole_articles: bool = False) -> list[Section]:
    """The document as a flat list in printed order; `above` holds the way up.

    A whole article (第三条) keeps the items below it.
    """
    found: list[Section] = []
    for level, ordinal, value, own in _groups(lines, whole_articles=whole_articles):
        above = _above(found, level)
        found.append(Section(level, ordinal, value, join(own), above))
    return found


def _above(found: list[Section], level: int) -> tuple[Section, ...]:
    if not found or level < 0:
        return ()
    last = found[-1]
    return tuple(section for section in (*last.above, last) if 0 <= section.level < level)


def _groups(
    lines: Iterable[Line], *, whole_articles: bool
) -> list[tuple[int, str, int, list[Line]]]:
    groups: list[tuple[int, str, int, list[Line]]] = []
    reached: dict[int, int] = {}
    previous = ""
    lines = list(lines)
    decimal = counts_in_decimals(line.text for line in lines)
    levels = DECIMAL_LEVELS if decimal else LEVELS
    for line in lines:
        ordinal = _ordinal(line.text, reached, previous, levels)
        if ordinal and not (whole_articles and ARTICLE in reached and ordinal[0] > ARTICLE):
            level, words, value = ordinal
            reached = {known: last for known, last in reached.items() if known < level}
            reached[level] = value
            groups.append((level, words, value, [line]))
        elif groups:
            groups[-1][3].append(line)
        else:
            groups.append((-1, "", 0, [line]))
        previous = line.text
    return groups


def _ordinal(
    words: str, reached: dict[int, int], previous: str, levels: Levels
) -> tuple[int, str, int] | None:
    """The ordinal that opens the line, unless it is a torn-off piece of a sentence."""
    folded = fold(words[:16])
    torn = TORN.match(folded)
    if torn and int(torn[1] + torn[2]) == reached.get(FIGURE, 0) + 1:
        return FIGURE, words[: torn.end()], reached[FIGURE] + 1
    for level, style in levels:
        match = style.match(folded)
        if not match:
            continue
        value = number(match["value"])
        expected = value in (1, reached.get(level, 0) + 1) or (level, style) in NAMED
        return (level, words[: match.end()], value) if expected or _ended(previous) else None
    return None


def _ended(previous: str) -> bool:
    """Whether something new may follow the line: it ends a sentence or clause, or is a heading."""
    folded = fold(previous)
    if not folded or folded[-1] in FINISHED + "：）”":
        return True
    return len(folded) <= LONGEST_HEADING and any(style.match(folded) for style in (*STYLES, TORN))


def heading_end(passage: Passage, start: int, limit: int | None = None) -> int:
    """Where the heading ends: at its full stop, at a clause, or at the end of its own line."""
    folded = passage.folded[:limit]
    first = passage.starts[1] if len(passage.starts) > 1 else len(folded)
    first = min(first, len(folded))
    stop = _full_stop(folded, start)
    if (
        stop <= first
        or first - start > LONGEST_HEADING
        or _is_torn(folded[:first], folded[first:stop])
    ):
        return stop
    return first


def _full_stop(folded: str, start: int) -> int:
    """The first full stop outside brackets and quotation marks; the end where none is near."""
    near = folded[start : start + 4 * LONGEST_HEADING]
    stop = next((place for place, char in outside(near) if char in "。\n"), -1)
    half = HALF_STOP.search(near)
    if half and (stop < 0 or half.start() < stop):
        stop = half.start()
    if stop < 0:
        stop = near.find("。")
    return len(folded) if stop < 0 else start + stop


def _is_torn(first: str, rest: str) -> bool:
    """A heading that fills its line and ends, after few words without a comma, on the next."""
    return (
        len(first) >= SHORTEST_TORN_LINE
        and 0 < len(rest) <= LONGEST_TORN_REST
        and not re.search("[，；：、]", rest)
    )
