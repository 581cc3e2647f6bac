"""Archives, and the tasks that wait for one, as they are looked up."""

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.archives import Archive
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.slices import Slice, newest

CODE = re.compile(r"(\D+)0*([1-9][0-9]{0,8})")
SHOWN = 50


def waiting(user: User) -> Sequence[Task]:
    """Tasks of the own region that are over and not put away, those that wait longest first, as
    many as fit on a page (1 statement)."""
    query = _waiting(user).options(joinedload(Task.lead_unit), joinedload(Task.plan))
    over_on = func.coalesce(Task.closed_on, Task.ended_on)
    return db.scalars(query.order_by(over_on, Task.number).limit(SHOWN)).all()


def count_waiting(user: User) -> int:
    return db.scalar(_waiting(user).with_only_columns(func.count())) or 0


def chosen(user: User, task_ids: Sequence[int]) -> Sequence[Task]:
    """Of these those that wait still, the first of the ledger first."""
    return db.scalars(_waiting(user).where(Task.id.in_(task_ids)).order_by(Task.number)).all()


def page(user: User, *, before: int | None) -> Slice[Archive]:
    """What was put away in the own region, newest first."""
    query = (
        select(Archive)
        .where(_own(user))
        .options(joinedload(Archive.task), joinedload(Archive.by))
        .order_by(Archive.at.desc(), Archive.id.desc())
    )
    return newest(query, Archive.at, before=before)


def count(user: User) -> int:
    return db.scalar(select(func.count()).select_from(Archive).where(_own(user))) or 0


def get(archive_id: int, user: User) -> Archive:
    query = select(Archive).where(Archive.id == archive_id, _own(user))
    return db.scalars(query.options(joinedload(Archive.task))).one()


def last_of(task: Task) -> Archive | None:
    """The newest edition (1 statement)."""
    query = select(Archive).where(Archive.task_id == task.id).options(joinedload(Archive.by))
    return db.scalars(query.order_by(Archive.edition.desc()).limit(1)).one_or_none()


def next_edition(task: Task) -> int:
    query = select(func.max(Archive.edition)).where(Archive.task_id == task.id)
    return (db.scalar(query) or 0) + 1


def find_task(called: str) -> Task | None:
    """By its code (聊008) or by its id."""
    if called.isdecimal():
        return db.get(Task, int(called))
    found = CODE.fullmatch(called)
    if found is None:
        return None
    query = (
        select(Task).join(Task.region).where(Region.mark == found[1], Task.number == int(found[2]))
    )
    return db.scalars(query).one_or_none()


def _waiting(user: User) -> Select[Task]:
    own = user.region.id if user.region else None
    is_over = or_(Task.closed_on.is_not(None), Task.ended_on.is_not(None))
    return select(Task).where(Task.region_id == own, Task.archived_on.is_(None), is_over)


def _own(user: User) -> ColumnElement[bool]:
    return Archive.region_id == (user.region.id if user.region else None)
