"""The ledger (台账): one row per task, with the milestone that its light is about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select
from sqlalchemy.orm import aliased

from tasks_tracker.domain.lights import WORST_FIRST, Light, Lines, Reason, reasons
from tasks_tracker.domain.milestones import DeadlineKind, Milestone, MilestoneState
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.shares import Share, ShareState
from tasks_tracker.domain.stages import Stage, stage_of
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import lights, selection, stages
from tasks_tracker.reports.days import Clock, Days, days
from tasks_tracker.reports.lights import Tally
from tasks_tracker.reports.selection import Order, Selection

DUE = "due_"
OF_DUE = (
    "deliverable",
    "is_phase",
    "superior_code",
    "original_due_on",
    "due_on",
    "clock_ends_on",
    "paused_days",
    "state",
    "submitted_on",
)
"""What of the current milestone a row is made of: whole entities cost as much as all the rest."""


@dataclass(frozen=True)
class Due:
    """The milestone that a row is about."""

    deliverable: str
    is_phase: bool
    superior_code: str | None
    original_due_on: date
    due_on: date
    clock_ends_on: date
    paused_days: int
    days: Days | None

    @property
    def is_moved(self) -> bool:
        return self.due_on != self.original_due_on


@dataclass(frozen=True)
class LedgerRow:
    """One task as the ledger shows it."""

    task_id: int
    code: str
    name: str
    section: str
    light: Light
    lead: str
    leads: int
    supports: int
    due: Due | None
    met: int
    milestones: int
    last_report_on: date | None
    awaits_office: bool
    stage: Stage
    reasons: Sequence[Reason]
    ended_on: date | None = None
    members: int = 0
    """Shares of members of collective units."""
    settled: int = 0
    """Those of them that are done."""


@dataclass(frozen=True)
class Tallies:
    """How many tasks there are under a filter: in the chips, and in the list itself."""

    cells: dict[tuple[Light, bool], int]
    """By light, and by whether a report waits for the office."""
    asked: Selection

    @property
    def by_light(self) -> Tally:
        """Under the rest of the filter, whatever lights are asked for."""
        return Tally({light: self._count((light,)) for light in WORST_FIRST})

    @property
    def shown(self) -> Tally:
        """What the list shows: only the lights that are asked for."""
        return Tally({light: self._count((light,)) for light in self.asked.shown_lights})

    @property
    def waiting(self) -> int:
        return sum(self.cells.get((light, True), 0) for light in self.asked.shown_lights)

    def _count(self, of: Sequence[Light]) -> int:
        standings = (True,) if self.asked.waiting else (True, False)
        return sum(self.cells.get((light, waits), 0) for light in of for waits in standings)


def tallies(seen: ColumnElement[bool], asked: Selection, today: date) -> Tallies:
    """How many rows there are by light (1 statement)."""
    place = lights.rank(light_rules.lines(today)).label("place")
    query = (
        select(place, Task.awaits_office, func.count())
        .where(seen, selection.base_condition(asked))
        .group_by(place, Task.awaits_office)
    )
    cells = {(WORST_FIRST[row[0]], bool(row[1])): row[2] for row in db.execute(query)}
    return Tallies(cells, asked)


def rows(
    seen: ColumnElement[bool],
    today: date,
    asked: Selection | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[LedgerRow]:
    """The rows of a selection in its order, or one page of them (1 statement)."""
    asked = asked or Selection()
    lines = light_rules.lines(today)
    page = _page(seen & selection.condition(asked, lines), asked, lines)
    found = db.execute(_with_details(page.limit(limit).offset(offset), asked, today))
    return [_row(row, lines) for row in found]


def by_light(listed: Sequence[LedgerRow]) -> Iterator[tuple[Light, list[LedgerRow]]]:
    """Rows in the default order, under a heading for each light."""
    for light, group in groupby(listed, key=lambda row: row.light):
        yield light, list(group)


def _page(found: ColumnElement[bool], asked: Selection, lines: Lines) -> Select[*tuple[Any, ...]]:
    """The ids in their order: everything dear is then looked up for one page only."""
    place = lights.rank(lines)
    order = Order.NUMBER if asked.ended and asked.order is Order.WORST else asked.order
    keys = (*_order(order, lines), Task.region_id, Task.number)
    return (
        select(Task.id, place.label("place"), func.row_number().over(order_by=keys).label("turn"))
        .join(Unit, Unit.id == Task.lead_unit_id)
        .where(found)
        .order_by("turn")
    )


def _order(order: Order, lines: Lines) -> Sequence[ColumnElement[Any]]:
    ends = Task.clock_ends_on.asc().nulls_last()
    lagging = lights.condition(Light.LAGGING, lines)
    missed = func.coalesce(_missed(), Task.clock_ends_on)
    since = case((lagging, missed), else_=Task.clock_ends_on)
    orders: dict[Order, Sequence[Any]] = {
        Order.WORST: (lights.rank(lines), since.asc().nulls_last()),
        Order.DUE: (ends,),
        Order.NUMBER: (),
        Order.UNIT: (Task.region_id, Unit.position),
    }
    return orders[order]


def _missed() -> ColumnElement[date | None]:
    """The first clock that had ended before what lies with the office was submitted."""
    return (
        select(func.min(Milestone.clock_ends_on))
        .where(
            Milestone.task_id == Task.id,
            Milestone.state == MilestoneState.SUBMITTED,
            Milestone.submitted_on > Milestone.clock_ends_on,
        )
        .correlate(Task)
        .scalar_subquery()
    )


def _with_details(
    page: Select[*tuple[Any, ...]], asked: Selection, today: date
) -> Select[*tuple[Any, ...]]:
    chosen = page.subquery()
    current = aliased(Milestone, name="current")
    milestones = select(func.count()).where(
        Milestone.task_id == Task.id, Milestone.kind == DeadlineKind.BY
    )
    seats = select(func.count()).where(TaskUnit.task_id == Task.id)
    members = select(func.count()).where(
        Share.task_id == Task.id,
        Share.through_id.is_not(None),
        Share.state != ShareState.LAPSED,
    )
    settled = members.where(Share.state == ShareState.SETTLED)
    return (
        select(
            *lights.FACTS,
            *stages.KEPT,
            Region.mark,
            Task.id,
            Task.number,
            Task.title,
            Task.part_title,
            Task.last_report_on,
            Section.label.label("section"),
            Unit.name.label("lead"),
            *(getattr(current, name).label(f"{DUE}{name}") for name in OF_DUE),
            milestones.scalar_subquery().label("milestones"),
            milestones.where(Milestone.state == MilestoneState.MET).scalar_subquery().label("met"),
            seats.where(TaskUnit.duty == Duty.LEAD).scalar_subquery().label("leads"),
            seats.where(TaskUnit.duty == Duty.SUPPORT).scalar_subquery().label("supports"),
            members.scalar_subquery().label("members"),
            settled.scalar_subquery().label("settled"),
        )
        .join(chosen, chosen.c.id == Task.id)
        .join(Region, Region.id == Task.region_id)
        .join(Section, Section.id == Task.section_id)
        .join(Unit, Unit.id == Task.lead_unit_id)
        .outerjoin(current, current.id == _current(asked, today))
        .order_by(chosen.c.turn)
    )


def _current(asked: Selection, today: date) -> ColumnElement[int]:
    """The milestone that explains a task's light, within the range of dates that is asked for.

    What is overdue comes first, then what was submitted late, then whichever clock ends first;
    those met come last.
    """
    ends = Milestone.clock_ends_on
    overdue = and_(Milestone.state == MilestoneState.OPEN, ends < today)
    late = and_(Milestone.state == MilestoneState.SUBMITTED, Milestone.submitted_on > ends)
    asked_for = selection.unmet_due(asked.due_from, asked.due_to)
    place = case((overdue, 0), (late, 1), (Milestone.state != MilestoneState.MET, 2), else_=3)
    newest_met = case((Milestone.state == MilestoneState.MET, -Milestone.position), else_=0)
    return (
        select(Milestone.id)
        .where(Milestone.task_id == Task.id, Milestone.kind == DeadlineKind.BY)
        .order_by(case((asked_for, 0), else_=1), place, newest_met, ends, Milestone.position)
        .limit(1)
        .correlate(Task)
        .scalar_subquery()
    )


def _row(row: Row[Any], lines: Lines) -> LedgerRow:
    found = reasons(lights.facts_of(row), lines)
    return LedgerRow(
        task_id=row.id,
        code=f"{row.mark}{row.number:03d}",
        name=f"{row.title}：{row.part_title}" if row.part_title else row.title,
        section=row.section,
        light=found[0].light,
        lead=row.lead,
        leads=row.leads,
        supports=row.supports,
        due=_due(row, lines.today),
        met=row.met,
        milestones=row.milestones,
        last_report_on=row.last_report_on,
        awaits_office=row.awaits_office,
        stage=stage_of(row),
        reasons=found,
        ended_on=row.ended_on,
        members=row.members,
        settled=row.settled,
    )


def _due(row: Row[Any], today: date) -> Due | None:
    if row.due_deliverable is None:
        return None
    if None in {row.due_clock_ends_on, row.due_original_due_on, row.due_due_on}:
        raise AssertionError("the database holds: kind 'by' has dates and a clock")
    clock = Clock(row.due_state, row.due_clock_ends_on, row.due_submitted_on)
    return Due(
        deliverable=row.due_deliverable,
        is_phase=row.due_is_phase,
        superior_code=row.due_superior_code,
        original_due_on=row.due_original_due_on,
        due_on=row.due_due_on,
        clock_ends_on=clock.ends_on,
        paused_days=row.due_paused_days,
        days=days(clock, today, calendar()),
    )
