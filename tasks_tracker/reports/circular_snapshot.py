"""What a circular is rendered from: figures, rows and sentences, frozen on a day.

A snapshot is kept as plain JSON and read back into these classes; pages and documents know
nothing else, so that a published circular stays as it was.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
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

    def as_json(self) -> dict[str, Any]:
        """Plain lists, words and numbers, just as the database gives them back."""
        text = json.dumps({"form": FORM, **asdict(self)}, default=date.isoformat)
        plain: dict[str, Any] = json.loads(text)
        return plain


def read(kept: Mapping[str, Any]) -> Snapshot:
    """A snapshot as it was kept."""
    if kept["form"] != FORM:
        raise ValueError(f"snapshot of form {kept['form']}")
    return Snapshot(
        setting=_setting(kept["setting"]),
        figures=_figures(kept["figures"]),
        text=_text(kept["text"]),
    )


def _setting(kept: Mapping[str, Any]) -> Setting:
    days = ("month", "as_of", "measures_by", "checked_by")
    plans = tuple((number, title) for number, title in kept["plans"])
    return Setting(
        **{**kept, "plans": plans, **{name: date.fromisoformat(kept[name]) for name in days}}
    )


def _figures(kept: Mapping[str, Any]) -> Figures:
    totals = kept["totals"]
    return Figures(
        totals=Totals(
            **{**totals, "counts": Counts(**totals["counts"]), "shares": tuple(totals["shares"])}
        ),
        units=tuple(UnitRow(row["name"], Counts(**row["counts"])) for row in kept["units"]),
        overdue=_items(kept["overdue"]),
        missed=_items(kept["missed"]),
        waiting=_items(kept["waiting"]),
        good=tuple(GoodUnit(**row) for row in kept["good"]),
        ledger=tuple(LedgerRow(**row) for row in kept["ledger"]),
        lagging=_items(kept.get("lagging", [])),
    )


def _items(rows: list[dict[str, Any]]) -> tuple[Item, ...]:
    return tuple(Item(**{**row, "behind": tuple(row["behind"])}) for row in rows)


def _text(kept: Mapping[str, Any]) -> Text:
    chapters = tuple(
        Chapter(chapter["heading"], tuple(_paragraph(p) for p in chapter["paragraphs"]))
        for chapter in kept["chapters"]
    )
    return Text(
        **{
            **kept,
            "title": tuple(kept["title"]),
            "annexes": tuple(_annex(annex) for annex in kept["annexes"]),
            "opening": _paragraph(kept["opening"]),
            "chapters": chapters,
        }
    )


def _annex(kept: Mapping[str, Any]) -> Annex:
    columns = tuple(Column(column["head"], Kind(column["kind"])) for column in kept["columns"])
    rows = tuple(tuple(row) for row in kept["rows"])
    return Annex(**{**kept, "columns": columns, "rows": rows, "foot": tuple(kept["foot"])})


def _paragraph(parts: list[dict[str, str]]) -> Paragraph:
    return tuple(Part(**part) for part in parts)
