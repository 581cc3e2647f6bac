"""The working calendar of mainland China, from the State Council's published schedules."""

from functools import cache

import chinese_calendar

from tasks_tracker.domain.deadlines import Workdays


@cache
def calendar() -> Workdays:
    """All published years; a year without a schedule counts plain weekdays."""
    return Workdays(
        holidays=frozenset(chinese_calendar.holidays),
        makeup_days=frozenset(chinese_calendar.workdays),
    )
