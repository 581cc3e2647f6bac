"""Orders, ages and nights: what the pages of the overview work out in memory."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import LATE, Light
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.reports import cockpit
from tasks_tracker.reports.lights import Tally
from tasks_tracker.reports.rates import Punctuality
from tasks_tracker.reports.trend import along
from tasks_tracker.reports.unit_order import UnitOrder, late, ordered
from tasks_tracker.reports.units import RegionTable, UnitRow

TODAY = date(2024, 5, 10)
FIRST = date(2024, 4, 1)
WORKDAYS = Workdays()
counts = st.dictionaries(st.sampled_from(Light), st.integers(0, 5))
rows = st.builds(
    UnitRow,
    unit_id=st.integers(),
    name=st.text(),
    group=st.sampled_from(UnitGroup),
    tally=st.builds(Tally, counts),
    punctuality=st.builds(Punctuality, st.integers(0, 5), st.integers(5, 9)),
)


@given(st.lists(rows), st.sampled_from(UnitOrder))
def test_no_unit_is_lost_whatever_the_order(found, order):
    table = ordered(RegionTable(1, "聊城市", found), order)
    shown = [row for _, group in table.shown for row in group]
    assert Counter(map(id, [*shown, *table.folded])) == Counter(map(id, found))


@given(st.lists(rows), st.sampled_from([UnitOrder.LATE, UnitOrder.RATE]))
def test_what_is_folded_has_nothing_overdue_and_the_worst_comes_first(found, order):
    table = ordered(RegionTable(1, "聊城市", found), order)
    assert not any(late(row) for row in table.folded)
    shown = [row for _, group in table.shown for row in group]
    assert all(late(row) for row in shown)
    if order is UnitOrder.LATE:
        assert [late(row) for row in shown] == sorted(map(late, shown), reverse=True)
    else:
        rates = [row.punctuality.rate for row in shown]
        assert rates == sorted(rates)


waits = st.lists(st.tuples(st.integers(1, 9), st.dates(FIRST, TODAY)))


@given(waits)
def test_ages_hold_every_waiting_report_and_do_not_overlap(found):
    ages = cockpit.aged(found, TODAY, WORKDAYS)
    for age in ages:
        inside = {task_id for task_id, on in found if age.first <= on <= age.last}
        assert age.tasks == len(inside)
    assert {t for t, _ in found} == {
        t for t, on in found if any(age.first <= on <= age.last for age in ages)
    }
    assert [age.least for age in ages] == sorted((age.least for age in ages), reverse=True)


@given(waits)
def test_an_age_is_told_in_working_days(found):
    for age in cockpit.aged(found, TODAY, WORKDAYS):
        for on in (age.first, age.last):
            waited = WORKDAYS.between(on, TODAY)
            assert age.least <= waited <= (age.most if age.most is not None else waited)


histories = st.lists(
    st.dictionaries(st.integers(0, 20), st.sampled_from(Light), min_size=1), max_size=8
)


@given(histories)
def test_nights_count_what_each_task_showed_last(tasks):
    steps = [
        (FIRST + timedelta(days=at), light, past, 1)
        for history in tasks
        for at, light, past in _with_past(history)
    ]
    nights = along(steps, [FIRST + timedelta(days=number) for number in range(21)])
    for number, night in enumerate(nights):
        shown = Counter(
            history[max(at for at in history if at <= number)]
            for history in tasks
            if min(history) <= number
        )
        if night.tally is None:
            assert not shown
        else:
            assert {light: night.tally[light] for light in Light} == {
                light: shown[light] for light in Light
            }
            assert night.count(LATE) == sum(shown[light] for light in LATE)


def _with_past(history):
    past = None
    for at in sorted(history):
        yield at, history[at], past
        past = history[at]
