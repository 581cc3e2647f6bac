from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.urgings import UrgingState, Verdict
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.slips import answer, sign_for, take_answer, turn_down_answer
from tasks_tracker.operations.urgings import lift, urge
from tasks_tracker.persistence import urgings, workdays
from tasks_tracker.persistence.session import db
from tests import make, people

LATE = date(2024, 5, 8)
"""Two working days before the day of these tests."""


@pytest.fixture
def world(session):
    built = people.world()
    built.late = make.task(built.task.section, built.lead, support=[built.helper], title="迟的")
    make.milestone(built.late, due_on=LATE)
    return built


def urged(world, level=1, *, by=None, days=0, **more):
    given = {"unit": world.lead, "reason": "窗口没有启用，请说明。", **more}
    tasks = given.pop("tasks", [world.late])
    now = make.NOW + timedelta(days=days)
    by = by or (world.supervisor if level == 1 else world.head)
    return urge(tasks, by=by, now=now, level=level, **given)[0]


def mails(kind="urged"):
    found = db.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)).all()
    return [(mail.to.account, mail.subject) for mail in found]


def events(kind):
    return db.scalars(select(Event).where(Event.kind == kind)).all()


def test_a_unit_is_urged_and_its_liaison_told(world):
    urging = urged(world)
    assert (urging.state, urging.level, urging.number) == (UrgingState.OPEN, 1, None)
    assert (urging.milestone, urging.missed_on) == (world.late.milestones[0], LATE)
    assert urging.reply_by == workdays.calendar().add(make.TODAY, 3)
    assert world.late.urging_level == 1
    assert mails() == [("owner", f"【催办】{world.late.code} 迟的，请于5月14日前答复")]
    assert urging.recipients[0].message.to is world.owner
    assert "收件：郑安" in events(EventKind.URGED)[0].words


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor", "system_admin"])
def test_only_the_office_urges(world, who):
    with pytest.raises(NotAllowed):
        urged(world, by=world.people[who])


def test_a_slip_is_signed_by_the_head(world):
    urged(world)
    with pytest.raises(NotAllowed):
        urged(world, 2, by=world.supervisor, days=10)
    slip = urged(world, 2, days=10)
    assert (slip.year, slip.number, slip.follows.state) == (2024, 1, UrgingState.ESCALATED)
    assert world.late.urging_level == 2
    assert [to for to, _ in mails()] == ["owner", "owner", "unithead"]


def test_what_is_not_behind_is_not_urged_for(world):
    with pytest.raises(Refusal, match="还不到催办的时候"):
        urged(world, tasks=[world.task])
    report_progress(
        world.late,
        by=world.owner,
        now=make.NOW,
        progress="完成。",
        no_evidence="现场可看",
        milestones=[world.late.milestones[0].id],
    )
    with pytest.raises(Refusal, match="在等督查室审核"):
        urged(world)


@pytest.mark.parametrize(
    ("column", "words"), [("objected_on", "异议"), ("extension_asked_on", "延期申请")]
)
def test_what_waits_for_a_decision_is_not_urged_for(world, column, words):
    setattr(world.late, column, make.TODAY)
    with pytest.raises(Refusal, match=words):
        urged(world)


def test_a_unit_without_a_part_or_without_people_is_not_urged(world):
    with pytest.raises(Refusal, match="不承担"):
        urged(world, unit=make.unit(world.city))
    bare = make.unit(world.city, "没有人的局")
    task = make.task(world.task.section, bare)
    make.milestone(task, due_on=LATE)
    with pytest.raises(Refusal, match="没有这一级的收件人"):
        urged(world, tasks=[task], unit=bare)


def test_no_step_is_skipped_unless_it_is_urgent_with_a_reason(world):
    with pytest.raises(Refusal, match="要先发催办"):
        urged(world, 3)
    slip = urged(world, 3, urgent_reason="汛期临近，堤防缺口没有合龙")
    assert slip.urgent_reason
    assert world.late.urging_level == 3
    with pytest.raises(Refusal, match="同级或更低"):
        urged(world, 2, days=10)


