"""What the charts are made of: pure data for `charts`, each number written beside its bar."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tasks_tracker.domain.lights import WORST_FIRST, Light
from tasks_tracker.reports.chart_theme import CALM, COLOURS, INK, INK_2, LINE_STRONG, SHAPES
from tasks_tracker.wording import word

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDTH = 420
"""Of the drawing itself; names and numbers stand beside it."""
LINES_WIDTH, LINES_HEIGHT = 480, 200
NAME_HEIGHT = 15
MOST_TICKS, FEW_COLUMNS = 10, 4
"""Names along an axis; of lights in a row, where there is little room."""
Spec = dict[str, Any]


@dataclass(frozen=True)
class LightBar:
    """A unit, a plan or a section with its tasks by light."""

    label: str
    counts: Mapping[Light, int]
    urls: Mapping[Light, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def shown(self) -> list[tuple[Light, int]]:
        return [(light, count) for light in WORST_FIRST if (count := self.counts.get(light, 0))]

    @property
    def figures(self) -> str:
        """◆3 ●9: what the colours say, for those who do not see them."""
        return "  ".join(f"{SHAPES[light]}{count}" for light, count in self.shown)


@dataclass(frozen=True)
class Bar:
    """One figure with its name."""

    label: str
    value: int
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One figure through time; None where it is not known."""

    label: str
    values: Sequence[int | None]
    colour: str = CALM
    is_dashed: bool = False
    urls: Sequence[str] = ()


def light_bars(rows: Sequence[LightBar], alternative: str, *, width: int = WIDTH) -> Spec:
    """Stacked bars, worst light first, the counts with the shapes of the lights at their end."""
    names = _distinct([row.label for row in rows])
    parts = [
        _named(
            f"{row.label}，{word(light)} {count} 项",
            row.urls.get(light, ""),
            row=name,
            light=word(light),
            place=place,
            count=count,
        )
        for name, row in zip(names, rows, strict=True)
        for place, (light, count) in enumerate(row.shown)
    ]
    columns = len(WORST_FIRST) if width >= WIDTH else FEW_COLUMNS
    ends = [
        {"row": name, "total": row.total, "figures": row.figures}
        for name, row in zip(names, rows, strict=True)
    ]
    return _chart(alternative, width, {"step": 24}) | {
        "layer": [
            {"data": {"values": parts}, "mark": _SEGMENT, "encoding": _stack(columns)},
            _ends(ends, {"field": "total", "type": "quantitative"}, "figures"),
        ],
        "encoding": {"y": _rows(names)},
    }


def _stack(columns: int) -> Spec:
    shown = {word(light): COLOURS[light] for light in WORST_FIRST}
    named = [f"{SHAPES[light]} {word(light)}" for light in WORST_FIRST]
    legend = {"labelExpr": _lookup(dict(zip(shown, named, strict=True))), "columns": columns}
    colour = {"domain": list(shown), "range": list(shown.values())}
    return {
        "x": {"field": "count", "type": "quantitative", "stack": "zero", "axis": None},
        "color": {"field": "light", "type": "nominal", "scale": colour, "legend": legend},
        "order": {"field": "place", "type": "ordinal"},
        **_LINKED,
    }


def bars(rows: Sequence[Bar], alternative: str, *, width: int = WIDTH) -> Spec:
    """Plain bars with their numbers."""
    names = _distinct([row.label for row in rows])
    values = [
        _named(f"{row.label} {row.value}", row.url, row=name, value=row.value)
        for name, row in zip(names, rows, strict=True)
    ]
    along = {"field": "value", "type": "quantitative", "axis": None}
    return _chart(alternative, width, {"step": 24}) | {
        "layer": [
            {
                "data": {"values": [one for one in values if one["value"]]},
                "mark": {"type": "bar", "size": 14},
                "encoding": {"x": along, **_LINKED},
            },
            _ends(values, along, "value"),
        ],
        "encoding": {"y": _rows(names)},
    }


def columns(labels: Sequence[str], series: Sequence[Line], alternative: str) -> Spec:
    """One small chart above the other, a column a month: shapes compare, numbers are read."""
    charts = [_column_chart(labels, line, is_last=line is series[-1]) for line in series]
    return _head(alternative) | {"vconcat": charts, "spacing": 14}


def _column_chart(labels: Sequence[str], line: Line, *, is_last: bool) -> Spec:
    values = [
        _named(f"{label}，{line.label} {value}", url, at=label, value=value)
        for label, value, url in _points(labels, line)
    ]
    across = _across(labels, at_most=len(labels)) | ({} if is_last else {"axis": None})
    highest = max([1, *(value for _, value, _ in _points(labels, line))])
    up = {
        "field": "value",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, highest]},
    }
    return {
        "title": {"text": line.label, "anchor": "middle", "offset": 16},
        "width": {"step": 46},
        "height": 44,
        "data": {"values": values},
        "encoding": {"x": across, "y": up},
        "layer": [
            {"mark": {"type": "bar", "size": 22, "color": line.colour}, "encoding": _LINKED},
            {
                "mark": {"type": "text", "dy": -8},
                "encoding": {"text": {"field": "value"}},
            },
        ],
    }


