"""销号: by the head, of what somebody else took, one or several at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.messages import Message
from tasks_tracker.operations.closing import close_tasks
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.persistence import closing
from tests import make, people

LATER = make.NOW + timedelta(days=3)


@pytest.fixture
def world(session):
    return people.world()


def completed(world, task, by=None):
    claims = [one.id for one in task.dated]
    report = make.handed_in(task, world.owner, milestones=claims, is_application=True)
    accept_report(report, by=by or world.supervisor, now=make.NOW)
    return task


@pytest.fixture
def done(world):
    completed(world, world.task)
    return world


def test_the_head_closes_and_the_lead_is_told_in_one_mail(done, session):
    other = completed(done, make.task(done.task.section, done.lead))
    made = close_tasks([done.task, other], by=done.head, now=LATER, remarks="资料齐全")
    assert [one.task.closed_on for one in made] == [LATER.date()] * 2
    (mail,) = session.scalars(select(Message).where(Message.kind == "task_closed")).all()
    assert mail.to is done.owner
    assert "2 项任务" in mail.subject
    assert closing.waiting(done.head) == []
    assert closing.closed_on(done.city, LATER.date()) == {
        done.task.id: LATER.date(),
        other.id: LATER.date(),
    }
    assert closing.closed_on(done.city, make.TODAY) == {}


@pytest.mark.parametrize("who", ["supervisor", "owner", "leader", "county_supervisor"])
def test_nobody_else_closes(done, who):
    with pytest.raises(NotAllowed):
        close_tasks([done.task], by=done.people[who], now=LATER)


def test_nobody_closes_what_the_same_person_reviewed(world):
    completed(world, world.task, by=world.head)
    with pytest.raises(Refusal, match="由本人审核，请另一位督查室主任销号"):
        close_tasks([world.task], by=world.head, now=LATER)


def test_what_is_not_completed_or_being_checked_is_not_closed(done):
    with pytest.raises(Refusal, match="没有办结，不能销号"):
        close_tasks([make.task(done.task.section)], by=done.head, now=LATER)
    make.check(done.task, done.second_supervisor)
    with pytest.raises(Refusal, match="正在核查，有了结论再销号"):
        close_tasks([done.task], by=done.head, now=LATER)


def test_none_is_closed_if_one_cannot_be(done, session):
    open_task = make.task(done.task.section, done.lead)
    with pytest.raises(Refusal, match="没有办结"), session.begin_nested():
        close_tasks([done.task, open_task], by=done.head, now=LATER)
    assert done.task.closed_on is None


def test_nothing_is_closed_twice_and_nothing_is_nothing(done):
    close_tasks([done.task], by=done.head, now=LATER)
    with pytest.raises(Refusal, match="已经销号"):
        close_tasks([done.task], by=done.head, now=LATER)
    with pytest.raises(Refusal, match="先勾选"):
        close_tasks([], by=done.head, now=LATER)


def test_a_closed_task_takes_no_report(done):
    close_tasks([done.task], by=done.head, now=LATER)
    with pytest.raises(Refusal, match="已销号，不再收进展反馈"):
        report_progress(done.task, by=done.owner, now=LATER, progress="补充")
