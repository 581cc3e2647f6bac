"""The circular (调度通报): taking its snapshot."""

from datetime import date
from typing import Any

from tasks_tracker import clock, wording
from tasks_tracker.domain.circulars import Circular, CircularForm
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.as_of import region_on
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


def take_snapshot(  # noqa: PLR0913 - a circular is one of a region, a period, a plan and a form
    region: Region,
    period: Period,
    *,
    plan: Plan | None = None,
    form: CircularForm = CircularForm.RED_HEAD,
    corrects: Circular | None = None,
    today: date,
) -> dict[str, Any]:
    """All that a circular is rendered from, as plain JSON; nothing later enters it."""
    span = _span(period, today)
    workdays = calendar()
    then = [one for one in region_on(span.as_of, region, workdays) if plan in (None, one.task.plan)]
    plans = (plan,) if plan else tuple(dict.fromkeys(task.task.plan for task in then))
    setting = Setting(
        region=region.name,
        mark=region.mark,
        office=region.office,
        is_city=region.parent is None,
        plans=tuple((one.doc_no, one.short_title) for one in plans),
        month=span.period.first,
        as_of=span.as_of,
        is_whole=span.is_whole,
        measures_by=workdays.add(today, MEASURES_WITHIN),
        checked_by=workdays.add(today, CHECKED_WITHIN),
        kind=period.kind,
        form=form,
        is_of_one_plan=plan is not None,
    )
    known, rule = workdays.at(clock.end_of(span.as_of)), light_rules.on(span.as_of)
    counted = figures(then, span, known, rule)
    return Snapshot(setting=setting, figures=counted, text=compose(setting, counted)).as_json()


def _span(period: Period, today: date) -> Span:
    as_of = snapshot_day(period, today)
    return Span(period=period, as_of=as_of, is_whole=period.last < today)
