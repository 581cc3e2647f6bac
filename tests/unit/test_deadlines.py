from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays

AUTUMN = Workdays(
    holidays=frozenset({date(2021, 9, 20), date(2021, 9, 21)}),
    makeup_days=frozenset({date(2021, 9, 18), date(2021, 9, 26)}),
)
days = st.dates(date(2020, 1, 1), date(2023, 12, 31))
counts = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2021, 9, 17), True),
        (date(2021, 9, 18), True),  # a Saturday, made up for
        (date(2021, 9, 19), False),
        (date(2021, 9, 20), False),  # a Monday, holiday
        (date(2021, 9, 26), True),
    ],
)
def test_makeup_days_are_worked_and_holidays_are_not(day, worked):
    assert AUTUMN.is_workday(day) is worked


def test_friday_looked_at_on_monday_is_one_working_day_late():
    assert Workdays().between(date(2021, 9, 10), date(2021, 9, 13)) == 1


def test_a_day_is_no_working_day_away_from_itself():
    assert AUTUMN.between(date(2021, 9, 13), date(2021, 9, 13)) == 0


@given(days, counts)
def test_adding_working_days_and_counting_them_agree(day, count):
    assert AUTUMN.between(day, AUTUMN.add(day, count)) == count


@given(days, days)
def test_counting_backwards_is_counting_forwards_negated(start, end):
    assert AUTUMN.between(start, end) == -AUTUMN.between(end, start)


@given(days)
def test_the_working_day_before_is_earlier_and_worked(day):
    before = AUTUMN.last_before(day)
    assert before < day
    assert AUTUMN.is_workday(before)
    assert AUTUMN.between(before, day) == AUTUMN.is_workday(day)


@given(ends=days, stopped=days, pause=counts)
def test_a_clock_that_stood_still_ends_later_by_the_pause(ends, stopped, pause):
    resumed = AUTUMN.add(stopped, pause)
    new_end = AUTUMN.add_stopped(ends, stopped_on=stopped, resumed_on=resumed)
    assert AUTUMN.between(ends, new_end) == pause


def test_a_return_on_the_same_day_moves_nothing():
    day = date(2021, 9, 19)
    assert AUTUMN.add_stopped(day, stopped_on=day, resumed_on=day) == day
    assert AUTUMN.add_stopped(day, stopped_on=day, resumed_on=day + timedelta(days=1)) == day
