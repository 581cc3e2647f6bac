"""The circular (调度通报): taking its snapshot."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tasks_tracker import clock, wording
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.as_of import TaskThen, region_on
from tasks_tracker.reports.circular_figures import figures
from tasks_tracker.reports.circular_snapshot import Setting, Snapshot
from tasks_tracker.reports.circular_text import compose
from tasks_tracker.reports.fallen_due import Span

MEASURES_WITHIN = 10
"""Working days from the draft within which lagging units say what they will do."""
CHECKED_WITHIN = 15
"""Working days from the draft within which the office looks again."""


def snapshot_day(period: Period, today: date) -> date:
    """The day at whose end the snapshot of a period stands: its last one, or today before that."""
    if period.first > today:
        words = wording.period_words(period.key)
        raise Refusal(f"{words}还没有开始，不能起草通报。", field="month")
    return min(period.last, today)


def take_snapshot(region: Region, period: Period, *, today: date) -> dict[str, Any]:
    """All that a circular is rendered from, as plain JSON; nothing later enters it."""
    span = _span(period, today)
    workdays = calendar()
    then = region_on(span.as_of, region, workdays)
    setting = _setting(region, then, span, today=today, workdays=workdays)
    known, rule = workdays.at(clock.end_of(span.as_of)), light_rules.on(span.as_of)
    counted = figures(then, span, known, rule)
    return Snapshot(setting=setting, figures=counted, text=compose(setting, counted)).as_json()


def _span(period: Period, today: date) -> Span:
    as_of = snapshot_day(period, today)
    return Span(period=period, as_of=as_of, is_whole=period.last < today)


def _setting(
    region: Region, then: Sequence[TaskThen], span: Span, *, today: date, workdays: Workdays
) -> Setting:
    plans: dict[Plan, None] = dict.fromkeys(task.task.plan for task in then)
    return Setting(
        region=region.name,
        mark=region.mark,
        office=region.office,
        is_city=region.parent is None,
        plans=tuple((plan.doc_no, plan.short_title) for plan in plans),
        month=span.period.first,
        as_of=span.as_of,
        is_whole=span.is_whole,
        measures_by=workdays.add(today, MEASURES_WITHIN),
        checked_by=workdays.add(today, CHECKED_WITHIN),
    )
