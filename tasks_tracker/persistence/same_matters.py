"""Links between tasks about the same matter, as they are looked up."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.same_matters import SameMatter
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db


def get(link_id: int, user: User) -> SameMatter:
    """A link of a task in sight."""
    query = select(SameMatter).join(Task, Task.id == SameMatter.task_id)
    return db.scalars(query.where(SameMatter.id == link_id, tasks.sight(user))).one()


def seen_from(task: Task, user: User) -> Sequence[tuple[SameMatter, Task]]:
    """The open links of a task, each with the task at its other end if this person sees that
    (1 statement)."""
    end = case((SameMatter.task_id == task.id, SameMatter.other_id), else_=SameMatter.task_id)
    query = (
        select(SameMatter, Task)
        .join(Task, Task.id == end)
        .where(_touches(task), SameMatter.ended_at.is_(None), tasks.sight(user))
        .options(joinedload(Task.plan), joinedload(Task.lead_unit))
        .order_by(Task.number)
    )
    return [(link, other) for link, other in db.execute(query)]


def are_linked(task: Task, other: Task) -> bool:
    query = select(SameMatter.id).where(
        _touches(task), _touches(other), SameMatter.ended_at.is_(None)
    )
    return db.scalar(query) is not None


def by_number(region: Region, numbers: Collection[int]) -> dict[int, Task]:
    """Tasks of a region by their running numbers."""
    query = select(Task).where(Task.region_id == region.id, Task.number.in_(numbers))
    return {task.number: task for task in db.scalars(query.order_by(Task.number))}


def hold(link: SameMatter) -> None:
    """As it is now, and nobody else changes it until this transaction ends."""
    db.flush()
    db.refresh(link, ["ended_at"], with_for_update=True)


def _touches(task: Task) -> ColumnElement[bool]:
    return or_(SameMatter.task_id == task.id, SameMatter.other_id == task.id)
