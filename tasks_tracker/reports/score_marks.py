"""What costs or brings points by itself, as the tables have it: each with its day and its event."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, selectinload

from tasks_tracker import clock, wording
from tasks_tracker.domain.blockers import Blocker, BlockerState
from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.checks import Finding as Verdict
from tasks_tracker.domain.circular_notices import CircularNotice, CorrectionState
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.deadlines import ONE_DAY, Workdays
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.finding_replies import FindingMove, FindingReply
from tasks_tracker.domain.findings import Finding, FindingState
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.ladder import NAMES, STEPS, Step
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.score_rules import Bonus, Deduction
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.fallen_due import Span
from tasks_tracker.reports.score_rows import MarkRow

SLIPS: Mapping[Step, Deduction] = {
    Step.BLUE: Deduction.BLUE_SLIP,
    Step.YELLOW: Deduction.YELLOW_SLIP,
    Step.RED: Deduction.RED_SLIP,
    Step.INTERVIEW: Deduction.INTERVIEW,
}
UNANSWERED = (FindingState.OPEN, FindingState.WITHDRAWN)
"""Nothing that the unit said is waiting or was taken; one withdrawn later was open until then."""


def marks(region: Region, span: Span, workdays: Workdays) -> Sequence[MarkRow]:
    """Of the period, as they were known at its end (8 statements)."""
    return [
        *_slips(region, span),
        *_untrue(region, span),
        *_solved(region, span),
        *_findings(region, span, workdays),
        *_criticised(region, span),
    ]


def _slips(region: Region, span: Span) -> Iterable[MarkRow]:
    one = Urging
    query = _of_tasks(
        region, one, one.unit_id, one.task_id, one.id, one.level, one.issued_on, one.lifted_on
    ).where(one.level >= Step.BLUE.level, _within(one.issued_on, span))
    for unit_id, task_id, id_, level, on, lifted_on in db.execute(query.order_by(one.id)):
        step = STEPS[level]
        yield MarkRow(
            what=SLIPS[step],
            unit_id=unit_id,
            task_id=task_id,
            subject=f"urging:{id_}",
            words=f"{wording.day(on)}发出{NAMES[step]}",
            on=on,
            lifted_on=lifted_on if lifted_on and lifted_on <= span.as_of else None,
        )


def _untrue(region: Region, span: Span) -> Iterable[MarkRow]:
    query = (
        _of_tasks(region, Check, ProgressReport.unit_id, Check.task_id, Check.id, Check.found_on)
        .join(ProgressReport, ProgressReport.id == Check.report_id)
        .where(Check.finding == Verdict.UNTRUE, _within(Check.found_on, span))
    )
    for unit_id, task_id, id_, on in db.execute(query.order_by(Check.id)):
        words = f"{wording.day(on)}核查认定办结不实"
        yield MarkRow(Deduction.UNTRUE, unit_id, task_id, f"check:{id_}", words, on)


def _solved(region: Region, span: Span) -> Iterable[MarkRow]:
    """Of each unit and task one: it is the way out that counts, not how often it was asked for."""
    one = Blocker
    query = _of_tasks(region, one, one.unit_id, one.task_id, one.id, one.closed_on).where(
        one.state == BlockerState.SOLVED, _within(one.closed_on, span)
    )
    seen: set[tuple[int, int]] = set()
    for unit_id, task_id, id_, on in db.execute(query.order_by(one.closed_on, one.id)):
        if (unit_id, task_id) not in seen:
            seen.add((unit_id, task_id))
            words = f"提出的需协调事项{wording.day(on)}解决"
            yield MarkRow(Bonus.BLOCKER_SOLVED, unit_id, task_id, f"blocker:{id_}", words, on)


def _findings(region: Region, span: Span, workdays: Workdays) -> Iterable[MarkRow]:
    """Once for each, on the day on which its clock ran out for the first time."""
    one = Finding
    query = (
        select(one.id, one.unit_id, one.fact, one.clock_ends_on, one.state)
        .join(Inspection, Inspection.id == one.inspection_id)
        .where(Inspection.region_id == region.id, one.clock_ends_on >= span.period.first)
    )
    late, withdrawn = _late_ends(region, workdays), _withdrawn(region, span)
    for id_, unit_id, fact, ends_on, state in db.execute(query.order_by(one.id)):
        ends = [*late[id_], *([ends_on] if ends_on and state in UNANSWERED else [])]
        on = min(ends, default=None)
        if on and span.period.first <= on <= span.passed_until and id_ not in withdrawn:
            words = f"督导发现的问题到{wording.day(on)}没有回复整改：{fact[:80]}"
            subject = f"finding:{id_}"
            yield MarkRow(Deduction.OVERDUE_FINDING, unit_id, None, subject, words, on)


def _late_ends(region: Region, workdays: Workdays) -> dict[int, list[date]]:
    """Where clocks of findings had ended when a reply came too late, or a later date was given."""
    found = defaultdict(list)
    replies = _of_findings(
        region, FindingReply, FindingReply.clock_ended_on, FindingReply.submitted_on
    ).where(FindingReply.submitted_on > FindingReply.clock_ended_on)
    for id_, ended_on, _ in db.execute(replies):
        found[id_].append(ended_on)
    moves = _of_findings(
        region, FindingMove, FindingMove.before, FindingMove.on, Finding.paused_days
    )
    for id_, before, on, paused_days in db.execute(moves):
        ended_on = workdays.add(before, paused_days)
        if ended_on < on:
            found[id_].append(ended_on)
    return found


def _withdrawn(region: Region, span: Span) -> set[int]:
    """By the end of the period."""
    query = select(Event.subject).where(
        Event.region_id == region.id,
        Event.kind == EventKind.FINDING_WITHDRAWN,
        Event.at < clock.end_of(span.as_of),
    )
    return {int(subject.partition(":")[2]) for subject in db.scalars(query)}


def _criticised(region: Region, span: Span) -> Iterable[MarkRow]:
    """Once for each circular that was issued in the period with an item of the unit in it."""
    query = (
        select(CircularNotice)
        .join(CircularNotice.circular)
        .where(
            Circular.region_id == region.id,
            Circular.published_at >= clock.end_of(span.period.first - ONE_DAY),
            Circular.published_at < clock.end_of(span.as_of),
        )
        .options(contains_eager(CircularNotice.circular), selectinload(CircularNotice.corrections))
        .order_by(CircularNotice.id)
    )
    seen: set[tuple[int, int]] = set()
    for notice in db.scalars(query):
        key = (notice.circular_id, notice.unit_id)
        if key in seen or not _named(notice) or notice.circular.published_at is None:
            continue
        seen.add(key)
        on = clock.local(notice.circular.published_at).date()
        period = wording.period_words(notice.circular.period.key)
        words = f"{wording.day(on)}印发的{period}通报点名"
        subject = f"circular:{notice.circular_id}"
        yield MarkRow(Deduction.CRITICISED, notice.unit_id, None, subject, words, on)


def _named(notice: CircularNotice) -> bool:
    """Something of it stands in what was issued, beside what a correction took out."""
    left = {one.about for one in notice.corrections if one.state is CorrectionState.UNNAMED}
    return any(item.key not in left for item in notice.items)


def _of_tasks(region: Region, kind: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).join(Task, Task.id == kind.task_id).where(Task.region_id == region.id)


def _of_findings(region: Region, kind: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(kind.finding_id, *columns)
        .join(Finding, Finding.id == kind.finding_id)
        .join(Inspection, Inspection.id == Finding.inspection_id)
        .where(Inspection.region_id == region.id)
        .order_by(kind.id)
    )


def _within(column: Any, span: Span) -> Any:
    return column.between(span.period.first, span.as_of)
