"""Events as they are written and read."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, exists, func, insert, or_, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.slices import Slice, newest

Row = dict[str, Any]


def add(event: Event) -> None:
    db.add(event)


def add_all(rows: Sequence[Row]) -> None:
    """Many at once, by their columns."""
    if rows:
        db.execute(insert(Event), rows)


def has(key: str) -> bool:
    return db.scalar(select(exists(select(Event.id).where(Event.key == key)))) or False


def any_of(subject: str, kinds: Collection[EventKind]) -> bool:
    """Whether one of these things happened to the subject."""
    query = select(Event.id).where(Event.subject == subject, Event.kind.in_(kinds))
    return db.scalar(select(exists(query))) or False


def of_task(task: Task) -> Sequence[Event]:
    """What happened to a task, newest first."""
    query = select(Event).where(Event.task_id == task.id).options(joinedload(Event.by))
    return db.scalars(query.order_by(Event.at.desc(), Event.id.desc())).all()


def page_for_audit(user: User, kind: EventKind | None, *, before: int | None) -> Slice[Event]:
    """The trail of the own region, newest first, with what belongs to no region."""
    query = select(Event).where(_audited(user)).options(joinedload(Event.by))
    if kind:
        query = query.where(Event.kind == kind)
    return newest(query.order_by(Event.at.desc(), Event.id.desc()), Event.at, before=before)


def counts_for_audit(user: User) -> dict[EventKind, int]:
    """How often each thing happened."""
    query = select(Event.kind, func.count()).where(_audited(user)).group_by(Event.kind)
    return dict(db.execute(query).all())


def _audited(user: User) -> ColumnElement[bool]:
    own = user.region.id if user.region else None
    return or_(Event.region_id == own, Event.region_id.is_(None))
