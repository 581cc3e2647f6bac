"""Automatic numbering of Word: the ordinals that stand in no text, counted as Word counts."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tasks_tracker.importer.files.docx_names import ILVL, NUM_ID, W, is_on, value_of, whole_number
from tasks_tracker.importer.files.markup import Element
from tasks_tracker.importer.files.numerals import numeral

LEVELS = 9
ListOf = Callable[[str], str]
PLACE = re.compile(r"%([1-9])")
START, FORMAT, WORDS, RESTART, LEGAL, LINKED, SUFFIX = (
    W + name for name in ("start", "numFmt", "lvlText", "lvlRestart", "isLgl", "pStyle", "suff")
)


@dataclass(frozen=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    style: str = "decimal"
    words: str = ""
    restart: int | None = None
    all_figures: bool = False
    linked: str = ""
    glued: bool = False


@dataclass(frozen=True)
class Series:
    """A list as paragraphs refer to it: levels, and the counter that it shares with others."""

    counter: str
    levels: dict[int, Level]
    restarts: dict[int, int]


@dataclass
class Numbering:
    """All lists of a document, and how far each has come."""

    lists: dict[str, Series]
    reached: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, list_id: str, style: str) -> int | None:
        """The level to which a paragraph style is tied."""
        levels = self.lists[list_id].levels if list_id in self.lists else {}
        return next((at for at, level in levels.items() if level.linked == style), None)

    def next_label(self, list_id: str, at: int) -> str:
        """Count on by one paragraph and say what is printed before it."""
        own = self.lists.get(list_id)
        if own is None or at not in own.levels:
            return ""
        count = self.reached.setdefault(own.counter, [None] * LEVELS)
        self._count(own, list_id, at, count)
        return _label(own, at, count)

    def _count(self, own: Series, list_id: str, at: int, count: list[int | None]) -> None:
        level = own.levels[at]
        before = count[at]
        if at in own.restarts and (list_id, at) not in self.begun:
            count[at] = own.restarts[at]
        else:
            count[at] = level.start if before is None else before + 1
        self.begun.add((list_id, at))
        for lower in range(at + 1, LEVELS):
            if _begins_anew(own.levels.get(lower), at):
                count[lower] = None


def _begins_anew(lower: Level | None, at: int) -> bool:
    """Whether a level starts over behind one above it; 0 says never, N behind level N only."""
    if lower is None or lower.restart is None:
        return True
    return lower.restart > at


def _label(own: Series, at: int, count: list[int | None]) -> str:
    level = own.levels[at]
    if level.style == "bullet":
        return ""

    def printed(place: re.Match[str]) -> str:
        upper = int(place[1]) - 1
        above = own.levels.get(upper, Level())
        reached = count[upper]
        value = above.start if reached is None else reached
        return numeral(value, "decimal" if level.all_figures else above.style)

    words = PLACE.sub(printed, level.words).strip()
    return f"{words} " if words[-1:].isalnum() and words[-1:].isascii() else words


def read_numbering(root: Element | None, list_of: ListOf) -> Numbering:
    """The lists of numbering.xml; `list_of` says which list a numbering style means."""
    if root is None:
        return Numbering({})
    abstract = {one.get(W + "abstractNumId", ""): one for one in root.findall(W + "abstractNum")}
    refers = {
        one.get(NUM_ID, ""): value_of(one.find(W + "abstractNumId"))
        for one in root.findall(W + "num")
    }
    lists = {}
    for one in root.findall(W + "num"):
        counter = _resolved(value_of(one.find(W + "abstractNumId")), abstract, refers, list_of)
        lists[one.get(NUM_ID, "")] = _list(one, counter, abstract.get(counter))
    return Numbering(lists)


def _resolved(
    name: str, abstract: dict[str, Element], refers: dict[str, str], list_of: ListOf
) -> str:
    """An abstract list may only point to a numbering style, and that to a list."""
    link = abstract[name].find(W + "numStyleLink") if name in abstract else None
    if link is None:
        return name
    return refers.get(list_of(value_of(link)), name)


def _list(one: Element, counter: str, abstract: Element | None) -> Series:
    found = [] if abstract is None else abstract.findall(W + "lvl")
    levels = {_place(level): _level(level) for level in found}
    restarts = {}
    for override in one.findall(W + "lvlOverride"):
        at = _place(override)
        own = override.find(W + "lvl")
        if own is not None:
            levels[at] = _level(own)
        start = override.find(W + "startOverride")
        if start is not None:
            restarts[at] = whole_number(value_of(start), 1)
    return Series(counter, levels, restarts)


def _place(element: Element) -> int:
    return min(max(whole_number(element.get(ILVL, "0")), 0), LEVELS - 1)


def _level(element: Element) -> Level:
    style = element.find(FORMAT)
    if style is None:  # a form that older Word does not know stands beside one that it does
        style = next(element.iter(FORMAT), None)
    restart = element.find(RESTART)
    return Level(
        start=whole_number(value_of(element.find(START), "1"), 1),
        style=value_of(style, "decimal"),
        words=value_of(element.find(WORDS)),
        restart=None if restart is None else whole_number(value_of(restart)),
        all_figures=is_on(element, LEGAL),
        linked=value_of(element.find(LINKED)),
    )
