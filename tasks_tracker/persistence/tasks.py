"""Tasks as they are looked up; what a person may not see does not exist here."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.numbering import TaskCounter
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Appointment, Role, User
from tasks_tracker.persistence import trajectories
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import region_ids_seen_by, unit_ids_of

IN_FORCE = Task.ended_on.is_(None)
"""The open ledger: what no amendment has ended."""

trajectories.watch()


def scope(user: User) -> ColumnElement[bool]:
    """The open ledger as this person sees it: what every list, light and count is about."""
    return and_(sight(user), IN_FORCE)


def ended(user: User) -> ColumnElement[bool]:
    """What amendments ended, as this person sees it."""
    return and_(sight(user), Task.ended_on.is_not(None))


def sight(user: User) -> ColumnElement[bool]:
    """Which tasks this person sees, be they ended: the office its regions, a leader the own
    sections, a unit those at which it has a seat."""
    reasons: list[ColumnElement[bool]] = [false()]
    if user.holds(*OFFICE_ROLES):
        reasons.append(Task.region_id.in_(region_ids_seen_by(user)))
    if user.holds(Role.LEADER):
        reasons.append(Task.section_id.in_(select(Section.id).where(Section.leader_id == user.id)))
    if user.holds(*UNIT_ROLES):
        seats = select(TaskUnit.task_id).where(TaskUnit.unit_id.in_(unit_ids_of(user)))
        reasons.append(Task.id.in_(seats))
    return or_(*reasons)


def readable(user: User) -> ColumnElement[bool]:
    """What a person may open: whatever is in sight, and that on which the own unit has reported,
    although it may have no seat there any more."""
    reported = select(ProgressReport.task_id).where(ProgressReport.unit_id.in_(unit_ids_of(user)))
    is_unit = user.holds(*UNIT_ROLES)
    return or_(sight(user), Task.id.in_(reported)) if is_unit else sight(user)


def visible_to(user: User) -> Select[Task]:
    return select(Task).where(readable(user))


def get(task_id: int, user: User) -> Task:
    """One visible task with plan, section, units, milestones and targets, and the posts of its
    leader (3 statements)."""
    posts = joinedload(User.appointments).joinedload(Appointment.post)
    leader = joinedload(Task.section).joinedload(Section.leader).options(posts)
    query = visible_to(user).where(Task.id == task_id).options(*_parts(), leader)
    return db.scalars(query.options(joinedload(Task.targets))).unique().one()


def _whole() -> tuple[ExecutableOption, ...]:
    return (*_parts(), selectinload(Task.targets))


def _parts() -> tuple[ExecutableOption, ...]:
    seats = selectinload(Task.units).joinedload(TaskUnit.unit)
    return (
        joinedload(Task.plan).joinedload(Plan.source),
        joinedload(Task.source),
        joinedload(Task.section).joinedload(Section.leader),
        joinedload(Task.lead_unit),
        seats.joinedload(Unit.members),
        selectinload(Task.milestones),
    )


def of_plan(plan: Plan) -> Sequence[Task]:
    """A plan's tasks that are in force, in its own order."""
    query = select(Task).where(Task.plan_id == plan.id, IN_FORCE).options(*_whole())
    return db.scalars(query.order_by(Task.number)).all()


def whole(task_ids: Collection[int]) -> Sequence[Task]:
    """Tasks that were found already, each as `get` answers it."""
    query = select(Task).where(Task.id.in_(task_ids)).options(*_whole())
    return db.scalars(query.order_by(Task.region_id, Task.number)).all()


def of_numbers(region: Region, numbers: Collection[int]) -> dict[int, Task]:
    """Tasks of a region by their numbers, be they ended."""
    query = select(Task).where(Task.region_id == region.id, Task.number.in_(numbers))
    return {task.number: task for task in db.scalars(query.options(*_whole()))}


def ids_of_numbers(region: Region, numbers: Collection[int], user: User) -> dict[int, int]:
    """Of these tasks the ids of those that this person may read, by number (1 statement)."""
    query = select(Task.number, Task.id).where(
        Task.region_id == region.id, Task.number.in_(numbers), readable(user)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def hold(task: Task) -> None:
    """Count this change of a task in its version, although perhaps no column of its own differs:
    of two who report or review at the same moment one is told to look again."""
    flag_modified(task, "awaits_office")


def overdue_unnoted(today: date) -> Sequence[Milestone]:
    """Open milestones whose clock has ended without it having been noted."""
    query = (
        select(Milestone)
        .where(
            Milestone.state == MilestoneState.OPEN,
            Milestone.clock_ends_on < today,
            or_(
                Milestone.overdue_noted_for.is_(None),
                Milestone.overdue_noted_for != Milestone.clock_ends_on,
            ),
        )
        .options(joinedload(Milestone.task))
        .order_by(Milestone.clock_ends_on, Milestone.id)
    )
    return db.scalars(query).all()


def counter(region: Region) -> TaskCounter:
    """The counter that gives tasks of a region their numbers."""
    found = db.get(TaskCounter, region.id)
    if found is None:
        found = TaskCounter(region=region)
        db.add(found)
    return found
