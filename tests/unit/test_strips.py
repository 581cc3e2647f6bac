"""Twelve months of lights, from the nights on which they changed."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.lights import Light
from tasks_tracker.reports.strips import firsts_of_months, monthly

TODAY = date(2021, 9, 13)
FIRSTS = firsts_of_months(TODAY)


def lights(*shown) -> dict[int, Light | None]:
    """The worst of each month, by its number."""
    return {month.first.month: month.light for month in monthly(shown, FIRSTS, TODAY)}


def test_a_year_ends_with_this_month():
    assert (FIRSTS[0], FIRSTS[-1], len(FIRSTS)) == (date(2020, 10, 1), date(2021, 9, 1), 12)


def test_a_light_lasts_until_the_next_and_a_month_shows_its_worst():
    found = lights(
        (1, date(2021, 6, 20), Light.NORMAL),
        (1, date(2021, 8, 3), Light.OVERDUE),
        (1, date(2021, 8, 20), Light.NORMAL),
    )
    assert [found[month] for month in (5, 6, 7, 8, 9)] == [
        None,
        Light.NORMAL,
        Light.NORMAL,
        Light.OVERDUE,
        Light.NORMAL,
    ]


def test_what_changed_on_the_first_night_of_a_month_is_not_of_the_month_before():
    found = lights((1, date(2021, 6, 1), Light.NORMAL), (1, date(2021, 8, 1), Light.OVERDUE))
    assert (found[7], found[8]) == (Light.NORMAL, Light.OVERDUE)


def test_many_tasks_are_counted_each_once_a_month():
    shown = [(number, date(2021, 8, number), light) for number, light in enumerate(Light, 1)]
    august = monthly(shown, FIRSTS, TODAY)[-2]
    assert (august.light, august.tally.total) == (Light.SEVERE, len(Light))


@given(
    st.lists(
        st.tuples(
            st.integers(1, 3), st.dates(date(2020, 8, 1), TODAY), st.sampled_from(list(Light))
        ),
        unique_by=lambda row: row[:2],
    )
)
def test_each_month_is_the_worst_of_its_nights(rows):
    shown = sorted(rows, key=lambda row: row[:2])
    for month in monthly(shown, FIRSTS, TODAY):
        nights = [
            date.fromordinal(number)
            for number in range(month.first.toordinal(), TODAY.toordinal() + 1)
            if date.fromordinal(number).replace(day=1) == month.first
        ]
        seen = {light for night in nights for light in _shown_on(night, shown)}
        assert month.light == next((light for light in Light if light in seen), None)


def _shown_on(night: date, shown) -> list[Light]:
    last = {task_id: light for task_id, on, light in shown if on <= night}
    return list(last.values())
