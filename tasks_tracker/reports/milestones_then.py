"""Milestones as they stood at the end of a day: from their stops and moves alone."""

from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.plans import clock_end
from tasks_tracker.domain.stops import ClockStop, StopReason


@dataclass(frozen=True)
class MilestoneThen:
    """A milestone with a clock, as it stood then."""

    milestone: Milestone
    state: MilestoneState
    due_on: date
    clock_ends_on: date
    submitted_on: date | None = None
    met_on: date | None = None
    paused_days: int = 0
    """Working days of the stops that were over then."""
    stopped_by: StopReason | None = None
    """Why its clock stood still; None while it ran."""
    ran_out_on: date | None = None
    """Where its clock had ended when something was handed in too late for the first time."""

    @property
    def fell_due_on(self) -> date:
        """Once: days that it lay with the office after it had run out are not another due day."""
        return self.ran_out_on or self.clock_ends_on

    @property
    def is_asked_about(self) -> bool:
        """The office has to say whose it is, or whether there is more time; nothing was handed
        in."""
        return self.stopped_by in {StopReason.OBJECTION, StopReason.EXTENSION}

    @property
    def is_open(self) -> bool:
        return self.state is MilestoneState.OPEN

    @property
    def was_on_time(self) -> bool:
        return self.submitted_on is not None and self.submitted_on <= self.clock_ends_on


def milestone_on(day: date, milestone: Milestone, known: Workdays) -> MilestoneThen:
    """Only the last stop that had begun can still have stood; the clock ran by the calendar that
    was known at the end of the day."""
    due_on = _due_on(day, milestone)
    begun = [stop for stop in milestone.stops if stop.started_on <= day]
    paused_days = sum(stop.days for stop in begun if _is_over(stop, day))
    stop = begun[-1] if begun and not _is_over(begun[-1], day) else None
    is_met = stop is not None and stop.met_on is not None and stop.met_on <= day
    return MilestoneThen(
        milestone=milestone,
        state=_state(stop, is_met=is_met),
        due_on=due_on,
        clock_ends_on=stop.ends_on if stop else _runs_to(milestone, due_on, paused_days, known),
        submitted_on=stop.started_on if stop else None,
        met_on=stop.met_on if stop and is_met else None,
        paused_days=paused_days,
        stopped_by=stop.reason if stop else None,
        ran_out_on=next((one.ends_on for one in begun if one.started_on > one.ends_on), None),
    )


def _runs_to(milestone: Milestone, due_on: date, paused_days: int, known: Workdays) -> date:
    rule = milestone.task.plan.workday_rule
    return clock_end(due_on, rule=rule, paused_days=paused_days, workdays=known)


def _state(stop: ClockStop | None, *, is_met: bool) -> MilestoneState:
    if stop is None:
        return MilestoneState.OPEN
    return MilestoneState.MET if is_met else MilestoneState.SUBMITTED


def _is_over(stop: ClockStop, day: date) -> bool:
    return stop.ended_on is not None and stop.ended_on <= day


def _due_on(day: date, milestone: Milestone) -> date:
    """The date as it was then: the first move that came later found it so."""
    later = [move.before for move in milestone.moves if move.on > day]
    if later:
        return later[0]
    if milestone.due_on is None:
        raise AssertionError("a milestone with a clock has a date")
    return milestone.due_on
