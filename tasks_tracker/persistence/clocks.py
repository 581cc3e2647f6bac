"""Clocks that a change of the calendar moves, found and set task by task in batches."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, or_, select, update

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.events import Event
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.plans import Plan, WorkdayRule, clock_end
from tasks_tracker.domain.proposals import Proposal
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db

BATCH = 2000
MARGIN = timedelta(days=60)
"""No stretch of days off is as long: a clock this far from every changed day stays."""


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
    and `last` are other than before (1 statement for each batch)."""
    after = 0
    while rows := db.execute(_candidates(first, last, after)).all():
        if len(rows) == BATCH and rows[0].task_id != rows[-1].task_id:
            rows = [row for row in rows if row.task_id != rows[-1].task_id]
        after = rows[-1].task_id
        tasks = groupby(rows, key=lambda row: (row.task_id, row.region_id))
        found = [MovedTask(*key, _moves(group, workdays)) for key, group in tasks]
        yield [task for task in found if task.moves]


def _candidates(first: date, last: date, after: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Milestone.task_id,
            Task.region_id,
            Milestone.id,
            Milestone.deliverable,
            Milestone.due_on,
            Milestone.clock_ends_on,
            Milestone.paused_days,
            Plan.workday_rule,
        )
        .join(Task, Task.id == Milestone.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            Milestone.state == MilestoneState.OPEN,
            Milestone.clock_ends_on >= first - MARGIN,
            Milestone.due_on <= last + MARGIN,
            or_(Plan.workday_rule != WorkdayRule.KEEP, Milestone.paused_days > 0),
            Milestone.task_id > after,
        )
        .order_by(Milestone.task_id, Milestone.id)
        .limit(BATCH)
    )


def _moves(rows: Iterator[Row[Any]], workdays: Workdays) -> list[Move]:
    ends = [
        (
            row,
            clock_end(
                row.due_on,
                rule=row.workday_rule,
                paused_days=row.paused_days,
                workdays=workdays,
            ),
        )
        for row in rows
    ]
    return [
        Move(row.id, row.deliverable, row.clock_ends_on, end)
        for row, end in ends
        if end != row.clock_ends_on
    ]


def set_ends(tasks: Sequence[MovedTask]) -> None:
    """Move these clocks and what is kept of them on their tasks (2 statements).

    Who is changing one of the tasks at this moment is told to look again, by its version.
    """
    setting = (
        update(Milestone)
        .where(Milestone.id == bindparam("milestone_id"), Milestone.state == MilestoneState.OPEN)
        .values(clock_ends_on=bindparam("after"))
    )
    moves = [move for task in tasks for move in task.moves]
    rows = [{"milestone_id": move.milestone_id, "after": move.after} for move in moves]
    db.connection().execute(setting, rows)
    running = (
        select(func.min(Milestone.clock_ends_on))
        .where(Milestone.task_id == Task.id, Milestone.state == MilestoneState.OPEN)
        .scalar_subquery()
    )
    db.execute(
        update(Task)
        .where(Task.id.in_([task.task_id for task in tasks]))
        .values(clock_ends_on=running, version=Task.version + 1),
        execution_options={"synchronize_session": False},
    )


def record(rows: Sequence[dict[str, Any]]) -> None:
    """Events of many tasks at once."""
    db.execute(insert(Event), rows)
