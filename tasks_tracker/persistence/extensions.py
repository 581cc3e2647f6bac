"""Requests for later dates as they are looked up."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.consents import ExtensionConsent
from tasks_tracker.domain.extensions import OPEN_STATES, Extension
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Appointment, Post, Role, User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db


def visible_to(user: User) -> ColumnElement[bool]:
    """Those of the tasks in sight, and those that wait for a leader who has no section there."""
    own = user.region.id if user.region else None
    seen = [tasks.readable(user)]
    if user.holds(Role.LEADER):
        stands_in = and_(Task.region_id == own, Extension.decider == Role.LEADER, no_chief())
        seen.append(stands_in)
    return or_(*seen)


def no_chief() -> ColumnElement[bool]:
    """The task's section has no leader in office."""
    section, person = aliased(Section), aliased(User)
    in_office = (
        select(section.id)
        .join(person, person.id == section.leader_id)
        .join(Appointment, Appointment.user_id == person.id)
        .join(Post, Post.id == Appointment.post_id)
        .where(
            section.id == Task.section_id,
            person.ended_at.is_(None),
            Appointment.ended_on.is_(None),
            Post.role == Role.LEADER,
        )
    )
    return ~exists(in_office.correlate(Task))


def get(extension_id: int, user: User) -> Extension:
    """One request with consents and the whole task."""
    query = (
        select(Extension)
        .join(Extension.task)
        .where(Extension.id == extension_id, visible_to(user))
        .options(*whole())
    )
    return db.scalars(query).one()


def whole() -> tuple[ExecutableOption, ...]:
    task = joinedload(Extension.task)
    return (
        joinedload(Extension.milestone).selectinload(Milestone.moves),
        joinedload(Extension.unit),
        joinedload(Extension.by),
        joinedload(Extension.answered_by),
        selectinload(Extension.consents).joinedload(ExtensionConsent.unit),
        selectinload(Extension.consents).joinedload(ExtensionConsent.by),
        task.joinedload(Task.plan).selectinload(Plan.phases),
        task.joinedload(Task.section).joinedload(Section.leader),
        task.joinedload(Task.lead_unit),
        task.selectinload(Task.units).joinedload(TaskUnit.unit).selectinload(Unit.members),
        task.selectinload(Task.milestones).selectinload(Milestone.stops),
    )


def of_task(task: Task) -> Sequence[Extension]:
    """All requests on a task with their consents, newest first (1 statement)."""
    query = (
        select(Extension)
        .where(Extension.task_id == task.id)
        .options(
            joinedload(Extension.unit),
            joinedload(Extension.by),
            joinedload(Extension.answered_by),
            joinedload(Extension.consents).joinedload(ExtensionConsent.unit),
        )
        .order_by(Extension.id.desc())
    )
    return db.scalars(query).unique().all()


def open_on(milestones: Collection[Milestone]) -> Sequence[Extension]:
    """Requests on these milestones that are not decided."""
    query = (
        _open()
        .where(Extension.milestone_id.in_([milestone.id for milestone in milestones]))
        .options(selectinload(Extension.consents))
    )
    return db.scalars(query).all()


def open_of(task: Task) -> Sequence[Extension]:
    query = _open().where(Extension.task_id == task.id).options(selectinload(Extension.consents))
    return db.scalars(query).all()


def earliest_open(task: Task) -> date | None:
    """The day of the earliest request on a task that is not decided."""
    query = select(func.min(Extension.asked_on)).where(
        Extension.task_id == task.id, Extension.state.in_(OPEN_STATES)
    )
    return db.scalar(query)


def hold(extension: Extension) -> None:
    """Count this change in its version, although perhaps no column of its own differs: of two who
    answer at the same moment one is told to look again."""
    flag_modified(extension, "state")


def _open() -> Select[Extension]:
    return select(Extension).where(Extension.state.in_(OPEN_STATES)).order_by(Extension.id)
