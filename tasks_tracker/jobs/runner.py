"""Running jobs: each run claims its slot, so that any number of processes make it once."""

import logging
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from tasks_tracker import clock
from tasks_tracker.domain.jobs import JobRun
from tasks_tracker.jobs import deliver
from tasks_tracker.jobs.schedule import JOBS, Job, find
from tasks_tracker.persistence import jobs
from tasks_tracker.persistence.session import db, transaction
from tasks_tracker.settings import Settings

HALF_A_DAY = 12 * 60 * 60
HALF_A_MINUTE = 30

log = logging.getLogger(__name__)
_turn = Lock()


def run_once(name: str, *, now: datetime, today: date | None = None) -> JobRun | None:
    """Run a job for its last slot, or for the day given; None where that was done already."""
    job = find(name)
    now = clock.local(now)
    slot = job.slot_on(today, now) if today else job.last_slot(now)
    return perform(job, slot, now)


def run_for(name: str, day: date, settings: Settings) -> JobRun | None:
    """Run a job by hand for a day; None where that was done already."""
    deliver.use(settings)
    return run_once(name, now=clock.now(), today=day)


def in_turn() -> AbstractContextManager[object]:
    """Whatever moves a demonstration goes one by one: its delivery, a step, starting over."""
    return _turn


def perform(job: Job, slot: datetime, now: datetime) -> JobRun | None:
    """Claim the slot, run, and write down how it ended."""
    with transaction():
        run = jobs.claim(job.name, slot, now)
    if run is None:
        return None
    started = monotonic()
    try:
        outcome = job.run(slot.date(), now)
    except Exception as error:
        log.exception("job %s failed", job.name)
        with transaction():
            run.fail(_after(now, started), f"{type(error).__name__}: {error}")
        return run
    with transaction():
        run.end(_after(now, started), outcome.count, outcome.words)
        if job.at is None:
            jobs.forget_idle(job.name, before=slot)
    return run


def _after(now: datetime, started: float) -> datetime:
    return now + timedelta(seconds=monotonic() - started)


def catch_up(now: datetime) -> list[JobRun]:
    """Make the runs that were missed: one for each job, for its last slot, covers the gap."""
    missed = [job for job in JOBS if job.at is not None and _was_missed(job, now)]
    runs = [perform(job, job.last_slot(now), now) for job in missed]
    return [run for run in runs if run]


def _was_missed(job: Job, now: datetime) -> bool:
    slot = job.last_slot(now)
    if job.same_day_only and slot.date() != now.date():
        return False
    with transaction():
        return not jobs.is_served(job.name, slot)


def start_background(settings: Settings) -> BackgroundScheduler:
    """Run the jobs in threads beside the server."""
    scheduler = BackgroundScheduler(timezone=clock.zone())
    _fill(scheduler, settings)
    scheduler.start()
    return scheduler


def work(settings: Settings) -> None:
    """Run the jobs until stopped: a process of its own in production."""
    scheduler = BlockingScheduler(timezone=clock.zone())
    _fill(scheduler, settings)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, lambda *_: scheduler.shutdown())
    scheduler.start()


def _fill(scheduler: BaseScheduler, settings: Settings) -> None:
    """In a demonstration the outbox alone is worked on by itself; the rest happens by stepping."""
    deliver.use(settings)
    for job in JOBS:
        if job.at is None or not settings.demo:
            fire = _fire_in_turn if settings.demo else _fire
            scheduler.add_job(fire, _trigger(job), [job.name], **_manners(job))
    if not settings.demo:
        scheduler.add_job(_look_back, CronTrigger(minute=45, timezone=clock.zone()), **_manners())
        scheduler.add_job(_look_back, misfire_grace_time=None)


def _trigger(job: Job) -> CronTrigger:
    if job.at is None:
        return CronTrigger(second=0, timezone=clock.zone())
    return CronTrigger(
        day=job.day_of_month or "*", hour=job.at.hour, minute=job.at.minute, timezone=clock.zone()
    )


def _manners(job: Job | None = None) -> dict[str, Any]:
    """Never twice at a time, missed ones once, and late only as long as it makes sense."""
    is_frequent = job is not None and job.at is None
    return {
        "max_instances": 1,
        "coalesce": True,
        "misfire_grace_time": HALF_A_MINUTE if is_frequent else HALF_A_DAY,
    }


def _fire(name: str) -> None:
    _and_let_go(lambda: run_once(name, now=clock.now()))


def _fire_in_turn(name: str) -> None:
    with in_turn():
        _fire(name)


def _look_back() -> None:
    _and_let_go(lambda: catch_up(clock.now()))


def _and_let_go(act: Callable[[], object]) -> None:
    """A thread of the pool keeps no session."""
    try:
        act()
    finally:
        db.remove()
