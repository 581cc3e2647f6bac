"""The decisions that ended tasks."""

import re

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.endings import TaskEnding
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db

CODE = re.compile("[0-9]{1,8}")


def of_task(task: Task) -> TaskEnding | None:
    query = (
        select(TaskEnding)
        .where(TaskEnding.task_id == task.id)
        .options(joinedload(TaskEnding.by), joinedload(TaskEnding.merged_into))
    )
    return db.scalars(query).one_or_none()


def find_by_code(code: str, user: User) -> Task | None:
    """A task of the own region as people call it: 聊012, or its number alone."""
    region = user.region
    digits = code.strip().removeprefix(region.mark) if region else ""
    if region is None or not CODE.fullmatch(digits):
        return None
    query = tasks.visible_to(user).where(Task.region_id == region.id, Task.number == int(digits))
    return db.scalars(query).one_or_none()
