"""Endings by decision: terminated, merged, turned into a standing duty."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.standing import Ending
from tasks_tracker.operations.attaching import SiteNote
from tasks_tracker.operations.endings import end_task
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.persistence import endings, evidence, tasks
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.as_of import region_on
from tests import make, people

NEXT = make.NOW + timedelta(days=1)


@pytest.fixture
def world(session):
    return people.world()


def ended(world, ending=Ending.TERMINATED, **more):
    given = {
        "by": world.head,
        "now": make.NOW,
        "reason": "上级文件停止执行",
        "doc_no": "聊政字〔2024〕9号",
        "decided_on": date(2024, 5, 6),
        **more,
    }
    return end_task(world.task, ending=ending, **given)


def test_a_terminated_task_leaves_the_ledger_with_its_paper(world, session):
    made = ended(world, evidence=[SiteNote("会议同意")])
    task = world.task
    assert (task.ended_on, task.ending) == (make.TODAY, Ending.TERMINATED)
    assert task.ended_words == "按聊政字〔2024〕9号终止"
    assert [one.note for one in evidence.of(f"ending:{made.id}")] == ["会议同意"]
    assert endings.of_task(task) is made
    told = session.scalars(select(Message).where(Message.kind == "task_ended")).all()
    assert {mail.to for mail in told} == {world.owner, world.helping}


def test_a_merged_task_names_the_one_that_goes_on(world, session):
    other = make.task(world.task.section)
    ended(world, Ending.MERGED, merged_into=other)
    assert world.task.merged_into_id == other.id
    query = select(Event).where(Event.kind == EventKind.TASK_TOOK_OVER)
    assert session.scalars(query).one().task is other


def test_a_standing_duty_has_its_rule(world):
    made = ended(world, Ending.STANDING, standing_rule="市一局每季度自查一次")
    assert made.words == "按聊政字〔2024〕9号转为常态工作"
    assert tasks.get(world.task.id, world.owner) is world.task


@pytest.mark.parametrize(
    ("ending", "more", "words"),
    [
        (Ending.AMENDED, {}, "选择终止"),
        (Ending.MERGED, {}, "合并须写明"),
        (Ending.STANDING, {}, "转为常态工作须写明"),
        (Ending.TERMINATED, {"standing_rule": "每季度"}, "其他情形不填"),
        (Ending.TERMINATED, {"reason": " "}, "写明理由"),
        (Ending.TERMINATED, {"doc_no": " "}, "写明依据"),
        (Ending.TERMINATED, {"decided_on": date(2024, 5, 11)}, "不能晚于今天"),
    ],
)
def test_what_is_missing_or_too_much_is_refused(world, session, ending, more, words):
    with pytest.raises(Refusal, match=words), session.begin_nested():
        ended(world, ending, **more)
    assert not world.task.is_ended


def test_it_goes_on_in_a_task_of_the_region_that_is_still_open(world, session):
    closed = make.task(world.task.section)
    make.check(closed, world.head)
    for other, words in (
        (world.task, "它自己"),
        (world.county_task, "本地的任务"),
        (closed, "已办结"),
    ):
        with pytest.raises(Refusal, match=words), session.begin_nested():
            ended(world, Ending.MERGED, merged_into=other)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("awaits_office", "进展反馈待审"),
        ("objected_on", "异议待处理"),
        ("extension_asked_on", "延期申请待审批"),
    ],
)
def test_what_waits_for_an_answer_is_answered_first(world, session, column, words):
    setattr(world.task, column, True if column == "awaits_office" else make.TODAY)
    with pytest.raises(Refusal, match=words), session.begin_nested():
        ended(world)


@pytest.mark.parametrize("who", ["supervisor", "owner", "leader"])
def test_only_the_head_decides(world, who):
    with pytest.raises(NotAllowed):
        ended(world, by=world.people[who])


def test_a_task_ends_once_and_takes_nothing_more(world, session):
    ended(world)
    with pytest.raises(Refusal, match="已结束"), session.begin_nested():
        ended(world)
    with pytest.raises(Refusal, match="已终止"):
        report_progress(world.task, by=world.owner, now=NEXT, progress="补充")


def test_the_ledger_of_the_day_before_still_has_it(world, session):
    world.task.plan.adopted_at = make.NOW - timedelta(days=30)
    session.flush()
    ended(world)
    session.flush()
    before, after = make.TODAY - timedelta(days=1), make.TODAY
    there = [
        [one.task for one in region_on(day, world.city, calendar())] for day in (before, after)
    ]
    assert there == [[world.task], []]
