"""The charts of the overview: each bar and point leads to the rows that it counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tasks_tracker.domain.lights import LATE as LATE_LIGHTS
from tasks_tracker.domain.lights import Light
from tasks_tracker.reports import chart_specs
from tasks_tracker.reports.chart_specs import Bar, Line, Spec
from tasks_tracker.reports.chart_theme import CALM, COLOURS
from tasks_tracker.reports.flow import WORDS, MonthRow, Stream
from tasks_tracker.reports.hindrances import Hindrance
from tasks_tracker.reports.trend import Night, Trend
from tasks_tracker.wording import word

Address = Callable[..., str]
LATE = {
    "逾期合计": LATE_LIGHTS,
    "严重逾期": (Light.SEVERE,),
    "滞后": (Light.LAGGING,),
}
"""What the lines of a trend count."""
LINES = {
    "逾期合计": (COLOURS[Light.OVERDUE], False),
    "严重逾期": (COLOURS[Light.SEVERE], True),
    "滞后": (COLOURS[Light.LAGGING], True),
}


@dataclass(frozen=True)
class Drawing:
    """A chart with its place on the page and its title."""

    name: str
    title: str
    spec: Spec


def of_flow(months: Sequence[MonthRow], trend: Trend, address: Address) -> list[Drawing]:
    """Columns for each stream, and the lights night by night and month by month."""
    streams = [_stream(months, stream, address) for stream in Stream]
    labels = [f"{row.month.first.month}月" for row in months]
    said = "近十二个月每月新进台账、办结、退回、批准延期、转为逾期的任务数，数字见旁边的表"
    drawn = [Drawing("months", "每月流量", chart_specs.columns(labels, streams, said))]
    if trend.is_known:
        drawn += [
            _nights("nights", "近六十天", trend.days, address, "%m-%d"),
            _nights("ends", "近十二个月，每月最后一晚", trend.months, address, "%Y-%m"),
        ]
    return drawn


def of_causes(causes: Sequence[Hindrance], address: Address) -> list[Drawing]:
    bars = [Bar(word(row.cause), row.tasks, address(cause=row.cause.value)) for row in causes]
    spec = chart_specs.bars(bars, "被各类原因卡住的任务数，数字见旁边的表")
    return [Drawing("causes", "卡在哪里", spec)] if causes else []


def _stream(months: Sequence[MonthRow], stream: Stream, address: Address) -> Line:
    urls = [address(**row.asked(stream).as_args()) if row[stream] else "" for row in months]
    colour = COLOURS[Light.OVERDUE] if stream is Stream.OVERDUE else CALM
    return Line(WORDS[stream], [row[stream] for row in months], colour, urls=urls)


def _nights(
    name: str, title: str, nights: Sequence[Night], address: Address, written: str
) -> Drawing:
    lines = [
        Line(
            words,
            [night.count(lights) for night in nights],
            *LINES[words],
            urls=[address(shown_on=night.day, shown=list(lights)) for night in nights],
        )
        for words, lights in LATE.items()
    ]
    said = f"{title}逾期、严重逾期、滞后的任务数，数字见旁边的表"
    labels = [f"{night.day:{written}}" for night in nights]
    return Drawing(name, title, chart_specs.lines(labels, lines, said))
