"""Notices as they are looked up: the office's own, and those that a unit got."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.notices import Notice, NoticeItem
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.slices import Slice, newest
from tasks_tracker.persistence.tasks import IN_FORCE

_UNSIGNED = exists().where(
    Receipt.notice_id == Notice.id, Receipt.signed_on.is_(None), Receipt.lapsed_on.is_(None)
)


def scope(user: User) -> ColumnElement[bool]:
    """Those of the own office, and those that the own units got."""
    reasons: list[ColumnElement[bool]] = [false()]
    if user.holds(*OFFICE_ROLES) and user.region is not None:
        reasons.append(Notice.region_id == user.region.id)
    if user.holds(*UNIT_ROLES):
        mine = [unit.id for unit in user.units]
        reasons.append(
            exists().where(Receipt.notice_id == Notice.id, Receipt.unit_id.in_(mine)),
        )
    return or_(*reasons)


def _visible_to(user: User) -> Select[Notice]:
    return select(Notice).where(scope(user)).options(joinedload(Notice.plan))


def get(notice_id: int, user: User) -> Notice:
    """One with its tasks, their seats and dates (5 statements)."""
    items = selectinload(Notice.items).joinedload(NoticeItem.task)
    seats = items.selectinload(Task.units).joinedload(TaskUnit.unit).selectinload(Unit.members)
    query = _visible_to(user).where(Notice.id == notice_id)
    return db.scalars(query.options(joinedload(Notice.by), seats)).one()


def signed_of(region: Region, *, before: int | None) -> Slice[Notice]:
    """The office's own for which everybody has signed, newest first, a page at a time."""
    query = (
        select(Notice)
        .where(Notice.region_id == region.id, ~_UNSIGNED)
        .options(joinedload(Notice.plan), joinedload(Notice.by))
        .order_by(Notice.issued_at.desc(), Notice.id.desc())
    )
    return newest(query, Notice.issued_at, before=before)


def unsigned_of(region: Region) -> Sequence[Notice]:
    """The office's own with a receipt that is open."""
    query = select(Notice).where(Notice.region_id == region.id, _UNSIGNED)
    options = (joinedload(Notice.plan), joinedload(Notice.by))
    return db.scalars(query.options(*options).order_by(Notice.issued_at, Notice.id)).all()


def of_task(task: Task) -> Notice | None:
    """The notice by which a task was handed out."""
    if task.handed_out_on is None:
        return None
    query = select(Notice).join(NoticeItem, NoticeItem.notice_id == Notice.id)
    return db.scalars(query.where(NoticeItem.task_id == task.id)).one_or_none()


def waiting_plans(user: User) -> Sequence[tuple[Plan, int]]:
    """Plans of the own region with how many of their tasks are not handed out, newest first."""
    region_id = user.region.id if user.region else None
    left = (
        select(Task.plan_id, func.count().label("count"))
        .where(Task.region_id == region_id, IN_FORCE)
        .where(Task.handed_out_on.is_(None), Task.is_completed.is_(False))
        .group_by(Task.plan_id)
        .subquery()
    )
    query = select(Plan, left.c.count).join(left, left.c.plan_id == Plan.id)
    query = query.order_by(Plan.issued_on.desc(), Plan.id.desc())
    return [(row[0], row[1]) for row in db.execute(query)]


def get_plan(plan_id: int, user: User) -> Plan:
    """A plan of the own region, of which something may be handed out."""
    region_id = user.region.id if user.region else None
    query = select(Plan).where(Plan.id == plan_id, Plan.region_id == region_id)
    return db.scalars(query).one()


def has_other_part(notice: Notice, unit: Unit) -> bool:
    """Whether a unit still sits, alone or in a collective, at some task of a notice."""
    collective = Unit.members.any(Unit.id == unit.id)
    query = (
        select(TaskUnit.id)
        .join(NoticeItem, NoticeItem.task_id == TaskUnit.task_id)
        .join(Unit, Unit.id == TaskUnit.unit_id)
        .where(NoticeItem.notice_id == notice.id, or_(TaskUnit.unit_id == unit.id, collective))
    )
    return db.scalar(select(exists(query))) or False
