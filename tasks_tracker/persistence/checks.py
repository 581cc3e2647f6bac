"""Checks as they are looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.checks import PEOPLE, Check, CheckDraw, Finding
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import MilestoneClaim, ProgressReport, ReportedValue
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import region_ids_seen_by

LISTED = 200


@dataclass(frozen=True)
class Frame:
    """Of which completed tasks a sample is drawn."""

    since: date
    until: date
    unit: Unit | None = None
    plan: Plan | None = None


def get(check_id: int, user: User) -> Check:
    """One check of a region that this person's office sees, with the whole task."""
    query = _seen_by(user).where(Check.id == check_id).options(*_whole())
    return db.scalars(query).one()


def of_task(task: Task) -> Sequence[Check]:
    """A task's checks, newest first."""
    query = select(Check).where(Check.task_id == task.id).options(*_named())
    return db.scalars(query.order_by(Check.id.desc())).all()


def open_ones(user: User) -> Sequence[Check]:
    """What is being looked at, the oldest first."""
    query = _seen_by(user).where(Check.found_on.is_(None)).options(*_listed())
    return db.scalars(query.order_by(Check.opened_on, Check.id)).all()


def found_ones(user: User) -> Sequence[Check]:
    """What was found lately, the newest first."""
    query = _seen_by(user).where(Check.found_on.is_not(None)).options(*_listed())
    return db.scalars(query.order_by(Check.found_at.desc(), Check.id.desc()).limit(LISTED)).all()


def mine(user: User) -> Sequence[Check]:
    """What waits for this person, the oldest first."""
    assigned = exists().where(PEOPLE.c.check_id == Check.id, PEOPLE.c.user_id == user.id)
    query = select(Check).where(Check.found_on.is_(None), assigned).options(joinedload(Check.task))
    return db.scalars(query.order_by(Check.opened_on, Check.id)).all()


def open_by_person() -> Mapping[int, int]:
    """How many are open, by whom they wait for."""
    query = (
        select(PEOPLE.c.user_id, func.count())
        .join(Check, Check.id == PEOPLE.c.check_id)
        .where(Check.found_on.is_(None))
        .group_by(PEOPLE.c.user_id)
    )
    return dict(db.execute(query).all())


def untrue_by_unit(region: Region, since: date, until: date) -> Mapping[int, int]:
    """How many completions of each lead unit were found untrue, in whole or in part, in that
    time; by its id."""
    query = (
        select(Task.lead_unit_id, func.count())
        .join(Check, Check.task_id == Task.id)
        .where(
            Check.region_id == region.id,
            Check.finding.in_((Finding.PARTLY, Finding.UNTRUE)),
            Check.found_on.between(since, until),
        )
        .group_by(Task.lead_unit_id)
    )
    return dict(db.execute(query).all())


def population(region: Region, frame: Frame) -> Sequence[int]:
    """The numbers of the tasks that were completed in that time and looked at by nobody since."""
    looked_at = exists().where(Check.task_id == Task.id, Check.found_on >= Task.completed_on)
    conditions: list[ColumnElement[bool]] = [
        Task.region_id == region.id,
        Task.completed_on.between(frame.since, frame.until),
        Task.check_opened_on.is_(None),
        tasks.IN_FORCE,
        ~looked_at,
    ]
    if frame.plan:
        conditions.append(Task.plan_id == frame.plan.id)
    if frame.unit:
        leads = (TaskUnit.unit_id == frame.unit.id, TaskUnit.duty == Duty.LEAD)
        conditions.append(Task.id.in_(select(TaskUnit.task_id).where(*leads)))
    return db.scalars(select(Task.number).where(*conditions).order_by(Task.number)).all()


def leading_units(region: Region) -> Sequence[Unit]:
    """Those that lead a task, in official order (1 statement)."""
    leads = select(Task.lead_unit_id).where(Task.region_id == region.id)
    query = select(Unit).where(Unit.id.in_(leads)).order_by(Unit.position, Unit.id)
    return db.scalars(query).all()


def draws_of(region: Region, year: int) -> int:
    """How many samples were drawn in a year, so that the next one has a seed of its own."""
    query = select(func.count()).where(
        CheckDraw.region_id == region.id, CheckDraw.seed.startswith(str(year))
    )
    return db.scalar(query) or 0


def get_draw(draw_id: int, user: User) -> CheckDraw:
    query = (
        select(CheckDraw)
        .where(CheckDraw.id == draw_id, CheckDraw.region_id.in_(region_ids_seen_by(user)))
        .options(
            joinedload(CheckDraw.region),
            joinedload(CheckDraw.unit),
            joinedload(CheckDraw.plan),
            joinedload(CheckDraw.by),
        )
    )
    return db.scalars(query).one()


def of_draw(draw: CheckDraw) -> Sequence[Check]:
    query = select(Check).where(Check.draw_id == draw.id).options(*_listed())
    return db.scalars(query.order_by(Check.id)).all()


def completed(region: Region, numbers: Sequence[int]) -> Sequence[Task]:
    """These tasks, with what a check needs of them."""
    query = (
        select(Task)
        .where(Task.region_id == region.id, Task.number.in_(numbers))
        .options(
            joinedload(Task.plan),
            joinedload(Task.section),
            joinedload(Task.lead_unit),
            selectinload(Task.units).joinedload(TaskUnit.unit),
        )
    )
    return db.scalars(query.order_by(Task.number, Task.id)).all()


def _seen_by(user: User) -> Select[Check]:
    return select(Check).where(Check.region_id.in_(region_ids_seen_by(user)))


def _named() -> tuple[ExecutableOption, ...]:
    return (
        selectinload(Check.people),
        joinedload(Check.opened_by),
        joinedload(Check.found_by),
        joinedload(Check.region),
    )


def _listed() -> tuple[ExecutableOption, ...]:
    task = joinedload(Check.task)
    return (*_named(), task.joinedload(Task.section), task.joinedload(Task.lead_unit))


def _whole() -> tuple[ExecutableOption, ...]:
    task, report = joinedload(Check.task), joinedload(Check.report)
    return (
        *_named(),
        joinedload(Check.draw),
        task.joinedload(Task.plan),
        task.joinedload(Task.section),
        task.joinedload(Task.lead_unit),
        task.selectinload(Task.units).joinedload(TaskUnit.unit).selectinload(Unit.members),
        task.selectinload(Task.milestones).selectinload(Milestone.stops),
        task.selectinload(Task.targets),
        report.joinedload(ProgressReport.by),
        report.joinedload(ProgressReport.unit),
        report.joinedload(ProgressReport.reviewed_by),
        report.selectinload(ProgressReport.claims).joinedload(MilestoneClaim.milestone),
        report.selectinload(ProgressReport.values).joinedload(ReportedValue.target),
        report.selectinload(ProgressReport.evidence),
    )
