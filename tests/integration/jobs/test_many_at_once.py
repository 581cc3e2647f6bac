"""Several processes on one database: threads with sessions of their own stand for them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest

from tasks_tracker import clock
from tasks_tracker.domain.messages import Message
from tasks_tracker.jobs import deliver, runner
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.jobs.schedule import JOBS, Job, find
from tasks_tracker.persistence import jobs
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.mail import servers

SLOT = datetime(2024, 5, 10, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
PROCESSES = 4

pytestmark = pytest.mark.usefixtures("own_database")


def at_once(act):
    """What each of the processes got, all starting together."""
    ready = Barrier(PROCESSES)

    def alone(_):
        ready.wait()
        try:
            return act()
        finally:
            db.remove()

    with ThreadPoolExecutor(PROCESSES) as pool:
        return list(pool.map(alone, range(PROCESSES)))


def counting(name):
    calls = []

    def run(_today, _now):
        calls.append(1)
        return Outcome(1)

    return Job(name, "", run, at=time(8, 30)), calls


def test_a_slot_that_many_claim_is_served_once():
    for day in range(10):
        job, calls = counting("first")
        slot = SLOT + timedelta(days=day)
        runs = at_once(lambda job=job, slot=slot: runner.perform(job, slot, slot))
        assert len(calls) == 1
        assert sum(run is not None for run in runs) == 1


def test_a_failed_run_that_many_take_over_is_made_once():
    with transaction():
        jobs.claim("second", SLOT, SLOT).fail(SLOT, "aus")
    db.remove()
    job, calls = counting("second")
    at_once(lambda: runner.perform(job, SLOT, SLOT + timedelta(minutes=1)))
    assert len(calls) == 1


def test_many_deliverers_send_each_mail_once():
    now = clock.now()
    with transaction():
        to = make.user("owner")
        db.add_all(posted(to, number, now) for number in range(25))
    db.remove()
    sent = []
    outcomes = at_once(lambda: deliver.deliver(lambda mail, _now: sent.append(mail.key), now))
    assert sorted(sent) == sorted(f"k{number}" for number in range(25))
    assert sum(outcome.count for outcome in outcomes) == 25


def posted(to, number, now):
    return Message(
        key=f"k{number}",
        kind="reminder",
        to=to,
        address=to.email,
        subject="提醒",
        body_text="",
        body_html="",
        created_at=now,
        due_at=now,
    )


@pytest.mark.parametrize("demo", [False, True])
def test_the_scheduler_knows_the_jobs_and_its_manners(demo):
    scheduler = runner.start_background(servers.settings(0, smtp_host="", demo=demo))
    try:
        known = scheduler.get_jobs()
    finally:
        scheduler.shutdown()
    names = {job.args[0] for job in known if job.args}
    assert names == ({"deliver"} if demo else {job.name for job in JOBS})
    assert all(job.max_instances == 1 and job.coalesce for job in known)
    now = clock.now()
    for name, trigger in ((job.args[0], job.trigger) for job in known if job.args):
        assert trigger.get_next_fire_time(None, now) == find(name).next_slot(now)
