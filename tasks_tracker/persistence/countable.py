"""What the tables know against units: each fact with its day, by the unit.

Days on which an item lay with the office do not count, and dates that were granted later hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, and_, or_, select

from tasks_tracker import clock
from tasks_tracker.domain.accountability import AccountabilityRule, Counted
from tasks_tracker.domain.accountability_cases import AccountabilityFact
from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.checks import Finding as Verdict
from tasks_tracker.domain.findings import Finding, FindingState
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.ladder import Step
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.persistence.session import db

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class CountedFact:
    """One thing that happened to one unit."""

    unit_id: int
    on: date
    subject: str
    """report:12."""
    words: str


@dataclass(frozen=True)
class Span:
    """From one day to another, both with it; `today` is the day on which it is asked."""

    first: date
    last: date
    today: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment up to the first one that does not belong to it."""
        zone = clock.zone()
        end = self.last + ONE_DAY
        return datetime.combine(self.first, time(), zone), datetime.combine(end, time(), zone)


def facts(rule: AccountabilityRule, span: Span) -> Mapping[int, list[CountedFact]]:
    """By the unit, in order of their days (1 statement)."""
    found: dict[int, list[CountedFact]] = {}
    for one in sorted(_READERS[rule.counted](rule, span)):
        found.setdefault(one.unit_id, []).append(one)
    return found


def _entered(rule: AccountabilityRule, span: Span) -> list[CountedFact]:
    query = select(
        AccountabilityFact.unit_id,
        AccountabilityFact.happened_on,
        AccountabilityFact.id,
        AccountabilityFact.words,
    ).where(
        AccountabilityFact.rule_id == rule.id,
        AccountabilityFact.withdrawn_at.is_(None),
        AccountabilityFact.happened_on.between(span.first, min(span.last, span.today)),
    )
    return [
        CountedFact(unit_id, on, f"liability_fact:{fact_id}", words)
        for unit_id, on, fact_id, words in db.execute(query)
    ]


def _red_slips(rule: AccountabilityRule, span: Span) -> list[CountedFact]:
    """A slip that was lifted does not count."""
    query = (
        select(Urging.unit_id, Urging.issued_on, Urging.id, Task.title)
        .join(Urging.task)
        .where(
            Task.region_id == rule.region_id,
            Urging.level == Step.RED.level,
            Urging.state != UrgingState.LIFTED,
            Urging.issued_on.between(span.first, span.last),
        )
    )
    return _about("urging", "红色督办单", query)


def _returned(rule: AccountabilityRule, span: Span) -> list[CountedFact]:
    begin, end = span.moments
    query = (
        select(ProgressReport.unit_id, ProgressReport.reviewed_at, ProgressReport.id, Task.title)
        .join(ProgressReport.task)
        .where(
            Task.region_id == rule.region_id,
            ProgressReport.state == ReportState.RETURNED,
            ProgressReport.reviewed_at >= begin,
            ProgressReport.reviewed_at < end,
        )
    )
    return [
        CountedFact(unit_id, clock.local(at).date(), f"report:{report_id}", f"反馈被退回：{title}")
        for unit_id, at, report_id, title in db.execute(query)
        if at is not None
    ]


def _missed(rule: AccountabilityRule, span: Span) -> list[CountedFact]:
    """Asked for before its day and not answered up to it; what was excused before it was noted (the
    task lay with the office) was not missed."""
    query = (
        select(Obligation.unit_id, Obligation.due_on, Obligation.id, Task.title)
        .join(Obligation.task)
        .where(
            Task.region_id == rule.region_id,
            Obligation.due_on.between(span.first, min(span.last, span.today - ONE_DAY)),
            Obligation.asked_on <= Obligation.due_on,
            or_(Obligation.answered_on.is_(None), Obligation.answered_on > Obligation.due_on),
            or_(Obligation.excused_on.is_(None), Obligation.noted_at.is_not(None)),
        )
    )
    return _about("obligation", "到期没有报送", query)


def _untrue(rule: AccountabilityRule, span: Span) -> list[CountedFact]:
    query = (
        select(ProgressReport.unit_id, Check.found_on, Check.id, Task.title)
        .join(Check.report)
        .join(Task, Task.id == Check.task_id)
        .where(
            Check.region_id == rule.region_id,
            Check.finding == Verdict.UNTRUE,
            Check.found_on.between(span.first, span.last),
        )
    )
    return _about("check", "核查认定不实", query)


def _overdue(rule: AccountabilityRule, span: Span) -> list[CountedFact]:
    """The clock ended before the unit answered; whoever answered in time and was returned has the
    days that were left."""
    is_late = or_(
        and_(Finding.state == FindingState.OPEN, Finding.clock_ends_on < span.today),
        and_(
            Finding.state.in_([FindingState.SUBMITTED, FindingState.MENDED]),
            Finding.submitted_on > Finding.clock_ends_on,
        ),
    )
    query = (
        select(Finding.unit_id, Finding.clock_ends_on, Finding.id, Finding.fact)
        .join(Finding.inspection)
        .where(
            Inspection.region_id == rule.region_id,
            is_late,
            Finding.clock_ends_on.between(span.first, span.last),
        )
    )
    return _about("finding", "整改逾期", query)


def _about(noun: str, words: str, query: Select[int, date | None, int, str]) -> list[CountedFact]:
    return [
        CountedFact(unit_id, on, f"{noun}:{id_}", f"{words}：{title}")
        for unit_id, on, id_, title in db.execute(query)
        if on is not None
    ]


_READERS: Mapping[Counted, Callable[[AccountabilityRule, Span], list[CountedFact]]] = {
    Counted.ENTERED: _entered,
    Counted.RED_SLIPS: _red_slips,
    Counted.RETURNED_REPORTS: _returned,
    Counted.MISSED_REPORTS: _missed,
    Counted.UNTRUE_COMPLETIONS: _untrue,
    Counted.OVERDUE_FINDINGS: _overdue,
}
