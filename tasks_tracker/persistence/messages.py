"""The outbox as it is looked up."""

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.messages import Message, MessageState
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.slices import Slice, newest
from tasks_tracker.persistence.units import region_ids_seen_by


def has(key: str) -> bool:
    """Whether a mail carries this key, be it still to be written by the session; what waits there
    is looked at, not written for it."""
    session = db()
    if any(isinstance(new, Message) and new.key == key for new in session.new):
        return True
    with session.no_autoflush:
        return session.scalar(select(exists(select(Message.id).where(Message.key == key)))) or False


def visible_to(user: User) -> Select[Message]:
    """The outbox of the regions that this person sees, newest first."""
    query = select(Message).where(_scope(user)).options(joinedload(Message.to))
    return query.order_by(Message.created_at.desc(), Message.id.desc())


def page(user: User, state: MessageState | None, *, before: int | None) -> Slice[Message]:
    query = visible_to(user)
    if state:
        query = query.where(Message.state == state)
    return newest(query, Message.created_at, before=before)


def counts(user: User) -> dict[MessageState, int]:
    """How many mails there are in each state."""
    query = select(Message.state, func.count()).where(_scope(user)).group_by(Message.state)
    return dict(db.execute(query).all())


def _scope(user: User) -> ColumnElement[bool]:
    return Message.region_id.in_(region_ids_seen_by(user))


def get(message_id: int, user: User) -> Message:
    return db.scalars(visible_to(user).where(Message.id == message_id)).one()
