"""What is behind on a day, as the ladder of urging goes up: rows, not entities.

What is over, or waits for a decision of the office, is left out.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true

from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit, UnitMember
from tasks_tracker.domain.urgings import IN_FORCE, Urging, UrgingState
from tasks_tracker.persistence.session import db


@dataclass(frozen=True, slots=True)
class Behind:
    """A task with which a unit is behind, and the step that is in force; level 0 for none."""

    task_id: int
    region_id: int
    mark: str
    number: int
    title: str
    part_title: str
    unit_id: int
    unit: str
    missed_on: date
    level: int = 0
    reply_by: date | None = None
    urging_id: int | None = None

    @property
    def code(self) -> str:
        return f"{self.mark}{self.number:03d}"

    @property
    def name(self) -> str:
        return f"{self.title}：{self.part_title}" if self.part_title else self.title


_TASK = (Task.id, Task.region_id, Region.mark, Task.number, Task.title, Task.part_title)


def not_urged(today: date, region_id: int | None = None) -> list[Behind]:
    """Units that are behind and not urged: with a milestone, the first lead unit; with a report,
    whoever owes it (2 statements)."""
    found = {(one.task_id, one.unit_id): one for one in _reports(today, region_id)}
    found |= {(one.task_id, one.unit_id): one for one in _milestones(today, region_id)}
    return sorted(found.values(), key=lambda one: (one.missed_on, one.region_id, one.number))


def unanswered(today: date, region_id: int | None = None) -> list[Behind]:
    """Units that did not answer in time, and are behind still (1 statement)."""
    still = or_(
        Task.clock_ends_on < today,
        Task.report_due_on < today,
        and_(
            or_(Urging.remark_id.is_not(None), Urging.resolution_id.is_not(None)),
            or_(Task.awaits_office.is_(False), _runs()),
        ),
    )
    query = (
        select(
            *_TASK,
            Unit.id,
            Unit.name,
            func.coalesce(Urging.missed_on, Urging.reply_by),
            Urging.level,
            Urging.reply_by,
            Urging.id,
        )
        .select_from(Urging)
        .join(Urging.task)
        .join(Region, Region.id == Task.region_id)
        .join(Unit, Unit.id == Urging.unit_id)
        .where(
            Urging.state == UrgingState.OPEN, Urging.reply_by < today, _with_unit(region_id), still
        )
        .order_by(Urging.level.desc(), Urging.reply_by, Urging.id)
    )
    return _rows(query)


def of_unit(unit_id: int, today: date) -> list[Behind]:
    """Open tasks that a unit leads, itself or in a collective, with a clock that has run out."""
    collectives = select(UnitMember.collective_id).where(UnitMember.member_id == unit_id)
    seat = exists().where(
        TaskUnit.task_id == Task.id,
        TaskUnit.duty == Duty.LEAD,
        or_(TaskUnit.unit_id == unit_id, TaskUnit.unit_id.in_(collectives)),
    )
    query = (
        select(*_TASK, Unit.id, Unit.name, Task.clock_ends_on)
        .join(Region, Region.id == Task.region_id)
        .join(Unit, Unit.id == unit_id)
        .where(seat, Task.clock_ends_on < today, _with_unit(None))
        .order_by(Task.clock_ends_on, Task.number)
    )
    return _rows(query)


def units(today: date, region_id: int) -> list[tuple[int, str, int]]:
    """Units that lead something with a clock that has run out: id, name, how many; official order.

    The first lead unit alone, as it answers for the whole (1 statement).
    """
    query = (
        select(Unit.id, Unit.name, func.count())
        .join(Task, Task.lead_unit_id == Unit.id)
        .where(Task.clock_ends_on < today, _with_unit(region_id))
        .group_by(Unit.id, Unit.name, Unit.position)
        .order_by(Unit.position)
    )
    return [(unit_id, name, count) for unit_id, name, count in db.execute(query)]


def _milestones(today: date, region_id: int | None) -> list[Behind]:
    query = (
        select(*_TASK, Unit.id, Unit.name, Task.clock_ends_on)
        .join(Region, Region.id == Task.region_id)
        .join(Unit, Unit.id == Task.lead_unit_id)
        .where(Task.clock_ends_on < today, _with_unit(region_id), ~_urged(Task.lead_unit_id))
    )
    return _rows(query)


def _reports(today: date, region_id: int | None) -> list[Behind]:
    query = (
        select(*_TASK, Unit.id, Unit.name, func.min(Obligation.due_on))
        .join(Region, Region.id == Task.region_id)
        .join(Obligation, Obligation.task_id == Task.id)
        .join(Unit, Unit.id == Obligation.unit_id)
        .where(
            Task.report_due_on < today,
            Obligation.due_on < today,
            Obligation.answered_on.is_(None),
            Obligation.excused_on.is_(None),
            _with_unit(region_id),
            ~_urged(Obligation.unit_id),
        )
        .group_by(*_TASK, Unit.id, Unit.name)
    )
    return _rows(query)


def _with_unit(region_id: int | None) -> ColumnElement[bool]:
    """In force, and waiting for no decision."""
    return and_(
        Task.is_completed.is_(False),
        Task.ended_on.is_(None),
        Task.objected_on.is_(None),
        Task.extension_asked_on.is_(None),
        Task.region_id == region_id if region_id is not None else true(),
    )


def _runs() -> ColumnElement[bool]:
    return Task.clock_ends_on.is_not(None)


def _urged(unit_id: object) -> ColumnElement[bool]:
    return exists().where(
        Urging.task_id == Task.id, Urging.unit_id == unit_id, Urging.state.in_(IN_FORCE)
    )


def _rows(query: Any) -> list[Behind]:
    return [Behind(*row) for row in db.execute(query)]
