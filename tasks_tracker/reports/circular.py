"""The monthly circular (调度通报): taking the snapshot of a month, and writing it to a file."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tasks_tracker import clock, wording
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import circulars, light_rules
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.as_of import TaskThen, region_on
from tasks_tracker.reports.circular_figures import Period, figures
from tasks_tracker.reports.circular_snapshot import Imprint, Setting, Snapshot, read
from tasks_tracker.reports.circular_text import compose

MEASURES_WITHIN = 10
"""Working days from the draft within which lagging units say what they will do."""
CHECKED_WITHIN = 15
"""Working days from the draft within which the office looks again."""


def snapshot_day(month: date, today: date) -> date:
    """The day at whose end the snapshot of a month stands: its last one, or today before that."""
    first = month.replace(day=1)
    if first > today:
        raise Refusal(f"{wording.month(month)}还没有开始，不能起草通报。", field="month")
    return min(_last_day(first), today)


def take_snapshot(region: Region, month: date, *, today: date) -> dict[str, Any]:
    """All that the circular of a month is rendered from, as plain JSON; nothing later enters it."""
    period = _period(month, today)
    workdays = calendar()
    then = region_on(period.as_of, region, workdays)
    setting = _setting(region, then, period, today=today, workdays=workdays)
    known, rule = workdays.at(clock.end_of(period.as_of)), light_rules.on(period.as_of)
    counted = figures(then, period, known, rule)
    return Snapshot(setting=setting, figures=counted, text=compose(setting, counted)).as_json()


def imprint_of(circular: Circular) -> Imprint:
    """What a circular bears beside its snapshot: number and day, once it is published."""
    at = circular.published_at
    return Imprint(
        year=circular.year,
        number=circular.number,
        published_on=clock.local(at).date() if at else None,
    )


def document(circular: Circular) -> bytes:
    """The stored circular as DOCX; the same bytes each time."""
    return _as_docx(read(circular.snapshot), imprint_of(circular))


def file_name(region: Region, month: date) -> str:
    return f"{region.name}{wording.month(month)}调度通报.docx"


def build(region: Region, month: date, out: Path, *, today: date) -> list[Path]:
    """Write the circular of a month into a folder: the stored one, else as it would be drafted."""
    stored = circulars.find(region, month.replace(day=1))
    if stored:
        content = document(stored)
    else:
        fresh = read(take_snapshot(region, month, today=today))
        content = _as_docx(fresh, Imprint(year=month.year))
    out.mkdir(parents=True, exist_ok=True)
    path = out / file_name(region, month)
    path.write_bytes(content)
    return [path]


def _as_docx(snapshot: Snapshot, imprint: Imprint) -> bytes:
    # Brings python-docx and lxml, which the start can do without.
    from tasks_tracker.reports.circular_docx import render

    return render(snapshot, imprint)


def _period(month: date, today: date) -> Period:
    first = month.replace(day=1)
    as_of = snapshot_day(month, today)
    return Period(first=first, as_of=as_of, is_whole=_last_day(first) < today)


def _setting(
    region: Region, then: Sequence[TaskThen], period: Period, *, today: date, workdays: Workdays
) -> Setting:
    plans: dict[Plan, None] = dict.fromkeys(task.task.plan for task in then)
    return Setting(
        region=region.name,
        mark=region.mark,
        office=region.office,
        is_city=region.parent is None,
        plans=tuple((plan.doc_no, plan.short_title) for plan in plans),
        month=period.first,
        as_of=period.as_of,
        is_whole=period.is_whole,
        measures_by=workdays.add(today, MEASURES_WITHIN),
        checked_by=workdays.add(today, CHECKED_WITHIN),
    )


def _last_day(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
