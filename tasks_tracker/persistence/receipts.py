"""Receipts as they are looked up and counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from tasks_tracker.domain.notices import Notice, NoticeItem
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.slices import Slice, newest

_OPEN = and_(Receipt.signed_on.is_(None), Receipt.lapsed_on.is_(None))
_COUNTS = or_(Receipt.signed_on.is_not(None), Receipt.lapsed_on.is_(None))
"""One that lapsed unsigned is owed by nobody."""


@dataclass(frozen=True)
class Signed:
    """How far a notice is signed for: n of m, and how many are past their day."""

    total: int = 0
    signed: int = 0
    missing: int = 0

    @property
    def is_whole(self) -> bool:
        return self.signed == self.total


def _of(user: User) -> Select[Receipt]:
    mine = [unit.id for unit in user.units]
    return (
        select(Receipt)
        .join(Receipt.notice)
        .where(Receipt.unit_id.in_(mine))
        .options(
            contains_eager(Receipt.notice).joinedload(Notice.plan),
            joinedload(Receipt.unit),
            joinedload(Receipt.task),
        )
    )


def get(receipt_id: int, user: User) -> Receipt:
    """One of the own units."""
    return db.scalars(_of(user).where(Receipt.id == receipt_id)).one()


def open_of(user: User) -> Sequence[Receipt]:
    """What the own units have not signed for, the earliest day first."""
    return db.scalars(_of(user).where(_OPEN).order_by(Receipt.due_on, Receipt.id)).all()


def signed_of(user: User, *, before: int | None) -> Slice[Receipt]:
    """What the own units signed for, newest first."""
    query = _of(user).options(joinedload(Receipt.signed_by)).where(Receipt.signed_on.is_not(None))
    newest_first = query.order_by(Receipt.signed_at.desc(), Receipt.id.desc())
    return newest(newest_first, Receipt.signed_at, before=before)


def of_notice(notice: Notice) -> Sequence[Receipt]:
    """All, in official order; tasks that came later follow."""
    query = (
        select(Receipt)
        .join(Receipt.unit)
        .where(Receipt.notice_id == notice.id)
        .options(
            contains_eager(Receipt.unit), joinedload(Receipt.signed_by), joinedload(Receipt.task)
        )
        .order_by(Unit.position, Receipt.added_on, Receipt.id)
    )
    return db.scalars(query).all()


def of_task(notice: Notice, task: Task) -> Sequence[Receipt]:
    """Those of its notice that are about this task or about all, and hold."""
    query = (
        select(Receipt)
        .where(Receipt.notice_id == notice.id, Receipt.lapsed_on.is_(None))
        .where(or_(Receipt.task_id == task.id, Receipt.task_id.is_(None)))
        .options(joinedload(Receipt.unit), joinedload(Receipt.task))
    )
    return db.scalars(query.order_by(Receipt.id)).all()


def of_unit(task: Task, unit: Unit) -> Sequence[Receipt]:
    """The unit's own that concern a task and hold; the one for this task alone comes first."""
    query = (
        select(Receipt)
        .join(NoticeItem, NoticeItem.notice_id == Receipt.notice_id)
        .where(NoticeItem.task_id == task.id, Receipt.unit_id == unit.id)
        .where(or_(Receipt.task_id == task.id, Receipt.task_id.is_(None)))
        .where(Receipt.lapsed_on.is_(None))
        .options(joinedload(Receipt.notice), joinedload(Receipt.unit), joinedload(Receipt.task))
        .order_by(Receipt.task_id.nulls_last(), Receipt.id)
    )
    return db.scalars(query).all()


def unsigned_of_unit(task: Task, unit: Unit) -> Sequence[Receipt]:
    """The unit's own that concern a task and wait for a signature: as a rule none, so nothing
    comes along."""
    of_notice = select(NoticeItem.notice_id).where(NoticeItem.task_id == task.id)
    query = (
        select(Receipt)
        .where(Receipt.unit_id == unit.id, _OPEN)
        .where(Receipt.notice_id.in_(of_notice))
        .where(or_(Receipt.task_id == task.id, Receipt.task_id.is_(None)))
    )
    with db.no_autoflush:  # the report that is being written is no receipt
        return db.scalars(query.order_by(Receipt.id)).all()


def signed(notice_ids: Collection[int], today: date) -> Mapping[int, Signed]:
    """How far these notices are signed for (1 statement)."""
    late = and_(_OPEN, Receipt.due_on < today)
    query = (
        select(
            Receipt.notice_id,
            func.count(),
            func.count(Receipt.signed_on),
            func.coalesce(func.sum(case((late, 1), else_=0)), 0),
        )
        .where(Receipt.notice_id.in_(notice_ids), _COUNTS)
        .group_by(Receipt.notice_id)
    )
    return {row[0]: Signed(row[1], row[2], row[3]) for row in db.execute(query)}


def any_open(notice: Notice) -> bool:
    """Whether somebody has still to sign."""
    return (
        db.scalar(select(Receipt.id).where(Receipt.notice_id == notice.id, _OPEN).limit(1))
        is not None
    )


def open_by_unit() -> Mapping[int, int]:
    """How many each unit has to sign, by its id (1 statement)."""
    query = select(Receipt.unit_id, func.count()).where(_OPEN).group_by(Receipt.unit_id)
    return {row[0]: row[1] for row in db.execute(query)}
