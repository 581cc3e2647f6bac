"""Urgings as they are looked up."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.resolutions import Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit, UnitMember
from tasks_tracker.domain.urgings import (
    IN_FORCE,
    Urging,
    UrgingRecipient,
    UrgingReply,
    UrgingState,
)
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import unit_ids_of


def sight(user: User) -> ColumnElement[bool]:
    """The office and the leader see those of the tasks in their sight, a unit its own."""
    reasons: list[ColumnElement[bool]] = [false()]
    if user.holds(*OFFICE_ROLES, Role.LEADER):
        reasons.append(tasks.sight(user))
    if user.holds(*UNIT_ROLES):
        reasons.append(Urging.unit_id.in_(unit_ids_of(user)))
    return or_(*reasons)


def visible_to(user: User) -> Select[Urging]:
    return select(Urging).join(Urging.task).where(sight(user))


def get(urging_id: int, user: User) -> Urging:
    """One urging with its answers, recipients and the whole task."""
    query = visible_to(user).where(Urging.id == urging_id).options(*_whole())
    found = db.scalars(query).one()
    tasks.whole([found.task_id])  # what an answer or a verdict changes hangs on all of it
    return found


def after(urging: Urging) -> Urging | None:
    """The step that took its place."""
    return db.scalars(select(Urging).where(Urging.follows_id == urging.id)).one_or_none()


def in_force(task: Task) -> Sequence[Urging]:
    """What is asked of units about a task, the gravest first."""
    query = (
        select(Urging)
        .where(Urging.task_id == task.id, Urging.state.in_(IN_FORCE))
        .options(
            joinedload(Urging.unit),
            joinedload(Urging.milestone),
            joinedload(Urging.remark),
            joinedload(Urging.resolution),
        )
        .order_by(Urging.level.desc(), Urging.id.desc())
    )
    return db.scalars(query).all()


def of_task(task: Task) -> Sequence[Urging]:
    """All that there were, the newest first (1 statement)."""
    query = (
        select(Urging)
        .where(Urging.task_id == task.id)
        .options(joinedload(Urging.unit), joinedload(Urging.issued_by), joinedload(Urging.replies))
        .order_by(Urging.id.desc())
    )
    return db.scalars(query).unique().all()


def of_remark(remark_id: int) -> Sequence[Urging]:
    """What a remark was turned into, with what followed it."""
    return of_remarks([remark_id])


def of_remarks(remark_ids: Collection[int]) -> Sequence[Urging]:
    """The same of several (1 statement)."""
    query = (
        select(Urging)
        .where(Urging.remark_id.in_(remark_ids))
        .options(joinedload(Urging.task), joinedload(Urging.unit))
        .order_by(Urging.id)
    )
    return db.scalars(query).all()


def of_resolutions(found: Collection[Resolution]) -> Sequence[Urging]:
    """What these were turned into, through a leader's remark or without one (1 statement)."""
    remark_ids = [one.remark_id for one in found if one.remark_id]
    own = Urging.resolution_id.in_([one.id for one in found])
    query = (
        select(Urging)
        .where(or_(own, Urging.remark_id.in_(remark_ids)))
        .options(joinedload(Urging.task), joinedload(Urging.unit))
        .order_by(Urging.id)
    )
    return db.scalars(query).all()


def reports_due(task: Task, unit: Unit, today: date) -> Sequence[date]:
    """The days that passed without a report of the unit, or of a member of the collective."""
    own = {unit.id, *(member.id for member in unit.members if unit.is_collective)}
    query = select(Obligation.due_on).where(_owed(task.id, own), Obligation.due_on < today)
    return db.scalars(query.order_by(Obligation.due_on)).all()


def owes(urging: Urging) -> bool:
    """Whether the report that it is about is still missing."""
    unit = urging.unit
    own = {unit.id, *(member.id for member in unit.members if unit.is_collective)}
    missing = select(Obligation.id).where(
        _owed(urging.task_id, own), Obligation.due_on <= urging.missed_on
    )
    return db.scalar(select(missing.exists())) or False


def _owed(task_id: int, unit_ids: Collection[int]) -> ColumnElement[bool]:
    return and_(
        Obligation.task_id == task_id,
        Obligation.unit_id.in_(unit_ids),
        Obligation.answered_on.is_(None),
        Obligation.excused_on.is_(None),
    )


