"""Shares: confirmed, told, settled; the lead waits for one and takes it back."""

from datetime import date

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.shares import ShareState
from tasks_tracker.operations.shares import (
    confirm_share,
    end_wait,
    settle_share,
    tell_share,
    wait_for_share,
)
from tasks_tracker.persistence import shares
from tests import make, people
from tests.integration.operations.handed_out import days_on, handed_out, share_of

BY = date(2024, 5, 28)


@pytest.fixture
def world(session):
    world = people.world()
    handed_out(world)
    world.share = share_of(world.task, world.helper)
    return world


def confirmed(world, *, by="helping", due_on=BY, **more):
    given = {"what": "提供企业名单。", **more}
    return confirm_share(world.share, by=world.people[by], now=make.NOW, due_on=due_on, **given)


def waited(world, *, by="owner", **more):
    given = {"what": "企业名单", "since_on": make.TODAY, **more}
    return wait_for_share(world.share, by=world.people[by], now=days_on(1), **given)


def settled(world):
    told = "名单已交。"
    return settle_share(world.share, by=world.helping, now=days_on(2), told=told)


def mails(session, kind):
    return session.scalars(select(Message).where(Message.kind == kind)).all()


def refusal(act, *things, **more) -> str:
    with pytest.raises(Refusal) as refused:
        act(*things, **more)
    return refused.value.words


def test_a_unit_says_what_it_does_and_by_when_and_the_lead_hears(world, session):
    share = confirmed(world)
    assert (share.state, share.due_on, share.by) == (ShareState.CONFIRMED, BY, world.helping)
    assert [mail.to for mail in mails(session, "shares_confirmed")] == [world.owner]


def test_what_was_confirmed_may_be_said_anew_until_it_is_done(world):
    confirmed(world)
    assert confirmed(world, what="提供名单和联系人。").what == "提供名单和联系人。"
    settled(world)
    assert "已经完成" in refusal(confirmed, world)


def test_after_the_last_date_of_the_task_a_reason_is_wanted(world):
    late = date(2024, 6, 3)
    assert "最晚的期限是2024年5月31日" in refusal(confirmed, world, due_on=late)
    assert confirmed(world, due_on=late, why_later="等省厅数据。").why_later == "等省厅数据。"


def test_the_day_lies_after_the_hand_out(world):
    assert "不能早于交办" in refusal(confirmed, world, due_on=date(2024, 5, 9))


def test_how_far_it_is_and_that_it_is_done(world):
    confirmed(world)
    tell_share(world.share, by=world.helping, now=days_on(1), told="已收集一半。")
    assert world.share.told == "已收集一半。"
    assert shares.unsettled(world.task) == [world.share]
    assert settled(world).settled_on == date(2024, 5, 12)
    assert shares.unsettled(world.task) == []


def test_nothing_is_done_before_it_is_confirmed(world):
    assert "请先确认分工" in refusal(settled, world)


def test_a_second_settling_is_refused(world):
    confirmed(world)
    settled(world)
    assert "已经完成" in refusal(settled, world)


def test_the_lead_waits_and_the_unit_is_told(world, session):
    wait = waited(world)
    assert world.share.waited_for is wait
    assert [mail.to for mail in mails(session, "share_awaited")] == [world.helping]


def test_a_wait_ends_when_the_share_is_settled(world, session):
    wait = waited(world)
    confirmed(world)
    settled(world)
    assert (wait.is_open, wait.ended_by) == (False, None)
    assert [mail.to for mail in mails(session, "share_settled")] == [world.owner]


def test_the_lead_takes_a_wait_back_once(world):
    wait = waited(world)
    end_wait(wait, by=world.owner, now=days_on(2))
    assert (wait.ended_by, world.share.waited_for) == (world.owner, None)
    assert "已经撤回" in refusal(end_wait, wait, by=world.unit_head, now=days_on(2))
    assert waited(world).is_open


def test_one_waits_once_for_a_share_and_not_for_one_that_is_done(world):
    waited(world)
    assert "已经在等待" in refusal(waited, world)
    confirmed(world)
    settled(world)
    assert "已经完成" in refusal(waited, world)


@pytest.mark.parametrize("since", [date(2024, 5, 9), date(2024, 5, 12)])
def test_a_wait_begins_between_the_hand_out_and_today(world, since):
    assert "起始日期" in refusal(waited, world, since_on=since)


@pytest.mark.parametrize("who", ["owner", "unit_head", "outsider", "supervisor"])
def test_a_unit_confirms_for_itself_alone(world, who):
    with pytest.raises(NotAllowed):
        confirmed(world, by=who)


@pytest.mark.parametrize("who", ["helping", "outsider", "supervisor"])
def test_only_the_lead_waits(world, who):
    with pytest.raises(NotAllowed):
        waited(world, by=who)
