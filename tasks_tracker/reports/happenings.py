"""What happened to tasks within a span of days, as conditions: each figure of the overview counts
by one of them, and the ledger lists by the same."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import aliased

from tasks_tracker import clock
from tasks_tracker.domain.blockers import Blocker, BlockerState
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.deadlines import ONE_DAY
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.light_rules import ShownLight
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.tasks import Task

UNSOLVED = (BlockerState.OPEN, BlockerState.ANSWERED)


class Dated(StrEnum):
    """What a span of days is asked of."""

    CAME = "came"
    """Into the ledger, with its plan or after it."""
    COMPLETED = "completed"
    """And is so still."""
    WAITING = "waiting"
    """A report that came in then waits for review."""


def begin(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.zone())


def happened(kind: EventKind, first: date | None, last: date | None) -> ColumnElement[bool]:
    """An event of that kind befell the task in the span."""
    events = select(Event.task_id).where(
        Event.kind == kind,
        Event.task_id.is_not(None),
        Event.at >= begin(first) if first else true(),
        Event.at < begin(last + ONE_DAY) if last else true(),
    )
    return Task.id.in_(events)


def dated(kind: Dated, first: date, last: date) -> ColumnElement[bool]:
    """It came, was completed or has waited since a day in the span."""
    if kind is Dated.COMPLETED:
        return Task.completed_on.between(first, last)
    return came(first, last) if kind is Dated.CAME else waits_since(first, last)


def came(first: date, last: date) -> ColumnElement[bool]:
    adopted = select(Plan.id).where(
        Plan.adopted_at >= begin(first), Plan.adopted_at < begin(last + ONE_DAY)
    )
    with_plan = and_(Task.added_on.is_(None), Task.plan_id.in_(adopted))
    return or_(Task.added_on.between(first, last), with_plan)


def waits_since(first: date, last: date) -> ColumnElement[bool]:
    reports = select(ProgressReport.task_id).where(
        ProgressReport.state == ReportState.SUBMITTED,
        ProgressReport.submitted_on.between(first, last),
    )
    return Task.id.in_(reports)


def showed(day: date, lights: tuple[Light, ...]) -> ColumnElement[bool]:
    """Which light the task showed in the night that began that day, as it was kept then."""
    row, earlier = aliased(ShownLight), aliased(ShownLight)
    last = (
        select(func.max(earlier.shown_on))
        .where(earlier.task_id == row.task_id, earlier.shown_on <= day)
        .correlate(row)
        .scalar_subquery()
    )
    return Task.id.in_(select(row.task_id).where(row.light.in_(lights), row.shown_on == last))


def hindered(cause: Cause) -> ColumnElement[bool]:
    """Something stands in its way that is not solved yet."""
    return Task.id.in_(
        select(Blocker.task_id).where(Blocker.state.in_(UNSOLVED), Blocker.cause == cause)
    )
