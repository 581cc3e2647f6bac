"""The milestones of one task, each with its light and days, and what its light is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.lights import LATE, Light, Lines, Reason, Rule, light_of, reasons
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.days import Clock, Days, days


@dataclass(frozen=True)
class MilestoneRow:
    """One deadline as the task page shows it; without a clock it has neither light nor days."""

    milestone: Milestone
    light: Light | None
    days: Days | None

    @property
    def number(self) -> int:
        return self.milestone.position


@dataclass(frozen=True)
class Verdict:
    """The light of a task and the milestone that it comes from."""

    light: Light
    row: MilestoneRow | None
    rows: Sequence[MilestoneRow]
    reasons: Sequence[Reason]
    rule: Rule

    @property
    def met(self) -> int:
        return sum(row.milestone.state is MilestoneState.MET for row in self.dated)

    @property
    def dated(self) -> list[MilestoneRow]:
        return [row for row in self.rows if row.light]


def verdict(task: Task, today: date) -> Verdict:
    """What a task's light is today, and why."""
    lines = light_rules.lines(today)
    rows = [_row(milestone, lines) for milestone in task.milestones]
    found = reasons(task.facts, lines)
    light = found[0].light
    return Verdict(light, _row_of(light, rows), rows, found, lines.rule)


def _row(milestone: Milestone, lines: Lines) -> MilestoneRow:
    if not milestone.has_clock:
        return MilestoneRow(milestone, None, None)
    counted = days(Clock.of(milestone), lines.today, calendar())
    return MilestoneRow(milestone, light_of(milestone.facts, lines), counted)


def _row_of(light: Light, rows: Sequence[MilestoneRow]) -> MilestoneRow | None:
    """The first of the milestones that show the task's light, else the next to be met."""
    unmet = [row for row in rows if row.light and row.light is not Light.DONE]
    unmet.sort(key=lambda row: row.milestone.clock_ends_on or date.max)
    alike = [row for row in unmet if row.light is light or {row.light, light} <= set(LATE)]
    return next(iter(alike or unmet), None)
