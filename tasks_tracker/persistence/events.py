"""Events as they are written and read."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, func, insert, literal, or_, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.users import OFFICE_ROLES, Role, User
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


def of_task(task: Task, reader: User | None = None) -> Sequence[Event]:
    """What happened to a task, newest first; of it what concerns this person, or all."""
    query = select(Event).where(Event.task_id == task.id).options(joinedload(Event.by))
    if reader is not None:
        query = query.where(*_concerning(reader))
    return db.scalars(query.order_by(Event.at.desc(), Event.id.desc())).all()


def _concerning(reader: User) -> Iterator[ColumnElement[bool]]:
    """What a unit has written and not signed is its own; on whose complaint, and at what, the
    office looks again is the office's and the leaders'."""
    own = [unit.id for unit in reader.units]
    unsigned = select(literal("unsigned:") + cast(UnsignedReport.id, String)).where(
        UnsignedReport.unit_id.in_(own)
    )
    yield or_(Event.subject.not_like("unsigned:%"), Event.subject.in_(unsigned))
    if not reader.holds(*OFFICE_ROLES, Role.LEADER):
        yield Event.kind.not_in({EventKind.CHECK_OPENED, EventKind.CHECK_REASSIGNED})


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
