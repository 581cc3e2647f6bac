"""The sentences of a circular, and the numbers in them."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from tasks_tracker.domain.periods import PeriodKind, period_of
from tasks_tracker.reports.circular_counted import Reporter, Then
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_numbers import NAMED
from tasks_tracker.reports.circular_snapshot import FORM
from tasks_tracker.reports.fallen_due import Span
from tests.unit.circular_samples import Story, month_of_may, snapshot, words


def test_the_state_of_things_in_a_few_sentences():
    assert words(snapshot(), 0) == [
        (
            "截至5月31日，全市8项任务中，已办结3项，占37.5%；在办3项，占37.5%；逾期2项，占25.0%。"
            "5月份到期节点8个，按期报送3个，按时率37.5%。"
        ),
        "按进度分，已完成3项，超进度0项，达进度0项，欠进度1项，其他4项。",
        "本月办结3项，见附件4。",
        (
            "2项任务的反馈正在审核，审核期间时限停止计算；"
            "其中1项另有节点逾期，待审核后再作结论，本期不点名。"
        ),
    ]


def test_items_are_named_with_unit_code_and_lateness():
    found = snapshot()
    assert words(found, 2) == [
        "1. 市一局“推进一窗受理”（聊004），节点“窗口全部启用”未完成，时限5月10日，逾期15个工作日。",
        "有1项任务的节点5月31日到期、当日未报送，见附件2。",
    ]
    headings = [chapter.heading for chapter in found.text.chapters if chapter.level > 1]
    assert headings == ["（一）逾期事项", "（二）滞后事项"]


def test_one_kind_of_problem_needs_no_heading_of_its_own():
    story = Story()
    story.task(date(2024, 5, 6))
    found = snapshot(story.figures())
    assert [chapter.heading for chapter in found.text.chapters] == [
        "一、总体情况",
        "二、进展较好",
        "三、存在问题",
        "四、下步要求",
    ]


def test_quotation_marks_within_a_title_become_single_ones():
    found = month_of_may().figures()
    item = replace(found.overdue[0], title="创优“全链办理”", behind=("甲", "乙"))
    sentence = words(snapshot(replace(found, overdue=(item,))), 2)[0]
    assert sentence.startswith("1. 市一局“创优‘全链办理’”（聊004），节点“甲”等2个未完成，")


def test_an_extended_item_that_is_late_again_says_from_which_date():
    found = month_of_may().figures()
    item = replace(found.overdue[0], original_due_on="2024-04-30")
    sentence = words(snapshot(replace(found, overdue=(item,))), 2)[0]
    assert "时限5月10日（经批准由4月30日延期），逾期" in sentence


def test_good_units_and_next_steps():
    found = snapshot()
    assert words(found, 1) == [
        "市二局（3个）本月到期节点在三个以上、全部按期报送，没有逾期、滞后、漏报，也没有延期。"
    ]
    assert words(found, 3) == [
        (
            "逾期、滞后事项的牵头单位于6月17日前报送整改措施和完成日期，"
            "聊城市人民政府督查室于6月24日前逐项核查；到时仍未报送的，发督办单。"
        ),
        "6月份将有1个节点到期，各牵头单位于时限前报送进展情况和佐证材料。",
    ]


def test_every_number_of_the_overview_is_bound():
    bound = [part for part in snapshot().text.chapters[0].paragraphs[0] if part.figure]
    assert [part.figure for part in bound[:3]] == ["tasks", "completed", "completed_share"]
    loose_digits = [
        part.words
        for part in snapshot().text.chapters[0].paragraphs[0]
        if not part.figure and any(letter.isdigit() for letter in part.words)
    ]
    assert loose_digits == ["截至5月31日，全市", "。5月份到期节点"]


def test_of_many_overdue_items_the_worst_are_named_and_the_rest_counted():
    story = Story()
    for number in range(NAMED["overdue"] + 3):
        story.task(date(2024, 5, 6 + number))
    problems = words(snapshot(story.figures()), 2)
    assert len(problems) == NAMED["overdue"] + 1
    assert problems[-1] == "其余3项逾期事项见附件2。"


def test_a_weekend_late_is_not_called_zero_days():
    found = month_of_may().figures()
    one = replace(found, overdue=(replace(found.overdue[0], days_late=0),))
    assert words(snapshot(one), 2)[0].endswith("逾期不足1个工作日。")


def test_nothing_behind_is_said_in_so_many_words():
    story = Story()
    story.task(date(2024, 8, 30))
    found = snapshot(story.figures())
    assert words(found, 0)[0].endswith("5月份没有到期节点。")
    assert words(found, 1) == [
        "本月没有到期节点在三个以上、全部按期报送且没有逾期、滞后和漏报的单位。"
    ]
    assert words(found, 2) == ["没有逾期、滞后的事项，也没有漏报、迟报的进展反馈。"]
    assert words(found, 3) == ["6月份没有节点到期，各牵头单位按时限推进在办事项。"]


def test_an_empty_ledger_gets_one_sentence():
    found = snapshot(Story().figures(), plans=())
    assert [chapter.heading for chapter in found.text.chapters] == ["一、总体情况"]
    assert words(found, 0) == ["截至5月31日，全市还没有任务纳入督查台账。"]


def test_a_month_that_goes_on_says_up_to_when():
    found = snapshot(as_of=date(2024, 5, 13), is_whole=False)
    assert "（至5月13日）" in found.text.opening[0].words
    assert "5月份已到期节点" in words(found, 0)[0]


@pytest.mark.parametrize(
    ("plans", "title"),
    [
        (
            (("一号", "聊城市优化营商环境创新突破行动实施方案"),),
            ("关于5月份优化营商环境创新突破行动", "进展情况的通报"),
        ),
        ((("一号", "甲"), ("二号", "乙")), ("关于5月份督查事项", "进展情况的通报")),
    ],
)
def test_the_title_is_broken_where_one_breathes(plans, title):
    assert snapshot(plans=plans).text.title == title


def test_a_county_speaks_as_a_county():
    text = snapshot(region="高唐县", is_city=False, office="高唐县人民政府督查室").text
    assert text.masthead == "高唐县人民政府督查室通报"
    assert text.addressees == "各镇人民政府、街道办事处，县政府各部门、单位："
    assert text.copies == "县政府领导同志。"


def test_a_snapshot_is_read_back_as_it_was():
    found = snapshot()
    assert read(json.loads(json.dumps(found.as_json()))) == found


def test_a_snapshot_of_another_form_is_not_guessed_at():
    with pytest.raises(ValueError, match=f"form {FORM + 1}"):
        read({**snapshot().as_json(), "form": FORM + 1})


@pytest.mark.parametrize(
    ("kind", "day", "title", "after"),
    [
        (PeriodKind.QUARTER, date(2024, 5, 31), "关于二季度督查事项", "三季度没有节点到期"),
        (PeriodKind.HALF_YEAR, date(2024, 5, 31), "关于上半年督查事项", "下半年没有节点到期"),
        (PeriodKind.YEAR, date(2024, 5, 31), "关于2024年度督查事项", "2025年度没有节点到期"),
        (PeriodKind.MONTH, date(2024, 12, 31), "关于12月份督查事项", "1月份没有节点到期"),
    ],
)
def test_longer_periods_have_their_names(kind, day, title, after):
    story = Story()
    story.task(date(2024, 5, 10))
    period = period_of(kind, day)
    span = Span(period=period, as_of=day, is_whole=False)
    plans = (("一号", "甲"), ("二号", "乙"))
    found = snapshot(
        story.figures(span), month=period.first, kind=kind, as_of=day, plans=plans, is_whole=False
    )
    assert found.text.title[0] == title
    assert words(found, 3)[-1].startswith(after)


def test_a_bulletin_has_the_masthead_of_a_serial():
    assert snapshot(form="bulletin").text.masthead == "聊城市政务督查"
    assert snapshot().text.masthead == "聊城市人民政府督查室通报"


def test_of_one_plan_title_opening_and_figures_speak_of_it():
    found = snapshot(is_of_one_plan=True)
    assert words(found, 0)[0].startswith(
        "截至5月31日，《聊城市优化营商环境创新突破行动实施方案》8项"
    )
    assert found.text.title[0] == "关于5月份优化营商环境创新突破行动"


def test_what_an_extension_did_to_the_rate_stands_beside_it():
    found = month_of_may().figures()
    counts = replace(
        found.totals.counts,
        extended=2,
        left=1,
        original_due=9,
        original_on_time=3,
        rate_by_original=333,
    )
    said = words(snapshot(replace(found, totals=replace(found.totals, counts=counts))), 0)
    assert (
        "本月有2个节点经批准延期，其中1个因此不在本月到期。"
        "按原定时限计算，到期节点9个，按期报送3个，按时率33.3%。"
    ) in said


def test_reports_are_told_of_by_unit_those_with_most_first():
    found = month_of_may().figures()
    reporters = (
        Reporter("市一局", due=4, in_time=3, missing=1),
        Reporter("市二局", due=5, in_time=1, late=2, missing=2),
    )
    said = words(snapshot(replace(found, reporters=reporters)), 2)
    assert said[-1] == (
        "本月应报进展反馈9件，漏报3件（市二局2件、市一局1件），迟报2件（市二局2件）。"
    )
    assert "漏报进展反馈的单位于6月17日前补报。" in words(
        snapshot(replace(found, reporters=reporters)), 3
    )


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (
            Then("2024-04", 6, 1, 3, 4, 2, 500),
            "与4月末相比，任务增加2项，逾期减少1项，按时率下降12.5个百分点。",
        ),
        (
            Then("2024-04", 8, 1, 2, 4, 2, 375),
            "与4月末相比，任务总数不变，逾期项数持平，按时率持平。",
        ),
        (Then("2024-04", 9, 1, 1, 0, 0, None), "与4月末相比，任务减少1项，逾期增加1项。"),
    ],
)
def test_the_trend_is_told_against_the_period_before(then, said):
    found = replace(month_of_may().figures(), earlier=(then,))
    assert said in words(snapshot(found), 0)


def test_every_digit_of_data_is_bound_or_quoted():
    """Dates, codes and numbers of annexes apart, no digit stands in the text by itself."""
    found = snapshot()
    free = re.compile(r"\d+月(\d+日|份|末)|聊\d{3}|附件\d|^\d+\. |〔\d{4}〕\d+号")
    for chapter in found.text.chapters:
        for sentence in chapter.paragraphs:
            for part in sentence:
                assert part.figure or not re.search(r"\d", free.sub("", part.words))
