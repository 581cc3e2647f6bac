"""Blockers as they are looked up."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.blockers import Blocker, BlockerRound, BlockerState
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import UNIT_ROLES, User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db


def visible_to(user: User) -> ColumnElement[bool]:
    """Those at tasks in sight, and those that are addressed to this person or the own units;
    to be joined with the task."""
    own = [unit.id for unit in user.units] if user.holds(*UNIT_ROLES) else []
    reasons = [tasks.readable(user), Blocker.to_person_id == user.id]
    reasons.append(or_(Blocker.to_unit_id.in_(own), Blocker.unit_id.in_(own)) if own else false())
    return or_(*reasons)


def get(blocker_id: int, user: User) -> Blocker:
    """One with its rounds and the task."""
    query = (
        select(Blocker)
        .join(Blocker.task)
        .where(Blocker.id == blocker_id, visible_to(user))
        .options(*with_people(), *_rounds(), *_task())
    )
    return db.scalars(query).one()


def of_task(task: Task) -> Sequence[Blocker]:
    """Those of a task, newest first (1 statement)."""
    query = select(Blocker).where(Blocker.task_id == task.id).options(*with_people())
    return db.scalars(query.order_by(Blocker.id.desc())).all()


def told_only(task: Task, user: User) -> ProgressReport | None:
    """The last report of the own units that tells of something to be settled by others and of
    which no blocker was made."""
    own = [unit.id for unit in user.units]
    made = select(Blocker.id).where(Blocker.report_id == ProgressReport.id)
    query = (
        select(ProgressReport)
        .where(
            ProgressReport.task_id == task.id,
            ProgressReport.unit_id.in_(own),
            ProgressReport.coordination != "",
            ~made.exists(),
        )
        .order_by(ProgressReport.id.desc())
    )
    return db.scalars(query.limit(1)).one_or_none()


def is_task_open_to(blocker: Blocker, user: User) -> bool:
    """Whether this person may open the page of the task too."""
    return bool(
        db.scalar(select(tasks.visible_to(user).where(Task.id == blocker.task_id).exists()))
    )


def with_people() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Blocker.unit),
        joinedload(Blocker.by),
        joinedload(Blocker.to_unit),
        joinedload(Blocker.to_person),
    )


def hold(blocker: Blocker) -> None:
    """Of two who answer at the same moment one is told to look again."""
    flag_modified(blocker, "state")


def _rounds() -> tuple[ExecutableOption, ...]:
    rounds = selectinload(Blocker.rounds)
    return (rounds.joinedload(BlockerRound.answered_by), rounds.joinedload(BlockerRound.judged_by))


def _task() -> tuple[ExecutableOption, ...]:
    task = joinedload(Blocker.task)
    return (
        joinedload(Blocker.report),
        task.joinedload(Task.plan),
        task.joinedload(Task.section).joinedload(Section.leader),
        task.joinedload(Task.lead_unit),
        task.selectinload(Task.units).joinedload(TaskUnit.unit).selectinload(Unit.members),
    )


def open_by_unit() -> Mapping[int, int]:
    """How many each unit has to answer, by its id (1 statement)."""
    return _counts(Blocker.to_unit_id)


def open_by_person() -> Mapping[int, int]:
    """How many each leader has to answer (1 statement)."""
    return _counts(Blocker.to_person_id)


def open_by_region() -> Mapping[int, int]:
    """How many each office has to answer, by region (1 statement)."""
    to_office = Blocker.to_unit_id.is_(None) & Blocker.to_person_id.is_(None)
    return _counts(Blocker.region_id, to_office)


def answered_by_unit() -> Mapping[int, int]:
    """How many answers each unit that asked has to judge (1 statement)."""
    query = select(Blocker.unit_id, func.count()).where(Blocker.state == BlockerState.ANSWERED)
    return {row[0]: row[1] for row in db.execute(query.group_by(Blocker.unit_id))}


def _counts(of: InstrumentedAttribute[Any], *conditions: ColumnElement[bool]) -> Mapping[int, int]:
    query = (
        select(of, func.count())
        .where(Blocker.state == BlockerState.OPEN, of.is_not(None), *conditions)
        .group_by(of)
    )
    return {row[0]: row[1] for row in db.execute(query)}
