"""Behind every number of a circular stand the tasks that it counts."""

from datetime import date

from tasks_tracker.reports import percentages
from tasks_tracker.reports.circular_behind import behind
from tasks_tracker.reports.circular_figures import figures
from tasks_tracker.reports.circular_numbers import DAYS, numbers, plain, rates
from tasks_tracker.reports.circular_sources import MEANINGS, meaning, sources
from tests.unit.circular_samples import Story, month_of_may, whole


def wrong(counted, rows) -> list[str]:
    """Names of numbers that the rows behind them do not bear out."""
    days = tuple(f"{name}." for name in DAYS.values())
    found = [name for name in numbers(counted) if name not in rows]
    for name, value in plain(counted).items():
        if name.startswith("trend."):
            is_right = abs(len(rows[name]) - len(rows[f"{name}.of"])) == value
        elif name.startswith(days):
            is_right = len(rows[name]) == 1
        else:
            is_right = len(rows[name]) == value
        found += [] if is_right else [name]
    for name, value in rates(counted).items():
        exact = percentages.rate(len(rows[name]), len(rows[f"{name}.of"]))
        # Shares are rounded so that they make 100.0 together.
        slack = 2 if name.endswith("_share") else 0
        found += [] if abs((value or 0) - (exact or 0)) <= slack else [name]
    return found


def test_every_number_has_its_rows():
    found = whole()
    assert wrong(found.figures, found.rows) == []
    assert len(found.rows) > 60
    assert found.rows["overdue"] == ("聊004", "聊005")
    assert found.rows["on_time_rate"] == ("聊001", "聊002", "聊003")
    assert len(found.rows["on_time_rate.of"]) == 8


def test_a_row_too_few_is_seen():
    found = whole()
    assert wrong(found.figures, {**found.rows, "due": found.rows["due"][1:]}) == ["due"]
    assert wrong(found.figures, {**found.rows, "missed": ()}) == ["missed"]
    rows = {**found.rows, "on_time_rate.of": found.rows["due"][1:]}
    assert wrong(found.figures, rows) == ["on_time_rate"]


def test_a_task_with_two_milestones_stands_there_twice():
    story = Story()
    story.task(date(2024, 5, 6), date(2024, 5, 8))
    found = story.basis()
    rows = behind(found, figures(found))
    assert rows["due"] == ("聊001", "聊001")
    assert rows["tasks"] == ("聊001",)


def test_every_number_can_be_explained():
    found = whole()
    for figure in [*numbers(found.figures), "blocker.land", "step.red", "was.overdue"]:
        label, words = meaning(figure)
        assert label
        assert words
    used = {one.figure for one in sources(found)}
    assert {"tasks", "completed_share", "on_time_rate", "missed"} <= used
    assert not {one for one in used if one.startswith(("late", "good"))}


def test_each_meaning_is_of_a_number_that_there_is():
    known = {*numbers(month_of_may().figures()), "trend.tasks", "trend.overdue", "trend.rate"}
    common = {".".join(p for p in one.split(".") if not p.isdigit()) for one in known}
    stems = {one.split(".")[0] for one in common} | {"step", "blocker", "was", "reporter", "lag"}
    assert {name for name in MEANINGS if name not in common | stems} == set()
