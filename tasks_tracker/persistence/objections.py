"""Objections as they are looked up."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.objections import Objection, ObjectionState
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.slices import SIZE

_OPEN = Objection.state == ObjectionState.OPEN


def scope(user: User) -> ColumnElement[bool]:
    """The office those of its region; a unit those that it raised."""
    reasons: list[ColumnElement[bool]] = [false()]
    if user.holds(*OFFICE_ROLES) and user.region is not None:
        reasons.append(Task.region_id == user.region.id)
    if user.holds(*UNIT_ROLES):
        reasons.append(Objection.unit_id.in_([unit.id for unit in user.units]))
    return or_(*reasons)


def _visible_to(user: User) -> Select[Objection]:
    return (
        select(Objection)
        .join(Objection.task)
        .where(scope(user))
        .options(
            joinedload(Objection.unit), joinedload(Objection.proposed), joinedload(Objection.by)
        )
    )


def get(objection_id: int, user: User) -> Objection:
    """One with its task, whole enough to be given to another unit (5 statements)."""
    task = contains_eager(Objection.task)
    query = _visible_to(user).options(
        task.selectinload(Task.units).joinedload(TaskUnit.unit).selectinload(Unit.members),
        task.selectinload(Task.milestones).selectinload(Milestone.stops),
        task.joinedload(Task.lead_unit),
        task.joinedload(Task.plan),
        joinedload(Objection.decided_by),
        joinedload(Objection.new_unit),
    )
    return db.scalars(query.where(Objection.id == objection_id)).one()


def visible_to(user: User) -> Sequence[Objection]:
    """The open ones first, the one that has waited longest on top; then the newest."""
    waiting = case((_OPEN, Objection.raised_at), else_=None)
    query = (
        _visible_to(user)
        .options(
            contains_eager(Objection.task),
            joinedload(Objection.decided_by),
            joinedload(Objection.new_unit),
        )
        .order_by(waiting.asc().nulls_last(), Objection.raised_at.desc(), Objection.id.desc())
        .limit(4 * SIZE)
    )
    return db.scalars(query).all()


def find_open(task: Task) -> Objection | None:
    """The one that waits for an answer; asked for only where the task was handed out."""
    if task.handed_out_on is None:
        return None
    query = select(Objection).where(Objection.task_id == task.id, _OPEN)
    options = (joinedload(Objection.unit), joinedload(Objection.proposed), joinedload(Objection.by))
    return db.scalars(query.options(*options)).one_or_none()


def newest_of(task: Task) -> Objection | None:
    """The last one, be it decided."""
    query = select(Objection).where(Objection.task_id == task.id)
    options = (joinedload(Objection.unit), joinedload(Objection.new_unit))
    newest_first = query.options(*options).order_by(Objection.raised_at.desc(), Objection.id.desc())
    return db.scalars(newest_first.limit(1)).one_or_none()


def open_by_region() -> Mapping[int, int]:
    """How many wait for an answer, by region (1 statement)."""
    query = select(Task.region_id, func.count()).join(Objection, Objection.task_id == Task.id)
    counted = db.execute(query.where(_OPEN).group_by(Task.region_id))
    return {row[0]: row[1] for row in counted}
