"""Demonstration mode: days pass when somebody steps, with every scheduled job of each day."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from time import monotonic

from tasks_tracker import clock
from tasks_tracker.jobs import deliver
from tasks_tracker.jobs.outcome import Run
from tasks_tracker.jobs.runner import in_turn, perform
from tasks_tracker.jobs.schedule import JOBS
from tasks_tracker.persistence import demonstration
from tasks_tracker.persistence.session import transaction

OPENING = time(9)
"""The office's clock shows this hour at least, so that the morning's jobs have always run."""
POST_TIME = time(8, 40)
ONE_DAY = timedelta(days=1)
FRESH_FOR = 1.0
"""Seconds for which the day read last is believed; another process may have moved it."""

_read: tuple[date | None, float] = (None, -FRESH_FOR)


def is_on() -> bool:
    return demonstration.day() is not None


def begin(day: date) -> None:
    """Turn a database into a demonstration that stands on this day."""
    with transaction():
        demonstration.begin(day)
    look_again()


def step_to(target: date, *, deliver: Run = deliver.run) -> None:
    """Let the days pass up to `target`, each with its jobs in the order of their times."""
    with in_turn():
        while (today := demonstration.day()) and today < target:
            tomorrow = today + ONE_DAY
            live_through(tomorrow, deliver)
            with transaction():
                demonstration.move(seen=today, to=tomorrow)
            look_again()


def offset() -> timedelta:
    """How far the demonstration's clock is from the real one."""
    today = _today()
    if today is None:
        return timedelta(0)
    real = clock.real()
    early = timedelta(hours=OPENING.hour) if real.time() < OPENING else timedelta(0)
    return today - real.date() + early


def look_again() -> None:
    """The day may be another one now."""
    global _read
    _read = (None, -FRESH_FOR)


def live_through(day: date, deliver: Run) -> None:
    """All scheduled jobs of one day, in the order of their times."""
    for job in sorted(JOBS, key=lambda job: job.at or POST_TIME):
        if job.falls_on(day):
            slot = datetime.combine(day, job.at or POST_TIME, clock.zone())
            perform(job if job.at else replace(job, run=deliver), slot, slot)


def _today() -> date | None:
    global _read
    day, at = _read
    if monotonic() - at >= FRESH_FOR:
        day = demonstration.day()
        _read = (day, monotonic())
    return day
