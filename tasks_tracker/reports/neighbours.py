"""Where a task stands among those of its plan, and which come before and after it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db


@dataclass(frozen=True)
class Neighbours:
    """In the order of numbers, of the tasks in sight."""

    previous_id: int | None
    next_id: int | None
    place: int
    total: int


def of(task: Task, seen: ColumnElement[bool]) -> Neighbours:
    """The neighbours of a task in its plan (1 statement)."""
    here = (seen, Task.plan_id == task.plan_id)
    before, after = Task.number < task.number, Task.number > task.number
    previous = select(Task.id).where(*here, before).order_by(Task.number.desc()).limit(1)
    following = select(Task.id).where(*here, after).order_by(Task.number).limit(1)
    place = select(func.count()).select_from(Task).where(*here, Task.number <= task.number)
    total = select(func.count()).select_from(Task).where(*here)
    found = (previous, following, place, total)
    return Neighbours(*db.execute(select(*(one.scalar_subquery() for one in found))).one())
