"""Clocks that a change of the calendar moves, found and set task by task in batches."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, bindparam, insert, or_, select, update

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.events import Event
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.plans import Plan, WorkdayRule, clock_end
from tasks_tracker.domain.proposals import Proposal
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db

BATCH = 2000
"""Tasks."""
MARGIN = timedelta(days=60)
"""No stretch of days off is as long: a clock this far from every changed day stays."""
_FACTS = (
    Milestone.due_on,
    Milestone.clock_ends_on,
    Milestone.paused_days,
    Plan.workday_rule,
)
"""All that the end of a clock depends on, and where it ends now."""
_THINGS = (
    Milestone.task_id,
    Task.region_id,
    Milestone.id,
    Milestone.deliverable,
    Milestone.state,
    Milestone.position,
)


@dataclass(frozen=True)
class Move:
    """The end of one milestone's clock, before and after."""

    milestone_id: int
    deliverable: str
    before: date
    after: date


@dataclass(frozen=True)
class MovedTask:
    """A task with the clocks of it that move."""

    task_id: int
    region_id: int
    moves: Sequence[Move]
    clock_ends_on: date
    """The earliest end of a clock of it, once they have moved."""
    due_ends_on: date | None
    """The end of its last clock then, if that runs."""


class Fingerprint:
    """What was shown before it was confirmed: another proposal, calendar or move gives another."""

    def __init__(self, proposal: Proposal, token: str | None) -> None:
        self._hash = hashlib.sha256(json.dumps([token, proposal.as_json()]).encode())

    def add(self, moved: MovedTask) -> None:
        for move in moved.moves:
            self._hash.update(f"{move.milestone_id}:{move.before}:{move.after};".encode())

    @property
    def text(self) -> str:
        return self._hash.hexdigest()


def moved(first: date, last: date, workdays: Workdays) -> Iterator[list[MovedTask]]:
    """The open milestones whose clocks end elsewhere by this calendar, where days between `first`
    and `last` are other than before; in batches of tasks.

    Many milestones share their dates: each combination is looked at once, and only tasks of those
    that move are read.
    """
    ids = sorted(_moving(first, last, workdays))
    for start in range(0, len(ids), BATCH):
        rows = db.execute(_of(ids[start : start + BATCH]))
        tasks = groupby(rows, key=lambda row: (row.task_id, row.region_id))
        yield [_moved_task(*key, group, workdays) for key, group in tasks]


def _of(task_ids: Sequence[int]) -> Select[*tuple[Any, ...]]:
    """All milestones of these tasks: a condition on their state would lead SQLite to read the open
    ones of all tasks."""
    return (
        select(*_FACTS, *_THINGS)
        .join(Task, Task.id == Milestone.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Milestone.task_id.in_(task_ids))
        .order_by(Milestone.task_id, Milestone.id)
    )


def _near(first: date, last: date, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Of open milestones whose clocks the days between may touch at all."""
    return (
        select(*columns)
        .join(Task, Task.id == Milestone.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            Milestone.state == MilestoneState.OPEN,
            Milestone.clock_ends_on >= first - MARGIN,
            Milestone.due_on <= last + MARGIN,
            or_(Plan.workday_rule != WorkdayRule.KEEP, Milestone.paused_days > 0),
        )
    )


def _moving(first: date, last: date, workdays: Workdays) -> set[int]:
    """Tasks with a clock that moves."""
    found: set[int] = set()
    for facts in db.execute(_near(first, last, *_FACTS).distinct()).all():
        if _end(facts, workdays) != facts.clock_ends_on:
            same = [column == value for column, value in zip(_FACTS, facts, strict=True)]
            found.update(db.scalars(_near(first, last, Milestone.task_id).where(*same)))
    return found


def _end(row: Row[Any], workdays: Workdays) -> date:
    return clock_end(
        row.due_on, rule=row.workday_rule, paused_days=row.paused_days, workdays=workdays
    )


def _moved_task(
    task_id: int, region_id: int, rows: Iterable[Row[Any]], workdays: Workdays
) -> MovedTask:
    dated = [row for row in rows if row.clock_ends_on is not None]
    last = max(dated, key=lambda row: (row.due_on, row.position))
    ends = [(row, _end(row, workdays)) for row in dated if row.state is MilestoneState.OPEN]
    moves = [
        Move(row.id, row.deliverable, row.clock_ends_on, end)
        for row, end in ends
        if end != row.clock_ends_on
    ]
    return MovedTask(
        task_id=task_id,
        region_id=region_id,
        moves=moves,
        clock_ends_on=min(end for _, end in ends),
        due_ends_on=next((end for row, end in ends if row is last), None),
    )


def set_ends(tasks: Sequence[MovedTask]) -> None:
    """Move these clocks and what is kept of them on their tasks (2 statements).

    Who is changing one of the tasks at this moment is told to look again, by its version.
    """
    of_milestone = (
        update(Milestone)
        .where(Milestone.id == bindparam("milestone_id"), Milestone.state == MilestoneState.OPEN)
        .values(clock_ends_on=bindparam("after"))
    )
    of_task = (
        update(Task)
        .where(Task.id == bindparam("task_id"), Task.is_completed.is_(False))
        .values(
            clock_ends_on=bindparam("ends_on"),
            due_ends_on=bindparam("due"),
            version=Task.version + 1,
        )
    )
    moves = [move for task in tasks for move in task.moves]
    connection = db.connection()
    connection.execute(
        of_milestone, [{"milestone_id": move.milestone_id, "after": move.after} for move in moves]
    )
    connection.execute(
        of_task,
        [
            {"task_id": task.task_id, "ends_on": task.clock_ends_on, "due": task.due_ends_on}
            for task in tasks
        ],
    )


def record(rows: Sequence[dict[str, Any]]) -> None:
    """Events of many tasks at once."""
    db.execute(insert(Event), rows)