def test_the_next_step_waits_for_the_day_of_the_answer(world):
    urged(world)
    with pytest.raises(Refusal, match="过了期没有答复才能升级"):
        urged(world, 2, days=4)
    assert urged(world, 2, days=5).number == 1


def test_an_answer_stops_the_ladder_and_is_judged(world):
    urging = urged(world)
    sign_for(urging, by=world.owner, now=make.NOW)
    reply = answer(urging, by=world.owner, now=make.NOW, reply="设备月底到货。")
    assert (urging.state, reply.is_late) == (UrgingState.ANSWERED, False)
    with pytest.raises(Refusal, match="在等督查室看"):
        urged(world, 2, days=30)
    turn_down_answer(urging, by=world.supervisor, now=make.NOW, opinion="没有写哪天办完")
    assert (urging.state, reply.verdict) == (UrgingState.OPEN, Verdict.UNSATISFACTORY)
    assert urged(world, 2, days=30).follows is urging
    assert mails("urging_answered") == [("supervisor", f"【答复】市一局：{world.late.code} 迟的")]


def test_an_accepted_answer_ends_it_and_a_late_one_is_late(world):
    urging = urged(world)
    later = make.NOW + timedelta(days=20)
    reply = answer(urging, by=world.unit_head, now=later, reply="已经补上。")
    take_answer(urging, by=world.supervisor, now=later)
    assert (urging.state, reply.is_late) == (UrgingState.ACCEPTED, True)
    assert world.late.urging_level == 0
    assert urged(world, days=21).level == 1


def test_only_the_unit_that_is_urged_answers(world):
    urging = urged(world)
    for who in ("helping", "supervisor", "outsider"):
        with pytest.raises(NotAllowed):
            answer(urging, by=world.people[who], now=make.NOW, reply="答复")
    with pytest.raises(NotAllowed):
        take_answer(urging, by=world.owner, now=make.NOW)


def test_handing_in_lifts_what_was_asked(world):
    urging = urged(world)
    report_progress(
        world.late,
        by=world.owner,
        now=make.NOW,
        progress="完成。",
        no_evidence="现场可看",
        milestones=[world.late.milestones[0].id],
    )
    assert (urging.state, world.late.urging_level) == (UrgingState.LIFTED, 0)
    assert "已经报送" in urging.lifted_words
    assert len(events(EventKind.URGING_LIFTED)) == 1


def test_a_report_without_the_milestone_lifts_nothing(world):
    urging = urged(world)
    report_progress(world.late, by=world.owner, now=make.NOW, progress="还差一半。")
    assert urging.state is UrgingState.OPEN


def test_several_tasks_of_a_unit_go_in_one_mail(world):
    other = make.task(world.task.section, world.lead, title="也迟的")
    make.milestone(other, due_on=LATE)
    urged(world, tasks=[world.late, other], level=1)
    assert mails() == [("owner", "【催办】2 项任务，请于5月14日前答复")]
    assert len(urgings.in_force(other)) == 1


def test_all_or_none_are_urged(world):
    with pytest.raises(Refusal):
        urged(world, tasks=[world.late, world.task])


def test_red_slips_are_counted_for_ever(world):
    for _ in range(2):
        slip = urged(world, 4, urgent_reason="群众反映强烈")
        lift(slip, by=world.head, now=make.NOW, reason="当面说清了")
    assert (world.late.red_slips, world.late.urging_level) == (2, 0)
    assert len(mails("urging_lifted")) == 4


def test_a_slip_is_lifted_by_the_head_alone(world):
    slip = urged(world, 2, urgent_reason="急")
    with pytest.raises(NotAllowed):
        lift(slip, by=world.supervisor, now=make.NOW, reason="不该发")
    with pytest.raises(Refusal, match="写明理由"):
        lift(slip, by=world.head, now=make.NOW, reason=" ")


def test_copies_go_to_leader_and_office_as_the_ladder_says(world):
    other_head = make.person(Role.SUPERVISION_HEAD, world.city, account="deputy")
    slip = urged(world, 4, urgent_reason="急")
    told = {one.user: one.is_copy for one in slip.recipients}
    assert told == {
        world.owner: False,
        world.unit_head: False,
        world.leader: True,
        other_head: True,
    }
