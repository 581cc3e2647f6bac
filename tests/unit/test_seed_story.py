"""The story under seed/story can be told as it stands; run this while writing it."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tasks_tracker.domain.users import Role
from tasks_tracker.seeding import facts, past
from tasks_tracker.seeding.facts import ReportFacts, ReviewFacts
from tests.unit.story_checks import items, problems

at = datetime.fromisoformat

GOOD = ReportFacts(
    plan="liaozhengfa-2021-7",
    task=4,
    at=at("2021-06-29T10:00"),
    progress="自助终端已配到各乡镇。",
    meets=[1],
    evidence=["终端布设清单.pdf"],
    review=ReviewFacts(at=at("2021-06-30T09:00"), decision="accepted"),
)
RETURNED = ReviewFacts(at=at("2021-06-30T09:00"), decision="returned", words="缺清单。")


def test_the_story_can_be_told():
    assert problems([*facts.reports(), *past.reports()]) == []


def test_what_fell_due_before_the_story_has_somebody_who_reported_it():
    told = {(report.plan, report.task) for report in [*facts.reports(), *past.reports()]}
    for place, item in items().items():
        if item.due and min(item.due) <= past.LAST:
            assert place in told or place[0] in facts.told_in_full(), place


def test_the_past_is_the_same_each_time():
    before = past.reports()
    past.reports.cache_clear()
    assert past.reports() == before


def test_what_is_told_by_hand_is_not_told_again():
    by_hand = {(report.plan, report.task) for report in facts.reports()}
    assert by_hand.isdisjoint({(report.plan, report.task) for report in past.reports()})


def test_units_speak_in_more_than_one_way():
    words = Counter(report.progress for report in past.reports())
    assert max(words.values()) < 8
    assert all(len(words) > 10 for words in words)


def test_each_circular_is_approved_by_a_head_after_its_month_and_proposed_by_another():
    for told in [*facts.tables("publication"), *facts.tables("issue")]:
        cast = next(cast for cast in facts.casts() if cast.region == told["region"])
        posts = {person.account: person.posts[0].role for person in cast.people}
        assert posts[told["by"]] == Role.SUPERVISION_HEAD
        assert posts[told["drafter"]] == Role.SUPERVISOR
        assert told["noticed"] < told["proposed"] < told["approved"] < told["published"]
        assert told["noticed"].date() > told["month"] + timedelta(days=28)


def test_a_good_report_has_no_problems():
    assert problems([GOOD]) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"task": 999}, "没有这项任务"),
        ({"unit": "市公安局"}, "不是牵头单位"),
        ({"unit": "市不存在局"}, "没有单位"),
        ({"at": at("2021-06-20T10:00")}, "不是工作日"),
        ({"at": at("2021-06-18T10:00")}, "早于立项"),
        ({"at": at("2021-06-29T03:00")}, "办公时间"),
        ({"at": at("2021-06-30T10:00")}, "审核早于反馈"),
        ({"progress": ""}, "没有写进展"),
        ({"problems": "请您支持"}, "敬称"),
        ({"evidence": ["../清单.pdf"]}, "不行"),
        ({"evidence": ["清单.exe"]}, "须是"),
        ({"values": {"1": "99"}}, "个指标"),
        ({"meets": [2]}, "没有第 2 个节点"),
        ({"review": replace(RETURNED, words="")}, "没有写理由"),
        ({"review": replace(RETURNED, by="pengxue")}, "不是本地区的督查专员"),
        ({"review": replace(RETURNED, decision="maybe")}, "只能是"),
    ],
)
def test_each_kind_of_problem_is_named(changes, words):
    assert any(words in problem for problem in problems([replace(GOOD, **changes)]))


def test_a_figure_must_be_written_as_text():
    told = replace(GOOD, task=1, meets=[], values={"1": "多"})
    assert any("不是数字" in problem for problem in problems([told]))


def test_a_milestone_is_claimed_once_unless_returned():
    later = replace(GOOD, at=at("2021-07-01T10:00"), review=None)
    assert any("已办结" in problem for problem in problems([GOOD, later]))
    assert problems([replace(GOOD, review=RETURNED), later]) == []


def test_comparisons_name_measures_and_follow_the_adoption_of_both_plans():
    adopted = {told.plan: told.at for told in facts.adoptions()}
    for told in facts.comparisons():
        titles = {task["title"] for task in facts.plan(told.superior).tasks}
        assert max(adopted[told.superior], adopted[told.subordinate]) < told.at < told.confirmed_at
        assert {one.title for one in told.decisions} <= titles
        assert all(told.confirmed_at < one.at for one in told.decisions)
