from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import PeriodKind, period_of
from tasks_tracker.domain.score_ranks import Place
from tasks_tracker.domain.score_sheets import (
    LONGEST_WINDOW,
    Freezing,
    SheetState,
    frozen,
    window_end,
)
from tasks_tracker.domain.scores import ScorePart
from tests.unit import loose
from tests.unit.score_samples import (
    AFTER,
    APRIL,
    FROZEN_ON,
    NOW,
    UNTIL,
    adjust,
    objected,
    point,
    points,
    score,
    sheet,
)

DAYS = st.dates(date(2024, 4, 1), date(2024, 6, 30))


@given(DAYS)
def test_a_period_is_frozen_only_when_it_is_over(day):
    if day > APRIL.last:
        assert sheet(on=day, until=day).state is SheetState.FROZEN
        return
    with pytest.raises(Refusal, match="结束以后再冻结"):
        sheet(on=day, until=day)


def test_nobody_freezes_a_campaign_or_nothing():
    campaign = period_of(PeriodKind.CAMPAIGN, FROZEN_ON, date(2024, 5, 1), FROZEN_ON)
    with pytest.raises(Refusal, match="按月"):
        sheet(period=campaign)
    made = sheet()
    freezing = Freezing(made.frozen_by, NOW, AFTER, AFTER, 0, {})
    with pytest.raises(Refusal, match="没有哪个单位"):
        frozen(made.region, APRIL, [], freezing)


def test_rows_keep_the_order_and_the_scores_as_they_were_given():
    made = sheet(score(7), score(3, [point()], group="town", is_ranked=False))
    assert [(row.position, row.unit.id) for row in made.rows] == [(1, 7), (2, 3)]
    assert [row.total for row in made.rows] == [7400, 2000]
    assert made.rows[0].counted == score(7)
    assert made.rows[1].group == "town"
    assert not made.rows[1].is_ranked


@pytest.mark.parametrize("days", [0, -1, LONGEST_WINDOW + 1])
def test_a_window_has_a_sensible_length(days):
    with pytest.raises(Refusal, match="工作日") as refusal:
        window_end(FROZEN_ON, days, Workdays())
    assert refusal.value.field == "days"


def test_the_window_is_counted_in_working_days():
    assert window_end(date(2024, 5, 10), 3, Workdays()) == date(2024, 5, 15)


@given(DAYS)
def test_a_unit_looks_over_and_objects_within_the_window_only(day):
    (row,) = sheet().rows
    if day <= UNTIL:
        row.check(by=loose.user(), now=NOW, today=day)
        assert objected(row, on=day).words == "窗口全部启用"
        with pytest.raises(Refusal, match="核对过了"):
            row.check(by=loose.user(), now=NOW, today=day)
        return
    with pytest.raises(Refusal, match="已经过了"):
        row.check(by=loose.user(), now=NOW, today=day)
    with pytest.raises(Refusal, match="已经过了"):
        objected(row, on=day)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"place": 8}, "place"), ({"place": -1}, "place"), ({"reason": " "}, "reason")],
)
def test_an_objection_names_a_point_and_a_reason(facts, field):
    (row,) = sheet().rows
    with pytest.raises(Refusal) as refusal:
        objected(row, **facts)
    assert refusal.value.field == field


def test_the_head_of_the_unit_agrees_to_an_objection():
    with pytest.raises(Refusal) as refusal:
        objected(sheet().rows[0], agreed_by="  ")
    assert refusal.value.field == "agreed_by"


def test_who_froze_the_sheet_does_not_recheck_it():
    clerk = loose.user("clerk")
    (row,) = sheet(by=clerk).rows
    made = objected(row)
    for decide in (made.accept, made.reject):
        with pytest.raises(Refusal, match="另一位同事"):
            decide(by=clerk, now=NOW, opinion="看过")
    made.reject(by=loose.user("head"), now=NOW, opinion="收件时间是 5 月 1 日")
    with pytest.raises(Refusal, match="已经复核"):
        made.accept(by=loose.user("head"), now=NOW, opinion="看过")


def test_who_objected_does_not_decide_it_from_another_post():
    made = objected(sheet().rows[0])
    for decide in (made.accept, made.reject):
        with pytest.raises(Refusal, match="本人提出"):
            decide(by=made.by, now=NOW, opinion="看过")
    assert made.is_open


def test_a_decision_has_a_reason():
    made = objected(sheet().rows[0])
    with pytest.raises(Refusal) as refusal:
        made.reject(by=loose.user("head"), now=NOW, opinion=" ")
    assert refusal.value.field == "opinion"


