"""07:00 on the 1st: draft the circulars of what ended the day before, for each region that has one
due: the month, and with it the quarter or the half-year that it ends."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from tasks_tracker import clock
from tasks_tracker.domain.periods import Period, PeriodKind, month_of, period_of
from tasks_tracker.domain.units import Region
from tasks_tracker.jobs.each import attempt, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.operations.circulars import draft_circular
from tasks_tracker.persistence import attention, circulars
from tasks_tracker.persistence.session import transaction
from tasks_tracker.reports.circular import snapshot_day, take_snapshot

LONGER = (PeriodKind.QUARTER, PeriodKind.HALF_YEAR)


def run(today: date, now: datetime) -> Outcome:
    with transaction():
        due = [(region, period) for period in ended(today) for region in _regions(period)]
    drafted, failures = attempt(due, lambda one: _draft(*one, today, now))
    tell(failures)
    return Outcome(sum(drafted))


def ended(today: date) -> Iterator[Period]:
    """What ended with the last month."""
    month = month_of(today.replace(day=1) - timedelta(days=1))
    yield month
    for kind in LONGER:
        period = period_of(kind, month.last)
        if period is not None and period.last == month.last:
            yield period


def _regions(period: Period) -> list[Region]:
    """Which had a plan in it. A longer period is told of where its last month is not all of it."""
    month = month_of(period.last)
    before = month.last + timedelta(days=1) if period.kind is PeriodKind.MONTH else month.first
    moment = datetime.combine(before, time(), clock.zone())
    return list(attention.regions_with_plans(moment))


def _draft(region: Region, period: Period, today: date, now: datetime) -> bool:
    """A draft that somebody made before is left as it is."""
    with transaction():
        if circulars.find(region, period):
            return False
        snapshot = take_snapshot(region, period, today=today)
    with transaction():
        draft_circular(
            region,
            period=period,
            snapshot=snapshot,
            as_of=snapshot_day(period, today),
            now=now,
        )
    return True
