"""Units × lights: by first lead unit, so that each task counts once, in the official order."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from tasks_tracker.domain.lights import WORST_FIRST, Light, Lines
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import lights, rates
from tasks_tracker.reports.lights import Tally
from tasks_tracker.reports.rates import Punctuality


@dataclass(frozen=True)
class UnitRow:
    """One unit with the tasks for whose whole it answers."""

    unit_id: int
    name: str
    group: UnitGroup
    tally: Tally
    punctuality: Punctuality


@dataclass(frozen=True)
class RegionTable:
    """The units of one region."""

    region_id: int
    region: str
    rows: Sequence[UnitRow]

    @property
    def groups(self) -> list[tuple[UnitGroup, list[UnitRow]]]:
        return [(group, list(rows)) for group, rows in groupby(self.rows, lambda row: row.group)]

    @property
    def tally(self) -> Tally:
        return lights.together(row.tally for row in self.rows)

    @property
    def punctuality(self) -> Punctuality:
        return rates.total(row.punctuality for row in self.rows)


def tables(seen: ColumnElement[bool], today: date) -> list[RegionTable]:
    """One table a region, superior regions first (2 statements)."""
    punctuality = rates.by_lead_unit(seen, today)
    counts: dict[tuple[Any, ...], dict[Light, int]] = defaultdict(dict)
    for *key, place, count in db.execute(_counts(seen, light_rules.lines(today))):
        counts[tuple(key)][WORST_FIRST[place]] = count
    lines = [
        (
            region_id,
            region,
            UnitRow(unit_id, name, group, Tally(tally), punctuality.get(unit_id, Punctuality())),
        )
        for (region_id, region, unit_id, name, group), tally in counts.items()
    ]
    return [_table(*key, lines) for key in dict.fromkeys(line[:2] for line in lines)]


def _table(region_id: int, region: str, lines: Sequence[tuple[int, str, UnitRow]]) -> RegionTable:
    order = list(UnitGroup)
    rows = [row for of, _name, row in lines if of == region_id]
    return RegionTable(region_id, region, sorted(rows, key=lambda row: order.index(row.group)))


def _counts(seen: ColumnElement[bool], lines: Lines) -> Select[*tuple[Any, ...]]:
    """Counted before names are looked up: of a hundred thousand tasks a thousand rows are left."""
    place = lights.rank(lines).label("place")
    key = (Task.region_id, Task.lead_unit_id)
    counted = (
        select(*key, place, func.count().label("tasks"))
        .where(seen)
        .group_by(*key, place)
        .subquery()
    )
    return (
        select(Region.id, Region.name, Unit.id, Unit.name, Unit.group, *counted.c["place", "tasks"])
        .select_from(counted)
        .join(Unit, Unit.id == counted.c.lead_unit_id)
        .join(Region, Region.id == counted.c.region_id)
        .order_by(Region.parent_id.nulls_first(), Region.id, Unit.position, counted.c.place)
    )
