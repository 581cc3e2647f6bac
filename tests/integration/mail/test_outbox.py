"""A mail is said once, be the first still on its way to the database or there."""

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.messages import Message
from tasks_tracker.mail import outbox
from tests import make, people


@pytest.fixture
def say(session):
    world = people.world()
    task = make.task(make.section(make.plan(world.city)), world.lead)
    report = make.report(task, world.owner)
    return lambda: outbox.post(
        "k", "report_accepted", to=world.owner, now=make.NOW, context={"report": report}, task=task
    )


def test_what_waits_to_be_written_is_not_said_again(say, session):
    with session.no_autoflush:
        first = say()
        assert say() is None
    assert list(session.new) == [first]


def test_what_was_written_is_not_said_again(say, session):
    say()
    session.flush()
    assert say() is None
    assert session.scalar(select(func.count()).select_from(Message)) == 1


def test_asking_writes_nothing_that_waits(say, session):
    region = make.region("临清市", "临")
    region.name = "临清"
    say()
    assert region in session.dirty
