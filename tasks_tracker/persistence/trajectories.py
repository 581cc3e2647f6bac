"""What is kept of trajectories: from which day a task is too far behind its own.

Many steps of the cycle move what it follows from, so it is kept where they are written: by the day
on which the task was settled, and its rule.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import bindparam, event, inspect, select, update
from sqlalchemy.orm import joinedload

from tasks_tracker import clock
from tasks_tracker.domain.lights import Rule
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.trajectory import behind_from
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar

BATCH = 2000
MOVED_BY = ("percent", "due_ends_on", "handed_out_on", "settled_on")
MEASURED = Task.percent.is_not(None)


def begins_on(added_on: date | None, plan: Plan, handed_out_on: date | None) -> date:
    """The first day of a trajectory: that of the first notice, else that of the adoption."""
    return handed_out_on or added_on or clock.local(plan.adopted_at).date()


def of(task: Task, rule: Rule) -> date | None:
    """From when a task is too far behind, by the calendar as it stands."""
    return behind_from(
        task.percent,
        begins_on(task.added_on, task.plan, task.handed_out_on),
        task.due_ends_on,
        points=rule.behind_points,
        workdays=calendar(),
    )


def watch() -> None:
    """From now on look at whatever is about to be written."""
    event.listen(db, "before_flush", _keep)


def _keep(session: Any, _context: Any, _instances: Any) -> None:
    for thing in (*session.new, *session.dirty):
        if isinstance(thing, Task) and _is_moved(thing):
            on = thing.settled_on or thing.last_report_on
            thing.behind_from = of(thing, light_rules.on(on)) if on else None


def _is_moved(task: Task) -> bool:
    if task.__dict__.get("percent") is None:
        return False
    attributes = inspect(task).attrs
    return any(attributes[name].history.has_changes() for name in MOVED_BY)


def sweep(today: date) -> int:
    """Keep anew what another calendar or another rule moves; answers of how many tasks."""
    rule = light_rules.on(today)
    count = 0
    for tasks in measured():
        moved = [(task, day) for task in tasks if (day := of(task, rule)) != task.behind_from]
        _write(moved)
        count += len(moved)
    return count


def measured() -> Iterator[list[Task]]:
    """The open tasks of which a percentage was reported, in batches."""
    query = (
        select(Task)
        .where(MEASURED, Task.is_completed.is_(False), Task.ended_on.is_(None))
        .options(joinedload(Task.plan))
        .order_by(Task.id)
        .limit(BATCH)
    )
    found = list(db.scalars(query))
    while found:
        yield found
        found = list(db.scalars(query.where(Task.id > found[-1].id)))


def _write(moved: list[tuple[Task, date | None]]) -> None:
    """Who is changing one of the tasks at this moment is told to look again, by its version."""
    if not moved:
        return
    of_task = (
        update(Task)
        .where(Task.id == bindparam("task_id"))
        .values(behind_from=bindparam("day"), version=Task.version + 1)
    )
    rows = [{"task_id": task.id, "day": day} for task, day in moved]
    db.connection().execute(of_task, rows)
    for task, _ in moved:
        db.expire(task)
