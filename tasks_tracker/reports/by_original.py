"""When a milestone would have fallen due if no extension had been granted (pure).

A granted extension takes a milestone out of a period and puts it into a later one. Rates by the
original dates stand beside the others, so that no rate rises without one seeing why.
"""

from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.plans import clock_end
from tasks_tracker.domain.stops import ClockStop, StopReason
from tasks_tracker.reports.fallen_due import Span
from tasks_tracker.reports.milestones_then import MilestoneThen


@dataclass(frozen=True)
class Dues:
    """Whether a milestone fell due in a period, by the date in force and by the original one."""

    is_due: bool
    on_time: bool
    was_due: bool
    was_on_time: bool
    is_moved: bool

    @property
    def is_extended(self) -> bool:
        """An extension changes how it counts in this period, or whether it does."""
        return self.is_moved and (self.is_due or self.was_due)

    @property
    def has_left(self) -> bool:
        return self.was_due and not self.is_due


def dues(milestone: MilestoneThen, span: Span, workdays: Workdays) -> Dues:
    """`workdays` as they were known on the day of the span."""
    is_due, on_time = span.saw_due(milestone), milestone.was_on_time
    if not is_moved(milestone, span.as_of):
        return Dues(is_due, on_time, is_due, on_time, is_moved=False)
    ends = original_end(milestone, span.as_of, workdays)
    was_due = not milestone.is_asked_about and span.period.first <= ends <= span.passed_until
    on = milestone.submitted_on
    return Dues(is_due, on_time, was_due, on is not None and on <= ends, is_moved=True)


def is_moved(milestone: MilestoneThen, day: date) -> bool:
    return any(move.on <= day for move in milestone.milestone.moves)


def original_end(milestone: MilestoneThen, day: date, workdays: Workdays) -> date:
    """Where its clock would have ended by the original date: moved on by the days with the office,
    until it ran out."""
    ends, paused_days = _ends(milestone, 0, workdays), 0
    for stop in milestone.milestone.stops:
        is_over = stop.ended_on is not None and stop.ended_on <= day
        if stop.started_on > min(ends, day) or not is_over:
            break
        paused_days += _days(stop, workdays)
        ends = _ends(milestone, paused_days, workdays)
    return ends


def _ends(milestone: MilestoneThen, paused_days: int, workdays: Workdays) -> date:
    one = milestone.milestone
    if one.original_due_on is None:
        raise AssertionError("a milestone with a clock has a date")
    return clock_end(
        one.original_due_on,
        rule=one.task.plan.workday_rule,
        paused_days=paused_days,
        workdays=workdays,
    )


def _days(stop: ClockStop, workdays: Workdays) -> int:
    """Of a request for more time all days of waiting, as if it had been refused."""
    if stop.reason is not StopReason.EXTENSION or stop.ended_on is None:
        return stop.days
    return max(0, workdays.between(stop.started_on, stop.ended_on))
