from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.remarks import Difficulty, RemarkState
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.remarks import (
    note_remark,
    turn_into_task,
    turn_into_urgings,
    write_remark,
)
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.operations.slips import answer, take_answer
from tasks_tracker.operations.urgings import urge
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db
from tests import make, people


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def remark(world):
    return write_remark(world.task, by=world.leader, now=make.NOW, remark="一周内报结果。")


def mails(kind):
    found = db.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)).all()
    return [mail.to.account for mail in found]


def test_a_leader_writes_and_the_office_is_told(world, remark):
    assert (remark.leader, remark.is_taken_down, remark.state) == (
        world.leader,
        False,
        RemarkState.OPEN,
    )
    assert remark.reply_by == date(2024, 5, 30), "15 working days"
    assert mails("remark_made") == ["supervisor", "second", "head"]


def test_what_is_told_on_the_page_of_the_task_is_nothing_yet(world, remark):
    """Units read that page."""
    kinds = db.scalars(select(Event.kind).where(Event.task_id == world.task.id)).all()
    assert EventKind.REMARK_MADE not in kinds


@pytest.mark.parametrize("who", ["other_leader", "owner", "county_supervisor", "system_admin"])
def test_only_the_leader_in_charge_and_the_office_write(world, who):
    with pytest.raises(NotAllowed):
        write_remark(world.task, by=world.people[who], now=make.NOW, remark="看。")


def test_the_office_takes_down_whose_and_of_which_day(world):
    given = {"by": world.supervisor, "now": make.NOW, "remark": "照原话。"}
    with pytest.raises(Refusal, match="哪位领导"):
        write_remark(world.task, **given)
    with pytest.raises(Refusal, match="哪位领导"):
        write_remark(world.task, **given, leader=world.owner)
    tomorrow = make.TODAY + timedelta(days=1)
    with pytest.raises(Refusal, match="不能晚于今天"):
        write_remark(world.task, **given, leader=world.leader, remarked_on=tomorrow)
    made = write_remark(
        world.task.plan, **given, leader=world.other_leader, remarked_on=date(2024, 5, 7)
    )
    assert made.is_taken_down
    assert mails("remark_made") == ["otherleader"]


@pytest.mark.parametrize(
    ("difficulty", "wanted", "fits"),
    [
        (Difficulty.URGENT, date(2024, 5, 16), True),
        (Difficulty.URGENT, date(2024, 5, 17), False),
        (Difficulty.DIFFICULT, date(2024, 6, 21), True),
        (Difficulty.ORDINARY, date(2024, 5, 9), False),
    ],
)
def test_the_day_fits_the_kind(world, difficulty, wanted, fits):
    def write():
        return write_remark(
            world.task,
            by=world.leader,
            now=make.NOW,
            remark="看。",
            difficulty=difficulty,
            reply_by=wanted,
        )

    if fits:
        assert write().reply_by == wanted
    else:
        with pytest.raises(Refusal, match="最多"):
            write()


def test_it_becomes_an_urging_that_tells_the_unit_the_words(world, remark):
    (urging,) = turn_into_urgings(
        remark, by=world.supervisor, now=make.NOW, chosen=[world.task], reason="报进度。"
    )
    assert (urging.level, urging.remark, urging.reply_by) == (1, remark, remark.reply_by)
    assert remark.state is RemarkState.URGED
    mail = db.scalars(select(Message).where(Message.kind == "urged")).one()
    assert "一周内报结果。" in mail.body_text
    assert mails("remark_handled") == ["leader"]
    answer(urging, by=world.owner, now=make.NOW, reply="已办。")
    take_answer(urging, by=world.supervisor, now=make.NOW)
    assert remark.carried_out_on == make.TODAY
    assert mails("remark_carried_out") == ["leader"]


def test_it_is_carried_out_when_the_last_unit_has_answered(world, remark):
    other = make.task(world.task.section, world.lead)
    make.milestone(other)
    first, second = turn_into_urgings(
        remark, by=world.supervisor, now=make.NOW, chosen=[world.task, other], reason="报进度。"
    )
    for urging, is_last in ((first, False), (second, True)):
        answer(urging, by=world.owner, now=make.NOW, reply="已办。")
        take_answer(urging, by=world.supervisor, now=make.NOW)
        assert (remark.carried_out_on is not None) is is_last


def test_what_a_leader_asked_and_nobody_answered_goes_up_the_ladder(world, remark):
    (urging,) = turn_into_urgings(
        remark, by=world.supervisor, now=make.NOW, chosen=[world.task], reason="报进度。"
    )
    later = make.NOW + timedelta(days=21)
    slip = urge([world.task], by=world.head, now=later, unit=world.lead, level=2, reason="说明。")[
        0
    ]
    assert (slip.follows, slip.remark) == (urging, remark)
    answer(slip, by=world.owner, now=later, reply="已办。")
    take_answer(slip, by=world.supervisor, now=later)
    assert remark.carried_out_on is not None


def test_what_lies_with_the_office_is_not_asked_for(world, remark):
    report_progress(
        world.task,
        by=world.owner,
        now=make.NOW,
        progress="完成。",
        no_evidence="现场可看",
        shares_words="都完成了",
        milestones=[world.task.milestones[0].id],
    )
    with pytest.raises(Refusal, match="在等督查室审核"):
        turn_into_urgings(
            remark, by=world.supervisor, now=make.NOW, chosen=[world.task], reason="报进度。"
        )
    db.rollback()


def test_it_becomes_a_task_in_the_ledger(world, remark):
    section = world.task.section
    task = turn_into_task(
        remark,
        by=world.supervisor,
        now=make.NOW,
        section=section,
        title="清理积压件",
        requirement="清零。",
        lead=world.lead,
        due_on=date(2024, 6, 28),
    )
    assert (task.added_on, task.lead_unit, remark.made_task) == (make.TODAY, world.lead, task)
    assert task.clock_ends_on == date(2024, 6, 28)
    assert task in tasks.of_plan(section.plan)
    assert mails("task_added") == ["owner"]
    done = report_progress(
        task,
        by=world.owner,
        now=make.NOW,
        progress="清零了。",
        no_evidence="系统可查",
        milestones=[task.milestones[0].id],
    )
    accept_report(done, by=world.supervisor, now=make.NOW)
    assert task.is_completed
    assert remark.carried_out_on == make.TODAY


def test_a_task_for_it_stands_in_the_plan_that_it_is_about(world, remark):
    with pytest.raises(Refusal, match="批示所说的方案"):
        turn_into_task(
            remark,
            by=world.supervisor,
            now=make.NOW,
            section=make.section(make.plan(world.city)),
            title="清理",
            requirement="清零。",
            lead=world.lead,
            due_on=date(2024, 6, 28),
        )


def test_it_is_noted_with_words(world, remark):
    with pytest.raises(Refusal, match="怎样阅处"):
        note_remark(remark, by=world.supervisor, now=make.NOW, handling=" ")
    note_remark(remark, by=world.supervisor, now=make.NOW, handling="已向领导当面汇报。")
    assert remark.state is RemarkState.NOTED
    with pytest.raises(Refusal, match="已经有人办理"):
        note_remark(remark, by=world.head, now=make.NOW, handling="再记。")


@pytest.mark.parametrize("who", ["leader", "owner", "county_supervisor"])
def test_only_the_office_carries_it_out(world, remark, who):
    with pytest.raises(NotAllowed):
        note_remark(remark, by=world.people[who], now=make.NOW, handling="阅。")
