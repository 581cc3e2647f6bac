"""Many new things written at once: a session would look at each of thousands by itself."""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, insert, inspect, select
from sqlalchemy.orm import RelationshipDirection
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from tasks_tracker.domain.base import Base
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Target, Task, TaskUnit
from tasks_tracker.persistence import limits
from tasks_tracker.persistence.session import db

FIRST_VERSION = 1
Row = dict[str, Any]


def insert_tasks(plan: Plan, made: Sequence[Task]) -> None:
    """Write new tasks of a plan with seats, milestones and targets; the plan is written already.

    The session does not know them afterwards: whoever needs them there loads them.
    """
    _insert(Task, [_row(task, version=FIRST_VERSION) for task in made])
    query = select(Task.number, Task.id).where(Task.plan_id == plan.id)
    ids = {row.number: row.id for row in db.execute(query)}
    owned = [(ids[task.number], task) for task in made]
    _insert(TaskUnit, [_row(one, task_id=own) for own, task in owned for one in task.units])
    _insert(Milestone, [_row(one, task_id=own) for own, task in owned for one in task.milestones])
    _insert(Target, [_row(one, task_id=own) for own, task in owned for one in task.targets])


def insert_messages(made: Sequence[Message]) -> None:
    """Write new mails; the session does not know them afterwards."""
    _insert(Message, [_row(one, version=FIRST_VERSION) for one in made])


def _row(thing: Base, **known: Any) -> Row:
    """The columns of a thing that was not written yet, but for its own key."""
    limits.check(thing)
    held = vars(thing)
    row = {name: held.get(name, default) for name, default in _columns(type(thing))}
    for name, column, key in _references(type(thing)):
        other = held.get(name)
        row[column] = None if other is None else getattr(other, key)
    return row | known


@cache
def _columns(kind: type[Base]) -> Sequence[tuple[str, Any]]:
    """The columns of a class, each with the value of those that nobody set."""
    columns = [(one.key, one.columns[0].default) for one in inspect(kind).column_attrs]
    return [
        (name, default.arg if isinstance(default, ScalarElementColumnDefault) else None)
        for name, default in columns
        if name != "id"
    ]


@cache
def _references(kind: type[Base]) -> Sequence[tuple[str, str, str]]:
    """What refers to one other thing: its name, the column for the key, the key over there."""
    return [
        (one.key, str(local.key), str(remote.key))
        for one in inspect(kind).relationships
        if one.direction is RelationshipDirection.MANYTOONE
        for local, remote in one.local_remote_pairs or ()
    ]


def _insert(kind: type[Base], rows: Sequence[Row]) -> None:
    if rows:
        db.execute(insert(cast(Table, kind.__table__)), rows)
