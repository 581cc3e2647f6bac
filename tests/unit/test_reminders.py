from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.reminders import BEFORE, EVERY_AFTER, Stage, horizon, stage

WEEKDAYS = Workdays()
FRIDAY = date(2024, 5, 31)
FAR = 60


@pytest.mark.parametrize(
    ("today", "name"),
    [
        (date(2024, 5, 21), None),
        (date(2024, 5, 22), "-7"),
        (date(2024, 5, 23), "-7"),
        (date(2024, 5, 27), "-7"),
        (date(2024, 5, 28), "-3"),
        (date(2024, 5, 30), "-3"),
        (FRIDAY, "0"),
        (date(2024, 6, 3), "0"),
        (date(2024, 6, 6), "0"),
        (date(2024, 6, 7), "+5"),
        (date(2024, 6, 14), "+10"),
        (date(2024, 6, 20), "+10"),
        (date(2024, 6, 21), "+15"),
    ],
)
def test_the_stages_of_a_deadline_on_a_friday(today, name):
    reached = stage(FRIDAY, today, WEEKDAYS)
    assert (reached.name if reached else None) == name


@pytest.mark.parametrize("today", [date(2024, 5, 25), date(2024, 6, 2)])
def test_nobody_is_reminded_on_a_weekend(today):
    assert stage(FRIDAY, today, WEEKDAYS) is None


def test_a_deadline_on_a_sunday_counts_by_the_last_working_day_before_it():
    sunday = date(2024, 6, 30)
    assert stage(sunday, date(2024, 6, 28), WEEKDAYS) == Stage(0)
    assert stage(sunday, date(2024, 6, 27), WEEKDAYS) == Stage(-3)


def test_a_holiday_puts_no_reminder_off_the_list():
    """7 October 2024 ends a week without work; its stage is reached before the week begins."""
    workdays = Workdays(holidays=frozenset(date(2024, 10, day) for day in range(1, 8)))
    assert stage(date(2024, 10, 7), date(2024, 9, 30), workdays) == Stage(0)
    assert stage(date(2024, 10, 8), date(2024, 9, 30), workdays) == Stage(-3)
    assert stage(date(2024, 10, 8), date(2024, 10, 8), workdays) == Stage(0)


days = st.dates(min_value=date(2021, 1, 1), max_value=date(2021, 12, 31))
calendars = st.builds(
    Workdays,
    holidays=st.frozensets(days, max_size=80),
    makeup_days=st.frozensets(days, max_size=20),
)


def around(ends_on, workdays):
    """The working days about the end of a clock, and the stage on each."""
    span = (ends_on + timedelta(days=shift) for shift in range(-FAR, FAR))
    return [(day, stage(ends_on, day, workdays)) for day in span if workdays.is_workday(day)]


@given(ends_on=days, workdays=calendars)
def test_from_day_to_day_no_stage_is_left_out_and_none_comes_back(ends_on, workdays):
    reached = [at.days for _, at in around(ends_on, workdays) if at]
    in_order = [-days for days in BEFORE] + list(range(EVERY_AFTER, FAR, EVERY_AFTER))
    seen = [days for days, before in pairwise([*reached[::-1], None]) if days != before][::-1]
    assert seen
    assert seen == in_order[: len(seen)]


@given(ends_on=days, workdays=calendars)
def test_each_stage_is_reached_on_the_day_with_just_so_many_working_days(ends_on, workdays):
    for (_, before), (day, at) in pairwise(around(ends_on, workdays)):
        if at and at != before:
            assert workdays.between(ends_on, day) == at.days


@given(ends_on=days, workdays=calendars, today=days)
def test_the_horizon_leaves_out_exactly_what_has_no_stage_yet(ends_on, workdays, today):
    if workdays.is_workday(today):
        assert (stage(ends_on, today, workdays) is None) == (ends_on > horizon(today, workdays))
