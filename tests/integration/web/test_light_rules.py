"""亮灯规则: read by everybody, set by the head of the top region after a look at what changes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.light_rules import LightRule
from tasks_tracker.domain.lights import Light, OverdueBy
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tests import make

TOMORROW = make.TODAY + timedelta(days=1)
SAME = {
    "due_soon_within": "7",
    "report_soon_within": "3",
    "behind_points": "10",
    "severe_after": "10",
    "red_slips": "2",
    "overdue_by": "last",
    "holds_from": TOMORROW.isoformat(),
    "reason": "督查例会议定",
    "seen": "0",
}
STRICTER = {**SAME, "overdue_by": "any", "due_soon_within": "16"}


@pytest.fixture
def missed(world):
    """A milestone that ran out before the last one."""
    task = make.task(world.task.section, world.lead)
    make.milestone(task, due_on=date(2024, 5, 8))
    make.milestone(task, due_on=date(2024, 8, 30))
    return task


def test_the_rule_stands_there_in_words(client, world):
    page = client.sign_in(world.owner).get("/light-rules").text
    assert "系统自带的规则" in page
    assert "已发红色督办单 2 件以上" in page
    assert "定新的一版" not in page


def test_before_anything_is_set_one_sees_how_many_tasks_change(client, world, missed):
    page = client.sign_in(world.head).post("/light-rules/new", data=STRICTER).text
    # the missed one, and those due at the end of May that are within 16 working days
    assert "3 项任务中有 3 项变灯" in page
    assert "5月11日起执行" in page
    assert db.scalar(select(func.count(LightRule.id))) == 0


def test_confirmed_it_holds_from_its_day_on_and_not_before(client, world, missed):
    client.sign_in(world.head)
    answer = client.post("/light-rules/new", data={**STRICTER, "confirmed": "1"})
    assert answer.status_code == 302
    made = db.scalars(select(LightRule)).one()
    assert (made.version, made.overdue_by) == (1, OverdueBy.ANY)
    assert made.set_by_id == world.head.id
    assert missed.light(light_rules.lines(make.TODAY)) is Light.LAGGING
    assert missed.light(light_rules.lines(TOMORROW)) is Light.OVERDUE
    assert "已经定下的新规则" in client.get("/light-rules").text
    assert "督查例会议定" in client.get("/light-rules").text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"holds_from": make.TODAY.isoformat()}, "最早从明天起执行"),
        ({"due_soon_within": "0"}, "1 到 60 之间"),
        ({"behind_points": "101"}, "1 到 100 之间"),
        ({"reason": " "}, "请写明为什么改"),
        ({"due_soon_within": "7", "overdue_by": "last"}, "没有不同"),
        ({"due_soon_within": "七"}, "整数"),
        ({"overdue_by": "never"}, "选择无效"),
    ],
)
@pytest.mark.parametrize("confirmed", ["", "1"])
def test_what_cannot_be_is_refused_in_words(client, world, changed, words, confirmed):
    sent = {**STRICTER, **changed, "confirmed": confirmed}
    page = client.sign_in(world.head).post("/light-rules/new", data=sent).text
    assert words in page
    assert "定新的亮灯规则" in page
    assert db.scalars(select(LightRule)).all() == []


def test_the_second_of_two_is_told_and_keeps_what_was_typed(client, world):
    client.sign_in(world.head)
    client.post("/light-rules/new", data={**STRICTER, "confirmed": "1"})
    late = {**SAME, "severe_after": "6", "reason": "另一份文件", "confirmed": "1"}
    page = client.post("/light-rules/new", data=late).text
    assert "又定了新的一版" in page
    assert "另一份文件" in page
    assert db.scalar(select(func.count(LightRule.id))) == 1


def test_a_version_does_not_come_before_the_newest_one(client, world):
    client.sign_in(world.head)
    far = (TOMORROW + timedelta(days=9)).isoformat()
    client.post("/light-rules/new", data={**STRICTER, "holds_from": far, "confirmed": "1"})
    sent = {**SAME, "severe_after": "6", "seen": "1", "confirmed": "1"}
    assert "不能早于它" in client.post("/light-rules/new", data=sent).text
