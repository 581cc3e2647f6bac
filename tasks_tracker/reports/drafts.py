"""A draft plan as the clerk checks it: its outline, what is doubtful, the task in hand."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from tasks_tracker import wording
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.units import Unit
from tasks_tracker.reports.day_words import day_words

WHOLE = "全文"
BARE = re.compile(r"第?[（(]?[一二三四五六七八九十百零0-9]+[）)]?[、.．条章节项]?")
"""A heading that is an ordinal and no more."""
Item = Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    """One task in the outline: its key in the draft, and its number in the order, from 1."""

    key: int
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
    """What the page of a draft asks for; `register` has every name in the register of the region
    with the unit that it means, the official names in their order."""

    def __init__(self, draft: PlanDraft, register: Mapping[str, Unit], workdays: Workdays) -> None:
        self.draft = draft
        self.register = register
        self.official = {name: unit.name for name, unit in register.items()}
        self.known = {**self.official, **_announced(draft)}
        self.workdays = workdays
        self.items: Sequence[Item] = draft.content["tasks"]

    @cached_property
    def entries(self) -> list[Entry]:
        return [self._entry(number, item) for number, item in enumerate(self.items, 1)]

    @cached_property
    def by_key(self) -> Mapping[int, Entry]:
        return {entry.key: entry for entry in self.entries}

    def item(self, key: int) -> Item:
        return self.items[self.by_key[key].number - 1]

    @cached_property
    def parts(self) -> list[Part]:
        runs = groupby(self.entries, key=lambda entry: _section(self.items[entry.number - 1]))
        return [Part(label, list(entries)) for label, entries in runs]

    @cached_property
    def doubtful(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.doubts]

    @cached_property
    def open_doubts(self) -> int:
        """What the text leaves open; unknown units are asked for apart."""
        return sum(len(open_doubts(item)) for item in self.items)

    @cached_property
    def settled_doubts(self) -> int:
        return sum(len(item["doubts"]) for item in self.items) - self.open_doubts

    def settled_of(self, width: int) -> int:
        """The settled share of all doubts as a length."""
        return width * self.settled_doubts // ((self.settled_doubts + self.open_doubts) or 1)

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

    @property
    def led(self) -> int:
        """Sections whose 总指挥 is named."""
        return len(self.draft.content.get("leaders", {}))

    @property
    def removed(self) -> Sequence[Item]:
        """What was merged or dropped, with the reason."""
        removed: Sequence[Item] = self.draft.content["removed"]
        return removed

    def day_words(self, deadline: Item) -> str:
        """What kind of day it falls on, and what the plan's rule makes of it."""
        rule = self.draft.content.get("rules", {}).get("workday_rule", WorkdayRule.KEEP)
        due = deadline["due"]
        if not due:
            return ""
        return day_words(date.fromisoformat(due), self.workdays, WorkdayRule(rule))

    def due_words(self, deadline: Item) -> str:
        """8月31日."""
        due = deadline["due"]
        return wording.day(date.fromisoformat(due)) if due else ""

    def derivation(self, deadline: Item) -> str:
        """How its date came about; phrase and date, which stand beside it, are left out."""
        words, phrase = str(deadline["derivation"]), deadline["phrase"]
        is_plain = phrase and words.startswith(f"{phrase} → ")
        return words.partition("：")[2] if is_plain else words

    @cached_property
    def undated(self) -> int:
        """Tasks without a date of their own."""
        return sum(all(one["kind"] != "by" for one in item["deadlines"]) for item in self.items)

    def first(self) -> int | None:
        """The key where to begin: at the first doubt; None in a draft without tasks."""
        return next((entry.key for entry in (*self.doubtful, *self.entries)), None)

    def after(self, key: int) -> int | None:
        """The key of the next doubtful task, round and round; None if there is no other."""
        return self._next(self.doubtful, lambda other: other > self.by_key[key].number, key)

    def before(self, key: int) -> int | None:
        back = list(reversed(self.doubtful))
        return self._next(back, lambda other: other < self.by_key[key].number, key)

    @property
    def units(self) -> list[Unit]:
        return [unit for name, unit in self.register.items() if name == unit.name]

    def mentions(self, name: str) -> int:
        """How many tasks name this unit."""
        return sum(name in units_of(item) for item in self.items)

    def again(self) -> "DraftView":
        """The same draft as it is now."""
        return DraftView(self.draft, self.register, self.workdays)

    def following(self, key: int) -> int | None:
        """The key of the next task in the order, doubtful or not."""
        number = self.by_key[key].number
        return self.entries[number].key if number < len(self.entries) else None

    def preceding(self, key: int) -> int | None:
        number = self.by_key[key].number
        return self.entries[number - 2].key if number > 1 else None

    def _next(
        self, doubtful: Sequence[Entry], lies_ahead: Callable[[int], bool], key: int
    ) -> int | None:
        others = [entry for entry in doubtful if entry.key != key]
        ahead = [entry for entry in others if lies_ahead(entry.number)]
        return next((entry.key for entry in (*ahead, *others)), None)

    def _entry(self, number: int, item: Item) -> Entry:
        doubts = len(open_doubts(item))
        unknown = sum(name not in self.known for name in units_of(item))
        return Entry(item["key"], number, _label(item), doubts + unknown, bool(item["doubts"]))


def _announced(draft: PlanDraft) -> Mapping[str, str]:
    """Names that are to be those of new units: nobody has to ask about them again."""
    return {one["name"]: one["name"] for one in draft.content.get("new_units", [])}


def open_doubts(item: Item) -> list[Item]:
    return [doubt for doubt in item["doubts"] if not doubt["settled"]]


def _section(item: Item) -> str:
    return str(item["path"][0]) if len(item["path"]) > 1 else WHOLE


def _label(item: Item) -> str:
    """The heading; of a bare ordinal nobody knows what it is about."""
    heading = str(item["path"][-1]) if item["path"] else ""
    is_bare = not heading or BARE.fullmatch(heading.strip())
    label = f"{heading} {item['title']}".strip() if is_bare else heading
    return f"{label} · {item['part']}" if item["part"] > 1 else label


def units_of(item: Item) -> list[str]:
    return [*item["lead"], *item["support"]]
