"""The figures and rows of a circular, from what stood in the ledger on a day (pure)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from tasks_tracker.domain.lights import WORST_FIRST
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.units import Unit
from tasks_tracker.reports import percentages
from tasks_tracker.reports.circular_counted import (
    Counts,
    Figures,
    GoodUnit,
    PlanRow,
    SectionRow,
    Then,
    Totals,
    UnitRow,
)
from tasks_tracker.reports.circular_ground import Ground
from tasks_tracker.reports.circular_items import ledger_row, listed
from tasks_tracker.reports.circular_lines import (
    OF_EARLIER,
    Codes,
    Line,
    codes,
    counts,
    lines_of,
)
from tasks_tracker.reports.circular_moves import Moved, moves
from tasks_tracker.reports.circular_rest import Rest, rest

ENOUGH_DUE = 3
"""Fewer milestones fallen due say nothing about a unit."""
PACES = ("completed", "ahead", "on_plan", "behind", "other")

Key = TypeVar("Key")


@dataclass(frozen=True)
class Group:
    """Some of the lines, with what counts of them."""

    lines: Sequence[Line]
    codes: Codes
    counts: Counts

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Group":
        found = codes(lines)
        return cls(lines, found, counts(found))


@dataclass(frozen=True)
class Basis:
    """What figures and the rows behind them are both made of."""

    ground: Ground
    whole: Group
    units: Sequence[tuple[Unit, Group]]
    plans: Sequence[tuple[Any, Group]]
    sections: Sequence[tuple[Section, Group]]
    moved: Sequence[Moved]
    others: Rest


def basis(ground: Ground) -> Basis:
    lines = lines_of(ground.then, ground.measure)
    units = _grouped(lines, lambda line: line.then.words.lead_unit)
    return Basis(
        ground=ground,
        whole=Group.of(lines),
        units=sorted(units, key=lambda pair: pair[0].position),
        plans=_grouped(lines, lambda line: line.task.plan),
        sections=_grouped(lines, lambda line: line.then.words.section),
        moved=moves(ground, lines),
        others=rest(ground, lines),
    )


def figures(found: Basis) -> Figures:
    """Count and list."""
    ground, lines = found.ground, found.whole.lines
    lists: Mapping[str, Any] = listed(lines, ground.measure)
    others = found.others.fields
    late = {item.unit for name in ("overdue", "lagging", "missed") for item in lists[name]}
    late |= {row.name for row in others["reporters"] if row.missing}
    return Figures(
        totals=_totals(found),
        units=tuple(_unit_row(ground, unit, group.counts) for unit, group in found.units),
        good=tuple(
            GoodUnit(unit.name, group.counts.due)
            for unit, group in found.units
            if _is_good(group.counts) and unit.name not in late
        ),
        ledger=tuple(ledger_row(line) for line in lines),
        plans=tuple(PlanRow(p.doc_no, p.short_title, g.counts) for p, g in found.plans),
        sections=tuple(_section_row(section, group.counts) for section, group in found.sections),
        moves=tuple(one.row for one in found.moved),
        earlier=tuple(_then(key, behind) for key, behind in ground.earlier),
        **lists,
        **others,
    )


def _grouped(lines: Sequence[Line], key: Callable[[Line], Key]) -> list[tuple[Key, Group]]:
    """In the order in which they come up in the ledger."""
    found: dict[Key, list[Line]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)
    return [(one, Group.of(own)) for one, own in found.items()]


def _totals(found: Basis) -> Totals:
    whole, lines = found.whole.counts, found.whole.lines
    shown = Counter(line.light for line in lines)
    return Totals(
        counts=whole,
        shares=tuple(percentages.tenths([whole.completed, whole.under_way, whole.overdue])),
        lights={light.value: shown[light] for light in WORST_FIRST},
        waiting=sum(line.awaits for line in lines),
        overdue_waiting=sum(line.is_late and line.awaits for line in lines),
        next_due=len(next_due(found)),
        split_shares=tuple(percentages.tenths([getattr(whole, name) for name in PACES])),
    )


def next_due(found: Basis) -> list[str]:
    """The tasks of the clocks that run out in the period after."""
    span = found.ground.span
    return [
        line.code
        for line in found.whole.lines
        for milestone in line.then.milestones
        if span.precedes_due(milestone)
    ]


def _unit_row(ground: Ground, unit: Unit, found: Counts) -> UnitRow:
    stands = ground.standings.get(unit.id)
    if stands is None:
        return UnitRow(unit.name, found)
    return UnitRow(unit.name, found, stands.score, stands.rank, stands.movement)


def _is_good(found: Counts) -> bool:
    """All that fell due came in time, by the original dates too."""
    in_time = ENOUGH_DUE <= found.due == found.on_time
    return in_time and not found.overdue and not found.extended


def _section_row(section: Section, found: Counts) -> SectionRow:
    leader = section.leader.name if section.leader else ""
    return SectionRow(section.plan.doc_no, section.label, leader, found)


def _then(key: str, behind: Mapping[str, Sequence[str]]) -> Then:
    count = {name: len(behind[name]) for name in OF_EARLIER}
    return Then(key, **count, on_time_rate=percentages.rate(count["on_time"], count["due"]))
