"""应报: what units owe by period, and how it was answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.obligations import Obligation, Owing
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.obligations import OPEN, SOON, pressing
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar

MONTHS_BACK = timedelta(days=92)
PER_LIST = 200


@dataclass(frozen=True)
class Row:
    """One obligation on a day."""

    obligation: Obligation
    owing: Owing
    days: int
    """Working days left, or past the day."""


@dataclass(frozen=True)
class Duties:
    """What a person's units owe, and what they answered lately."""

    open: Sequence[Row]
    answered: Sequence[Row]

    def count(self, owing: Owing) -> int:
        return sum(row.owing == owing for row in (*self.open, *self.answered))


@dataclass(frozen=True)
class Tally:
    """Of a unit, or of a unit in a plan: how many were due, and how they were answered."""

    unit_id: int
    unit: str
    due: int
    in_time: int
    late: int
    missing: int


@dataclass(frozen=True)
class Laggard:
    """A unit that owes reports on a plan."""

    unit_id: int
    unit: str
    plan_id: int
    plan: str
    missed: int
    open: int
    first_due_on: date


def on(task: Task, units: Collection[Unit], today: date) -> Sequence[Row]:
    """What these units owe on a task for periods that have begun (1 statement, or none)."""
    if task.report_due_on is None:
        return ()
    query = select(Obligation).where(
        Obligation.task_id == task.id,
        Obligation.unit_id.in_([unit.id for unit in units]),
        Obligation.opens_on <= today,
        OPEN,
    )
    return _rows(query.order_by(Obligation.due_on, Obligation.id), today)


def of(user: User, today: date) -> Duties:
    """Open ones by day, and those that were answered or excused in the last months, newest first
    (2 statements)."""
    own = Obligation.unit_id.in_([unit.id for unit in user.units])
    query = select(Obligation).where(own).options(*_PARTS).limit(PER_LIST)
    still = query.where(OPEN).order_by(Obligation.due_on, Obligation.task_id, Obligation.id)
    done = query.where(~OPEN, Obligation.due_on >= today - MONTHS_BACK).order_by(
        Obligation.due_on.desc(), Obligation.task_id, Obligation.id
    )
    return Duties(_rows(still, today), _rows(done, today))


def pressing_of(user: User, today: date) -> Mapping[int, Sequence[Row]]:
    """By task, what a person's units missed or have to report within a few working days, the
    earliest first (1 statement)."""
    own = Obligation.unit_id.in_([unit.id for unit in user.units])
    query = select(Obligation).where(own, pressing(today))
    found: dict[int, list[Row]] = {}
    for row in _rows(query.order_by(Obligation.due_on, Obligation.id), today):
        found.setdefault(row.obligation.task_id, []).append(row)
    return found


def of_task(task: Task, today: date) -> Sequence[Row]:
    """The last ones of a task, newest first (1 statement)."""
    query = (
        select(Obligation)
        .where(Obligation.task_id == task.id)
        .options(joinedload(Obligation.unit))
        .order_by(Obligation.due_on.desc(), Obligation.unit_id, Obligation.id)
    )
    return _rows(query.limit(PER_LIST), today)


def part_of(task: Task, _user: User, today: date) -> Sequence[Row] | None:
    """For the page of a task; asks nothing where the plan has no rule and no duty recurs."""
    recurs = any(one.rule for one in task.milestones)
    if not recurs and not task.plan.reporting_rule and task.report_due_on is None:
        return None
    return of_task(task, today) or None


def laggards(user: User, today: date, plan_id: int | None = None) -> Sequence[Laggard]:
    """Who has not reported for a period that has begun, worst first (1 statement)."""
    missed = func.sum(case((Obligation.due_on < today, 1), else_=0))
    query = (
        select(
            Unit.id, Unit.name, Plan.id, Plan.short_title, missed, func.count(),
            func.min(Obligation.due_on),
        )
        .select_from(Obligation)
        .join(Task, Obligation.task_id == Task.id)
        .join(Plan, Task.plan_id == Plan.id)
        .join(Unit, Obligation.unit_id == Unit.id)
        .where(Task.region_id == _region_id(user), OPEN, Obligation.opens_on <= today)
        .group_by(Unit.id, Unit.name, Unit.position, Plan.id, Plan.short_title)
        .order_by(missed.desc(), func.min(Obligation.due_on), Unit.position, Unit.id, Plan.id)
    )  # fmt: skip
    if plan_id is not None:
        query = query.where(Plan.id == plan_id)
    found: Any = db.execute(query)
    return [Laggard(*row) for row in found]


def by_unit(region: Region, since: date, until: date, today: date) -> Sequence[Tally]:
    """Of what fell due in these days: in time, late, missing; worst first. What was excused is
    not counted, unless it had been noted as missing by then (1 statement)."""
    in_time = _counted(Obligation.answered_on <= Obligation.due_on)
    late = _counted(Obligation.answered_on > Obligation.due_on)
    missing = _counted(Obligation.answered_on.is_(None))
    query = (
        select(Unit.id, Unit.name, func.count(), in_time, late, missing)
        .select_from(Obligation)
        .join(Task, Obligation.task_id == Task.id)
        .join(Unit, Obligation.unit_id == Unit.id)
        .where(
            Task.region_id == region.id,
            or_(Obligation.excused_on.is_(None), Obligation.noted_at.is_not(None)),
            Obligation.due_on.between(since, until),
            or_(Obligation.due_on < today, Obligation.answered_on.is_not(None)),
        )
        .group_by(Unit.id, Unit.name, Unit.position)
        .order_by(missing.desc(), late.desc(), Unit.position, Unit.id)
    )
    found: Any = db.execute(query)
    return [Tally(*row) for row in found]


def plans(user: User) -> Sequence[Plan]:
    """The plans of the own region, those with a rule first (1 statement)."""
    query = select(Plan).where(Plan.region_id == _region_id(user))
    by_rule = case((Plan.reporting_rule == "", 1), else_=0)
    return db.scalars(query.order_by(by_rule, Plan.issued_on.desc(), Plan.id)).all()


def row_of(one: Obligation, today: date, workdays: Workdays) -> Row:
    """How it stands with it on a day."""
    if one.excused_on is not None:
        return Row(one, Owing.EXCUSED, 0)
    if one.answered_on is not None:
        is_late = one.answered_on > one.due_on
        past = workdays.between(one.due_on, one.answered_on)
        return Row(one, Owing.LATE if is_late else Owing.IN_TIME, abs(past) if is_late else 0)
    left = workdays.between(today, one.due_on)
    if one.due_on < today:
        return Row(one, Owing.MISSED, -left)
    return Row(one, Owing.SOON if left <= SOON else Owing.AHEAD, left)


_PARTS = (
    joinedload(Obligation.task).joinedload(Task.plan),
    joinedload(Obligation.unit),
    joinedload(Obligation.milestone),
)


def _rows(query: Select[Obligation], today: date) -> Sequence[Row]:
    workdays = calendar()
    return [row_of(one, today, workdays) for one in db.scalars(query)]


def _counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _region_id(user: User) -> int | None:
    return user.region.id if user.region else None
