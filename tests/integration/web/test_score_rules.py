"""评分规则: read by everybody of the region, set by its head after a trial on a past period."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.score_rules import BONUSES, BOUNDS, DEDUCTIONS, DEFAULT, ScoreRule
from tasks_tracker.persistence import score_rules
from tasks_tracker.persistence.session import db
from tests import make

JUNE = date(2024, 6, 1)
SAME = {
    **{name: str(getattr(DEFAULT, name)) for name in BOUNDS},
    **{key.value: f"{Decimal(rate.points) / 100}" for key, rate in DEDUCTIONS.items()},
    **{key.value: f"{Decimal(rate.points) / 100}" for key, rate in BONUSES.items()},
    **{f"counts_{key.value}": "y" for key, rate in DEDUCTIONS.items() if rate.is_on},
    **{f"counts_{key.value}": "y" for key, rate in BONUSES.items() if rate.is_on},
    "holds_from": JUNE.isoformat(),
    "reason": "督查例会议定",
    "period": "2024-04",
    "seen": "0",
}
OTHER = {**SAME, "completion": "60", "first_pass": "10"}


@pytest.fixture
def april(world):
    """What was due in April: one in time, one late."""
    for due, done in ((date(2024, 4, 10), date(2024, 4, 9)), (date(2024, 4, 12), None)):
        task = make.task(world.task.section, world.lead)
        milestone = make.milestone(task, due_on=due)
        if done:
            milestone.submit(done)
            task.settle(done)
    world.task.plan.adopted_at = make.NOW.replace(month=1)
    db.flush()


def test_the_rule_stands_there_in_words(client, world):
    page = client.sign_in(world.owner).get("/score-rules").text
    assert "系统自带的规则" in page
    assert "逾期未办结 −1.00" in page
    assert "反馈被退回" not in page.split("怎样算到每一分")[0]
    assert "定新的一版" not in page


def test_before_anything_is_set_one_sees_what_a_past_period_becomes(client, world, april):
    page = client.sign_in(world.head).post("/score-rules/new", data=OTHER).text
    assert "假如2024年4月就按它计" in page
    assert "没有保存" in page
    # half of 50/60 and of 60/70, the rest is progress, less one point for lateness
    assert "按时办结 41.67 → 42.86" in page
    assert db.scalar(select(func.count(ScoreRule.id))) == 0


def test_another_period_can_be_tried_and_the_form_had_back(client, world, april):
    client.sign_in(world.head)
    quarter = client.post("/score-rules/new", data={**OTHER, "period": "2024-Q2"}).text
    assert "2024年二季度" in quarter
    back = client.post("/score-rules/new", data={**OTHER, "again": "1"}).text
    assert 'value="60"' in back
    assert "督查例会议定" in back
    assert db.scalar(select(func.count(ScoreRule.id))) == 0


def test_confirmed_it_holds_for_periods_that_begin_later(client, world):
    client.sign_in(world.head)
    answer = client.post("/score-rules/new", data={**OTHER, "confirmed": "1"})
    assert answer.status_code == 302
    made = db.scalars(select(ScoreRule)).one()
    assert (made.version, made.completion, made.set_by_id) == (1, 60, world.head.id)
    assert score_rules.on(world.head.region, date(2024, 5, 31)).version == 0
    assert score_rules.on(world.head.region, JUNE).completion == 60
    page = client.get("/score-rules").text
    assert "已经定下的新规则" in page
    assert "督查例会议定" in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"holds_from": "2024-06-02"}, "某个月的 1 日"),
        ({"holds_from": "2024-05-01"}, "已经开始的月份不改"),
        ({"completion": "61"}, "合计须为 100，现在是 101"),
        ({"support": "101"}, "0 到 100 之间"),
        ({"least_due": "0"}, "1 到 30 之间"),
        ({"late_closing": "0"}, "0.01 到 20 之间"),
        ({"late_closing": "0.005"}, "最多两位小数"),
        ({"late_closing": ""}, "0.01 到 20 之间"),
        ({"late_closing": "一分"}, "只填数字"),
        ({"reason": " "}, "请写明为什么改"),
        ({"completion": "50", "first_pass": "20"}, "没有不同"),
        ({"joined": "department"}, "不能与部门一起排名"),
        ({"period": "2031-01"}, "不是有效的选择"),
    ],
)
@pytest.mark.parametrize("confirmed", ["", "1"])
def test_what_cannot_be_is_refused_in_words(client, world, changed, words, confirmed):
    sent = {**OTHER, **changed, "confirmed": confirmed}
    page = client.sign_in(world.head).post("/score-rules/new", data=sent).text
    assert words in page
    assert "定新的评分规则" in page
    assert db.scalars(select(ScoreRule)).all() == []


def test_the_second_of_two_is_told_and_keeps_what_was_typed(client, world):
    client.sign_in(world.head)
    client.post("/score-rules/new", data={**OTHER, "confirmed": "1"})
    late = {**SAME, "cap": "120", "reason": "另一份文件", "confirmed": "1"}
    page = client.post("/score-rules/new", data=late).text
    assert "又定了新的一版" in page
    assert "另一份文件" in page
    assert db.scalar(select(func.count(ScoreRule.id))) == 1


def test_a_version_does_not_come_before_the_newest_one(client, world):
    client.sign_in(world.head)
    client.post("/score-rules/new", data={**OTHER, "holds_from": "2024-09-01", "confirmed": "1"})
    sent = {**SAME, "cap": "120", "seen": "1", "confirmed": "1"}
    assert "不能早于它" in client.post("/score-rules/new", data=sent).text


def test_what_does_not_count_keeps_its_figure(client, world):
    client.sign_in(world.head)
    sent = {**OTHER, "late_closing": "１.２５", "joined": ["vertical"], "confirmed": "1"}
    sent.pop("counts_late_closing")
    client.post("/score-rules/new", data=sent)
    rule = score_rules.newest(world.head.region)
    late = next(rate for key, rate in rule.deductions.items() if key.value == "late_closing")
    assert (late.points, late.is_on) == (125, False)
    assert [group.value for group in rule.joined] == ["vertical"]
