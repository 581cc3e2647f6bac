"""The sentences of a circular, and the numbers in them."""

import json
from dataclasses import replace
from datetime import date

import pytest

from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_snapshot import FORM, Imprint
from tasks_tracker.reports.circular_text import NAMED_AT_MOST, day_of, number_of
from tests.unit.circular_samples import PUBLISHED, Story, month_of_may, snapshot, words


def test_the_state_of_things_in_one_sentence():
    assert words(snapshot(), 0) == [
        (
            "截至5月31日，全市8项任务中，已办结3项，占37.5%；在办3项，占37.5%；逾期2项，占25.0%。"
            "5月份到期节点8个，按期报送3个，按时率37.5%。"
        ),
        (
            "2项任务的反馈正在审核，审核期间时限停止计算；"
            "其中1项另有节点逾期，待审核后再作结论，本期不点名。"
        ),
    ]


def test_items_are_named_with_unit_code_and_lateness():
    assert words(snapshot(), 2) == [
        "1. 市一局“推进一窗受理”（聊004），节点“窗口全部启用”未完成，时限5月10日，逾期15个工作日。",
        "另有1项任务的节点5月31日到期、当日未报送，见附件2。",
    ]


def test_quotation_marks_within_a_title_become_single_ones():
    found = month_of_may().figures()
    item = replace(found.overdue[0], title="创优“全链办理”", behind=("甲", "乙"))
    sentence = words(snapshot(replace(found, overdue=(item,))), 2)[0]
    assert sentence.startswith("1. 市一局“创优‘全链办理’”（聊004），节点“甲”等2个未完成，")


def test_good_units_and_next_steps():
    found = snapshot()
    assert words(found, 1) == ["市二局（3个）本月到期节点全部按期报送，且没有逾期事项。"]
    assert words(found, 3) == [
        (
            "上述事项的牵头单位于6月17日前报送整改措施和完成日期，"
            "聊城市人民政府督查室于6月24日前逐项核查。"
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
    for number in range(NAMED_AT_MOST + 3):
        story.task(date(2024, 5, 6 + number))
    problems = words(snapshot(story.figures()), 2)
    assert len(problems) == NAMED_AT_MOST + 1
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
    assert words(found, 1) == ["本月没有到期节点在3个以上、全部按期报送且无逾期事项的单位。"]
    assert words(found, 2) == ["没有逾期未报送的事项。"]
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


def test_number_and_day_come_with_publication():
    text = snapshot().text
    assert (number_of(text, PUBLISHED), day_of(PUBLISHED)) == ("聊政督〔2024〕3号", "2024年6月5日")
    draft = Imprint(year=2024)
    assert (number_of(text, draft), day_of(draft)) == ("聊政督〔2024〕　号", "2024年　月　日")


def test_a_snapshot_is_read_back_as_it_was():
    found = snapshot()
    assert read(json.loads(json.dumps(found.as_json()))) == found


def test_a_snapshot_of_another_form_is_not_guessed_at():
    with pytest.raises(ValueError, match=f"form {FORM + 1}"):
        read({**snapshot().as_json(), "form": FORM + 1})
