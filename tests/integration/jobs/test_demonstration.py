"""Days that pass when somebody steps, on a database of its own."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, func, select

from tasks_tracker import clock
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.demonstration import DemonstrationDay
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.jobs import JobRun, RunState
from tasks_tracker.domain.messages import Message, MessageState
from tasks_tracker.jobs import deliver, demonstration
from tasks_tracker.persistence.session import db, transaction
from tests import people
from tests.integration.mail import servers

ZONE = ZoneInfo("Asia/Shanghai")
START = date(2024, 5, 30)
MONDAY = date(2024, 6, 3)


@pytest.fixture
def world(session):
    """A demonstration of the small world; its deadlines end on 31 May."""
    made = people.world()
    db.add(DemonstrationDay(today=START))
    db.flush()
    return made


@pytest.fixture
def on(own_database):
    """A demonstration in a database of its own, as offsets are read beside the session."""
    demonstration.begin(START)
    yield
    with transaction():
        db.execute(delete(DemonstrationDay))


def day():
    return db.scalar(select(DemonstrationDay.today))


def step(target, send=deliver.keep):
    demonstration.step_to(target, deliver=send)


@pytest.fixture(autouse=True)
def same_connection(monkeypatch, request):
    """In tests that are rolled back, the day is seen by their own connection only."""
    if "world" in request.fixturenames:
        monkeypatch.setattr(demonstration.demonstration, "day", day)


def test_every_job_of_each_by_dayruns_at_its_time(world):
    step(MONDAY)
    runs = db.scalars(select(JobRun).order_by(JobRun.slot)).all()
    slots = [(run.job, run.slot.astimezone(ZONE).strftime("%d %H:%M")) for run in runs]
    night = [("obligations", "00:20"), ("lights", "00:30"), ("overdue", "00:30")]
    night += [("findings", "00:35"), ("accountability", "01:00")]
    by_day = [("digest", "08:00"), ("remind", "08:30"), ("urge", "08:35")]
    morning, first = [*night, *by_day], [*night, ("circular", "07:00"), *by_day]
    days = [("31", morning), ("01", first), ("02", morning), ("03", morning)]
    assert sorted(slot for slot in slots if slot[0] != "deliver") == sorted(
        (name, f"{on} {at}") for on, jobs in days for name, at in jobs
    )
    assert slots[-1] == ("deliver", "03 08:40")
    assert {run.state for run in runs} == {RunState.ENDED}
    assert all(run.started_at == run.slot for run in runs)
    assert day() == MONDAY


def test_items_turn_overdue_mails_go_out_and_a_circular_is_drafted(world):
    step(MONDAY)
    events = db.scalars(select(Event).where(Event.task_id == world.task.id).order_by(Event.at))
    told = [(event.kind, event.at.astimezone(ZONE).strftime("%m-%d %H:%M")) for event in events]
    assert (EventKind.REMINDED, "05-31 08:30") in told
    assert (EventKind.BECAME_OVERDUE, "06-01 00:30") in told
    assert db.scalar(select(func.count()).select_from(Circular)) == 2
    mails = db.scalars(select(Message).where(Message.to_id == world.owner.id)).all()
    assert {mail.kind for mail in mails} == {"reminder", "digest", "urged"}
    db.expire_all()  # an urging still holds its mail as it was written
    assert {mail.state for mail in db.scalars(select(Message))} == {MessageState.SENT}
    assert all(mail.sent_at == mail.created_at for mail in mails)


def test_days_pass_the_same_one_by_one_or_at_once(world):
    for target in (date(2024, 5, 31), date(2024, 6, 2), MONDAY, MONDAY, START):
        step(target)
    assert day() == MONDAY
    slots = db.scalars(select(JobRun.slot).where(JobRun.job == "overdue").order_by(JobRun.slot))
    assert [slot.astimezone(ZONE).day for slot in slots] == [31, 1, 2, 3]


def test_a_step_that_broke_off_goes_on_where_it_stopped(world):
    with pytest.raises(KeyboardInterrupt):
        step(MONDAY, send=broken)
    assert day() == START
    step(MONDAY)
    keys = db.scalars(select(Message.key)).all()
    assert len(keys) == len(set(keys))
    assert day() == MONDAY


def broken(today, now):
    raise KeyboardInterrupt


def test_a_reminder_and_a_digest_reach_a_real_server(world):
    inbox = servers.Inbox()
    with servers.running(inbox) as settings:
        deliver.use(settings)
        demonstration.step_to(MONDAY)
    mine = [mail for mail in inbox.mails if mail.rcpt_tos == [world.owner.email]]
    kinds = set(db.scalars(select(Message.kind).where(Message.to_id == world.owner.id)))
    assert kinds == {"reminder", "digest", "urged"}
    assert len(mine) == db.scalar(
        select(func.count()).where(Message.to_id == world.owner.id, Message.sent_at.is_not(None))
    )


def test_outside_a_demonstration_there_is_no_offset(own_database):
    demonstration.look_again()
    assert not demonstration.is_on()
    assert demonstration.offset() == timedelta(0)


@pytest.mark.parametrize(
    ("real", "shown"),
    [
        (datetime(2026, 2, 3, 14, 5, tzinfo=ZONE), time(14, 5)),
        (datetime(2026, 2, 3, 0, 10, tzinfo=ZONE), time(9, 10)),
        (datetime(2026, 2, 3, 23, 59, tzinfo=ZONE), time(23, 59)),
    ],
)
def test_the_clock_shows_the_by_dayof_the_demonstration_after_its_morning(
    on, monkeypatch, real, shown
):
    monkeypatch.setattr(clock, "real", lambda: real)
    assert demonstration.is_on()
    moment = real + demonstration.offset()
    assert (moment.date(), moment.time()) == (START, shown)


def test_a_step_moves_the_clock_at_once(on):
    demonstration.offset()
    step(START + timedelta(days=1))
    assert (clock.real() + demonstration.offset()).date() == START + timedelta(days=1)


def test_in_the_middle_of_a_change_the_by_daycan_still_be_read(on):
    with transaction():
        db.execute(delete(JobRun))
        assert demonstration.is_on()
