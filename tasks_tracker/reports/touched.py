"""Tasks touched since the end of a day: only their facts may have been others then than now.

What a light depends on changes by five things alone: a report, its review, the adoption of the
plan, its amendment, and a change of the calendar or of the superior's date that moved a clock.
For all other tasks today's facts hold for
the day too, so that few need to be replayed.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker import clock
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import as_of

MOVING = (
    EventKind.CLOCK_MOVED,
    EventKind.TASK_AMENDED,
    EventKind.TASK_ENDED,
    EventKind.SUPERIOR_DATE_TAKEN,
    EventKind.SUPERIOR_DATE_WITHDRAWN,
)
"""What moves the clocks of a task beside reports and their review."""


def since(day: date) -> ColumnElement[bool]:
    """The condition that a task was touched after `day`."""
    return or_(_reported(day), _moved(day), adopted(day))


def _reported(day: date) -> ColumnElement[bool]:
    report = select(ProgressReport.id).where(
        ProgressReport.task_id == Task.id,
        or_(ProgressReport.submitted_on > day, ProgressReport.reviewed_at >= clock.end_of(day)),
    )
    return exists(report)


def _moved(day: date) -> ColumnElement[bool]:
    moved = select(Event.id).where(
        Event.task_id == Task.id,
        Event.kind.in_(MOVING),
        Event.at >= clock.end_of(day),
    )
    return exists(moved)


def adopted(day: date) -> ColumnElement[bool]:
    """The condition that a task was not there yet at the end of `day`."""
    plan = select(Plan.id).where(Plan.id == Task.plan_id, Plan.adopted_at >= clock.end_of(day))
    return or_(exists(plan), and_(Task.added_on.is_not(None), Task.added_on > day))


def in_force(day: date) -> ColumnElement[bool]:
    """The condition that no amendment had ended a task by the end of `day`."""
    return or_(Task.ended_on.is_(None), Task.ended_on > day)


def tasks(seen: ColumnElement[bool], day: date) -> Sequence[Task]:
    """The tasks in sight that were there and were touched, with what a replay takes
    (2 statements)."""
    query = (
        select(Task)
        .where(seen, in_force(day), or_(_reported(day), _moved(day)), not_(adopted(day)))
        .options(joinedload(Task.plan), selectinload(Task.milestones))
        .order_by(Task.id)
    )
    return db.scalars(query).all()


def lights_on(day: date, of: Sequence[Task]) -> dict[int, Light]:
    """Their lights at the end of `day`, by id (2 statements)."""
    lines = light_rules.lines_then(day)
    then = as_of.tasks_on(day, of, _reports(of), calendar())
    return {one.task.id: one.light(lines) for one in then}


def _reports(of: Sequence[Task]) -> Sequence[ProgressReport]:
    """All reports on these tasks in the order of their arrival, with their claims."""
    query = (
        select(ProgressReport)
        .where(ProgressReport.task_id.in_([task.id for task in of]))
        .options(selectinload(ProgressReport.claims))
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )
    return db.scalars(query).all()
