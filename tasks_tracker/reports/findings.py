"""Findings as lists show them: each with its light and its days; what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tasks_tracker.domain.findings import FOLLOWED, Finding, FindingState
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.lights import WORST_FIRST, Light, light_of
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User
from tasks_tracker.persistence import findings, light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.days import Clock, Days, days
from tasks_tracker.reports.todo import Todo
from tasks_tracker.wording import word


@dataclass(frozen=True)
class Row:
    """One finding on a day; a draft and a withdrawn one have no light."""

    finding: Finding
    light: Light | None
    days: Days | None

    @property
    def standing(self) -> str:
        """In one word: 正常, 临期, 逾期, 严重逾期, 待审, 已整改."""
        if self.light is None or self.finding.state is not FindingState.OPEN:
            return word(self.finding.state)
        return word(self.light)


def rows(found: Sequence[Finding], today: date) -> list[Row]:
    lines, workdays = light_rules.lines(today), calendar()

    def row(finding: Finding) -> Row:
        if finding.state not in FOLLOWED or finding.clock_ends_on is None:
            return Row(finding, None, None)
        clock = Clock(MilestoneState.OPEN, finding.clock_ends_on, finding.submitted_on)
        return Row(finding, light_of(finding.facts, lines), days(clock, today, workdays))

    return [row(finding) for finding in found]


def worst_first(listed: Sequence[Row]) -> list[Row]:
    """Those that lie with the office come after those that are late."""

    def place(row: Row) -> tuple[int, date, int]:
        rank = WORST_FIRST.index(row.light) if row.light else len(WORST_FIRST)
        return rank, row.finding.clock_ends_on or date.max, row.finding.id

    return sorted(listed, key=place)


def of_task(task: Task, user: User, today: date) -> list[Row] | None:
    """What inspections found about a task, for its page (1 statement)."""
    return rows(findings.of_task(task, user), today) or None


def to_mend(user: User, _today: date) -> Todo | None:
    """Findings that lie with the own units (1 statement)."""
    if not user.holds(*UNIT_ROLES):
        return None
    query = select(func.count(), func.min(Finding.clock_ends_on)).where(
        Finding.unit_id.in_([unit.id for unit in user.units]),
        Finding.state == FindingState.OPEN,
    )
    count, first = db.execute(query).one()
    return Todo("督导整改", count, "findings.index", due_on=first)


def to_review(user: User, _today: date) -> Todo | None:
    """Replies that wait for the own office (1 statement)."""
    if not user.holds(*OFFICE_ROLES) or user.region is None:
        return None
    query = (
        select(func.count(), func.min(Finding.submitted_on))
        .join(Finding.inspection)
        .where(Inspection.region_id == user.region.id, Finding.state == FindingState.SUBMITTED)
    )
    count, since = db.execute(query).one()
    words = f"最早一件 {since.month}月{since.day}日报来" if since else ""
    return Todo("整改待审", count, "findings.index", first=words)
