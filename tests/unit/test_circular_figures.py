"""What a circular counts and lists, from tasks as they stood at the end of the month."""

from dataclasses import replace
from datetime import date

import pytest

from tasks_tracker.domain.lights import Cause, Light, OverdueBy, Rule
from tasks_tracker.domain.periods import month_of
from tasks_tracker.reports.circular_counted import Counts
from tasks_tracker.reports.circular_items import PROGRESS_LENGTH, first_words, ledger_row
from tasks_tracker.reports.fallen_due import Span
from tests.unit.circular_samples import LAST, MONTH, PERIOD, Story, month_of_may


@pytest.fixture
def story():
    return Story()


def test_the_parts_make_the_whole():
    totals = month_of_may().figures().totals
    assert totals.counts == Counts(
        tasks=8,
        completed=3,
        under_way=3,
        overdue=2,
        due=8,
        on_time=3,
        on_time_rate=375,
        behind=1,
        other=4,
        original_due=8,
        original_on_time=3,
        rate_by_original=375,
    )
    assert totals.split_shares == (375, 0, 0, 125, 500)
    assert totals.shares == (375, 375, 250)
    assert (totals.waiting, totals.overdue_waiting, totals.next_due) == (2, 1, 1)


def test_the_rows_of_units_stand_in_official_order_and_add_up():
    found = month_of_may().figures()
    assert [row.name for row in found.units] == ["市一局", "市二局"]
    for name in Counts.summed():
        whole = getattr(found.totals.counts, name)
        assert sum(getattr(row.counts, name) for row in found.units) == whole


def test_what_waits_for_the_office_is_listed_apart_and_never_as_overdue():
    found = month_of_may().figures()
    assert [item.code for item in found.overdue] == ["聊004"]
    assert [item.code for item in found.missed] == ["聊006"]
    assert [item.code for item in found.waiting] == ["聊005", "聊008"]
    status = {row.code: row.status for row in found.ledger}
    assert (status["聊004"], status["聊005"], status["聊008"]) == ("严重逾期", "待审", "待审")


def test_the_longest_overdue_comes_first(story):
    for day in (20, 6, 13):
        story.task(date(2024, 5, day))
    found = story.figures()
    assert [item.code for item in found.overdue] == ["聊002", "聊003", "聊001"]
    assert [item.days_late for item in found.overdue] == [19, 14, 9]


def test_an_item_names_all_that_is_behind_and_the_date_of_the_worst(story):
    task = story.task(date(2024, 5, 20), date(2024, 5, 6), date(2024, 8, 30))
    for number, milestone in enumerate(task.milestones):
        milestone.deliverable = f"节点{number}"
    found = story.figures()
    item = found.lagging[0]
    assert item.behind == ("节点1", "节点0")
    assert (item.due_on, item.days_late) == ("2024-05-06", 19)
    assert (found.overdue, found.missed, found.totals.counts.overdue) == ((), (), 0)


def test_by_the_rule_that_takes_any_milestone_the_same_is_overdue(story):
    story.task(date(2024, 5, 6), date(2024, 8, 30))
    found = story.figures(rule=Rule(overdue_by=OverdueBy.ANY))
    assert ([item.days_late for item in found.overdue], found.lagging) == ([19], ())


def test_who_waits_without_anything_behind_is_not_listed(story):
    task = story.task(date(2024, 8, 30))
    story.report(task, on=date(2024, 5, 6))
    assert story.figures().waiting == ()


def test_a_milestone_submitted_in_time_is_on_time_however_long_its_review_takes(story):
    task = story.task(date(2024, 5, 10))
    report = story.report(task, task.milestones[0], on=date(2024, 5, 10))
    story.accept(report, date(2024, 6, 20))
    counts = story.figures().totals.counts
    assert (counts.due, counts.on_time, counts.completed) == (1, 1, 0)


def test_units_are_good_with_three_in_time_and_nothing_late(story):
    for day in (6, 7, 8):
        story.met(story.task(date(2024, 5, day), lead=story.second), date(2024, 5, day))
    for day in (6, 7):
        story.met(story.task(date(2024, 5, day)), date(2024, 5, day))
    assert [(unit.name, unit.due) for unit in story.figures().good] == [("市二局", 3)]
    story.task(date(2024, 4, 30), lead=story.second)
    assert story.figures().good == ()


def test_the_last_day_itself_counts_only_once_it_is_over(story):
    story.task(LAST)
    running = Span(period=month_of(MONTH), as_of=LAST, is_whole=False)
    assert (story.figures(running).totals.counts.due, story.figures(running).missed) == (0, ())
    assert story.figures(PERIOD).totals.counts.due == 1
    assert [item.days_late for item in story.figures(PERIOD).missed] == [0]


def test_what_fell_due_in_other_months_does_not_enter_the_rate(story):
    story.met(story.task(date(2024, 4, 30)), date(2024, 4, 30))
    story.task(date(2024, 6, 3))
    counts = story.figures().totals.counts
    assert (counts.due, counts.on_time_rate, counts.tasks) == (0, None, 2)


def test_the_ledger_shows_the_last_words_that_stand_cut_to_length(story):
    task = story.task(date(2024, 8, 30), date(2024, 8, 30))
    story.report(task, on=date(2024, 5, 6), words="先前的")
    story.report(task, on=date(2024, 5, 8), words="一\n二  三" + "长" * 99)
    row = story.figures().ledger[0]
    assert row.progress == ("一 二 三" + "长" * 99)[:PROGRESS_LENGTH] + "…"
    assert (row.leads, row.supports, row.leader, row.due) == ("市一局", "—", "—", "8月30日")


def test_words_that_are_too_long_end_where_they_pause():
    assert (
        first_words("已改 4 户，其余 8 户在谈，9 月底前签约。", 20) == "已改 4 户，其余 8 户在谈…"
    )
    assert first_words("一二，三四五六七八九十", 8) == "一二，三四五六七…"
    assert first_words("正好八个字，没有", 8) == "正好八个字，没有"


@pytest.mark.parametrize(
    ("causes", "status"),
    [
        ({Cause.MILESTONE_MISSED, Cause.REPORT_MISSED}, "滞后"),
        ({Cause.REPORT_MISSED, Cause.BEHIND}, "漏报"),
        ({Cause.BEHIND}, "未达序时进度"),
    ],
)
def test_the_ledger_calls_lagging_only_what_the_body_does(story, causes, status):
    story.task(date(2024, 8, 30))
    (line,) = story.basis().whole.lines
    line = replace(line, light=Light.LAGGING, causes=frozenset(causes))
    assert ledger_row(line).status == status


def test_reports_after_the_month_are_not_in_it(story):
    task = story.task(date(2024, 5, 10))
    story.report(task, task.milestones[0], on=date(2024, 6, 1))
    found = story.figures()
    assert found.ledger[0].progress == "—"
    assert [item.code for item in found.overdue] == ["聊001"]


def test_a_region_without_tasks_has_nothing_to_show(story):
    found = story.figures()
    assert found.totals.counts == Counts()
    assert (found.totals.shares, found.units, found.ledger) == ((0, 0, 0), (), ())
