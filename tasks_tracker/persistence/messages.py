"""The outbox as it is looked up."""

from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.messages import Message, MessageState
from tasks_tracker.domain.users import ADMIN_ROLES, User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import region_ids_seen_by


def has(key: str) -> bool:
    return db.scalar(select(exists(select(Message.id).where(Message.key == key)))) or False


def next_due(now: datetime) -> Message | None:
    """The message that has waited longest for its next attempt, locked for this process."""
    query = (
        select(Message)
        .where(Message.state == MessageState.QUEUED, Message.due_at <= now)
        .order_by(Message.due_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return db.scalars(query).first()


def visible_to(user: User) -> Select[Message]:
    """The outbox, newest first: the office sees its regions' mails, an administrator all."""
    query = select(Message).options(joinedload(Message.to))
    if not user.holds(*ADMIN_ROLES):
        query = query.where(Message.region_id.in_(region_ids_seen_by(user)))
    return query.order_by(Message.created_at.desc(), Message.id.desc())


def get(message_id: int, user: User) -> Message:
    return db.scalars(visible_to(user).where(Message.id == message_id)).one()
