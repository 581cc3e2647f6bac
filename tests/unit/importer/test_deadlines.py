from datetime import date

import pytest

from tasks_tracker.importer.deadlines import Deadlines, deadlines_of
from tasks_tracker.importer.lines import clean_lines, join
from tasks_tracker.importer.meanings import Issue

ISSUED = Issue(2021, date(2021, 6, 18))


def read(text: str, issue: Issue = ISSUED) -> Deadlines:
    passage = join(clean_lines(text))
    return deadlines_of(passage, 0, len(passage.text), issue)


def meant(text: str) -> list[tuple[str, str | None]]:
    entries = read(text).entries
    return [(entry.kind, entry.due.isoformat() if entry.due else entry.rule) for entry in entries]


@pytest.mark.parametrize(
    ("phrase", "due"),
    [
        ("6月底前", "2021-06-30"),
        ("6 月底前", "2021-06-30"),
        ("6月底", "2021-06-30"),
        ("2月末前", "2021-02-28"),
        ("8月中旬前", "2021-08-20"),
        ("10月中旬", "2021-10-20"),
        ("9月上旬前", "2021-09-10"),
        ("9月下旬", "2021-09-30"),
        ("9月初", "2021-09-05"),
        ("9月15日前", "2021-09-15"),
        ("2022年3月底前", "2022-03-31"),
        ("明年3月底前", "2022-03-31"),
        ("三季度末", "2021-09-30"),
        ("年底前", "2021-12-31"),
        ("今年底前", "2021-12-31"),
        ("年内", "2021-12-31"),
        ("2021年年底前", "2021-12-31"),
        ("到2023年", "2023-12-31"),
        ("到2023年底", "2023-12-31"),
        ("2022年底前", "2022-12-31"),
    ],
)
def test_a_phrase_means_a_day(phrase: str, due: str) -> None:
    assert meant(f"推进改革，{phrase}完成系统建设。") == [("by", due)]


@pytest.mark.parametrize("phrase", ["7月份，", "10月份完成", "上半年，"])
def test_a_month_or_half_year_ends_on_its_last_day(phrase: str) -> None:
    ((kind, due),) = meant(f"{phrase}举办培训班。")
    assert kind == "by"
    assert due in {"2021-07-31", "2021-10-31", "2021-06-30"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8月份起，执行统一标准。", [("start", "2021-08-01")]),
        ("7月起，落实用工政策。", [("start", "2021-07-01")]),
        ("自2022年1月1日起施行新规。", [("start", "2022-01-01")]),
        ("从3月1日至5月31日开展整治。", [("start", "2021-03-01"), ("by", "2021-05-31")]),
        ("2021年9月至2022年3月底集中攻坚。", [("start", "2021-09-01"), ("by", "2022-03-31")]),
        ("7月底前、12月底前，分别检查。", [("by", "2021-07-31"), ("by", "2021-12-31")]),
    ],
)
def test_beginnings_and_spans_are_told_from_ends(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert meant(text) == expected


@pytest.mark.parametrize(
    ("phrase", "rule"),
    [
        ("每月10日前，", "monthly:10"),
        ("每月", "monthly"),
        ("按月", "monthly"),
        ("建立月调度机制，", "monthly"),
        ("建立常态化周回访制度，", "weekly"),
        ("每周", "weekly"),
        ("每日", "daily"),
        ("每季度", "quarterly"),
        ("按季度", "quarterly"),
        ("每半年", "half-yearly"),
        ("每年", "yearly"),
        ("分年度", "yearly"),
        ("每年7月底前，", "yearly:07-31"),
        ("每年9月15日前，", "yearly:09-15"),
    ],
)
def test_cycles_have_a_rule_and_no_day(phrase: str, rule: str) -> None:
    assert meant(f"{phrase}公布进展情况。") == [("recurring", rule)]


@pytest.mark.parametrize("phrase", ["每半月调度", "每半个月", "每两周", "每旬", "半月通报"])
def test_a_cycle_shorter_than_a_month_is_doubted(phrase: str) -> None:
    found = read(f"{phrase}一次。")
    assert [entry.rule for entry in found.entries] == ["monthly"]
    assert "核对周期" in found.doubts[0].words


def test_the_day_from_which_a_document_is_in_force_is_no_deadline() -> None:
    assert meant("本措施自2022年3月1日起施行，有效期至2024年12月31日。") == []


def test_two_cycles_in_one_phrase_are_two_entries() -> None:
    assert meant("按年度和半年度公布报告。") == [
        ("recurring", "yearly"),
        ("recurring", "half-yearly"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完善平台。6月底前已实现全覆盖。", ("done", "2021-06-30")),
        ("完善平台。已实现与用电过户协同办理。", ("done", None)),
        ("完善制度，持续推进。", ("ongoing", None)),
    ],
)
def test_what_is_done_or_endless_says_so(text: str, expected: tuple[str, str | None]) -> None:
    assert meant(text) == [expected]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2021年培训企业100家。", "2021-12-31"),
        ("力争2021年质押金额增长20%。", "2021-12-31"),
        ("计划2021年对平台进行一次全面升级。", "2021-12-31"),
        ("今年力争新增企业100家以上。", "2021-12-31"),
        ("2022年，全市加工收入增长6%以上。", "2022-12-31"),
        ("2022年基本实现全覆盖。", "2022-12-31"),
        ("（责任单位：甲局；完成时限：2025年6月）", "2025-06-30"),
        ("（责任单位：甲局；完成时限：2025年）", "2025-12-31"),
    ],
)
def test_a_bare_year_counts_where_a_figure_or_result_is_to_be_reached(text: str, due: str) -> None:
    assert meant(text) == [("by", due)]


