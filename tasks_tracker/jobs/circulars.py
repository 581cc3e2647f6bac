"""07:00 on the 1st: draft the circular of the month before, for each region that has one due."""

from datetime import date, datetime, time, timedelta

from tasks_tracker import clock
from tasks_tracker.domain.periods import Period, month_of
from tasks_tracker.domain.units import Region
from tasks_tracker.jobs.each import attempt, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.operations.circulars import draft_circular
from tasks_tracker.persistence import attention, circulars
from tasks_tracker.persistence.session import transaction
from tasks_tracker.reports.circular import snapshot_day, take_snapshot


def run(today: date, now: datetime) -> Outcome:
    first = today.replace(day=1)
    month = month_of(first - timedelta(days=1))
    with transaction():
        regions = attention.regions_with_plans(datetime.combine(first, time(), clock.zone()))
    drafted, failures = attempt(regions, lambda region: _draft(region, month, today, now))
    tell(failures)
    return Outcome(sum(drafted))


def _draft(region: Region, month: Period, today: date, now: datetime) -> bool:
    """A draft that somebody made before is left as it is."""
    with transaction():
        if circulars.find(region, month):
            return False
        snapshot = take_snapshot(region, month, today=today)
    with transaction():
        draft_circular(
            region,
            period=month,
            snapshot=snapshot,
            as_of=snapshot_day(month, today),
            now=now,
        )
    return True
