"""What a change of the working calendar would do: days, clocks that move, tasks due soon today."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from tasks_tracker.domain.calendar import DayKind
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.lights import WORST_FIRST, Facts, Light, Lines, light_of
from tasks_tracker.domain.proposals import DayChange, Proposal
from tasks_tracker.domain.statutory import days_off
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence import clocks, light_rules, workdays
from tasks_tracker.persistence.clocks import Fingerprint, Move, MovedTask
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import region_ids_seen_by
from tasks_tracker.reports import lights

SHOWN = 100
"""Moves that are listed one by one; the others are counted."""
SOON = WORST_FIRST.index(Light.DUE_SOON)


@dataclass(frozen=True)
class Shift:
    """A task whose clock would end on another day; title and unit only for those who may see."""

    code: str
    region: str
    name: str
    unit: str
    moves: Sequence[Move]


@dataclass(frozen=True)
class RegionEffect:
    """How much a region is touched."""

    region: str
    moved: int
    newly_soon: int
    no_longer_soon: int


@dataclass(frozen=True)
class Effects:
    """All that is shown before a change of the calendar is confirmed."""

    changes: Sequence[DayChange]
    regions: Sequence[RegionEffect]
    shifts: Sequence[Shift]
    missing: Sequence[tuple[date, str]]
    """Statutory days off that the proposal has as working days."""
    seen: str

    @property
    def moved(self) -> int:
        return sum(region.moved for region in self.regions)


Crossings = Counter[tuple[int, bool]]
"""By region: tasks that become due soon (True) and that are so no longer (False)."""


def of(proposal: Proposal, viewer: User, today: date) -> Effects:
    """Reads the open clocks that the changed days may touch; writes nothing."""
    changes = proposal.changes(workdays.schedule)
    if not proposal.schedules(workdays.schedule):
        raise Refusal("与现行日历没有不同，不必录入。")
    known = workdays.calendar()
    proposed = _proposed(known, changes)
    rule = light_rules.on(today)
    old, new = Lines.on(today, known, rule), Lines.on(today, proposed, rule)
    fingerprint = Fingerprint(proposal, workdays.token())
    crossings = _crossings_by_time(old, new)
    counts: Counter[int] = Counter()
    first: list[MovedTask] = []
    for tasks in _moved(changes, proposed):
        counts.update(task.region_id for task in tasks)
        first += tasks[: SHOWN - len(first)]
        crossings.update(_crossings_by_move(tasks, old, new))
        for task in tasks:
            fingerprint.add(task)
    return Effects(
        changes=changes,
        regions=_regions(counts, crossings),
        shifts=_shifts(first, viewer),
        missing=_missing(proposal),
        seen=fingerprint.text,
    )


def _proposed(known: Workdays, changes: Sequence[DayChange]) -> Workdays:
    changed = {change.day for change in changes}
    after = [change.after for change in changes if change.after]
    off = {special.day for special in after if special.kind is DayKind.HOLIDAY}
    worked = {special.day for special in after if special.kind is DayKind.MAKEUP}
    return replace(
        known,
        holidays=known.holidays - changed | off,
        makeup_days=known.makeup_days - changed | worked,
    )


def _moved(changes: Sequence[DayChange], proposed: Workdays) -> Iterator[list[MovedTask]]:
    if changes:
        days = [change.day for change in changes]
        yield from clocks.moved(min(days), max(days), proposed)


def _crossings_by_time(old: Lines, new: Lines) -> Crossings:
    """As if no clock moved: the day until which a task is due soon is another (1 statement)."""
    if old == new:
        return Counter()
    was, becomes = lights.rank(old), lights.rank(new)
    query = (
        select(Task.region_id, was, becomes, func.count())
        .where(Task.is_completed.is_(False), was != becomes)
        .group_by(Task.region_id, was, becomes)
    )
    crossings: Crossings = Counter()
    for region_id, before, after, count in db.execute(query):
        if SOON in (before, after):
            crossings[region_id, after == SOON] += count
    return crossings


def _crossings_by_move(tasks: Sequence[MovedTask], old: Lines, new: Lines) -> Crossings:
    """What the moved clocks add to that, and take from it (1 statement)."""
    crossings: Crossings = Counter()
    for task, before, after in _facts(tasks):
        was = light_of(before, old)
        for facts, sign in ((before, -1), (after, 1)):
            becomes = light_of(facts, new)
            if (was is Light.DUE_SOON) is not (becomes is Light.DUE_SOON):
                crossings[task.region_id, becomes is Light.DUE_SOON] += sign
    return crossings


def _facts(tasks: Sequence[MovedTask]) -> Iterator[tuple[MovedTask, Facts, Facts]]:
    ids = [task.task_id for task in tasks]
    found = {row.id: row for row in db.execute(lights.facts_query().where(Task.id.in_(ids)))}
    for task in tasks:
        before = lights.facts_of(found[task.task_id])
        after = replace(before, clock_ends_on=task.clock_ends_on, due_ends_on=task.due_ends_on)
        yield task, before, after


def _regions(counts: Counter[int], crossings: Crossings) -> list[RegionEffect]:
    query = select(Region.id, Region.name).order_by(Region.parent_id.nulls_first(), Region.id)
    effects = [
        RegionEffect(name, counts[id_], crossings[id_, True], crossings[id_, False])
        for id_, name in db.execute(query)
    ]
    return [one for one in effects if one.moved or one.newly_soon or one.no_longer_soon]


def _shifts(first: Sequence[MovedTask], viewer: User) -> list[Shift]:
    seen = set(db.scalars(region_ids_seen_by(viewer))) if viewer.holds(*OFFICE_ROLES) else set()
    columns = (
        Task.id,
        Task.number,
        Task.title,
        Task.part_title,
        Region.mark,
        Region.name,
        Unit.name,
    )
    query = (
        select(*columns)
        .join(Region, Region.id == Task.region_id)
        .join(Unit, Unit.id == Task.lead_unit_id)
        .where(Task.id.in_([task.task_id for task in first]))
    )
    rows = {row[0]: row for row in db.execute(query)}
    return [_shift(task, *rows[task.task_id][1:], is_seen=task.region_id in seen) for task in first]


def _shift(task: MovedTask, *about: str | int, is_seen: bool) -> Shift:
    number, title, part, mark, region, unit = about
    return Shift(
        code=f"{mark}{number:03d}",
        region=str(region),
        name=(f"{title}：{part}" if part else str(title)) if is_seen else "",
        unit=str(unit) if is_seen else "",
        moves=task.moves if is_seen else [replace(move, deliverable="") for move in task.moves],
    )


def _missing(proposal: Proposal) -> list[tuple[date, str]]:
    off = {special.day for special in proposal.days if special.kind is DayKind.HOLIDAY}
    statutory = days_off(proposal.year).items() if proposal.is_published else ()
    return sorted((day, name) for day, name in statutory if day not in off)
