"""Two hundred units so that one finds those that matter: an order, and what may be folded away."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tasks_tracker.domain.lights import LATE
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.reports.percentages import WHOLE
from tasks_tracker.reports.units import RegionTable, UnitRow


class UnitOrder(StrEnum):
    """How the units of a table are sorted."""

    LATE = "late"
    RATE = "rate"
    OFFICIAL = "official"


@dataclass(frozen=True)
class Ordered:
    """What stands open, group by group where the order is the official one, and what is folded:
    units without anything overdue."""

    shown: Sequence[tuple[UnitGroup | None, Sequence[UnitRow]]]
    folded: Sequence[UnitRow] = ()


def late(row: UnitRow) -> int:
    return sum(row.tally[light] for light in LATE)


def ordered(table: RegionTable, order: UnitOrder) -> Ordered:
    """The worst first; of equals the official order, in which the rows come."""
    if order is UnitOrder.OFFICIAL:
        return Ordered(table.groups)
    behind = [row for row in table.rows if late(row)]
    key = _by_late if order is UnitOrder.LATE else _by_rate
    folded = [row for row in table.rows if not late(row)]
    return Ordered([(None, sorted(behind, key=key))] if behind else [], folded)


def _by_late(row: UnitRow) -> tuple[int, int]:
    return -late(row), -row.tally[LATE[0]]


def _by_rate(row: UnitRow) -> int:
    """Too few to tell come last."""
    rate = row.punctuality.rate
    return WHOLE + 1 if rate is None else rate
