"""Lights: what a task's facts mean on a given day (PRODUCT, section 5.2).

The same rule stands twice on purpose: `reasons` decides for one task in memory, and the `Lines`
are the dates between the lights, so that a query can ask for a range over an index.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tasks_tracker.domain.deadlines import Workdays


class Light(StrEnum):
    """Worst first."""

    SEVERE = "severe"
    OVERDUE = "overdue"
    LAGGING = "lagging"
    DUE_SOON = "due_soon"
    IDLE = "idle"
    NORMAL = "normal"
    DONE = "done"


WORST_FIRST = tuple(Light)
LATE = (Light.SEVERE, Light.OVERDUE)


class OverdueBy(StrEnum):
    """Which missed date makes a task overdue; what was missed before it makes it lag."""

    LAST = "last"
    ANY = "any"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The figures of the rule in one version; the one that came with the program is 0."""

    version: int = 0
    holds_from: date = date.min
    due_soon_within: int = 7
    """Working days ahead within which an item is due soon."""
    report_soon_within: int = 3
    """Working days ahead within which a report is due soon."""
    behind_points: int = 10
    """Points behind its trajectory from which an item lags."""
    severe_after: int = 10
    """Working days late beyond which an overdue item is severely overdue."""
    red_slips: int = 2
    """Red slips with which an item that is late is severely overdue, however short."""
    overdue_by: OverdueBy = OverdueBy.LAST


DEFAULT = Rule()


def rule_on(day: date, rules: Sequence[Rule]) -> Rule:
    """The one that holds on a day; `rules` in the order in which they were set."""
    return next((rule for rule in reversed(rules) if rule.holds_from <= day), DEFAULT)


@dataclass(frozen=True)
class Lines:
    """The dates that separate the lights on one day."""

    today: date
    severe_before: date
    """What was due before this day is severely overdue."""
    soon_until: date
    """Clocks that end up to and including this day are due soon."""
    report_soon_until: date
    """The same of reports."""
    rule: Rule = DEFAULT

    @classmethod
    def on(cls, today: date, workdays: Workdays, rule: Rule = DEFAULT) -> "Lines":
        return cls(
            today=today,
            severe_before=_first_day_with(rule.severe_after, today, workdays),
            soon_until=_last_day_within(rule.due_soon_within, today, workdays),
            report_soon_until=_last_day_within(rule.report_soon_within, today, workdays),
            rule=rule,
        )


@dataclass(frozen=True)
class Facts:
    """What a light depends on, and nothing else."""

    is_completed: bool
    has_begun: bool
    clock_ends_on: date | None
    """The earliest end of a clock that runs; None while none runs."""
    submitted_late: bool
    """Something lies with the office that was submitted after its clock had ended."""
    due_ends_on: date | None = None
    """The end of the clock of the last milestone; None unless it runs."""
    report_due_on: date | None = None
    """The earliest day of a report that was not given."""
    behind_from: date | None = None
    """The day from which it is too far behind its trajectory."""
    red_slips: int = 0

    def due_on(self, rule: Rule) -> date | None:
        """The date whose passing makes it overdue."""
        return self.due_ends_on if rule.overdue_by is OverdueBy.LAST else self.clock_ends_on


class Cause(StrEnum):
    """Why a light shines."""

    LONG_PAST = "long_past"
    RED_SLIPS = "red_slips"
    PAST = "past"
    MILESTONE_MISSED = "milestone_missed"
    REPORT_MISSED = "report_missed"
    BEHIND = "behind"
    SUBMITTED_LATE = "submitted_late"
    MILESTONE_SOON = "milestone_soon"
    REPORT_SOON = "report_soon"
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"


@dataclass(frozen=True)
class Reason:
    """One reason for a light, with the date that it is about."""

    light: Light
    cause: Cause
    on: date | None = None


def reasons(facts: Facts, lines: Lines) -> list[Reason]:
    """All that speaks for the light of a task on a day, and what lighter things are true of it
    besides; the worst first."""
    if facts.is_completed:
        return [Reason(Light.DONE, Cause.COMPLETED)]
    found = [*_late(facts, lines), *_lagging(facts, lines)]
    return found or [*_soon(facts, lines)] or [_calm(facts)]


def light_of(facts: Facts, lines: Lines) -> Light:
    return reasons(facts, lines)[0].light


def _late(facts: Facts, lines: Lines) -> Iterator[Reason]:
    due, rule = facts.due_on(lines.rule), lines.rule
    if _before(due, lines.severe_before):
        yield Reason(Light.SEVERE, Cause.LONG_PAST, due)
    if facts.red_slips >= rule.red_slips and _before(facts.clock_ends_on, lines.today):
        yield Reason(Light.SEVERE, Cause.RED_SLIPS, facts.clock_ends_on)
    if _before(due, lines.today) and not _before(due, lines.severe_before):
        yield Reason(Light.OVERDUE, Cause.PAST, due)


def _lagging(facts: Facts, lines: Lines) -> Iterator[Reason]:
    ends, due = facts.clock_ends_on, facts.due_on(lines.rule)
    if _before(ends, lines.today) and ends != due:
        yield Reason(Light.LAGGING, Cause.MILESTONE_MISSED, ends)
    if _before(facts.report_due_on, lines.today):
        yield Reason(Light.LAGGING, Cause.REPORT_MISSED, facts.report_due_on)
    if facts.behind_from is not None and facts.behind_from <= lines.today:
        yield Reason(Light.LAGGING, Cause.BEHIND, facts.behind_from)
    if facts.submitted_late:
        yield Reason(Light.LAGGING, Cause.SUBMITTED_LATE)


def _soon(facts: Facts, lines: Lines) -> Iterator[Reason]:
    ends, report = facts.clock_ends_on, facts.report_due_on
    if ends is not None and ends <= lines.soon_until:
        yield Reason(Light.DUE_SOON, Cause.MILESTONE_SOON, ends)
    if report is not None and report <= lines.report_soon_until:
        yield Reason(Light.DUE_SOON, Cause.REPORT_SOON, report)


def _calm(facts: Facts) -> Reason:
    if facts.has_begun:
        return Reason(Light.NORMAL, Cause.UNDER_WAY, facts.clock_ends_on)
    return Reason(Light.IDLE, Cause.NOT_BEGUN, facts.clock_ends_on)


def _before(day: date | None, line: date) -> bool:
    return day is not None and day < line


def worst(lights: Sequence[Light]) -> Light | None:
    """The light of a unit, a section or a plan: that of the worst task in it."""
    return min(lights, key=WORST_FIRST.index, default=None)


def _first_day_with(count: int, today: date, workdays: Workdays) -> date:
    """The earliest day from which `today` is at most `count` working days away."""
    day = workdays.add(today, -count)
    while workdays.between(day - timedelta(days=1), today) <= count:
        day -= timedelta(days=1)
    return day


def _last_day_within(count: int, today: date, workdays: Workdays) -> date:
    """The latest day that is at most `count` working days after `today`."""
    day = workdays.add(today, count)
    while workdays.between(today, day + timedelta(days=1)) <= count:
        day += timedelta(days=1)
    return day
