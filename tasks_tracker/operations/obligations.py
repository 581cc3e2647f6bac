"""What units owe by period: made when a period begins, answered by reports, noted when missed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.obligations import Obligation, answered_by
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.reporting import RULE, Period, current
from tasks_tracker.persistence import events, obligations
from tasks_tracker.persistence.obligations import Missed, Rule
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.wording import day, period_words

NAMED = 5
"""Units named in an event; of more it is said how many."""


@dataclass(frozen=True)
class Kept:
    """What a day brought."""

    asked: int
    missed: int
    unknown: Sequence[str]
    """Rules in use by which no period can be told."""


def keep(today: date, now: datetime) -> Kept:
    """Bring obligations up to the day (statements: a few for each rule, none for each task).

    A period is asked for only while its day lies ahead: what could not be seen in time is not
    owed.
    """
    workdays = calendar()
    by_plan, by_duty = obligations.rules_of_plans(), obligations.rules_of_duties()
    asked = _ask(by_plan, obligations.ask_by_plan, today, workdays)
    asked += _ask(by_duty, obligations.ask_by_duty, today, workdays)
    obligations.excuse_done(today)
    obligations.excuse_objected(today)
    obligations.excuse_applied(today)
    missed = obligations.missed(today)
    events.add_all([_missed(list(ones), now) for _, ones in groupby(missed, _what)])
    obligations.note_missed(today, now)
    obligations.keep_due_days()
    unknown = sorted({rule for rule, _ in (*by_plan, *by_duty) if not RULE.fullmatch(rule)})
    return Kept(asked, len(missed), unknown)


def answer(report: ProgressReport) -> list[Obligation]:
    """What this report answers; see `answered_by`. Nothing is asked where nothing is owed."""
    task = report.task
    if task.report_due_on is None:
        return []
    owed = obligations.open_of(task)
    own = [one for one in owed if one.unit_id == report.unit.id]
    found = answered_by(own, report.submitted_on)
    for one in found:
        one.answer(report)
    task.report_due_on = min((one.due_on for one in owed if one.is_open), default=None)
    return found


def _ask(
    rules: Sequence[Rule], ask: Callable[[Rule, Period, date], int], today: date, workdays: Workdays
) -> int:
    asked = 0
    for rule in rules:
        if RULE.fullmatch(rule[0]):
            period = _in_force(rule, today, workdays)
            asked += ask(rule, period, today) if period.due_on >= today else 0
    return asked


def _in_force(rule: Rule, today: date, workdays: Workdays) -> Period:
    """The period of today, due on a working day where the plan says so."""
    words, workday_rule = rule
    period = current(words, today)
    due_on = max(period.opens_on, workday_rule.applied_to(period.due_on, workdays))
    return Period(period.opens_on, due_on, period.key)


def _what(one: Missed) -> tuple[int, str, date]:
    return (one.task_id, one.period, one.due_on)


def _missed(ones: Sequence[Missed], now: datetime) -> events.Row:
    """One event for a task and a period, with the units."""
    first = ones[0]
    names = "、".join(one.unit for one in ones[:NAMED])
    more = f"等 {len(ones)} 个单位" if len(ones) > NAMED else ""
    words = f"{names}{more}，{period_words(first.period)}的反馈，{day(first.due_on)}前应报"
    return {
        "kind": EventKind.REPORT_MISSED,
        "at": now,
        "region_id": first.region_id,
        "task_id": first.task_id,
        "subject": f"task:{first.task_id}",
        "words": words[:300],
        "key": f"missed:{first.task_id}:{first.period}:{first.due_on}",
    }
