"""Shares and waits as they are looked up and counted."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tasks_tracker.domain.shares import Share, ShareState, Wait
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import unit_ids_of

OPEN = Share.state.in_([ShareState.UNCONFIRMED, ShareState.CONFIRMED])
_TURN = case({ShareState.UNCONFIRMED: 0, ShareState.CONFIRMED: 1}, value=Share.state, else_=2)
MONDAY = 0
SAID_DAILY = timedelta(days=3)
WANTED = and_(tasks.IN_FORCE, Task.is_completed.is_(False))
"""Of tasks that are over nobody is asked for a share any more."""
_SHOWN = and_(Share.state != ShareState.LAPSED, tasks.IN_FORCE, or_(~OPEN, WANTED))
WAITED_FOR = Share.waits.any(Wait.ended_at.is_(None))


def own(user: User) -> ColumnElement[bool]:
    return Share.unit_id.in_([unit.id for unit in user.units])


def led(user: User) -> ColumnElement[bool]:
    """Of tasks that the own units, or the collectives in which they stand, lead."""
    seats = select(TaskUnit.task_id).where(
        TaskUnit.unit_id.in_(unit_ids_of(user)), TaskUnit.duty == Duty.LEAD
    )
    return and_(Share.task_id.in_(seats), ~own(user))


def scope(user: User) -> ColumnElement[bool]:
    """The office those of its region; a unit its own, and those of the tasks that it leads."""
    reasons: list[ColumnElement[bool]] = [false()]
    if user.holds(*OFFICE_ROLES) and user.region is not None:
        reasons.append(Task.region_id == user.region.id)
    if user.holds(*UNIT_ROLES):
        reasons += [own(user), led(user)]
    return or_(*reasons)


def _visible_to(user: User) -> Select[Share]:
    return (
        select(Share)
        .join(Share.task)
        .join(Share.unit)
        .where(scope(user))
        .options(
            contains_eager(Share.unit),
            joinedload(Share.through),
            joinedload(Share.by),
            selectinload(Share.waits).options(joinedload(Wait.unit), joinedload(Wait.by)),
        )
    )


def get(share_id: int, user: User) -> Share:
    """One with its task, its seats and its dates (6 statements)."""
    task = contains_eager(Share.task)
    query = _visible_to(user).options(
        task.selectinload(Task.units).joinedload(TaskUnit.unit).selectinload(Unit.members),
        task.selectinload(Task.milestones),
        task.joinedload(Task.lead_unit),
        task.joinedload(Task.plan),
    )
    return db.scalars(query.where(Share.id == share_id)).one()


def of_ids(share_ids: Collection[int], user: User) -> Sequence[Share]:
    """Of the own units, those that wait to be confirmed, with the dates of their tasks
    (2 statements)."""
    query = (
        select(Share)
        .join(Share.task)
        .join(Share.unit)
        .where(Share.id.in_(share_ids), own(user), Share.state == ShareState.UNCONFIRMED)
        .options(
            contains_eager(Share.unit), contains_eager(Share.task).selectinload(Task.milestones)
        )
        .order_by(Task.number, Unit.position)
    )
    return db.scalars(query).all()


def listed(user: User, *conditions: ColumnElement[bool], limit: int) -> Sequence[Share]:
    """Those that stand, who is waited for first, then who has not confirmed, then by day
    (2 statements)."""
    query = (
        _visible_to(user)
        .where(_SHOWN, *conditions)
        .options(contains_eager(Share.task).joinedload(Task.lead_unit))
        .order_by(
            WAITED_FOR.desc(),
            _TURN,
            Share.due_on.asc().nulls_first(),
            Task.number,
            Unit.position,
        )
        .limit(limit)
    )
    return db.scalars(query).unique().all()


def count(user: User, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Share).join(Share.task)
    stand = query.where(scope(user), _SHOWN, *conditions)
    return db.scalar(stand) or 0


def of_task(task: Task) -> Sequence[Share]:
    """All that stand, with who waits for them (1 statement)."""
    query = (
        select(Share)
        .join(Share.unit)
        .where(Share.task_id == task.id, Share.state != ShareState.LAPSED)
        .options(
            contains_eager(Share.unit),
            joinedload(Share.through),
            joinedload(Share.waits).joinedload(Wait.unit),
        )
        .order_by(Share.through_id.nulls_first(), Unit.position)
    )
    return db.scalars(query).unique().all()


def ever_of(task: Task) -> Sequence[Share]:
    """All, with those that lapsed."""
    query = select(Share).where(Share.task_id == task.id)
    options = (joinedload(Share.unit), selectinload(Share.waits))
    return db.scalars(query.options(*options).order_by(Share.id)).all()


def unsettled(task: Task) -> Sequence[Share]:
    """Shares of which nobody has said that they are done: asked before a task is completed."""
    query = (
        select(Share)
        .join(Share.unit)
        .where(Share.task_id == task.id, OPEN)
        .options(contains_eager(Share.unit))
        .order_by(Unit.position)
    )
    return db.scalars(query).all()


def get_wait(wait_id: int, user: User) -> Wait:
    """One of a share that this person sees."""
    query = select(Wait).join(Wait.share).join(Share.task)
    task = contains_eager(Wait.share).contains_eager(Share.task)
    found = query.where(Wait.id == wait_id, scope(user)).options(
        task.selectinload(Task.units).joinedload(TaskUnit.unit).selectinload(Unit.members),
        contains_eager(Wait.share).joinedload(Share.unit),
        contains_eager(Wait.share).selectinload(Share.waits),
    )
    return db.scalars(found).one()


def unconfirmed_by_unit(today: date) -> Mapping[int, int]:
    """How many each unit has to confirm, by its id (1 statement): said in the first days and then
    once a week, for nobody reads what comes every morning."""
    is_weekly = today.weekday() == MONDAY
    fresh = Share.made_on >= today - SAID_DAILY
    return _by_unit(Share.state == ShareState.UNCONFIRMED, true() if is_weekly else fresh)


def waited_for_by_unit() -> Mapping[int, int]:
    """For how many others wait, by the id of the unit (1 statement)."""
    return _by_unit(OPEN, WAITED_FOR)


def due_by_unit(today: date) -> Mapping[int, int]:
    """How many have passed the day that the unit itself named (1 statement)."""
    return _by_unit(Share.state == ShareState.CONFIRMED, Share.due_on < today)


def _by_unit(*conditions: ColumnElement[bool]) -> Mapping[int, int]:
    query = (
        select(Share.unit_id, func.count())
        .join(Share.task)
        .where(WANTED, *conditions)
        .group_by(Share.unit_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}