def untold(before: date) -> Sequence[UrgingRecipient]:
    """Those to whom no mail about an urging by rule was written yet."""
    query = (
        select(UrgingRecipient)
        .join(UrgingRecipient.urging)
        .where(
            UrgingRecipient.message_id.is_(None),
            Urging.issued_by_id.is_(None),
            Urging.state == UrgingState.OPEN,
            Urging.issued_on <= before,
        )
        .options(
            joinedload(UrgingRecipient.user),
            joinedload(UrgingRecipient.urging).joinedload(Urging.task),
            joinedload(UrgingRecipient.urging).joinedload(Urging.unit),
        )
        .order_by(UrgingRecipient.user_id, UrgingRecipient.urging_id)
    )
    return db.scalars(query).all()


def perhaps_moot() -> Sequence[int]:
    """Tasks with something in force of which nothing may be left: no fewer than are so."""
    over = or_(Task.is_completed, Task.ended_on.is_not(None))
    moved_on = or_(
        Milestone.state != MilestoneState.OPEN,
        Milestone.clock_ends_on.is_(None),
        Milestone.clock_ends_on > Urging.issued_on,
    )
    is_ordered = or_(Urging.remark_id.is_not(None), Urging.resolution_id.is_not(None))
    with_milestone = and_(Urging.milestone_id.is_not(None), ~is_ordered, moved_on)
    members = select(UnitMember.member_id).where(UnitMember.collective_id == Urging.unit_id)
    owed = exists().where(
        Obligation.task_id == Urging.task_id,
        or_(Obligation.unit_id == Urging.unit_id, Obligation.unit_id.in_(members)),
        Obligation.answered_on.is_(None),
        Obligation.excused_on.is_(None),
        Obligation.due_on <= Urging.missed_on,
    )
    reported = and_(Urging.milestone_id.is_(None), Urging.missed_on.is_not(None), ~owed)
    query = (
        select(Urging.task_id)
        .join(Urging.task)
        .outerjoin(Urging.milestone)
        .where(Urging.state.in_(IN_FORCE), or_(over, with_milestone, reported))
        .distinct()
        .order_by(Urging.task_id)
    )
    return db.scalars(query).all()


def counts_to_answer(_today: date) -> dict[int, int]:
    """How many wait for a unit's answer, by unit."""
    query = (
        select(Urging.unit_id, func.count())
        .where(Urging.state == UrgingState.OPEN)
        .group_by(Urging.unit_id)
    )
    return dict(db.execute(query).all())


def counts_to_judge(_today: date) -> dict[int, int]:
    """How many answers wait for an office, by region."""
    query = (
        select(Task.region_id, func.count())
        .join(Urging, Urging.task_id == Task.id)
        .where(Urging.state == UrgingState.ANSWERED)
        .group_by(Task.region_id)
    )
    return dict(db.execute(query).all())


def counts_unanswered(today: date) -> dict[int, int]:
    """How many were not answered by their day, by region."""
    query = (
        select(Task.region_id, func.count())
        .join(Urging, Urging.task_id == Task.id)
        .where(Urging.state == UrgingState.OPEN, Urging.reply_by < today)
        .group_by(Task.region_id)
    )
    return dict(db.execute(query).all())


def _whole() -> tuple[ExecutableOption, ...]:
    answers = selectinload(Urging.replies)
    told = selectinload(Urging.recipients)
    return (
        joinedload(Urging.task).joinedload(Task.section).joinedload(Section.leader),
        joinedload(Urging.task).joinedload(Task.plan),
        joinedload(Urging.unit).selectinload(Unit.members),
        joinedload(Urging.milestone),
        joinedload(Urging.remark),
        joinedload(Urging.resolution).joinedload(Resolution.meeting),
        joinedload(Urging.issued_by),
        joinedload(Urging.signed_by),
        joinedload(Urging.follows),
        answers.joinedload(UrgingReply.by),
        answers.joinedload(UrgingReply.judged_by),
        told.joinedload(UrgingRecipient.user),
        told.joinedload(UrgingRecipient.message),
    )