def lines(labels: Sequence[str], series: Sequence[Line], alternative: str) -> Spec:
    """Lines through time, each named at its end; dashes tell them apart without colour."""
    heights = _apart([_last_value(line) for line in series])
    layers = [
        layer
        for line, height in zip(series, heights, strict=True)
        for layer in _line_layers(labels, line, height)
    ]
    return _chart(alternative, LINES_WIDTH, LINES_HEIGHT) | {"layer": layers}


def _last_value(line: Line) -> int:
    known = [value for value in line.values if value is not None]
    return known[-1] if known else 0


def _apart(ends: Sequence[int]) -> list[float]:
    """Where the names stand at the ends of lines, so that none covers another (pure)."""
    gap = max([1, *ends]) * NAME_HEIGHT / LINES_HEIGHT
    placed: dict[int, float] = {}
    lowest = -gap
    for number in sorted(range(len(ends)), key=lambda number: ends[number]):
        lowest = max(float(ends[number]), lowest + gap)
        placed[number] = lowest
    return [placed[number] for number in range(len(ends))]


def _line_layers(labels: Sequence[str], line: Line, height: float) -> list[Spec]:
    values = [
        _named(f"{label}，{line.label} {value}", url, at=label, value=value)
        for label, value, url in _points(labels, line)
    ]
    dash = {"strokeDash": [5, 4]} if line.is_dashed else {}
    up = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": True},
        "axis": {"tickCount": 5, "format": "d", "domain": False},
    }
    place: Spec = {"x": _across(labels), "y": up}
    last = [{**one, "end": f"{line.label} {one['value']}", "value": height} for one in values[-1:]]
    stroke = {"type": "line", "color": line.colour, "strokeWidth": 1.8, **dash}
    dot = {"type": "point", "filled": True, "size": 26, "opacity": 1, "color": line.colour}
    end = {"type": "text", "align": "left", "dx": 8, "color": INK}
    return [
        {"data": {"values": values}, "mark": stroke, "encoding": place},
        {"data": {"values": values}, "mark": dot, "encoding": {**place, **_LINKED}},
        {"data": {"values": last}, "mark": end, "encoding": {**place, "text": {"field": "end"}}},
    ]


_SEGMENT: Spec = {"type": "bar", "size": 14, "stroke": "white", "strokeWidth": 0.5}
_LINKED: Spec = {
    "href": {"field": "url", "type": "nominal"},
    "description": {"field": "said", "type": "nominal"},
}


def _named(said: str, url: str, **values: Any) -> dict[str, Any]:
    return {**values, "said": said, **({"url": url} if url else {})}


def _points(labels: Sequence[str], line: Line) -> list[tuple[str, int, str]]:
    urls = line.urls or [""] * len(labels)
    found = zip(labels, line.values, urls, strict=True)
    return [(label, value, url) for label, value, url in found if value is not None]


def _ends(values: Sequence[Mapping[str, Any]], along: Spec, text: str) -> Spec:
    return {
        "data": {"values": list(values)},
        "mark": {"type": "text", "align": "left", "dx": 8, "color": INK_2},
        "encoding": {"x": along, "text": {"field": text, "type": "nominal"}},
    }


def _rows(names: Sequence[str]) -> Spec:
    axis = {"domain": False, "labelColor": INK}
    return {
        "field": "row",
        "type": "nominal",
        "sort": None,
        "scale": {"domain": list(names)},
        "axis": axis,
    }


def _across(labels: Sequence[str], at_most: int = MOST_TICKS) -> Spec:
    """Only so many labels that none covers another; the last one is always there."""
    step = -(-len(labels) // max(at_most, 1)) or 1
    shown = list(reversed(list(reversed(labels))[::step]))
    axis = {"labelAngle": 0, "values": shown, "grid": False, "domainColor": LINE_STRONG}
    return {"field": "at", "type": "ordinal", "scale": {"domain": list(labels)}, "axis": axis}


def _lookup(words: Mapping[str, str]) -> str:
    """Our own words only: nothing that people typed gets into an expression."""
    pairs = ", ".join(f"'{name}': '{value}'" for name, value in words.items())
    return f"({{{pairs}}})[datum.label]"


def _distinct(labels: Sequence[str]) -> list[str]:
    """Rows of one name stay rows of their own."""
    met: Counter[str] = Counter()
    names = []
    for label in labels:
        met[label] += 1
        names.append(label if met[label] == 1 else f"{label}（{met[label]}）")
    return names


def _chart(alternative: str, width: int, height: Any) -> Spec:
    return _head(alternative) | {"width": width, "height": height}


def _head(alternative: str) -> Spec:
    return {"$schema": SCHEMA, "description": alternative}
