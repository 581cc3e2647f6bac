"""What stands in the way: tasks by the cause of what is not solved yet."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select

from tasks_tracker.domain.blockers import Blocker, BlockerState
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.happenings import UNSOLVED


@dataclass(frozen=True)
class Hindrance:
    """A cause with the tasks that it holds up, and how many pieces of it wait for an answer."""

    cause: Cause
    tasks: int
    pieces: int
    over: int
    """Of them those whose answer is overdue."""


def by_cause(seen: ColumnElement[bool], today: date) -> list[Hindrance]:
    """Most tasks first (1 statement)."""
    over = case((Blocker.state == BlockerState.OPEN, Blocker.due_on < today), else_=False)
    query = (
        select(
            Blocker.cause,
            func.count(Blocker.task_id.distinct()),
            func.count(),
            func.sum(case((over, 1), else_=0)),
        )
        .join(Task, Task.id == Blocker.task_id)
        .where(seen, Blocker.state.in_(UNSOLVED))
        .group_by(Blocker.cause)
    )
    order = list(Cause)
    found = [Hindrance(*row) for row in db.execute(query)]
    return sorted(found, key=lambda row: (-row.tasks, order.index(row.cause)))
