"""The pictures of a bulletin: lights of plans or units, and the months before (pure)."""

from collections import Counter
from collections.abc import Iterator

from tasks_tracker.domain.lights import LATE
from tasks_tracker.domain.periods import PeriodKind
from tasks_tracker.reports import chart_specs
from tasks_tracker.reports.chart_specs import LightBar
from tasks_tracker.reports.circular_counted import Figures, Then
from tasks_tracker.reports.circular_figures import Basis, Group
from tasks_tracker.reports.circular_snapshot import Chart

MOST_BARS = 15
PLANS_WANTED = 3
"""Of fewer plans the bars would say less than those of units."""
BARS_WIDTH = 180
"""Beside long names on paper: the narrower the picture, the larger its words are printed."""


def charts(found: Basis, figures: Figures) -> tuple[Chart, ...]:
    """Each with what it shows in words."""
    return (*_lights(found), *_trend(found, figures))


def _lights(found: Basis) -> Iterator[Chart]:
    by_plan = len(found.plans) >= PLANS_WANTED
    groups = [(plan.short_title, group) for plan, group in found.plans]
    if not by_plan:
        groups = [(unit.name, group) for unit, group in found.units]
    worst = sorted(groups, key=lambda pair: -_late(pair[1]))[:MOST_BARS]
    if not worst:
        return
    what = "方案" if by_plan else "牵头单位"
    title = f"各{what}亮灯情况"
    if len(groups) > MOST_BARS:
        title += "（逾期较多的）"
    rows = [LightBar(name, Counter(line.light for line in group.lines)) for name, group in worst]
    said = "；".join(f"{name}{group.counts.tasks}项，逾期{_late(group)}项" for name, group in worst)
    alternative = f"按{what}分的任务亮灯：{said}。"
    yield Chart(title, chart_specs.light_bars(rows, alternative, width=BARS_WIDTH), alternative)


def _late(group: Group) -> int:
    return sum(line.light in LATE for line in group.lines)


def _trend(found: Basis, figures: Figures) -> Iterator[Chart]:
    """Only of months: quarters and years are too few to make a line."""
    period, now = found.ground.span.period, figures.totals.counts
    if period.kind is not PeriodKind.MONTH or not figures.earlier:
        return
    last = Then(period.key, now.tasks, now.completed, now.overdue, now.due, now.on_time, None)
    months = (*figures.earlier, last)
    labels = [f"{int(one.key[-2:])}月" for one in months]
    series = [
        chart_specs.Line("逾期任务", [one.overdue for one in months]),
        chart_specs.Line("累计办结", [one.completed for one in months]),
        chart_specs.Line("到期节点", [one.due for one in months]),
    ]
    said = "；".join(
        f"{label}逾期{one.overdue}项、累计办结{one.completed}项、到期节点{one.due}个"
        for label, one in zip(labels, months, strict=True)
    )
    alternative = f"近{len(months)}个月：{said}。"
    yield Chart("近几个月情况", chart_specs.columns(labels, series, alternative), alternative)
