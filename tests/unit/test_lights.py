from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import (
    DUE_SOON_WITHIN,
    SEVERE_AFTER,
    Facts,
    Light,
    Lines,
    light_of,
)

WORKDAYS = Workdays(holidays=frozenset({date(2021, 9, 20), date(2021, 9, 21)}))
TODAY = date(2021, 9, 13)
LINES = Lines.on(TODAY, WORKDAYS)
days = st.dates(date(2021, 6, 1), date(2021, 12, 31))


def facts(ends=None, *, begun=True, late=False, completed=False) -> Facts:
    return Facts(is_completed=completed, has_begun=begun, clock_ends_on=ends, submitted_late=late)


@pytest.mark.parametrize(
    ("ends", "light"),
    [
        (date(2021, 8, 29), Light.SEVERE),  # 11 working days
        (date(2021, 8, 30), Light.OVERDUE),  # 10
        (date(2021, 9, 12), Light.OVERDUE),
        (date(2021, 9, 13), Light.DUE_SOON),
        (date(2021, 9, 24), Light.DUE_SOON),  # 7, with two holidays between
        (date(2021, 9, 27), Light.NORMAL),
        (None, Light.NORMAL),
    ],
)
def test_the_end_of_the_clock_decides(ends, light):
    assert light_of(facts(ends), LINES) is light


def test_what_was_not_begun_and_is_not_near_is_idle():
    assert light_of(facts(date(2021, 11, 30), begun=False), LINES) is Light.IDLE


def test_a_completed_task_is_done_whatever_else_is_said():
    assert light_of(facts(date(2021, 6, 30), completed=True), LINES) is Light.DONE


def test_a_late_submission_lags_until_the_office_decides():
    assert light_of(facts(date(2021, 11, 30), late=True), LINES) is Light.LAGGING


def test_an_overdue_clock_outweighs_a_late_submission():
    assert light_of(facts(date(2021, 9, 1), late=True), LINES) is Light.OVERDUE


def test_what_lies_with_the_office_never_turns_red():
    assert light_of(facts(None, late=True), LINES) is Light.LAGGING


@given(ends=days, today=days)
def test_the_lines_are_the_working_days_of_the_rule(ends, today):
    light = light_of(facts(ends), Lines.on(today, WORKDAYS))
    late = WORKDAYS.between(ends, today)
    expected = {
        Light.SEVERE: ends < today and late > SEVERE_AFTER,
        Light.OVERDUE: ends < today and late <= SEVERE_AFTER,
        Light.DUE_SOON: ends >= today and -late <= DUE_SOON_WITHIN,
        Light.NORMAL: ends >= today and -late > DUE_SOON_WITHIN,
    }
    assert expected[light]


@given(ends=days, today=days)
def test_a_light_never_gets_better_by_waiting(ends, today):
    order = list(Light)
    tomorrow = Lines.on(today + timedelta(days=1), WORKDAYS)
    now = light_of(facts(ends), Lines.on(today, WORKDAYS))
    assert order.index(light_of(facts(ends), tomorrow)) <= order.index(now)
