"""The trajectory of a task: the straight line from its first day to its last, in working days."""

from datetime import date

from tasks_tracker.domain.deadlines import Workdays

WHOLE = 100


def behind_from(
    percent: int | None, start: date, end: date | None, *, points: int, workdays: Workdays
) -> date | None:
    """The first day on which what was reported is so many points behind the line.

    None where nothing was reported, no clock runs to the end, or the line never gets so far ahead.
    """
    if percent is None or end is None:
        return None
    days = workdays.between(start, end)
    wanted = percent + points
    if days <= 0 or wanted > WHOLE:
        return None
    return workdays.add(start, -(-wanted * days // WHOLE))


def planned(day: date, start: date, end: date, workdays: Workdays) -> int:
    """How far the line has come by the end of a day, in whole points."""
    days = workdays.between(start, end)
    if days <= 0:
        return WHOLE
    return max(0, min(WHOLE, WHOLE * workdays.between(start, day) // days))
