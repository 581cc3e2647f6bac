"""One measure of the superior beside the one that carries it: dates, figures, actions, units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tasks_tracker.domain.comparisons import ComparisonLink
from tasks_tracker.domain.differences import DateChange, FigureChange
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import comparisons
from tasks_tracker.reports.comparisons import Finding, findings_of


@dataclass(frozen=True)
class Measure:
    """A measure with its clauses; `may_read` where more than its title and dates may be seen."""

    tasks: Sequence[Task]
    may_read: bool

    @property
    def first(self) -> Task:
        return self.tasks[0]


@dataclass(frozen=True)
class DateLine:
    """A date on both levels; the words are those of the documents."""

    change: DateChange
    above: str
    below: str


@dataclass(frozen=True)
class FigureLine:
    change: FigureChange
    above: str
    below: str


@dataclass(frozen=True)
class Detail:
    link: ComparisonLink
    above: Measure
    below: Measure | None
    findings: Sequence[Finding]
    dates: Sequence[DateLine]
    figures: Sequence[FigureLine]
    missing: Sequence[str]
    units: dict[str, Any]


def detail(link: ComparisonLink, user: User) -> Detail:
    """Everything that is known of one link (4 statements)."""
    comparison, numbers = link.comparison, link.subordinate_numbers
    decides = can(user, Action.DECIDE_LINKS, comparison)
    above = _measure(
        comparison.region, (link.superior_number, link.superior_last), may_read=decides
    )
    told = link.differences
    return Detail(
        link=link,
        above=above,
        below=_measure(comparison.subordinate, numbers, may_read=True) if numbers else None,
        findings=findings_of(link),
        dates=[
            DateLine(DateChange(one["change"]), _day(one["superior"]), _day(one["subordinate"]))
            for one in told["dates"]
        ],
        figures=[
            FigureLine(
                FigureChange(one["change"]), _figure(one["superior"]), _figure(one["subordinate"])
            )
            for one in told["figures"]
        ],
        missing=told["missing"],
        units=told["units"],
    )


def _measure(region: Region, numbers: tuple[int, int], *, may_read: bool) -> Measure:
    return Measure(comparisons.tasks_between(region, *numbers), may_read)


def _day(one: dict[str, Any] | None) -> str:
    """“6月底前” and the day that it means; a cycle has no day."""
    if one is None:
        return "—"
    due = date.fromisoformat(one["due"]) if one["due"] else None
    return f"{one['phrase']}（{due.year}年{due.month}月{due.day}日）" if due else str(one["phrase"])


SIGNS = {">=": "≥", "<=": "≤", "=": "", "+": "+"}


def _figure(one: dict[str, Any] | None) -> str:
    if one is None:
        return "—"
    return (
        f"{SIGNS[one['op']]}{Decimal(one['value']).normalize():f}{one['unit']}（{one['phrase']}）"
    )
