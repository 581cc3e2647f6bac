"""Phrases of time beyond the plain ones, each as a plan of 5 March 2024 would write it."""

from datetime import date

import pytest

from tasks_tracker.importer.deadlines import Deadlines, deadlines_of
from tasks_tracker.importer.lines import clean_lines, join
from tasks_tracker.importer.meanings import Issue

ISSUED = Issue(2024, date(2024, 3, 5))


def read(text: str) -> Deadlines:
    passage = join(clean_lines(text))
    return deadlines_of(passage, 0, len(passage.text), ISSUED)


def meant(text: str) -> list[str]:
    return [
        f"{one.kind} {one.due}" if one.due else one.rule or one.kind for one in read(text).entries
    ]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("9月30日", ["by 2024-09-30"]),
        ("2024年9月30日", ["by 2024-09-30"]),
        ("2024—2026年", ["start 2024-01-01", "by 2026-12-31"]),
        ("2024年3月-12月", ["start 2024-03-01", "by 2024-12-31"]),
        ("上半年", ["by 2024-06-30"]),
        ("持续整改", ["ongoing"]),
        ("常态化推进", ["ongoing"]),
        ("2024年6月底前完成，并长期坚持", ["by 2024-06-30", "ongoing"]),
        ("每年年底前", ["yearly:12-31"]),
        ("全年", ["ongoing"]),
        ("2月份", ["by 2024-02-29"]),
    ],
)
def test_a_limit_behind_its_label_needs_no_before(label: str, expected: list[str]) -> None:
    assert meant(f"（责任单位：甲局；完成时限：{label}）") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年1月至6月，开展整治。", ["start 2025-01-01", "by 2025-06-30"]),
        ("7—8月开展督查。", ["start 2024-07-01", "by 2024-08-31"]),
        ("从9月底开始至12月底，开展巡查。", ["start 2024-09-01", "by 2024-12-31"]),
        ("6月、12月底前分别报告。", ["by 2024-06-30", "by 2024-12-31"]),
        ("6月15日、12月15日前分别报告。", ["by 2024-06-15", "by 2024-12-15"]),
        ("每年3月和9月各检查一次。", ["yearly:03-31", "yearly:09-30"]),
        ("每年1月15日前和7月15日前报送。", ["yearly:01-15", "yearly:07-15"]),
        ("每年9月15日前完成审核，11月底前完成批复。", ["yearly:09-15", "yearly:11-30"]),
        ("每年上半年和下半年各组织一次审核。", ["half-yearly"]),
        ("一月一调度、一季一通报。", ["monthly", "quarterly"]),
    ],
)
def test_two_times_in_one_phrase(text: str, expected: list[str]) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2026年6月，全面完成。", "by 2026-06-30"),
        ("二〇二五年六月三十日前完成。", "by 2025-06-30"),
        ("3月20日17:00前报送。", "by 2024-03-20"),
        ("于2024.6.30前完成。", "by 2024-06-30"),
        ("2024.10月底前完成。", "by 2024-10-31"),
        ("8月份开展督查。", "by 2024-08-31"),
        ("8月中下旬开展督查。", "by 2024-08-31"),
        ("第三季度完成改造。", "by 2024-09-30"),
        ("“十四五”末达到90%。", "by 2025-12-31"),
        ("2024年度完成投资3亿元。", "by 2024-12-31"),
        ("完成期限为2024年6月。", "by 2024-06-30"),
        ("自2018年起，新建建筑应安装设施。", "start 2018-01-01"),
        ("10月1日起施行。", "start 2024-10-01"),
        ("1.2025年3月底前完成排查。", "by 2025-03-31"),
    ],
)
def test_one_time_in_other_words(text: str, expected: str) -> None:
    assert meant(text) == [expected]


def test_a_year_that_is_said_holds_for_what_follows_in_its_sentence() -> None:
    assert meant("2025年6月底前完成编制，12月底前完成验收。") == ["by 2025-06-30", "by 2025-12-31"]
    assert meant("2025年6月底前完成编制。12月底前完成验收。") == ["by 2025-06-30", "by 2024-12-31"]
    assert "同句前一期限" in read("2025年6月底前编制，12月底前验收。").entries[1].derivation


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        ("13月底前完成平台建设。", "by", "没有这个月份"),
        ("春节前兑付到位。", "by", "没有日期"),
        ("国庆节前完成整治。", "by 2024-09-30", "节日前一天"),
        ("本月底前完成。", "by 2024-03-31", "发文当月"),
        ("通知印发后10个工作日内报送方案。", "by 2024-03-19", "未除节假日"),
        ("本意见印发后3个月内制定细则。", "by 2024-06-05", "起算日"),
        ("力争用2年时间完成。", "by 2026-03-05", "起算日"),
    ],
)
def test_what_hangs_on_something_else_is_doubted(text: str, expected: str, said: str) -> None:
    assert meant(text) == [expected]
    assert said in read(text).doubts[0].words


@pytest.mark.parametrize(
    "text",
    [
        "学员取得驾驶证一年内交通违法率。",
        "失信企业3年内不得申请。",
        "每天约2万吨污水直排。",
        "已建成的处理设施要保持运行。",
        "自公布之日起30日后施行。",
        "决策出台后的10个工作日内公开意见采纳情况。",
    ],
)
def test_further_false_friends(text: str) -> None:
    assert meant(text) == []
