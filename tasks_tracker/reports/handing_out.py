"""待办 around the hand-out: receipts to sign, shares to confirm or settle, objections to answer."""

from datetime import date

from sqlalchemy import case, func, or_, select

from tasks_tracker.domain.notices import Notice
from tasks_tracker.domain.objections import Objection, ObjectionState
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.shares import Share, ShareState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User
from tasks_tracker.persistence import shares
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.todo import Todo


def to_sign(user: User, _today: date) -> Todo | None:
    """Receipts of the own units that nobody has signed (1 statement)."""
    if not user.holds(*UNIT_ROLES):
        return None
    mine = [unit.id for unit in user.units]
    query = (
        select(func.count(), func.min(Receipt.due_on), func.min(Notice.doc_no))
        .join(Receipt.notice)
        .where(Receipt.unit_id.in_(mine), Receipt.signed_on.is_(None), Receipt.lapsed_on.is_(None))
    )
    count, due_on, doc_no = db.execute(query).one()
    return Todo("待签收", count, "notices.index", due_on=due_on, first=doc_no or "")


def to_share(user: User, _today: date) -> Todo | None:
    """Shares of the own units to confirm, and those for which others wait (1 statement)."""
    if not user.holds(*UNIT_ROLES):
        return None
    unconfirmed = Share.state == ShareState.UNCONFIRMED
    waited = case((shares.WAITED_FOR, 1), else_=0)
    query = (
        select(func.count().over(), func.sum(waited).over(), func.min(Share.due_on).over(), Task)
        .join(Share.task)
        .where(shares.own(user), shares.WANTED, shares.OPEN, or_(unconfirmed, shares.WAITED_FOR))
        .order_by(waited.desc(), Share.due_on.is_(None), Share.due_on, Share.id)
    )
    found = db.execute(query.limit(1)).first()
    if found is None:
        return None
    count, waiting, due_on, task = found
    words = f"；其中 {waiting} 项有单位在等" if waiting else ""
    first = f"{task.code} {task.name}{words}"
    return Todo("分工待确认", count, "shares.index", due_on=due_on, first=first)


def to_answer(user: User, _today: date) -> Todo | None:
    """Objections in the region that nobody has answered (1 statement)."""
    if not user.holds(*OFFICE_ROLES) or user.region is None:
        return None
    query = (
        select(func.count(), func.min(Objection.raised_on))
        .join(Objection.task)
        .where(Task.region_id == user.region.id, Objection.state == ObjectionState.OPEN)
    )
    count, since = db.execute(query).one()
    words = f"最早一件 {since.month}月{since.day}日提出" if since else ""
    return Todo("异议待答复", count, "objections.index", first=words)