@pytest.mark.parametrize(
    ("place", "after"),
    [(1, 2501), (1, -1), (1, 0), (6, -201), (6, 1), (7, 2001), (7, -1), (0, 100), (8, 100)],
)
def test_a_point_becomes_only_what_it_can_bring(place, after):
    (row,) = sheet().rows
    with pytest.raises(Refusal):
        adjust(row, {place: after})
    assert (row.total, row.adjustments) == (7400, [])


def test_an_adjusted_point_counts_and_the_frozen_one_is_kept():
    (row,) = sheet().rows
    adjust(row, {1: 2500, 6: 0})
    assert (row.total, row.frozen_total) == (7400 + 2500 + 200, 7400)
    assert row.counted.points == points()
    assert row.parts["completion"] == 5000
    assert row.parts["deduction"] == 0
    assert [(one.before, one.after) for one in row.adjustments] == [(0, 2500), (-200, 0)]


def test_a_point_may_be_adjusted_again_from_where_it_stands():
    (row,) = sheet().rows
    adjust(row, {1: 2500})
    adjust(row, {1: 1000})
    assert [(one.before, one.after) for one in row.adjustments] == [(0, 2500), (2500, 1000)]
    assert row.total == 8400


def test_of_several_changes_all_are_possible_or_none_is_made():
    (row,) = sheet().rows
    with pytest.raises(Refusal):
        adjust(row, {1: 2500, 6: 50})
    assert (row.total, row.adjustments) == (7400, [])


def test_the_cap_holds_after_an_adjustment_too():
    (row,) = sheet(score(made=[point(value=9500, possible=9500), *points()[5:]], cap=9450)).rows
    adjust(row, {2: 0})
    assert (row.total, row.score.cut) == (9450, -150)


def test_a_row_is_counted_anew_only_where_something_comes_of_it():
    (row,) = sheet().rows
    with pytest.raises(Refusal, match="没有变化"):
        row.count_anew(score())
    better = score(made=[point(value=2500, possible=2500), *points()[1:]])
    row.count_anew(better)
    assert (row.edition, row.total, row.frozen_total) == (1, 9900, 7400)
    assert row.score == better
    adjust(row, {6: 0})
    with pytest.raises(Refusal, match="逐分更正过"):
        row.count_anew(score())


def test_an_objection_after_a_new_count_is_about_its_points():
    (row,) = sheet().rows
    row.count_anew(score(made=[point(words="别的一分")]))
    made = objected(row, 1)
    assert (made.edition, made.words, made.total_before) == (1, "别的一分", 2000)
    with pytest.raises(Refusal, match="没有这一分"):
        objected(row, 2)


@given(DAYS, st.integers(0, 2))
def test_a_sheet_is_published_after_the_window_when_all_is_decided(day, undecided):
    made = sheet()
    if day > UNTIL and not undecided:
        made.publish(by=loose.user("head"), now=NOW, today=day, before={}, undecided=undecided)
        assert (made.is_published, made.rows[0].rank) == (True, 1)
        return
    with pytest.raises(Refusal):
        made.publish(by=loose.user("head"), now=NOW, today=day, before={}, undecided=undecided)
    assert (made.state, made.rows[0].rank) == (SheetState.FROZEN, None)


def test_publishing_ranks_groups_apart_and_says_who_moved():
    low, high = [point(value=100)], [point(value=200)]
    made = sheet(
        score(1, low), score(2, high), score(3, low, group="town"), score(4, high, is_ranked=False)
    )
    before = {1: Place("department", 1), 2: Place("department", 3), 3: Place("park", 1)}
    made.publish(by=loose.user("head"), now=NOW, today=AFTER, before=before, undecided=0)
    assert [(row.rank, row.movement) for row in made.rows] == [
        (2, -1),
        (1, 2),
        (1, None),
        (None, None),
    ]


def test_nothing_changes_once_it_is_published():
    made = sheet()
    (row,) = made.rows
    waits = objected(row)
    made.publish(by=loose.user("head"), now=NOW, today=AFTER, before={}, undecided=0)
    steps = (
        lambda: row.check(by=loose.user(), now=NOW, today=UNTIL),
        lambda: objected(row, 2),
        lambda: adjust(row, {1: 2500}),
        lambda: row.count_anew(score(made=[])),
        lambda: waits.reject(by=loose.user("head"), now=NOW, opinion="看过"),
        lambda: made.publish(by=loose.user(), now=NOW, today=AFTER, before={}, undecided=0),
    )
    for step in steps:
        with pytest.raises(Refusal, match="公布"):
            step()


def test_every_part_is_on_the_row_even_where_nothing_was_counted():
    (row,) = sheet(score(made=[])).rows
    assert row.parts == dict.fromkeys((part.value for part in ScorePart), 0)
