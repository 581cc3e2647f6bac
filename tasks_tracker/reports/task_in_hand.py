"""The one task of a draft that a clerk is at: its lines in the source, and what is doubtful."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks_tracker.importer.likeness import Near
from tasks_tracker.reports import unit_names
from tasks_tracker.reports.drafts import DraftView, Item, open_doubts, units_of
from tasks_tracker.reports.source_marks import SourceLine, Wanted, marked
from tasks_tracker.reports.unit_names import UnknownName

BEFORE, AFTER = 2, 14
"""Lines shown around those of the task, which stands at the top of its pane."""
FIELDS = ("title", "path", "lead", "support", "deadlines", "targets", "requirement")
SURE = 80
"""From this likeness on the nearest unit is proposed; below it a person has to choose."""


@dataclass(frozen=True)
class Likely:
    """A unit that an unknown name may mean, and in how many tasks it goes by its full name."""

    near: Near
    mentions: int


@dataclass(frozen=True)
class Unknown:
    """A name that the register does not know, with what it may be."""

    name: UnknownName
    likely: Sequence[Likely]

    @property
    def printed(self) -> str:
        return self.name.printed

    @property
    def proposed(self) -> str:
        """The unit that is proposed; none where none is near enough."""
        best = self.name.nearest[0] if self.name.nearest else None
        return best.official if best and best.score >= SURE else ""

    @property
    def is_slip(self) -> bool:
        """What differs by a mistake is put right, and not remembered."""
        return bool(self.name.nearest and self.name.nearest[0].is_slip)


class TaskInHand:
    def __init__(self, view: DraftView, key: int) -> None:
        self.view = view
        self.key = key
        self.item: Item = view.item(key)
        self.entry = view.by_key[key]

    @property
    def number(self) -> int:
        return self.entry.number

    @cached_property
    def unknown(self) -> list[str]:
        """Names in it that the register does not know."""
        return [name for name in dict.fromkeys(units_of(self.item)) if name not in self.view.known]

    @cached_property
    def unknown_names(self) -> list[Unknown]:
        """The same with what they may be."""
        if not self.unknown:
            return []
        view = self.view
        found = unit_names.of_draft(view.draft, view.units, only=self.unknown, known=view.official)
        return [
            Unknown(one, [Likely(near, view.mentions(near.official)) for near in one.nearest])
            for one in found
        ]

    def doubts(self, *fields: str) -> list[str]:
        """What is doubtful about one field, or some."""
        return [doubt["words"] for doubt in open_doubts(self.item) if doubt["field"] in fields]

    def same(self, words: str) -> int:
        """At how many tasks this very doubt is open."""
        return sum(
            any(doubt["words"] == words for doubt in open_doubts(item)) for item in self.view.items
        )

    @cached_property
    def first_doubt(self) -> str:
        """The field in which the cursor should stand: where the first doubt is."""
        doubtful = {doubt["field"] for doubt in open_doubts(self.item)}
        if self.unknown:
            return "unknown"
        return next((field for field in FIELDS if field in doubtful), "title")

    @cached_property
    def lines(self) -> list[SourceLine]:
        """Its lines, marked, with some before and after them."""
        own = range(self.item["line_start"], self.item["line_end"] + 1)
        shown = self.view.draft.source.lines(max(1, own.start - BEFORE), own.stop + AFTER)
        return marked(shown, own, _wanted(self.item))

    @cached_property
    def _numbers(self) -> Mapping[str, set[int]]:
        numbers: dict[str, set[int]] = defaultdict(set)
        for line in self.lines:
            for piece in line.pieces:
                numbers[piece.words].add(line.number)
        return numbers

    def lines_of(self, words: Iterable[str]) -> str:
        """In which lines the words stand: “455 行”, “453—455 行”; empty if they were not found."""
        numbers = set().union(*(self._numbers.get(one, set()) for one in words if one))
        return _span(min(numbers), max(numbers)) if numbers else ""

    @property
    def span(self) -> str:
        """All its lines."""
        return _span(self.item["line_start"], self.item["line_end"])


def _span(first: int, last: int) -> str:
    return f"{first} 行" if first == last else f"{first}—{last} 行"


def _wanted(item: Item) -> list[Wanted]:
    return [
        *(Wanted("target", one["phrase"]) for one in item["targets"]),
        *(Wanted("deadline", one["phrase"]) for one in item["deadlines"]),
        *(Wanted("unit", name) for name in sorted(units_of(item), key=len)),
    ]
