"""What rules of reporting mean in days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.reporting import Period, check, current, due_from, periods

RULES = (
    "weekly:1",
    "weekly:7",
    "weekly",
    "monthly:1",
    "monthly:5",
    "monthly:25",
    "monthly:31",
    "monthly",
    "daily",
    "quarterly",
    "half-yearly",
    "yearly",
    "yearly:07-31",
    "yearly:02-29",
    "yearly:01-01",
)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("rule", "day", "opens_on", "due_on", "key"),
    [
        ("monthly:25", "2021-09-13", "2021-08-26", "2021-09-25", "2021-09"),
        ("monthly:5", "2021-09-06", "2021-09-06", "2021-10-05", "2021-10"),
        ("monthly:5", "2021-09-05", "2021-08-06", "2021-09-05", "2021-09"),
        ("monthly:31", "2021-02-10", "2021-02-01", "2021-02-28", "2021-02"),
        ("monthly", "2020-02-29", "2020-02-01", "2020-02-29", "2020-02"),
        ("daily", "2021-09-13", "2021-09-01", "2021-09-30", "2021-09"),
        ("weekly:1", "2021-09-13", "2021-09-07", "2021-09-13", "2021-W37"),
        ("weekly:1", "2021-09-14", "2021-09-14", "2021-09-20", "2021-W38"),
        ("weekly", "2021-01-01", "2020-12-28", "2021-01-03", "2020-W53"),
        ("quarterly", "2021-09-13", "2021-07-01", "2021-09-30", "2021-Q3"),
        ("half-yearly", "2021-06-30", "2021-01-01", "2021-06-30", "2021-H1"),
        ("half-yearly", "2021-07-01", "2021-07-01", "2021-12-31", "2021-H2"),
        ("yearly:07-31", "2021-09-13", "2021-08-01", "2022-07-31", "2022"),
        ("yearly:02-29", "2021-02-28", "2020-03-01", "2021-02-28", "2021"),
        ("yearly", "2021-09-13", "2021-01-01", "2021-12-31", "2021"),
    ],
)
def test_a_day_lies_in_the_period_of_its_rule(rule, day, opens_on, due_on, key):
    assert current(rule, on(day)) == Period(on(opens_on), on(due_on), key)


@given(st.sampled_from(RULES), DAYS, st.integers(0, 900))
def test_periods_leave_out_no_day_and_have_none_twice(rule, from_, span):
    until = from_ + timedelta(days=span)
    found = periods(rule, from_, until)
    assert found[0].opens_on <= from_ <= found[0].due_on
    assert found[-1].opens_on <= until <= found[-1].due_on
    for one, following in pairwise(found):
        assert following.opens_on == one.due_on + timedelta(days=1)


@given(st.sampled_from(RULES), DAYS)
def test_periods_of_a_rule_have_keys_of_their_own(rule, from_):
    found = periods(rule, from_, from_ + timedelta(days=1500))
    assert len({one.key for one in found}) == len(found)
    assert all(one.opens_on <= one.due_on for one in found)


@given(st.sampled_from(RULES), DAYS)
def test_every_day_of_a_period_finds_the_same_period(rule, day):
    period = current(rule, day)
    assert current(rule, period.opens_on) == current(rule, period.due_on) == period
    assert due_from(rule, day) == period.due_on


@pytest.mark.parametrize(
    "rule", ["monthly:0", "monthly:32", "weekly:8", "yearly:13-01", "often", "monthly:", "weekly:x"]
)
def test_a_rule_without_meaning_is_refused(rule):
    with pytest.raises(Refusal, match="报送周期"):
        check(rule)


@pytest.mark.parametrize("rule", [*RULES, ""])
def test_a_rule_with_a_meaning_is_taken(rule):
    assert check(rule) == rule