@pytest.mark.parametrize(
    "text",
    [
        "做好2020年度企业调查工作。",
        "就2020年服务情况开展评价。",
        "筛选2021年拟申报企业作为重点。",
        "举办2021年专家行活动，围绕需求。",
        "制定《2021年全市保护工作方案》。",
        "2020年有120家企业达标。",
        "10月份全省全面推开后，稳步扩大范围。",
        "深入实施三年行动计划。",
        "每人限期办理，及时、适时、尽快推进。",
        "定期召开联席会议。",
        "竣工后3个月内推送信息。",
        "自受理之日起7日内作出决定。",
        "较上一年度有所增长。",
        "免费（含首年年费）开户。",
        "制定全年债券融资计划。",
        "周末不打烊。",
        "已完工并通过验收的项目。",
    ],
)
def test_false_friends_are_no_deadlines(text: str) -> None:
    assert meant(text) == []


def test_a_torn_phrase_is_read_whole_and_knows_its_lines() -> None:
    (entry,) = read("实现互认，9\n\n月底\n前办理。").entries
    assert (entry.phrase, entry.line_start, entry.line_end) == ("9月底前", 1, 4)


@pytest.mark.parametrize(
    ("text", "deliverables"),
    [
        ("6月底前，建成系统；7月底前，推广应用。", ["建成系统", "推广应用"]),
        ("6月底前、12月底前，分别开展一次检查。", ["分别开展一次检查"] * 2),
        ("完成系统建设和验收，年底前。", ["完成系统建设和验收"]),
        ("优化流程,6月底前,实现自动提醒。", ["实现自动提醒"]),
        ("年底前，" + "建成系统，" * 12 + "验收。", ["，".join(["建成系统"] * 8)[:39]]),
    ],
)
def test_the_deliverable_is_what_stands_by_the_phrase(text: str, deliverables: list[str]) -> None:
    assert [entry.deliverable for entry in read(text).entries] == deliverables


def test_the_derivation_says_where_the_year_came_from() -> None:
    (entry,) = read("8月底前完成。").entries
    assert entry.derivation == "8月底前 → 2021-08-31：月末；年份取自发文年份（2021年）"
    (entry,) = read("2022年8月底前完成。").entries
    assert entry.derivation == "2022年8月底前 → 2022-08-31：月末；年份为原文所写"


def test_years_are_counted_from_the_date_of_issue_and_doubted() -> None:
    found = read("三年内建成一家孵化器。")
    assert [entry.due for entry in found.entries] == [date(2024, 6, 18)]
    assert "未写明起算日" in found.doubts[0].words


def test_leap_days_and_short_months_are_counted_to_the_last_day() -> None:
    leap = Issue(2020, date(2020, 2, 29))
    assert read("一年内建成。", leap).entries[0].due == date(2021, 2, 28)


@pytest.mark.parametrize(
    ("text", "issue", "said"),
    [
        ("5月底前完成。", ISSUED, "早于发文日期"),
        ("6月31日前完成。", ISSUED, "日历上没有"),
        ("6月底前完成。", Issue(None, None), "发文年份不明"),
        ("9月前完成。", ISSUED, "是否含当月不明"),
        ("2021年9底前完成。", ISSUED, "缺“月”字"),
        ("三年内完成。", Issue(2021, None), "未写明起算日"),
    ],
)
def test_what_is_unsure_is_said(text: str, issue: Issue, said: str) -> None:
    (doubt,) = read(text, issue).doubts
    assert doubt.field == "deadlines"
    assert said in doubt.words


def test_plain_deadlines_raise_no_doubt() -> None:
    assert read("6月底前完成，7月起执行，每月报告。").doubts == ()
