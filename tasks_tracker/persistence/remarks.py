"""Remarks as they are looked up: for the office of the region and for the leader who made them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import defer, joinedload
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.remarks import Remark, RemarkState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence.session import db


def sight(user: User) -> ColumnElement[bool]:
    own = user.region.id if user.region else None
    if user.holds(*OFFICE_ROLES):
        return Remark.region_id == own
    return and_(Remark.region_id == own, Remark.leader_id == user.id)


def visible_to(user: User) -> Select[Remark]:
    return select(Remark).where(sight(user))


def get(remark_id: int, user: User) -> Remark:
    query = visible_to(user).where(Remark.id == remark_id).options(*_parts())
    return db.scalars(query).one()


def listed(user: User, state: RemarkState | None = None) -> Sequence[Remark]:
    """What waits for the office first, then the newest."""
    query = visible_to(user).options(*_parts())
    if state is not None:
        query = query.where(Remark.state == state)
    waits = (Remark.state != RemarkState.OPEN).asc()
    return db.scalars(query.order_by(waits, Remark.remarked_on.desc(), Remark.id.desc())).all()


def of_task(task: Task, user: User) -> Sequence[Remark]:
    """Those on the task, and the one that it was made for, as far as this person sees them."""
    about = or_(Remark.task_id == task.id, Remark.made_task_id == task.id)
    query = visible_to(user).where(about).options(joinedload(Remark.leader))
    return db.scalars(query.order_by(Remark.remarked_on.desc(), Remark.id.desc())).all()


def that_made(task: Task) -> Sequence[Remark]:
    query = select(Remark).where(Remark.made_task_id == task.id).options(joinedload(Remark.leader))
    return db.scalars(query.order_by(Remark.id)).all()


def counts_open(_today: date) -> dict[int, int]:
    """How many wait for an office, by region."""
    query = (
        select(Remark.region_id, func.count())
        .where(Remark.state == RemarkState.OPEN)
        .group_by(Remark.region_id)
    )
    return dict(db.execute(query).all())


def sections(region_id: int) -> Sequence[Section]:
    """All sections of a region with their plans, the newest plan first."""
    query = (
        select(Section)
        .join(Section.plan)
        .where(Plan.region_id == region_id)
        .options(joinedload(Section.plan))
        .order_by(Plan.issued_on.desc(), Plan.id.desc(), Section.position)
    )
    return db.scalars(query).all()


def _parts() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Remark.leader),
        joinedload(Remark.recorded_by),
        joinedload(Remark.handled_by),
        joinedload(Remark.task).joinedload(Task.plan),
        joinedload(Remark.plan),
        joinedload(Remark.circular).options(defer(Circular.snapshot)),
        joinedload(Remark.made_task),
    )
