"""The outbox as its delivery sees it: what is due, and who may try it."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm.exc import StaleDataError

from tasks_tracker.domain.messages import Message, MessageState
from tasks_tracker.persistence.session import db


def known(keys: Collection[str]) -> set[str]:
    """Which of these keys messages carry already."""
    return set(db.scalars(select(Message.key).where(Message.key.in_(keys))))


def count_due(now: datetime) -> int:
    return db.scalar(select(func.count()).select_from(Message).where(_is_due(now))) or 0


def next_due(now: datetime) -> Message | None:
    """The message longest due, as it stands in the database now."""
    query = select(Message).where(_is_due(now)).order_by(Message.due_at, Message.id).limit(1)
    return db.scalars(query, execution_options={"populate_existing": True}).first()


def claim(message: Message, now: datetime) -> bool:
    """Count an attempt and put the next one off; False where another process was quicker."""
    if message.state is not MessageState.QUEUED or message.due_at > now:
        return False
    try:
        with db.begin_nested():
            message.claim(now)
    except StaleDataError:
        return False
    return True


def keep_all(now: datetime) -> int:
    """Mark all that is due as sent at the moment for which it was due, without sending it."""
    sent = (
        update(Message)
        .where(_is_due(now))
        .values(
            state=MessageState.SENT,
            sent_at=Message.due_at,
            attempts=Message.attempts + 1,
            version=Message.version + 1,
        )
        .returning(Message.id)
    )
    return len(db.scalars(sent, execution_options={"synchronize_session": False}).all())


def _is_due(now: datetime) -> ColumnElement[bool]:
    return and_(Message.state == MessageState.QUEUED, Message.due_at <= now)
