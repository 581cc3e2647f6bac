"""What is said in a meeting is set going in the same transaction, or not at all."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.remarks import Remark, RemarkState
from tasks_tracker.domain.resolutions import Effect, Resolution
from tasks_tracker.domain.standing import Ending
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.operations import resolutions, slips
from tasks_tracker.operations.endings import end_task
from tasks_tracker.operations.meetings import close_meeting
from tasks_tracker.operations.resolutions import NewTask, resolve, withdraw_resolution
from tasks_tracker.persistence import meetings, urgings
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations.met import running

BY = date(2024, 5, 17)
ENDING = {
    "ending": Ending.TERMINATED,
    "reason": "会上记错。",
    "doc_no": "测督〔2024〕1号",
    "decided_on": make.TODAY,
}


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def item(world):
    return running(world).items[0]


def urged(item, world, *, by=None, **more):
    given = {"said": "一周内报方案。", "effect": Effect.URGED, "chosen": [world.task], **more}
    return resolve(item, by=by or world.supervisor, now=make.NOW, **{"reply_by": BY, **given})


def tasked(item, world, *, by=None, **more):
    wanted = NewTask(world.task.section, "建专班", "抽三人集中办公。", world.helper, BY)
    given = {"said": "建一个专班。", "effect": Effect.TASKED, "new_task": wanted, **more}
    return resolve(item, by=by or world.supervisor, now=make.NOW, **given)


def mails(kind):
    found = db.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)).all()
    return [mail.to.account for mail in found]


def count(thing) -> int:
    return db.scalar(select(func.count()).select_from(thing))


def test_a_decision_urges_whether_or_not_anything_is_behind(world, item):
    made = urged(item, world)
    (urging,) = urgings.of_resolutions([made])
    assert (urging.resolution, urging.remark, urging.missed_on) == (made, None, None)
    assert (urging.reply_by, urging.unit, urging.is_ordered) == (BY, world.lead, True)
    assert mails("urged") == ["owner"]
    mail = db.scalars(select(Message).where(Message.kind == "urged")).one()
    assert "会议议定" in mail.body_text
    assert made.result == "市一局2024年5月17日前报" + world.task.code + "的办理结果"
    assert made.units == [world.lead]


def test_it_stands_beside_an_urging_in_force_and_is_escalated_like_one(world, item):
    urged(item, world)
    urged(item, world, said="再报一次人员安排。")
    assert count(Urging) == 2
    assert {one.state for one in db.scalars(select(Urging))} == {UrgingState.OPEN}


def test_a_leaders_words_are_a_remark_marked_as_entered(world, item):
    made = urged(item, world, leader=world.leader)
    remark = made.remark
    assert (remark.leader, remark.recorded_by, remark.state) == (
        world.leader,
        world.supervisor,
        RemarkState.URGED,
    )
    assert made.is_taken_down
    assert made.voice.startswith("郑安")
    (urging,) = urgings.of_resolutions([made])
    assert (urging.remark, urging.resolution) == (remark, None)
    slips.answer(urging, by=world.owner, now=make.NOW, reply="已办。")
    slips.take_answer(urging, by=world.supervisor, now=make.NOW)
    assert remark.carried_out_on == make.TODAY


def test_a_leader_enters_what_he_says_himself(world, item):
    made = urged(item, world, by=world.leader, leader=world.leader)
    assert not made.is_taken_down
    assert urgings.of_resolutions([made])[0].issued_by is world.leader
    with pytest.raises(Refusal, match="自己的话"):
        urged(item, world, by=world.leader, leader=world.other_leader)
    with pytest.raises(Refusal, match="不在你分管的板块"):
        urged(item, world, by=world.other_leader, leader=world.other_leader)
    assert urged(item, world, by=world.other_leader).leader is None, "what the meeting resolved"


def test_a_day_beyond_a_difficult_remark_is_refused(world, item):
    far = date(2024, 8, 30)
    with pytest.raises(Refusal, match="最多 30 个工作日") as refused:
        urged(item, world, leader=world.leader, reply_by=far)
    assert refused.value.field == "reply_by"
    assert urged(item, world, reply_by=far).effect is Effect.URGED


@pytest.mark.parametrize("voice", ["", "leader"])
def test_a_task_is_in_the_ledger_before_the_meeting_ends(world, item, voice):
    leader = world.people.get(voice)
    made = tasked(item, world, leader=leader)
    task = made.made_task
    assert (task.title, task.lead_unit, task.added_on) == ("建专班", world.helper, make.TODAY)
    assert (task.clock_ends_on, task.plan) == (BY, world.task.plan)
    assert task.code in made.result
    assert mails("task_added") == ["helping"]
    assert (made.remark is None) is (leader is None)
    order = "领导批示" if leader else "会议议定"
    assert task.milestones[0].derivation == f"按{order}定的期限：2024年5月17日"
    kinds = db.scalars(select(Event.kind).where(Event.task_id == task.id)).all()
    assert kinds == [EventKind.TASK_ADDED]


def test_what_is_only_said_is_put_on_record(world, item):
    given = {"by": world.supervisor, "now": make.NOW, "effect": Effect.NOTED}
    made = resolve(item, **given, said="下次会再听一次。")
    assert (made.result, made.units, made.remark) == ("记录在案", [world.lead], None)
    made = resolve(item, **given, said="抓紧。", leader=world.leader, chosen=[world.task])
    assert made.remark.state is RemarkState.NOTED
    by_leader = {**given, "by": world.leader, "leader": world.leader}
    made = resolve(item, **by_leader, said="我再看看。", chosen=[world.task])
    assert made.remark.state is RemarkState.OPEN, "the office handles it"


@pytest.mark.parametrize("who", ["owner", "unit_head", "helping", "county_supervisor"])
def test_a_unit_enters_nothing(world, item, who):
    with pytest.raises(NotAllowed):
        urged(item, world, by=world.people[who])
    assert count(Resolution) == 0


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"said": " "}, "写领导的话"),
        ({"said": "长" * 2001}, "最多 2000 字"),
        ({"chosen": []}, "选出要催办的任务"),
        ({"reply_by": make.TODAY}, "晚于今天"),
    ],
)
def test_what_is_not_whole_is_refused(world, item, more, words):
    with pytest.raises(Refusal, match=words):
        urged(item, world, **more)


def test_foreign_tasks_sections_and_units_are_refused(world, item):
    with pytest.raises(Refusal, match="不在本地区"):
        urged(item, world, chosen=[world.county_task])
    for section, lead in (
        (world.county_task.section, world.lead),
        (world.task.section, world.county_task.lead_unit),
    ):
        with pytest.raises(Refusal, match="须在本地区"):
            tasked(item, world, new_task=NewTask(section, "建专班", "办。", lead, BY))


def test_all_or_nothing(world, item, monkeypatch):
    """What fails at the last step leaves nothing of the first ones."""

    def fail(*_args, **_more):
        raise Refusal("没有写成。")

    monkeypatch.setattr(resolutions, "_record", fail)
    before = [count(thing) for thing in (Resolution, Remark, Urging, Task, Message, Event)]
    for act in (urged, tasked):
        with pytest.raises(Refusal, match="没有写成"), db.begin_nested():
            act(item, world, leader=world.leader)
    after = [count(thing) for thing in (Resolution, Remark, Urging, Task, Message, Event)]
    assert after == before


def test_nothing_is_entered_or_taken_back_after_the_end(world, item):
    made = urged(item, world)
    close_meeting(item.meeting, by=world.supervisor, now=make.NOW)
    with pytest.raises(Refusal, match="散会"):
        urged(item, world)
    with pytest.raises(Refusal, match="散会"):
        withdraw_resolution(made, by=world.supervisor, now=make.NOW, reason="听错了")
    assert made.stands


def test_what_was_mistyped_is_taken_back_with_its_urging(world, item):
    made = urged(item, world)
    with pytest.raises(NotAllowed):
        withdraw_resolution(made, by=world.leader, now=make.NOW, reason="听错了")
    with pytest.raises(Refusal, match="写明原因"), db.begin_nested():
        withdraw_resolution(made, by=world.supervisor, now=make.NOW, reason="")
    withdraw_resolution(made, by=world.supervisor, now=make.NOW, reason="听错了")
    (urging,) = urgings.of_resolutions([made])
    assert (urging.state, urging.lifted_words) == (UrgingState.LIFTED, "会上记错，撤回：听错了")
    assert mails("urging_lifted") == ["owner"]
    assert meetings.resolutions_of(item.meeting, world.owner) == []
    assert meetings.resolutions_of(item.meeting, world.supervisor) == [made]


def test_a_task_is_ended_before_what_made_it_is_taken_back(world, item):
    made = tasked(item, world)
    given = {"by": world.supervisor, "now": make.NOW, "reason": "听错了"}
    with pytest.raises(Refusal, match="终止"):
        withdraw_resolution(made, **given)
    end_task(made.made_task, by=world.head, now=make.NOW, **ENDING)
    withdraw_resolution(made, **given)
    assert not made.stands


def test_a_unit_sees_what_concerns_it(world, item):
    mine, other = urged(item, world), tasked(item, world)
    meeting = item.meeting
    assert meetings.resolutions_of(meeting, world.owner) == [mine]
    assert meetings.resolutions_of(meeting, world.helping) == [other]
    assert meetings.listed(world.outsider) == []
    assert [row[2] for row in meetings.listed(world.owner)] == [1]
    assert [row[2] for row in meetings.listed(world.leader)] == [2]
