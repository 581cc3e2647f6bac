"""Paragraph styles of Word, as far as they say what a line is: its list, its rank as heading."""

import re
from dataclasses import dataclass

from tasks_tracker.importer.files.docx_names import (
    ILVL,
    NUM_ID,
    NUM_PR,
    OUTLINE,
    P_PR,
    W,
    value_of,
    whole_number,
)
from tasks_tracker.importer.files.markup import Element

CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
BODY_TEXT = 9
DEPTH = 20


@dataclass(frozen=True)
class Style:
    """What one style says, its ancestors heard."""

    list_id: str = ""
    level: int | None = None
    rank: int | None = None
    """0 for a heading of the first rank; None for text."""
    is_contents: bool = False


class Styles:
    """The styles of a document by id; an unknown one says nothing."""

    def __init__(self, root: Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._elements = {one.get(W + "styleId", ""): one for one in found}
        self._known: dict[str, Style] = {}

    def of(self, name: str) -> Style:
        if name not in self._known:
            self._known[name] = _style(self._line(name))
        return self._known[name]

    def list_of(self, name: str) -> str:
        """The list to which a numbering style belongs."""
        return self.of(name).list_id

    def _line(self, name: str) -> list[Element]:
        """The style and its ancestors, the nearest first."""
        line: list[Element] = []
        while name in self._elements and len(line) < DEPTH:
            line.append(self._elements[name])
            name = value_of(line[-1].find(W + "basedOn"))
        return line


def _style(line: list[Element]) -> Style:
    properties = [own for one in line if (own := one.find(P_PR)) is not None]
    numbers = [own for one in properties if (own := one.find(NUM_PR)) is not None]
    list_id = next((value_of(own) for one in numbers if (own := one.find(NUM_ID)) is not None), "")
    level = next((value_of(own) for one in numbers if (own := one.find(ILVL)) is not None), "")
    ranks = [value_of(own) for one in properties if (own := one.find(OUTLINE)) is not None]
    name = value_of(line[0].find(W + "name")) if line else ""
    return Style(
        list_id="" if list_id == "0" else list_id,
        level=whole_number(level) if level else None,
        rank=rank_of(ranks[0]) if ranks else _rank_by_name(name),
        is_contents=bool(CONTENTS.match(name)),
    )


def rank_of(words: str) -> int | None:
    rank = whole_number(words, BODY_TEXT)
    return rank if 0 <= rank < BODY_TEXT else None


def _rank_by_name(name: str) -> int | None:
    heading = HEADING.match(name)
    return int(heading[1]) - 1 if heading else None
