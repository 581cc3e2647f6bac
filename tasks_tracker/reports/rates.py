"""On-time rates: how many of the milestones that have fallen due were submitted in time.

A milestone has fallen due when its clock ended before the day asked for: whoever still has today
is not late yet, so on time + late + overdue is always the number fallen due. Time at the office
moves the end of the clock and so counts against nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, select

from tasks_tracker.domain.milestones import DeadlineKind, Milestone
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import percentages

TOO_FEW = 3
"""Fewer milestones fallen due than this tell nothing."""


@dataclass(frozen=True)
class Punctuality:
    """Milestones fallen due, and those of them submitted in time."""

    on_time: int = 0
    due: int = 0

    @property
    def rate(self) -> int | None:
        """In tenths of a per cent; None where too few have fallen due."""
        return percentages.rate(self.on_time, self.due, at_least=TOO_FEW)

    def __add__(self, other: "Punctuality") -> "Punctuality":
        return Punctuality(self.on_time + other.on_time, self.due + other.due)


def by_lead_unit(seen: ColumnElement[bool], today: date) -> dict[int, Punctuality]:
    """For each first lead unit that has milestones fallen due, by its id (1 statement)."""
    in_time = and_(
        Milestone.submitted_on.is_not(None), Milestone.submitted_on <= Milestone.clock_ends_on
    )
    query = (
        select(Task.lead_unit_id, func.sum(case((in_time, 1), else_=0)), func.count())
        .join(Milestone, Milestone.task_id == Task.id)
        .where(seen, Milestone.kind == DeadlineKind.BY, Milestone.clock_ends_on < today)
        .group_by(Task.lead_unit_id)
    )
    return {row[0]: Punctuality(row[1], row[2]) for row in db.execute(query)}


def total(parts: Iterable[Punctuality]) -> Punctuality:
    return sum(parts, Punctuality())
