"""Scores of the units of a region for a period, worked out from the ledger as it stood at the end.

Nothing here reads who signed in, how often somebody reported, or how much was written.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tasks_tracker import clock, wording
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.score_rules import Deduction, Rule
from tasks_tracker.domain.scores import LeftOut, LeftOutReason, ScorePart, UnitScore
from tasks_tracker.domain.scoring import Item, Mark, Record, score
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import score_items, score_marks, score_rows
from tasks_tracker.reports.as_of import TaskThen, region_on
from tasks_tracker.reports.fallen_due import Span
from tasks_tracker.reports.score_items import Counted, Setting
from tasks_tracker.reports.score_rows import MarkRow, OwedRow, Rows, ShareRow


def scores(region: Region, period: Period, *, today: date, rule: Rule) -> Sequence[UnitScore]:
    """Of each unit of which something counted, in official order; of a period that is not over as
    things stand today, of one that has not begun none (30 statements, however many tasks)."""
    return scored(records(region, period, today=today), rule)


def scored(found: Iterable[Record], rule: Rule) -> Sequence[UnitScore]:
    """By this rule; the facts are the same by every rule."""
    return [score(record, rule) for record in found]


def records(region: Region, period: Period, *, today: date) -> Sequence[Record]:
    """What is known of each unit in the period, in official order."""
    if period.first > today:
        return ()
    span = Span(period, as_of=min(period.last, today), is_whole=period.last < today)
    workdays = calendar()
    then = region_on(span.as_of, region, workdays)
    shares = [one for one in score_rows.shares(region, span) if one.named]
    rows = Rows(
        units=score_rows.units(region),
        owed=score_rows.owed(region, span),
        answers=score_rows.answers(region, span),
        shares=shares,
        holds=score_rows.holds(region, span, shares),
        objected=score_rows.objected(region, span),
        marks=score_marks.marks(region, span, workdays),
    )
    setting = Setting(
        span=span,
        lines=light_rules.lines_then(span.as_of),
        workdays=workdays.at(clock.end_of(span.as_of)),
        objected=score_items.by_task(rows.objected),
        holds=score_items.by_task(rows.holds),
    )
    return records_of(then, rows, setting)


def records_of(then: Sequence[TaskThen], rows: Rows, setting: Setting) -> Sequence[Record]:
    """Put what counts beside the units (pure)."""
    found: dict[int, list[Counted]] = defaultdict(list)
    for unit_id, one in (*_of_tasks(then, rows, setting), *_of_rows(then, rows, setting)):
        found[unit_id].append(one)
    return [
        Record(unit.id, unit.name, unit.group, *_sorted_out(found[unit.id]))
        for unit in rows.units
        if unit.id in found
    ]


def _of_tasks(
    then: Sequence[TaskThen], rows: Rows, setting: Setting
) -> Iterator[tuple[int, Counted]]:
    for task in then:
        lead = task.words.lead_unit.id
        yield from ((lead, one) for one in score_items.of_task(task, setting))
        yield from score_items.of_reports(task, rows.answers, setting.span)


def _of_rows(
    then: Sequence[TaskThen], rows: Rows, setting: Setting
) -> Iterator[tuple[int, Counted]]:
    tasks = {one.task.id: one for one in then}
    for owed in rows.owed:
        yield from ((owed.unit_id, one) for one in _owed(owed, setting))
    for share in rows.shares:
        if share.task_id in tasks:
            task = tasks[share.task_id]
            yield from ((share.unit_id, one) for one in _share(share, task, setting))
    for mark in rows.marks:
        yield mark.unit_id, _mark(mark, tasks)


def _sorted_out(
    counted: Sequence[Counted],
) -> tuple[tuple[Item, ...], tuple[Mark, ...], tuple[LeftOut, ...]]:
    return (
        tuple(one for one in counted if isinstance(one, Item)),
        tuple(one for one in counted if isinstance(one, Mark)),
        tuple(one for one in counted if isinstance(one, LeftOut)),
    )


def _owed(row: OwedRow, setting: Setting) -> Iterator[Counted]:
    subject, due = f"obligation:{row.id}", wording.day(row.due_on)
    said = f"{row.title}，{wording.period_words(row.period)}反馈{due}前报"
    if row.answered_on is not None and row.answered_on <= row.due_on:
        words = f"{said}，{wording.day(row.answered_on)}按时报"
        yield Item(ScorePart.REPORTING, subject, row.code, words, row.due_on, is_met=True)
        return
    reason = _lay_there(row, setting)
    if reason is not None:
        words = f"{said}，到期时事项在督查室，不计"
        yield LeftOut(reason, subject, row.code, words, row.due_on)
        return
    is_missing = row.answered_on is None
    words = f"{said}，{'没有报' if is_missing else wording.day(row.answered_on) + '才报'}"
    what = Deduction.MISSING_REPORT if is_missing else Deduction.LATE_REPORT
    yield Item(ScorePart.REPORTING, subject, row.code, words, row.due_on, is_met=False)
    yield Mark(what, subject, row.code, words, row.due_on)


def _lay_there(row: OwedRow, setting: Setting) -> LeftOutReason | None:
    """Who objects cannot report; who applied for completion has said all that there is."""
    if setting.was_objected(row.task_id, row.due_on):
        return LeftOutReason.OBJECTED
    return LeftOutReason.EXCUSED if row.is_excused else None


def _share(share: ShareRow, then: TaskThen, setting: Setting) -> Iterator[Counted]:
    """By the day that the unit named; a task that was completed before asks nobody any more."""
    due, span, code = share.due_on, setting.span, then.task.code
    subject, said = f"share:{share.id}", f"{then.words.name}，分工“{share.what[:80]}”"
    first_named = share.named[0][1]
    is_due = span.period.first <= due <= span.passed_until
    if first_named < due and (is_due or span.period.first <= first_named <= span.passed_until):
        words = f"{said}，由{wording.day(first_named)}改报{wording.day(due)}，按后者计"
        yield LeftOut(LeftOutReason.EXTENDED, subject, code, words, first_named)
    if not is_due or share.lapsed_on is not None:
        return
    is_met = share.was_settled_by(due)
    done_before = then.completed_on is not None and then.completed_on <= due
    if not is_met and (done_before or setting.was_objected(share.task_id, due)):
        return
    how = f"{wording.day(share.settled_on)}完成" if share.settled_on else "没有完成"
    words = f"{said}，{wording.day(due)}到期，{how}"
    yield Item(ScorePart.COMPLETION, subject, code, words, due, is_met, share.duty)
    if not is_met:
        yield Mark(Deduction.LATE_CLOSING, subject, code, words, due, share.duty)


def _mark(row: MarkRow, tasks: dict[int, TaskThen]) -> Counted:
    then = tasks.get(row.task_id) if row.task_id is not None else None
    code, words = "", row.words
    if then is not None:
        code, words = then.task.code, f"{then.words.name}，{row.words}"
    if row.lifted_on is not None:
        told = f"{words}，{wording.day(row.lifted_on)}解除，不计"
        return LeftOut(LeftOutReason.LIFTED, row.subject, code, told, row.on)
    return Mark(row.what, row.subject, code, words, row.on)
