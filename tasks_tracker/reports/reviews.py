"""What waits for the office: reports, the longest waiting first, with the days that they waited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.lights import Light, Lines
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import light_rules, progress
from tasks_tracker.persistence.workdays import calendar

LONG = 3
"""Working days beyond which a wait is pointed out."""


@dataclass(frozen=True)
class Waiting:
    """A report that waits for review."""

    report: ProgressReport
    days: int
    """Working days since it was submitted."""
    light: Light
    is_late: bool
    """A milestone that it claims was submitted after its clock had ended."""
    is_own: bool
    """Handed in by the person who looks, and so for somebody else to review."""

    @property
    def is_long(self) -> bool:
        return self.days > LONG


def queue(user: User, today: date) -> list[Waiting]:
    """What waits for the person's office."""
    lines = light_rules.lines(today)
    return [_waiting(report, user, lines) for report in progress.waiting(user)]


def next_for(user: User) -> ProgressReport | None:
    """The report that has waited longest of those that this person may review."""
    return next((report for report in progress.waiting(user) if report.by is not user), None)


def before(report: ProgressReport, history: Sequence[ProgressReport]) -> ProgressReport | None:
    """The report before this one in a task's history, which is newest first."""
    older = history[history.index(report) + 1 :]
    return older[0] if older else None


def _waiting(report: ProgressReport, user: User, lines: Lines) -> Waiting:
    return Waiting(
        report=report,
        days=calendar().between(report.submitted_on, lines.today),
        light=report.task.light(lines),
        is_late=any(milestone.waits_late for milestone in report.milestones),
        is_own=report.by is user,
    )
