"""The circular (调度通报): taking its snapshot."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from tasks_tracker import wording
from tasks_tracker.domain.circulars import Circular, CircularForm
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.circular_behind import behind
from tasks_tracker.reports.circular_charts import charts
from tasks_tracker.reports.circular_corrections import changes
from tasks_tracker.reports.circular_figures import basis, figures
from tasks_tracker.reports.circular_ground import Ground, ground
from tasks_tracker.reports.circular_imprint import number_of
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_snapshot import Imprint, Setting, Snapshot
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


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows come in by the ten thousand and stay until the end: to look for garbage among them
    again and again takes a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
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
    found = basis(ground(region, span, plan=plan, workdays=calendar()))
    setting = _setting(region, found.ground, plan=plan, today=today)
    setting, counted = replace(setting, form=form), figures(found)
    rows = behind(found, counted)
    if corrects is not None:
        kept = read(corrects.snapshot)
        counted = replace(counted, changes=tuple(changes(kept.figures, counted)))
        setting = replace(setting, corrects=_name(corrects, kept))
        rows |= _before(kept.rows)
    text = compose(setting, counted)
    drawn = charts(found, counted)
    return Snapshot(setting, counted, text, charts=drawn, rows=rows).as_json()


def _span(period: Period, today: date) -> Span:
    as_of = snapshot_day(period, today)
    return Span(period=period, as_of=as_of, is_whole=period.last < today)


def _setting(region: Region, found: Ground, *, plan: Plan | None, today: date) -> Setting:
    plans = (plan,) if plan else tuple(dict.fromkeys(one.task.plan for one in found.then))
    span, workdays = found.span, calendar()
    return Setting(
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
        kind=span.period.kind,
        is_of_one_plan=plan is not None,
    )


def _name(circular: Circular, kept: Snapshot) -> str:
    """《关于8月份…进展情况的通报》（聊政督〔2021〕3号）."""
    title = "".join(kept.text.title)
    number = number_of(kept, Imprint(year=circular.year, number=circular.number))
    series = kept.text.masthead if circular.form is CircularForm.BULLETIN else ""
    return f"《{title}》（{series}{number}）"


def _before(rows: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """What stood behind the numbers of the circular that is put right."""
    return {f"was.{name}": codes for name, codes in rows.items()}
