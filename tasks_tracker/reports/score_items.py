"""What of tasks, milestones, reports and shares counts for which unit in a period (pure).

Days on which something lay with the office are nobody's: what the office has not decided counts
as if it had been decided well, or not at all, and a later decision never costs the unit a point.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from tasks_tracker import wording
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import LATE, Light, Lines, light_of
from tasks_tracker.domain.plans import clock_end
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.score_rules import Bonus, Deduction
from tasks_tracker.domain.scores import LeftOut, LeftOutReason, ScorePart
from tasks_tracker.domain.scoring import Item, Mark
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.reports.as_of import TaskThen, state_on
from tasks_tracker.reports.fallen_due import Span
from tasks_tracker.reports.milestones_then import MilestoneThen
from tasks_tracker.reports.score_rows import HoldRow, ObjectedRow

Counted = Item | Mark | LeftOut
Row = TypeVar("Row", HoldRow, ObjectedRow)
BEHIND = (*LATE, Light.LAGGING)


@dataclass(frozen=True)
class Setting:
    """For what it is counted, and what is known beside the tasks."""

    span: Span
    lines: Lines
    workdays: Workdays
    objected: Mapping[int, Sequence[ObjectedRow]]
    holds: Mapping[int, Sequence[HoldRow]]

    def was_objected(self, task_id: int, day: date) -> bool:
        return any(one.was_open_on(day) for one in self.objected.get(task_id, ()))

    def is_objected(self, task_id: int) -> bool:
        """At the end of the period."""
        day = self.span.as_of
        return any(one.is_open_after(day) for one in self.objected.get(task_id, ()))

    def held_by(self, task_id: int, unit_id: int, day: date) -> HoldRow | None:
        found = (one for one in self.holds.get(task_id, ()) if one.unit_id == unit_id)
        return next((one for one in found if one.holds(day)), None)


def of_task(then: TaskThen, setting: Setting) -> Iterator[Counted]:
    """For the unit that answers for the whole: its milestones, and how the task stood in the
    end."""
    for milestone in then.milestones:
        yield from _of_milestone(then, milestone, setting)
    if then.completed_on is None:
        yield _progress(then, setting)


def of_reports(
    then: TaskThen, answers: Mapping[int, Sequence[int]], span: Span
) -> Iterator[tuple[int, Counted]]:
    """For the units that wrote them: what was asked for, each thing once; what a unit tells beside
    that neither helps nor harms it."""
    seen: set[tuple[int, str]] = set()
    for report in then.reports:
        things = _things(report, answers)
        fresh = things - seen
        seen |= things
        if things and span.period.holds(report.submitted_on):
            yield from (
                (report.unit_id, one) for one in _of_report(then, report, is_fresh=bool(fresh))
            )


def _of_milestone(then: TaskThen, milestone: MilestoneThen, setting: Setting) -> Iterator[Counted]:
    is_due = setting.span.saw_due(milestone)
    yield from _extended(then, milestone, setting, is_due=is_due)
    if not is_due:
        yield from _asked_about(then, milestone, setting)
        return
    words = f"{_said(then, milestone)}，{_dated(milestone)}"
    subject, on = f"milestone:{milestone.milestone.id}", milestone.fell_due_on
    is_met = milestone.was_on_time
    yield Item(ScorePart.COMPLETION, subject, then.task.code, words, on, is_met)
    if is_met:
        yield from _early(then, milestone)
    else:
        yield _late(then, milestone, setting, words)


def _late(then: TaskThen, milestone: MilestoneThen, setting: Setting, words: str) -> Mark | LeftOut:
    """The clock decides; only the points taken for lateness beside the rate are spared where
    somebody else was late first."""
    subject, on, code = f"milestone:{milestone.milestone.id}", milestone.fell_due_on, then.task.code
    held = setting.held_by(then.task.id, then.words.lead_unit.id, on)
    if held is None:
        return Mark(Deduction.LATE_CLOSING, subject, code, words, on)
    whom = f"等{held.whom}配合" if held.whom else "需协调事项"
    told = f"{_said(then, milestone)}，到期时{whom}超过时限没有回音，不另扣逾期分"
    return LeftOut(LeftOutReason.HELD_UP, subject, code, told, on)


def _early(then: TaskThen, milestone: MilestoneThen) -> Iterator[Mark]:
    """By the original date: a later one makes nothing early."""
    original, on = milestone.milestone.original_due_on, milestone.submitted_on
    if original is None or on is None or on >= original:
        return
    days = (original - on).days
    words = f"{_said(then, milestone)}，比原定的{wording.day(original)}提前 {days} 天"
    subject = f"milestone:{milestone.milestone.id}"
    yield Mark(Bonus.EARLY, subject, then.task.code, words, on, days=days)


def _extended(
    then: TaskThen, milestone: MilestoneThen, setting: Setting, *, is_due: bool
) -> Iterator[LeftOut]:
    """Its date was moved by then, and by its original or its new one it belongs to the period."""
    of, span = milestone.milestone, setting.span
    if of.original_due_on is None or not any(move.on <= span.as_of for move in of.moves):
        return
    original_end = clock_end(
        of.original_due_on,
        rule=then.task.plan.workday_rule,
        paused_days=milestone.paused_days,
        workdays=setting.workdays,
    )
    if not is_due and not span.period.first <= original_end <= span.passed_until:
        return
    ends = "按新时限计入本期" if is_due else "本期不计"
    year = span.as_of.year
    words = (
        f"{_said(then, milestone)}，原定{wording.day(of.original_due_on, in_year=year)}，"
        f"批准延至{wording.day(milestone.due_on, in_year=year)}，{ends}"
    )
    subject = f"milestone:{of.id}"
    yield LeftOut(LeftOutReason.EXTENDED, subject, then.task.code, words, of.original_due_on)


def _asked_about(then: TaskThen, milestone: MilestoneThen, setting: Setting) -> Iterator[LeftOut]:
    """It would have run out, had it not lain with the office for an answer."""
    span, ends_on = setting.span, milestone.clock_ends_on
    if not milestone.is_asked_about or not span.period.first <= ends_on <= span.passed_until:
        return
    is_objected = milestone.stopped_by is StopReason.OBJECTION
    reason = LeftOutReason.OBJECTED if is_objected else LeftOutReason.WAITING
    why = "异议没有答复" if is_objected else "延期申请没有批复"
    words = f"{_said(then, milestone)}，{why}，时钟停着，本期不计"
    subject = f"milestone:{milestone.milestone.id}"
    yield LeftOut(reason, subject, then.task.code, words, ends_on)


def _progress(then: TaskThen, setting: Setting) -> Item:
    """Its light at the end, by what lies with the unit alone."""
    facts = replace(then.facts, submitted_late=False)
    light = light_of(facts, setting.lines)
    is_met = light not in BEHIND or setting.is_objected(then.task.id)
    day = wording.day(setting.span.as_of)
    words = f"{then.words.name}，{day}{'进度达标' if is_met else wording.word(light)}"
    subject, on = f"task:{then.task.id}", setting.span.as_of
    return Item(ScorePart.PROGRESS, subject, then.task.code, words, on, is_met)


def _of_report(then: TaskThen, report: ProgressReport, *, is_fresh: bool) -> Iterator[Counted]:
    state = state_on(then.day, report)
    is_met = state is not ReportState.RETURNED
    became = {
        ReportState.ACCEPTED: "审核通过",
        ReportState.RETURNED: "被退回",
        ReportState.SUBMITTED: "在督查室待审，按通过计",
    }[state]
    what = "办结申请" if report.is_application else "反馈"
    words = f"{then.words.name}，{wording.day(report.submitted_on)}的{what}{became}"
    subject, code, on = f"report:{report.id}", then.task.code, report.submitted_on
    if is_fresh:
        yield Item(ScorePart.FIRST_PASS, subject, code, words, on, is_met)
    if not is_met:
        yield Mark(Deduction.RETURNED_REPORT, subject, code, words, on)


def _things(report: ProgressReport, answers: Mapping[int, Sequence[int]]) -> set[tuple[int, str]]:
    """What was asked of its unit and is answered by it."""
    found = [f"milestone:{claim.milestone.id}" for claim in report.claims]
    found += [f"obligation:{one}" for one in answers.get(report.id, ())]
    found += ["application"] if report.is_application else []
    return {(report.unit_id, one) for one in found}


def _said(then: TaskThen, milestone: MilestoneThen) -> str:
    return f"{then.words.name}：{milestone.milestone.deliverable}"


def _dated(milestone: MilestoneThen) -> str:
    due, on = wording.day(milestone.fell_due_on), milestone.submitted_on
    if on is None:
        return f"{due}到期，没有报送"
    told = "按时" if milestone.was_on_time else "逾期"
    return f"{due}到期，{wording.day(on)}{told}报送"


def by_task(rows: Iterable[Row]) -> Mapping[int, Sequence[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.task_id, []).append(row)
    return found
