"""What a circular is rendered from: figures, rows and sentences, frozen on a day.

A snapshot is kept as plain JSON and read back into these classes; pages and documents know
nothing else, so that a published circular stays as it was.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

FORM = 1
"""The shape of the JSON; a later shape gets a later number and keeps reading this one."""


@dataclass(frozen=True)
class Counts:
    """Tasks by how far they are, and the milestones that fell due in the month."""

    tasks: int = 0
    completed: int = 0
    under_way: int = 0
    overdue: int = 0
    due: int = 0
    on_time: int = 0
    on_time_rate: int | None = None
    """Tenths of a per cent; None where nothing fell due."""


@dataclass(frozen=True)
class Totals:
    """The whole region."""

    counts: Counts
    shares: tuple[int, ...]
    """Completed, under way and overdue in tenths of a per cent; 1000 together."""
    lights: Mapping[str, int]
    waiting: int
    """Tasks of which a report waits for the office."""
    overdue_waiting: int
    """Overdue tasks among them: they are not named."""
    next_due: int
    """Clocks that run out in the month after."""


@dataclass(frozen=True)
class UnitRow:
    """A first lead unit; the rows together make the totals."""

    name: str
    counts: Counts


@dataclass(frozen=True)
class Item:
    """A task that is behind, or that was submitted and waits."""

    code: str
    title: str
    unit: str
    behind: tuple[str, ...]
    """What is not there, the longest overdue first."""
    due_on: str
    days_late: int


@dataclass(frozen=True)
class GoodUnit:
    """A unit of which all that fell due came in time, and nothing else is late."""

    name: str
    due: int


@dataclass(frozen=True)
class LedgerRow:
    """A line of the whole ledger."""

    code: str
    title: str
    leader: str
    leads: str
    supports: str
    due: str
    progress: str
    status: str


@dataclass(frozen=True)
class Figures:
    """All that was counted and listed."""

    totals: Totals
    units: tuple[UnitRow, ...]
    overdue: tuple[Item, ...]
    missed: tuple[Item, ...]
    """Clocks that ran out with the last day itself."""
    waiting: tuple[Item, ...]
    good: tuple[GoodUnit, ...]
    ledger: tuple[LedgerRow, ...]
    lagging: tuple[Item, ...] = ()
    """Milestones that ran out before, of tasks that are not overdue as a whole."""


@dataclass(frozen=True)
class Setting:
    """Whose circular it is and of when."""

    region: str
    mark: str
    office: str
    is_city: bool
    plans: tuple[tuple[str, str], ...]
    """Number and short title of each plan under supervision."""
    month: date
    as_of: date
    is_whole: bool
    """The month was over; else what falls due on `as_of` itself is not counted yet."""
    measures_by: date
    checked_by: date


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
        text = json.dumps({"form": FORM, **asdict(self)}, default=date.isoformat)
        plain: dict[str, Any] = json.loads(text)
        return plain
