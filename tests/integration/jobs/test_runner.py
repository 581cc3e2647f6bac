from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tasks_tracker.domain.jobs import JobRun, RunState
from tasks_tracker.jobs import runner
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.jobs.schedule import Job
from tasks_tracker.persistence import jobs
from tasks_tracker.persistence.session import db, transaction

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2024, 5, 10, 9, 0, tzinfo=ZONE)
SLOT = datetime(2024, 5, 10, 8, 30, tzinfo=ZONE)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("session")


class Calls(list):
    """A job's function that notes for which day it was called, and fails if told so."""

    failing = False

    def __call__(self, today, now):
        self.append(today)
        if self.failing:
            raise LookupError("没有日历")
        return Outcome(3)


@pytest.fixture
def calls():
    return Calls()


@pytest.fixture
def job(calls):
    return Job("daily", "", calls, at=time(8, 30))


def runs():
    return db.scalars(select(JobRun).order_by(JobRun.id)).all()


def test_a_run_claims_its_slot_and_tells_what_it_did(job, calls):
    run = runner.perform(job, SLOT, NOW)
    assert (run.job, run.slot, run.started_at, run.state) == ("daily", SLOT, NOW, RunState.ENDED)
    assert (run.count, run.error) == (3, "")
    assert NOW <= run.ended_at < NOW + timedelta(minutes=1)
    assert calls == [date(2024, 5, 10)]


def test_a_slot_is_served_once(job, calls):
    runner.perform(job, SLOT, NOW)
    assert runner.perform(job, SLOT, NOW + HOUR) is None
    assert len(calls) == len(runs()) == 1


def test_a_failure_is_written_down_and_the_slot_can_be_served_again(job, calls):
    calls.failing = True
    run = runner.perform(job, SLOT, NOW)
    assert (run.state, run.error) == (RunState.FAILED, "LookupError: 没有日历")
    calls.failing = False
    again = runner.perform(job, SLOT, NOW + HOUR)
    assert (again.state, again.error, again.count) == (RunState.ENDED, "", 3)
    assert len(runs()) == 1


def test_a_run_whose_process_died_is_made_again_but_not_while_it_may_still_run(job, calls):
    with transaction():
        jobs.claim("daily", SLOT, NOW)
    assert runner.perform(job, SLOT, NOW + HOUR) is None
    assert runner.perform(job, SLOT, NOW + HOUR + timedelta(seconds=1)).state is RunState.ENDED
    assert calls == [date(2024, 5, 10)]


def test_of_a_job_of_every_minute_only_runs_that_did_something_are_kept():
    found = iter([0, 2, 0, 0])
    job = Job("often", "", lambda _today, _now: Outcome(next(found)))
    for minute in range(4):
        now = NOW + timedelta(minutes=minute)
        runner.perform(job, job.last_slot(now), now)
    assert [(run.slot.minute, run.count) for run in runs()] == [(1, 2), (3, 0)]


def test_failures_of_a_job_of_every_minute_are_kept_for_a_day(calls):
    job = Job("often", "", calls)
    calls.failing = True
    runner.perform(job, NOW, NOW)
    calls.failing = False
    for later in (HOUR, 23 * HOUR):
        runner.perform(job, NOW + later, NOW + later)
        assert runs()[0].state is RunState.FAILED
    runner.perform(job, NOW + 25 * HOUR, NOW + 25 * HOUR)
    assert {run.state for run in runs()} == {RunState.ENDED}


@pytest.fixture
def table(monkeypatch, job, calls):
    """Three jobs: one a day, one for the same day only, one a month."""
    today_only = Job("today_only", "", calls, at=time(8), same_day_only=True)
    monthly = Job("monthly", "", calls, at=time(7), day_of_month=1)
    often = Job("often", "", calls)
    monkeypatch.setattr(runner, "JOBS", (job, today_only, monthly, often))


def caught_up(now):
    return [(run.job, run.slot.astimezone(ZONE).isoformat()[:10]) for run in runner.catch_up(now)]


@pytest.mark.usefixtures("table")
def test_what_was_missed_is_made_up_for_by_one_run_each():
    assert caught_up(NOW) == [
        ("daily", "2024-05-10"),
        ("today_only", "2024-05-10"),
        ("monthly", "2024-05-01"),
    ]
    assert caught_up(NOW) == []
    assert caught_up(NOW + timedelta(days=3, hours=-2)) == [("daily", "2024-05-12")]


@pytest.mark.usefixtures("table")
def test_what_failed_is_tried_again_when_looking_back(calls):
    calls.failing = True
    runner.catch_up(NOW)
    calls.failing = False
    assert [name for name, _ in caught_up(NOW + HOUR)] == ["daily", "today_only", "monthly"]
    assert caught_up(NOW + HOUR) == []


def test_a_job_can_be_run_by_hand_for_any_day_and_is_then_done():
    run = runner.run_once("circular", now=NOW, today=date(2024, 5, 15))
    assert run.slot == datetime(2024, 5, 15, 7, tzinfo=ZONE)
    assert runner.run_once("circular", now=NOW + HOUR, today=date(2024, 5, 15)) is None


def test_without_a_day_it_serves_the_slot_that_came_last():
    assert runner.run_once("remind", now=NOW.astimezone(ZoneInfo("UTC"))).slot == SLOT
