"""Pictures are drawn in another process, the same ones each time, fit for a strict page."""

import re
from xml.etree import ElementTree as Tree

import pytest

from tasks_tracker.domain.lights import Light
from tasks_tracker.reports import chart_specs, charts
from tasks_tracker.reports.chart_specs import Bar, LightBar, Line

HOSTILE = """</text><script>alert(1)</script>"' onload=x &"""
SVG = "{http://www.w3.org/2000/svg}"


def specs(address="/ledger?plan=1&light=overdue", name="市发展改革委"):
    row = LightBar(name, {Light.OVERDUE: 3, Light.DONE: 9}, {Light.OVERDUE: address})
    days = [f"09-{day:02}" for day in range(1, 14)]
    return [
        chart_specs.light_bars([row], f"{name}的亮灯"),
        chart_specs.bars([Bar(name, 4, address), Bar("用地", 0)], "原因"),
        chart_specs.columns(days[:3], [Line(name, [1, 0, 2]), Line("退回", [0, 0, 0])], "流量"),
        chart_specs.lines(days, [Line("逾期", list(range(13)), is_dashed=True)], "走势"),
    ]


def parsed(picture):
    return Tree.fromstring(picture)  # noqa: S314 - drawn here


@pytest.fixture(scope="module")
def pictures():
    wishes = [charts.Wish(spec) for spec in specs(name=HOSTILE)]
    return [picture.decode() for picture in charts.drawn(wishes)]


def test_nothing_in_a_picture_is_refused_by_the_policy_of_our_pages(pictures):
    for picture in pictures:
        names = {node.tag.removeprefix(SVG) for node in parsed(picture).iter()}
        written = {key for node in parsed(picture).iter() for key in node.attrib}
        assert not names & {"script", "style", "image", "foreignObject"}
        assert not written & {"style", "onload", "id"}


def test_what_people_typed_is_text(pictures):
    texts = [node.text for node in parsed(pictures[0]).iter(f"{SVG}text")]

    assert any(HOSTILE[:20] in (text or "") for text in texts)


def test_a_picture_says_what_it_shows_and_nothing_in_english(pictures):
    for picture, said in zip(pictures, (HOSTILE, "原因", "流量", "走势"), strict=True):
        assert said in parsed(picture).attrib["aria-label"]
        assert not re.search(r'aria-\w+="[^"]*(axis|chart|scale)', picture)


def test_links_lead_where_the_specification_says_and_have_a_name(pictures):
    link = next(parsed(pictures[0]).iter(f"{SVG}a"))

    assert link.attrib["href"] == "/ledger?plan=1&light=overdue"
    assert link.attrib["aria-label"].endswith("逾期 3 项")
    assert "undefined" not in "".join(pictures)


def test_the_same_is_drawn_to_the_byte_each_time():
    wishes = [charts.Wish(specs()[0]), charts.Wish(specs()[3], 1.0)]

    assert charts.drawn(wishes) == charts.drawn(wishes)


def test_pixels_are_a_png():
    assert charts.png(specs()[1]).startswith(b"\x89PNG")


def test_a_picture_is_drawn_once_and_kept(tmp_path, monkeypatch):
    first = charts.for_page(specs()[:2], tmp_path)
    monkeypatch.setattr(charts, "_draw", lambda _: pytest.fail("drawn again"))

    assert charts.for_page(specs()[:2], tmp_path) == first
    assert len(list(tmp_path.iterdir())) == 2


def test_another_figure_is_another_picture(tmp_path):
    charts.for_page([chart_specs.bars([Bar("资金", 4)], "原因")], tmp_path)
    charts.for_page([chart_specs.bars([Bar("资金", 5)], "原因")], tmp_path)

    assert len(list(tmp_path.iterdir())) == 2


def test_the_oldest_pictures_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(charts, "MOST_KEPT", 2)
    monkeypatch.setattr(charts, "_draw", lambda wishes: [b"<svg/>" for _ in wishes])

    for value in range(5):
        charts.for_page([chart_specs.bars([Bar("资金", value)], "原因")], tmp_path)

    assert 1 <= len(list(tmp_path.iterdir())) <= 2


def test_what_cannot_be_drawn_is_told():
    with pytest.raises(charts.NotDrawn):
        charts.svg({"mark": "no such mark"})
