"""Lights as they were shown: one row for each night on which a task showed another one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, insert, or_, select
from sqlalchemy.orm import aliased

from tasks_tracker.domain.light_rules import ShownLight
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db


def put(rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        db.execute(insert(ShownLight), rows)


def last_of(task_id: Any) -> ScalarSelect[date]:
    """The day of the last row of a task."""
    row = aliased(ShownLight)
    return (
        select(func.max(row.shown_on))
        .where(row.task_id == task_id)
        .correlate_except(row)
        .scalar_subquery()
    )


def since(first: date, seen: ColumnElement[bool]) -> Sequence[tuple[int, date, Light]]:
    """Task, day and light of the tasks in sight, with what each brought along to the first day
    (1 statement)."""
    before = aliased(ShownLight)
    brought = (
        select(func.max(before.shown_on))
        .where(before.task_id == ShownLight.task_id, before.shown_on < first)
        .correlate(ShownLight)
        .scalar_subquery()
    )
    query = (
        select(ShownLight.task_id, ShownLight.shown_on, ShownLight.light)
        .join(Task, Task.id == ShownLight.task_id)
        .where(seen, or_(ShownLight.shown_on >= first, ShownLight.shown_on == brought))
        .order_by(ShownLight.task_id, ShownLight.shown_on)
    )
    return [(task_id, on, light) for task_id, on, light in db.execute(query)]


def is_last(task_id: Any) -> ColumnElement[bool]:
    return and_(ShownLight.task_id == task_id, ShownLight.shown_on == last_of(task_id))
