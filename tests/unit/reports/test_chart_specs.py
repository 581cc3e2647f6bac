"""Specifications are pure data: what stands in them is what was counted."""

from itertools import pairwise

from tasks_tracker.domain.lights import WORST_FIRST, Light
from tasks_tracker.reports import chart_specs
from tasks_tracker.reports.chart_specs import Bar, LightBar, Line
from tasks_tracker.reports.chart_theme import COLOURS, SHAPES


def bar(label="市发展改革委", **counts):
    return LightBar(label, {Light(name): count for name, count in counts.items()})


def segments(spec):
    return spec["layer"][0]["data"]["values"]


def test_every_light_has_a_colour_and_a_shape_of_its_own():
    assert set(COLOURS) == set(SHAPES) == set(WORST_FIRST)
    assert len(set(COLOURS.values())) == len(set(SHAPES.values())) == len(WORST_FIRST)


def test_a_bar_has_a_segment_for_each_light_that_occurs_worst_first():
    spec = chart_specs.light_bars([bar(normal=9, overdue=3, idle=0)], "各单位亮灯")

    found = [(part["light"], part["count"]) for part in segments(spec)]
    assert found == [("逾期", 3), ("正常", 9)]


def test_the_figures_at_the_end_of_a_bar_are_those_of_its_segments():
    row = bar(severe=1, overdue=3, done=20)

    ends = chart_specs.light_bars([row], "各单位亮灯")["layer"][1]["data"]["values"]

    assert ends[0]["figures"].split() == ["■1", "◆3", "✓20"]
    assert ends[0]["total"] == row.total == 24


def test_rows_of_one_name_stay_apart():
    spec = chart_specs.light_bars([bar(done=1), bar(done=2)], "各单位亮灯")

    assert spec["encoding"]["y"]["scale"]["domain"] == ["市发展改革委", "市发展改革委（2）"]
    assert [part["row"] for part in segments(spec)] == ["市发展改革委", "市发展改革委（2）"]


def test_a_bar_without_length_has_its_number_and_no_mark():
    drawn, numbers = chart_specs.bars([Bar("用地", 0), Bar("资金", 5)], "原因")["layer"]

    assert [one["row"] for one in drawn["data"]["values"]] == ["资金"]
    assert [one["value"] for one in numbers["data"]["values"]] == [0, 5]


def test_what_is_not_known_is_no_zero():
    spec = chart_specs.lines(["1月", "2月"], [Line("逾期", [None, 4])], "走势")

    assert [one["at"] for one in spec["layer"][0]["data"]["values"]] == ["2月"]


def test_of_many_days_ten_at_most_are_written_and_the_last_is_among_them():
    days = [f"第{day}日" for day in range(60)]
    spec = chart_specs.lines(days, [Line("逾期", [1] * 60)], "走势")

    shown = spec["layer"][0]["encoding"]["x"]["axis"]["values"]
    assert len(shown) <= 10
    assert shown[-1] == days[-1]


def test_names_at_the_ends_of_lines_do_not_cover_each_other():
    lines = [Line("逾期", [13]), Line("严重逾期", [10]), Line("滞后", [80])]
    spec = chart_specs.lines(["9月"], lines, "走势")

    ends = sorted(layer["data"]["values"][0]["value"] for layer in spec["layer"][2::3])
    gap = 80 * chart_specs.NAME_HEIGHT / chart_specs.LINES_HEIGHT
    assert all(after - before >= gap for before, after in pairwise(ends))
    assert [layer["data"]["values"][0]["end"] for layer in spec["layer"][2::3]] == [
        "逾期 13",
        "严重逾期 10",
        "滞后 80",
    ]
