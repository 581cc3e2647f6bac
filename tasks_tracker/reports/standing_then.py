"""How far tasks had come in the cycle at the end of a day, as far as rows with days tell."""

from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.progress import ReportState
from tasks_tracker.domain.stages import Stage, stage_of
from tasks_tracker.domain.standing import Ending
from tasks_tracker.reports.as_of import TaskThen, decided_on, state_on


@dataclass(frozen=True)
class StandingThen:
    """The columns of `domain.stages`, as they were kept then."""

    archived_on: date | None
    ended_on: date | None
    ending: Ending | None
    closed_on: date | None
    check_opened_on: date | None
    is_completed: bool
    objected_on: date | None
    extension_asked_on: date | None
    awaits_office: bool
    returned_on: date | None
    urging_level: int
    begun_on: date | None
    handed_out_on: date | None


def stage_then(then: TaskThen) -> Stage:
    return stage_of(standing(then))


def standing(then: TaskThen) -> StandingThen:
    task, day = then.task, then.day
    return StandingThen(
        archived_on=_by(day, task.archived_on),
        ended_on=_by(day, task.ended_on),
        ending=task.ending,
        closed_on=_by(day, task.closed_on),
        check_opened_on=then.known.check_opened_on,
        is_completed=then.completed_on is not None,
        objected_on=then.known.objected_on,
        extension_asked_on=then.known.extension_asked_on,
        awaits_office=then.awaits_office,
        returned_on=_returned_on(then),
        urging_level=then.known.urging_level,
        begun_on=then.reports[0].submitted_on if then.reports else None,
        handed_out_on=_by(day, task.handed_out_on),
    )


def _by(day: date, on: date | None) -> date | None:
    return on if on is not None and on <= day else None


def _returned_on(then: TaskThen) -> date | None:
    """Of a return, or of a check that found otherwise, after which nothing was reported."""
    if not then.reports:
        return None
    last = max(then.reports, key=lambda one: one.submitted_at)
    returned = [
        decided_on(one)
        for one in then.reports
        if state_on(then.day, one) is ReportState.RETURNED
        and one.reviewed_at is not None
        and one.reviewed_at > last.submitted_at
    ]
    overturned = [
        one.overturned_on
        for one in then.reports
        if one.overturned_on is not None and last.submitted_on <= one.overturned_on <= then.day
    ]
    return max((day for day in [*returned, *overturned] if day), default=None)
