"""What waits for closing, what was closed, and by whom."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.closing import Closing
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db


def waiting(user: User) -> Sequence[Task]:
    """Completed and not closed, in the own region, the longest completed first."""
    query = _waiting().where(Task.region_id == (user.region.id if user.region else None))
    query = query.options(
        joinedload(Task.plan),
        joinedload(Task.section),
        joinedload(Task.lead_unit),
        selectinload(Task.milestones),
    )
    return db.scalars(query.order_by(Task.completed_on, Task.number, Task.id)).all()


def count_waiting() -> Mapping[int, int]:
    """By region."""
    counted = _waiting().with_only_columns(Task.region_id, func.count()).group_by(Task.region_id)
    return dict(db.execute(counted).all())


def chosen(ids: Collection[int], user: User) -> Sequence[Task]:
    """These tasks of the own region, whatever became of them meanwhile."""
    query = tasks.visible_to(user).where(Task.id.in_(ids))
    query = query.options(selectinload(Task.units).joinedload(TaskUnit.unit))
    return db.scalars(query.order_by(Task.number, Task.id)).all()


def closed_since(user: User, day: date) -> Sequence[Closing]:
    """What was closed from that day on and stays so, the newest first."""
    query = (
        select(Closing)
        .join(Closing.task)
        .where(
            Task.region_id == (user.region.id if user.region else None),
            Closing.closed_on >= day,
            Closing.undone_on.is_(None),
        )
        .options(joinedload(Closing.by), joinedload(Closing.task).joinedload(Task.lead_unit))
    )
    return db.scalars(query.order_by(Closing.at.desc(), Closing.id.desc())).all()


def standing(task: Task) -> Closing | None:
    """The closing that holds, with who did it."""
    query = select(Closing).where(Closing.task_id == task.id, Closing.undone_on.is_(None))
    return db.scalars(query.options(joinedload(Closing.by))).one_or_none()


def closed_on(region: Region, day: date) -> Mapping[int, date]:
    """Which tasks stood as closed at the end of that day, and since when; by their ids."""
    query = (
        select(Closing.task_id, Closing.closed_on)
        .join(Closing.task)
        .where(
            Task.region_id == region.id,
            Closing.closed_on <= day,
            or_(Closing.undone_on.is_(None), Closing.undone_on > day),
        )
    )
    return dict(db.execute(query).all())


def _waiting() -> Select[Task]:
    return select(Task).where(
        Task.is_completed,
        Task.closed_on.is_(None),
        Task.check_opened_on.is_(None),
        tasks.IN_FORCE,
    )
