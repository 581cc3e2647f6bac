"""What a circular is rendered from: figures, rows and sentences, frozen on a day.

A snapshot is kept as plain JSON and read back into these classes; pages and documents know
nothing else, so that a published circular stays as it was.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from tasks_tracker.domain.periods import Period, PeriodKind, period_of
from tasks_tracker.reports.circular_counted import (
    Counts,
    Figures,
    GoodUnit,
    Item,
    LedgerRow,
    Totals,
    UnitRow,
)

__all__ = [
    "FORM",
    "READABLE",
    "Annex",
    "Chapter",
    "Chart",
    "Column",
    "Counts",
    "Figures",
    "GoodUnit",
    "Imprint",
    "Item",
    "Kind",
    "LedgerRow",
    "Paragraph",
    "Part",
    "Setting",
    "Snapshot",
    "Text",
    "Totals",
    "UnitRow",
]

FORM = 2
"""The shape of the JSON; a later shape gets a later number and keeps reading those before."""
READABLE = (1, 2)


@dataclass(frozen=True)
class Setting:
    """Whose circular it is and of when."""

    region: str
    mark: str
    office: str
    is_city: bool
    plans: tuple[tuple[str, str], ...]
    """Number and short title of each plan under supervision, or of the one it is about."""
    month: date
    """The first day of its period."""
    as_of: date
    is_whole: bool
    """The period was over; else what falls due on `as_of` itself is not counted yet."""
    measures_by: date
    checked_by: date
    kind: str = "month"
    form: str = "red_head"
    is_of_one_plan: bool = False
    corrects: str = ""
    """Of a correction: the circular that it puts right, by title and number."""

    @property
    def period(self) -> Period:
        period = period_of(PeriodKind(self.kind), self.month)
        if period is None:
            raise AssertionError("no circular tells of a campaign")
        return period


@dataclass(frozen=True)
class Part:
    """A piece of a sentence; a number says which figure it is."""

    words: str
    figure: str = ""


Paragraph = tuple[Part, ...]


@dataclass(frozen=True)
class Chapter:
    """A numbered heading of the body with what stands under it."""

    heading: str
    paragraphs: tuple[Paragraph, ...]
    level: int = 1
    """1: 一、, 2: （一）, 3: 1.; chapters stand one after the other, whatever their levels."""

    @property
    def numbers(self) -> int:
        """How many numbers stand in it."""
        return sum(bool(part.figure) for sentence in self.paragraphs for part in sentence)


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    SHORT = "short"
    """Codes, dates and the like, which are not broken."""


@dataclass(frozen=True)
class Column:
    """A column of an annex."""

    head: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Annex:
    """One table in words."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str
    empty: str
    """Said instead of the note where there are no rows."""
    foot: tuple[str, ...] = ()
    key: str = ""
    """units, lagging, ledger, extensions, moves …"""
    is_lying: bool = False
    """On pages that lie on their side."""
    widths: tuple[int, ...] = ()
    """Of the columns, in millimetres."""


@dataclass(frozen=True)
class Text:
    """The circular in words."""

    masthead: str
    series: str
    """Before the year in the number: 聊政督."""
    title: tuple[str, ...]
    """Line by line."""
    addressees: str
    opening: Paragraph
    chapters: tuple[Chapter, ...]
    annexes: tuple[Annex, ...]
    copies: str
    signature: str


@dataclass(frozen=True)
class Chart:
    """A picture in the bulletin, as a Vega-Lite specification with its data."""

    title: str
    spec: Mapping[str, Any]
    alternative: str
    """What it shows, for those who do not see it."""


@dataclass(frozen=True)
class Imprint:
    """What a circular gets when it is published."""

    year: int
    number: int | None = None
    published_on: date | None = None


@dataclass(frozen=True)
class Snapshot:
    """One circular, complete but for its number and the day of its publication."""

    setting: Setting
    figures: Figures
    text: Text
    charts: tuple[Chart, ...] = ()
    rows: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By figure, the codes of the tasks behind it; a task with two milestones stands there
    twice."""

    def as_json(self) -> dict[str, Any]:
        """Plain lists, words and numbers, just as the database gives them back."""
        plain: dict[str, Any] = json.loads(json.dumps({"form": FORM, **vars(self)}, default=_plain))
        return plain


def _plain(thing: Any) -> Any:
    return thing.isoformat() if isinstance(thing, date) else vars(thing)
