"""A draft plan as the clerk checks it: its outline, what is doubtful, the task in hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import groupby
from typing import Any

from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.reports.source_marks import SourceLine, Wanted, marked

BEFORE, AFTER = 2, 14
"""Lines shown around those of the task in hand, which stands at the top of its pane."""
NEAREST = 3
NAMES_EACH = 4
LIKENESS = 0.5
WHOLE = "全文"
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One task in the outline; numbers count from 1."""

    number: int
    label: str
    doubts: int
    """Open doubts, and names that the register does not know."""
    was_doubtful: bool


@dataclass(frozen=True)
class Part:
    """A section of the outline."""

    label: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Goal:
    """A date that the plan sets for the whole; measures without a date can answer by it."""

    index: int
    words: str
    due: str
    applies: bool


class DraftView:
    """What the page of a draft asks for; `known` has every name in the register of the region
    with the official name of the unit that it means."""

    def __init__(self, draft: PlanDraft, known: Mapping[str, str]) -> None:
        self.draft = draft
        self.known = known
        self.items: Sequence[Item] = draft.content["tasks"]

    @cached_property
    def entries(self) -> list[Entry]:
        return [self._entry(number, item) for number, item in enumerate(self.items, 1)]

    @cached_property
    def parts(self) -> list[Part]:
        runs = groupby(self.entries, key=lambda entry: _section(self.items[entry.number - 1]))
        return [Part(label, list(entries)) for label, entries in runs]

    @cached_property
    def doubtful(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.doubts]

    @property
    def open_doubts(self) -> int:
        """What the text leaves open; unknown units are asked for apart."""
        return sum(len(_open_doubts(item)) for item in self.items)

    @property
    def checked(self) -> int:
        """Tasks that were doubtful and no longer are."""
        return sum(entry.was_doubtful and not entry.doubts for entry in self.entries)

    @cached_property
    def measures(self) -> int:
        return len({tuple(item["path"]) for item in self.items})

    @cached_property
    def unknown_units(self) -> list[str]:
        """Names that the register does not know, in the order of the document."""
        names = (name for item in self.items for name in (*item["lead"], *item["support"]))
        return [name for name in dict.fromkeys(names) if name not in self.known]

    @cached_property
    def goals(self) -> list[Goal]:
        dated = [goal for goal in self.draft.content["goals"]["deadlines"] if goal["due"]]
        return [
            Goal(index, f"{goal['phrase']}{goal['deliverable']}", goal["due"], goal["applies"])
            for index, goal in enumerate(dated)
        ]

    @cached_property
    def undated(self) -> int:
        """Tasks without a date of their own."""
        return sum(all(one["kind"] != "by" for one in item["deadlines"]) for item in self.items)

    def first(self) -> int:
        """Where to begin: at the first doubt."""
        return self.doubtful[0].number if self.doubtful else 1

    def after(self, number: int) -> int | None:
        """The next doubtful task, round and round; None if there is no other."""
        return self._nearest(number, [entry.number for entry in self.doubtful])

    def before(self, number: int) -> int | None:
        return self._nearest(-number, [-entry.number for entry in reversed(self.doubtful)])

    def nearest_units(self, name: str) -> list[str]:
        """Official names of the units with a name like this one."""
        near = get_close_matches(name, self.known, n=NEAREST * NAMES_EACH, cutoff=LIKENESS)
        return list(dict.fromkeys(self.known[one] for one in near))[:NEAREST]

    def unknown_in(self, number: int) -> list[str]:
        return [name for name in self.unknown_units if name in _units(self.items[number - 1])]

    def doubts_in_hand(self, number: int) -> int:
        return self.entries[number - 1].doubts

    def doubts_in(self, number: int, field: str) -> list[str]:
        """What is doubtful about one field of a task."""
        doubts = _open_doubts(self.items[number - 1])
        return [doubt["words"] for doubt in doubts if doubt["field"] == field]

    def lines(self, number: int) -> list[SourceLine]:
        """The lines of a task, marked, with some before and after them."""
        item = self.items[number - 1]
        own = range(item["line_start"], item["line_end"] + 1)
        shown = self.draft.source.lines(max(1, own.start - BEFORE), own.stop + AFTER)
        return marked(shown, own, _wanted(item))

    def _nearest(self, number: int, doubtful: Sequence[int]) -> int | None:
        others = [one for one in doubtful if one != number]
        later = [one for one in others if one > number]
        found = next(iter(later or others), None)
        return abs(found) if found is not None else None

    def _entry(self, number: int, item: Item) -> Entry:
        doubts = len(_open_doubts(item))
        unknown = sum(name not in self.known for name in _units(item))
        return Entry(number, _label(item), doubts + unknown, bool(item["doubts"]))


def _open_doubts(item: Item) -> list[Item]:
    return [doubt for doubt in item["doubts"] if not doubt["settled"]]


def _section(item: Item) -> str:
    return str(item["path"][0]) if len(item["path"]) > 1 else WHOLE


def _label(item: Item) -> str:
    heading = item["path"][-1] if item["path"] else item["title"]
    return f"{heading} · {item['part']}" if item["part"] > 1 else str(heading)


def _units(item: Item) -> list[str]:
    return [*item["lead"], *item["support"]]


def _wanted(item: Item) -> list[Wanted]:
    return [
        *(Wanted("target", one["phrase"]) for one in item["targets"]),
        *(Wanted("deadline", one["phrase"]) for one in item["deadlines"]),
        *(Wanted("unit", name) for name in sorted(_units(item), key=len)),
    ]
