"""Handing out: one number, a receipt for each unit, a share for each that answers for one."""

from datetime import date

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.milestones import DeadlineKind, Milestone
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.notices import hand_out
from tasks_tracker.persistence import receipts, shares
from tests import make, people
from tests.integration.operations.handed_out import REPLY_BY, handed_out, receipt_of


@pytest.fixture
def world(session):
    return people.world()


def collective(world, *members):
    made = make.unit(world.city, "各县（市、区）人民政府", UnitGroup.COLLECTIVE)
    for member in members:
        made.take_in(member)
    return made


def test_every_unit_gets_a_receipt_and_every_helper_a_share(world):
    notice = handed_out(world, requirements="按月推进。")
    assert notice.doc_no == "督办〔2024〕1号"
    assert world.task.handed_out_on == make.TODAY
    found = receipts.of_notice(notice)
    assert [one.unit for one in found] == [world.lead, world.helper]
    assert {one.due_on for one in found} == {date(2024, 5, 11)}
    assert {one.object_by for one in found} == {date(2024, 5, 14)}
    assert [one.unit for one in shares.of_task(world.task)] == [world.helper]


def test_members_of_a_collective_unit_each_get_a_receipt_and_a_share(world):
    towns = [make.unit(world.city, name, UnitGroup.COUNTY) for name in ("东区", "西区")]
    task = make.task(world.task.section, world.lead, support=[collective(world, *towns)])
    make.milestone(task)
    notice = handed_out(world, task)
    assert [one.unit for one in receipts.of_notice(notice)] == [world.lead, *towns]
    made = shares.of_task(task)
    assert [one.unit for one in made] == towns
    assert {one.through.name for one in made} == {"各县（市、区）人民政府"}


def test_members_of_a_leading_collective_answer_for_shares_too(world):
    towns = [make.unit(world.city, name, UnitGroup.COUNTY) for name in ("东区", "西区")]
    task = make.task(world.task.section, collective(world, *towns))
    make.milestone(task)
    handed_out(world, task)
    assert [(one.unit.name, one.duty) for one in shares.of_task(task)] == [
        ("东区", "lead"),
        ("西区", "lead"),
    ]


def test_several_tasks_go_in_one_notice_and_a_person_gets_one_mail(world, session):
    other = make.task(world.task.section, world.helper, support=[world.lead], title="并联审批")
    make.milestone(other)
    notice = handed_out(world, world.task, other)
    assert [item.task for item in notice.items] == [world.task, other]
    mails = session.scalars(select(Message).where(Message.kind == "notice_issued")).all()
    assert sorted(mail.to.account for mail in mails) == ["helping", "owner"]
    assert "2 项任务，5月11日前签收" in mails[0].subject
    assert "并联审批" in mails[0].body_text


def test_the_paper_says_what_held_on_its_day(world):
    item = handed_out(world).items[0]
    assert item.said["leads"] == ["市一局"]
    assert item.said["supports"] == ["市二局"]
    assert item.said["deadlines"] == [{"phrase": "5月底前", "due": "2024-05-31"}]


def test_numbers_follow_each_other_by_region_and_year(world):
    first = handed_out(world)
    task = make.task(world.task.section, world.lead)
    make.milestone(task)
    second = handed_out(world, task)
    county = make.person(Role.SUPERVISOR, world.county)
    other = hand_out(
        world.county_task.plan, [world.county_task], by=county, now=make.NOW, reply_by=REPLY_BY
    )
    assert [first.number, second.number, other.number] == [1, 2, 1]


def refusal(world, *tasks, **more) -> str:
    with pytest.raises(Refusal) as refused:
        handed_out(world, *tasks, **more)
    return refused.value.words


def test_what_was_handed_out_is_not_handed_out_again(world):
    handed_out(world)
    assert f"{world.task.code}已经交办" in refusal(world)


def test_a_task_without_a_date_or_a_period_is_refused_by_name(world):
    task = make.task(world.task.section, world.lead)
    assert f"{task.code}没有期限，也没有周期" in refusal(world, world.task, task)
    assert world.task.handed_out_on is None


def test_a_recurring_duty_is_a_limit(world):
    task = make.task(world.task.section, world.lead)
    rule = "monthly:10"
    make.saved(
        Milestone(
            task=task,
            position=1,
            kind=DeadlineKind.RECURRING,
            deliverable="报送情况",
            phrase="每月10日前",
            derivation="每月",
            rule=rule,
            original_due_on=None,
        )
    )
    assert handed_out(world, task).items[0].task is task


def test_a_collective_without_members_can_lead_nothing(world):
    task = make.task(world.task.section, collective(world))
    make.milestone(task)
    assert "在名册里没有成员" in refusal(world, task)


def test_a_reply_is_wanted_after_today(world):
    assert refusal(world, reply_by=make.TODAY) == "回复日期须在今天以后。"


def test_tasks_of_two_plans_do_not_go_in_one_notice(world):
    task = make.task(make.section(make.plan(world.city)), world.lead)
    make.milestone(task)
    assert "只交办一个方案" in refusal(world, world.task, task)


def test_nothing_chosen_is_nothing_handed_out(world):
    with pytest.raises(Refusal, match="至少选一项"):
        hand_out(world.task.plan, [], by=world.supervisor, now=make.NOW, reply_by=REPLY_BY)


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor", "system_admin"])
def test_only_the_office_of_the_region_hands_out(world, who):
    with pytest.raises(NotAllowed):
        hand_out(
            world.task.plan, [world.task], by=world.people[who], now=make.NOW, reply_by=REPLY_BY
        )


def test_the_task_and_the_notice_each_have_their_event(world, session):
    notice = handed_out(world)
    kinds = {EventKind.NOTICE_ISSUED, EventKind.TASK_HANDED_OUT}
    found = session.scalars(select(Event).where(Event.kind.in_(kinds)).order_by(Event.id)).all()
    assert [(one.kind, one.subject) for one in found] == [
        (EventKind.NOTICE_ISSUED, f"notice:{notice.id}"),
        (EventKind.TASK_HANDED_OUT, f"notice:{notice.id}"),
    ]


def test_how_far_a_notice_is_signed_for(world):
    notice = handed_out(world)
    receipt_of(world.task, world.lead).sign(by=world.owner, at=make.NOW, on=make.TODAY)
    make.db.flush()
    signed = receipts.signed([notice.id], date(2024, 5, 12))[notice.id]
    assert (signed.signed, signed.total, signed.missing) == (1, 2, 1)
