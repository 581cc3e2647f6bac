"""The time axis: months of one width, cells that add up, dates that were moved."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.reports.roadmap import NARROWEST, Axis, Mark, Point, RoadRow, TaskRow

days = st.dates(date(2021, 1, 1), date(2023, 12, 31))
points = st.builds(
    Point,
    task_id=st.integers(1, 4),
    deliverable=st.just("窗口启用"),
    original_on=days,
    due_on=days,
    mark=st.sampled_from(Mark),
)
AXIS = Axis(date(2021, 1, 1), date(2023, 12, 31))


def row(*found: Point) -> RoadRow:
    ids = sorted({point.task_id for point in found})
    tasks = [TaskRow(i, f"聊{i:03}", "任务", [p for p in found if p.task_id == i]) for i in ids]
    return RoadRow(1, "一、开办企业", 1, tasks)


def point(due_on=date(2021, 8, 31), mark=Mark.OPEN, task_id=1, original_on=None) -> Point:
    return Point(task_id, "窗口启用", original_on or due_on, due_on, mark)


@given(st.lists(days, min_size=2))
def test_later_days_stand_further_right_and_none_beyond_the_axis(found):
    places = [AXIS.x(day) for day in sorted(set(found))]
    assert all(before < after for before, after in pairwise(places))
    assert all(0 < place < AXIS.width for place in places)


@given(days)
def test_a_day_stands_in_its_own_month(day):
    assert AXIS.months[int(AXIS.x(day) // AXIS.step)] == day.replace(day=1)


def test_many_months_stay_as_wide_as_their_figures():
    assert AXIS.step == NARROWEST
    assert Axis(date(2021, 6, 1), date(2021, 7, 31)).step > NARROWEST


@given(st.lists(points))
def test_every_milestone_is_in_one_cell(found):
    cells = row(*found).cells
    met = [one for one in found if one.mark is Mark.MET]
    assert sum(cell.met for cell in cells) == len(met)
    for cell in cells:
        unmet = {
            one.task_id
            for one in found
            if one.mark is not Mark.MET and cell.first <= one.due_on <= cell.last
        }
        assert cell.tasks == len(unmet)


def test_a_cell_shows_the_worst_of_its_month():
    found = row(point(mark=Mark.MET), point(mark=Mark.LATE), point(mark=Mark.WAITING))
    assert [cell.mark for cell in found.cells] == [Mark.LATE]


@given(st.lists(points))
def test_a_date_moved_to_another_month_is_one_shift(found):
    moved = [one for one in found if one.original_on.replace(day=1) != one.due_on.replace(day=1)]
    assert sum(shift.count for shift in row(*found).shifts) == len(moved)
