"""Events as they are written and read."""

from collections.abc import Sequence

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.events import Event
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db


def add(event: Event) -> None:
    db.add(event)


def has(key: str) -> bool:
    return db.scalar(select(exists(select(Event.id).where(Event.key == key)))) or False


def of_task(task: Task) -> Sequence[Event]:
    """What happened to a task, newest first."""
    query = select(Event).where(Event.task_id == task.id).options(joinedload(Event.by))
    return db.scalars(query.order_by(Event.at.desc(), Event.id.desc())).all()


def newest() -> Select[Event]:
    """The whole trail, newest first, for the audit page."""
    query = select(Event).options(joinedload(Event.by), joinedload(Event.region))
    return query.order_by(Event.at.desc(), Event.id.desc())
