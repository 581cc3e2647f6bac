"""The rule of the lights, literally: a test for each line of the table, and what never is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import (
    DEFAULT,
    LATE,
    WORST_FIRST,
    Cause,
    Facts,
    Light,
    Lines,
    OverdueBy,
    Rule,
    light_of,
    reasons,
    rule_on,
    worst,
)

WORKDAYS = Workdays(holidays=frozenset({date(2021, 9, 20), date(2021, 9, 21)}))
TODAY = date(2021, 9, 13)
LINES = Lines.on(TODAY, WORKDAYS)
ANY = Lines.on(TODAY, WORKDAYS, Rule(overdue_by=OverdueBy.ANY))
LATER = date(2021, 11, 30)
days = st.dates(date(2021, 6, 1), date(2021, 12, 31))
some_day = st.none() | days
all_facts = st.builds(
    Facts,
    is_completed=st.booleans(),
    has_begun=st.booleans(),
    clock_ends_on=some_day,
    submitted_late=st.booleans(),
    due_ends_on=some_day,
    report_due_on=some_day,
    behind_from=some_day,
    red_slips=st.integers(0, 3),
)


def facts(ends=None, *, begun=True, late=False, completed=False, **more) -> Facts:
    """A task with one milestone, unless `due_ends_on` says that a later one follows."""
    return Facts(
        is_completed=completed,
        has_begun=begun,
        clock_ends_on=ends,
        submitted_late=late,
        **{"due_ends_on": ends, **more},
    )


def causes(of: Facts, lines: Lines = LINES) -> list[Cause]:
    return [reason.cause for reason in reasons(of, lines)]


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
def test_the_end_of_the_last_clock_decides(ends, light):
    assert light_of(facts(ends), LINES) is light


def test_a_missed_milestone_before_the_last_lags_and_is_not_overdue():
    missed = facts(date(2021, 6, 30), due_ends_on=LATER)
    assert light_of(missed, LINES) is Light.LAGGING
    assert causes(missed) == [Cause.MILESTONE_MISSED]
    assert light_of(missed, ANY) is Light.SEVERE


def test_the_last_date_is_over_only_where_nothing_was_submitted_for_it():
    assert light_of(facts(date(2021, 6, 30), due_ends_on=None), LINES) is Light.LAGGING


@pytest.mark.parametrize(
    ("due", "light"),
    [
        (date(2021, 9, 12), Light.LAGGING),
        (date(2021, 9, 13), Light.DUE_SOON),
        (date(2021, 9, 16), Light.DUE_SOON),  # 3 working days
        (date(2021, 9, 17), Light.NORMAL),
    ],
)
def test_a_report_that_is_owed_counts_like_this(due, light):
    assert light_of(facts(LATER, report_due_on=due), LINES) is light


@pytest.mark.parametrize(
    ("behind_from", "light"),
    [(TODAY, Light.LAGGING), (TODAY + timedelta(days=1), Light.NORMAL)],
)
def test_who_is_far_behind_the_trajectory_lags(behind_from, light):
    assert light_of(facts(LATER, behind_from=behind_from), LINES) is light


def test_a_second_red_slip_makes_severe_whatever_is_late_already():
    late = date(2021, 9, 10)
    assert light_of(facts(late, red_slips=1), LINES) is Light.OVERDUE
    assert light_of(facts(late, red_slips=2), LINES) is Light.SEVERE
    assert light_of(facts(late, due_ends_on=LATER, red_slips=2), LINES) is Light.SEVERE
    assert light_of(facts(LATER, red_slips=2), LINES) is Light.NORMAL
    assert light_of(facts(None, red_slips=2, late=True), LINES) is Light.LAGGING


def test_what_was_not_begun_and_is_not_near_is_idle():
    assert light_of(facts(LATER, begun=False), LINES) is Light.IDLE


def test_a_completed_task_is_done_whatever_else_is_said():
    assert light_of(facts(date(2021, 6, 30), completed=True, red_slips=3), LINES) is Light.DONE


def test_a_late_submission_lags_until_the_office_decides():
    assert light_of(facts(LATER, late=True), LINES) is Light.LAGGING


def test_an_overdue_clock_outweighs_a_late_submission_which_is_still_told():
    late = facts(date(2021, 9, 1), late=True)
    assert light_of(late, LINES) is Light.OVERDUE
    assert causes(late) == [Cause.PAST, Cause.SUBMITTED_LATE]


@given(of=all_facts)
def test_what_lies_with_the_office_never_turns_red(of):
    waiting = replace(of, clock_ends_on=None, due_ends_on=None)
    assert light_of(waiting, LINES) not in LATE


@given(of=all_facts)
def test_the_first_reason_is_the_light_and_none_is_worse_than_it(of):
    found = [WORST_FIRST.index(reason.light) for reason in reasons(of, LINES)]
    assert found == sorted(found)
    assert WORST_FIRST[found[0]] is light_of(of, LINES)


@given(ends=days, today=days)
def test_the_lines_are_the_working_days_of_the_rule(ends, today):
    light = light_of(facts(ends), Lines.on(today, WORKDAYS))
    late = WORKDAYS.between(ends, today)
    expected = {
        Light.SEVERE: ends < today and late > DEFAULT.severe_after,
        Light.OVERDUE: ends < today and late <= DEFAULT.severe_after,
        Light.DUE_SOON: ends >= today and -late <= DEFAULT.due_soon_within,
        Light.NORMAL: ends >= today and -late > DEFAULT.due_soon_within,
    }
    assert expected[light]


@given(of=all_facts, today=days)
def test_a_light_never_gets_better_by_waiting(of, today):
    tomorrow = Lines.on(today + timedelta(days=1), WORKDAYS)
    now = light_of(of, Lines.on(today, WORKDAYS))
    assert WORST_FIRST.index(light_of(of, tomorrow)) <= WORST_FIRST.index(now)


def test_the_rule_of_a_day_is_the_last_that_holds_by_then():
    first = Rule(version=1, holds_from=date(2021, 9, 1))
    second = Rule(version=2, holds_from=date(2021, 10, 1))
    assert rule_on(date(2021, 8, 31), [first, second]) is DEFAULT
    assert rule_on(date(2021, 9, 30), [first, second]) is first
    assert rule_on(date(2021, 10, 1), [first, second]) is second


def test_the_worst_of_many_is_theirs():
    assert worst([Light.NORMAL, Light.LAGGING, Light.DONE]) is Light.LAGGING
    assert worst([]) is None
