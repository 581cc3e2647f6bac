from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.plans import WorkdayRule, clock_end

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


def plainly_between(workdays, start, end):
    """The definition: look at every day after the one and up to the other."""
    if end < start:
        return -plainly_between(workdays, end, start)
    days_after = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(map(workdays.is_workday, days_after))


def plainly_add(workdays, day, count):
    step, left = timedelta(days=1 if count >= 0 else -1), abs(count)
    while left:
        day += step
        left -= workdays.is_workday(day)
    return day


any_days = st.dates(date(2021, 8, 1), date(2021, 12, 31))
calendars = st.builds(
    Workdays,
    holidays=st.frozensets(any_days, max_size=40),
    makeup_days=st.frozensets(any_days, max_size=20),
)


@given(calendars, days, days)
def test_counting_is_what_looking_at_every_day_would_count(workdays, start, end):
    assert workdays.between(start, end) == plainly_between(workdays, start, end)


@given(calendars, any_days, st.integers(-90, 90))
def test_adding_is_what_stepping_from_day_to_day_would_reach(workdays, day, count):
    assert workdays.add(day, count) == plainly_add(workdays, day, count)


@given(calendars, any_days)
def test_the_nearest_working_days_are_the_day_itself_or_its_neighbours(workdays, day):
    first, last = workdays.first_from(day), workdays.last_until(day)
    assert last <= day <= first
    assert workdays.is_workday(first)
    assert workdays.is_workday(last)
    assert workdays.between(last, first) == (0 if workdays.is_workday(day) else 1)


@given(calendars, any_days)
def test_a_rule_moves_a_date_only_off_days_that_are_not_worked(workdays, day):
    moved = {rule: rule.applied_to(day, workdays) for rule in WorkdayRule}
    assert moved[WorkdayRule.KEEP] == day
    assert moved[WorkdayRule.PREVIOUS] <= day <= moved[WorkdayRule.NEXT]
    assert (len(set(moved.values())) == 1) == workdays.is_workday(day)


@given(calendars, any_days, counts, counts, st.sampled_from(WorkdayRule))
def test_pauses_add_up(workdays, day, first, second, rule):
    def end(paused_days):
        return clock_end(day, rule=rule, paused_days=paused_days, workdays=workdays)

    assert end(first + second) == workdays.add(end(first), second)


def test_what_was_known_at_a_moment_is_found_again():
    first, second = datetime(2026, 11, 4, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    plain, more = Workdays(), Workdays(holidays=frozenset({date(2027, 1, 1)}))
    now = Workdays(published=frozenset({2027}), earlier=((first, plain), (second, more)))
    assert now.at(datetime(2026, 11, 3, tzinfo=UTC)) is plain
    assert now.at(first) is plain
    assert now.at(second) is more
    assert now.at(datetime(2026, 12, 1, 0, 0, 1, tzinfo=UTC)) is now
    assert plain.at(first) is plain


def test_a_year_without_a_schedule_is_provisional():
    assert Workdays(published=frozenset({2026})).is_provisional(2027)
    assert not Workdays(published=frozenset({2026})).is_provisional(2026)
