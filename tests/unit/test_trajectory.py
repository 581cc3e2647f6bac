from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.trajectory import behind_from, planned

WORKDAYS = Workdays(holidays=frozenset({date(2021, 9, 20), date(2021, 9, 21)}))
START, END = date(2021, 8, 31), date(2021, 9, 30)
days = st.dates(date(2021, 6, 1), date(2021, 12, 31))


def test_it_falls_behind_on_the_day_on_which_the_line_is_that_far_ahead():
    # 20 working days: 5 points a day
    assert WORKDAYS.between(START, END) == 20
    assert behind_from(0, START, END, points=10, workdays=WORKDAYS) == date(2021, 9, 2)
    assert behind_from(50, START, END, points=10, workdays=WORKDAYS) == date(2021, 9, 16)


def test_nobody_is_behind_who_never_gave_a_figure_or_whose_clock_stands():
    assert behind_from(None, START, END, points=10, workdays=WORKDAYS) is None
    assert behind_from(0, START, None, points=10, workdays=WORKDAYS) is None


def test_near_the_end_the_line_cannot_get_so_far_ahead():
    assert behind_from(91, START, END, points=10, workdays=WORKDAYS) is None
    assert behind_from(90, START, END, points=10, workdays=WORKDAYS) == END


def test_a_line_without_days_says_nothing():
    assert behind_from(0, END, START, points=10, workdays=WORKDAYS) is None
    assert planned(START, END, START, WORKDAYS) == 100


@given(percent=st.integers(0, 100), start=days, end=days, day=days, points=st.integers(1, 100))
def test_it_is_the_first_day_with_so_many_points(percent, start, end, day, points):
    found = behind_from(percent, start, end, points=points, workdays=WORKDAYS)
    if found is None:
        assert start >= end or percent + points > 100 or WORKDAYS.between(start, end) == 0
        return
    total = WORKDAYS.between(start, end)

    def line(on: date) -> int:
        return 100 * WORKDAYS.between(start, on)

    assert line(found) >= (percent + points) * total
    assert line(found - timedelta(days=1)) < (percent + points) * total
    assert (line(day) >= (percent + points) * total) == (day >= found)
