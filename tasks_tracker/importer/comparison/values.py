"""What is compared, and what comes out: plain frozen values, from a document or from the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tasks_tracker.domain.differences import DateChange, FigureChange, Relation

Labels = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Dated:
    """One deadline: a day, a cycle, or a manner."""

    phrase: str
    kind: str
    due: date | None = None
    rule: str | None = None
    deliverable: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    phrase: str
    op: str
    value: Decimal
    unit: str


@dataclass(frozen=True, kw_only=True)
class Measure:
    """All clauses under one path."""

    path: Labels
    title: str
    text: str
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    dates: tuple[Dated, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.leads + self.supports))


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A plan as it is compared; `place` is the city or county that it is for."""

    doc_no: str
    place: str
    measures: Sequence[Measure]


@dataclass(frozen=True, kw_only=True)
class DateLink:
    change: DateChange
    superior: Dated | None
    subordinate: Dated | None


@dataclass(frozen=True, kw_only=True)
class FigureLink:
    change: FigureChange
    superior: Figure
    subordinate: Figure | None


@dataclass(frozen=True, kw_only=True)
class UnitLinks:
    """Units of the one mapped to units of the other, and those that found none."""

    mapped: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    """Their counterparts stand elsewhere in the subordinate's plan, but not here."""
    leaderless: bool = False
    """All that lead the superior's measure are among the missing."""
    without: tuple[str, ...] = ()
    """Nothing in the subordinate's plan answers to them."""
    added: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Differences:
    """What a measure became, as far as words, dates, figures and units tell."""

    dates: tuple[DateLink, ...] = ()
    figures: tuple[FigureLink, ...] = ()
    missing: tuple[str, ...] = ()
    """What the superior's measure asks for and the other does not mention, in its own words."""
    units: UnitLinks = UnitLinks()

    @property
    def deadline_changed(self) -> DateChange | None:
        """The gravest of what became of the dates; None where none changed."""
        found = {link.change for link in self.dates}
        return next((change for change in GRAVEST_FIRST if change in found), None)

    @property
    def is_narrowed(self) -> bool:
        lost = (FigureChange.DROPPED, FigureChange.LOWERED)
        figures = any(link.change in lost for link in self.figures)
        return bool(self.missing or self.units.leaderless or figures)


GRAVEST_FIRST = (
    DateChange.LATER,
    DateChange.DROPPED,
    DateChange.LEFT_TO_SUPERIOR,
    DateChange.EARLIER,
    DateChange.ADDED,
)


@dataclass(frozen=True, kw_only=True)
class Link:
    """A superior's measure with the one that carries it, by their places in the two papers."""

    superior: int
    subordinate: int | None
    relation: Relation
    likeness: float
    differences: Differences


@dataclass(frozen=True, kw_only=True)
class Comparison:
    superior: Paper
    subordinate: Paper
    links: tuple[Link, ...]
    additions: tuple[int, ...]
    """Places of the subordinate's measures that carry nothing of the superior's."""
