"""The due calendar of a month: how many tasks have something to hand in on which day."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, func, select

from tasks_tracker.domain.deadlines import Workdays, is_weekend
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import workdays
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.selection import unmet_due


@dataclass(frozen=True)
class Day:
    """One day of the month; weekends and weekdays that differ from the usual are marked."""

    day: date
    tasks: int
    is_off: bool
    is_holiday: bool
    is_makeup: bool


@dataclass(frozen=True)
class Month:
    """The weeks of a month from Monday on; None for the days of its neighbours."""

    first: date
    weeks: Sequence[Sequence[Day | None]]

    @property
    def previous(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def following(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def days(self) -> list[Day]:
        return [day for week in self.weeks for day in week if day]

    @property
    def tasks(self) -> int:
        return sum(day.tasks for day in self.days)

    @property
    def makeup_days(self) -> list[date]:
        return [day.day for day in self.days if day.is_makeup]

    @property
    def holidays(self) -> list[tuple[date, date]]:
        """First and last day of each stretch of holidays."""
        runs = groupby(self.days, key=lambda day: day.is_holiday)
        stretches = [[day.day for day in run] for is_holiday, run in runs if is_holiday]
        return [(run[0], run[-1]) for run in stretches]


def month(seen: ColumnElement[bool], first: date) -> Month:
    """The month that begins on `first` (1 statement)."""
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    query = (
        select(Milestone.due_on, func.count(Task.id.distinct()))
        .join(Milestone, Milestone.task_id == Task.id)
        .where(seen, unmet_due(first, last))
        .group_by(Milestone.due_on)
    )
    counts = {row[0]: row[1] for row in db.execute(query) if row[0]}
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    known = workdays.calendar()
    return Month(first, [[_day(day, first, counts, known) for day in week] for week in weeks])


def _day(day: date, first: date, counts: Mapping[date, int], known: Workdays) -> Day | None:
    if day.month != first.month:
        return None
    return Day(
        day=day,
        tasks=counts.get(day, 0),
        is_off=not known.is_workday(day),
        is_holiday=day in known.holidays,
        is_makeup=day in known.makeup_days and is_weekend(day),
    )
