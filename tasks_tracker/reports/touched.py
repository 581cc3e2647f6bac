"""Tasks touched since the end of a day: only their facts may have been others then than now.

What a light depends on changes where a task is settled, by a report or its review, by one that is
owed, a red slip or the first notice, and where the calendar, the rule, an amendment or the superior
moves a date. For all other tasks today's facts hold for the day too, so that few need to be
replayed.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker import clock
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.ladder import Step
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.persistence import light_rules, trajectories
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import as_of, known_then
from tasks_tracker.reports.as_of import Told
from tasks_tracker.reports.words_then import leads_of

MOVING = (
    EventKind.CLOCK_MOVED,
    EventKind.TASK_AMENDED,
    EventKind.TASK_ENDED,
    EventKind.OBJECTION_RAISED,
    EventKind.OBJECTION_UPHELD,
    EventKind.TASK_REASSIGNED,
    EventKind.SUPERIOR_DATE_TAKEN,
    EventKind.SUPERIOR_DATE_WITHDRAWN,
)
"""What moves the clocks of a task beside reports and their review."""


def since(day: date) -> ColumnElement[bool]:
    """The condition that a task was touched after `day`."""
    return or_(_changed(day), adopted(day))


def _changed(day: date) -> ColumnElement[bool]:
    return or_(
        and_(Task.settled_on.is_not(None), Task.settled_on > day),
        and_(Task.handed_out_on.is_not(None), Task.handed_out_on > day),
        _reported(day),
        _moved(day),
        _owed(day),
        _slipped(day),
        _measured_anew(day),
    )


def _owed(day: date) -> ColumnElement[bool]:
    """Another report is owed than then, as far as lights tell."""
    changed = or_(
        Obligation.asked_on > day, Obligation.answered_on > day, Obligation.excused_on > day
    )
    return exists(select(Obligation.id).where(Obligation.task_id == Task.id, changed))


def _slipped(day: date) -> ColumnElement[bool]:
    urging = select(Urging.id).where(
        Urging.task_id == Task.id, Urging.level == Step.RED.level, Urging.issued_on > day
    )
    return exists(urging)


def _measured_anew(day: date) -> ColumnElement[bool]:
    """Another calendar or another rule moves all trajectories."""
    known = calendar()
    same_days = known.at(clock.end_of(day)) == known
    if same_days and light_rules.on(day) == light_rules.newest():
        return false()
    return trajectories.MEASURED


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
    (4 statements)."""
    query = (
        select(Task)
        .where(seen, in_force(day), _changed(day), not_(adopted(day)))
        .options(
            joinedload(Task.plan),
            selectinload(Task.milestones).selectinload(Milestone.stops),
            selectinload(Task.milestones).selectinload(Milestone.moves),
        )
        .order_by(Task.id)
    )
    return db.scalars(query).all()


def lights_on(day: date, of: Sequence[Task]) -> dict[int, Light]:
    """Their lights at the end of `day`, by id (5 statements)."""
    lines = light_rules.lines_then(day)
    seen = Task.id.in_([task.id for task in of])
    told = Told(leads=leads_of(seen), known=known_then.for_lights(day, seen), rule=lines.rule)
    then = as_of.tasks_on(day, of, _reports(of), calendar(), told)
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
