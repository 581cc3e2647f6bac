"""The roadmap (路线图) of a plan: its milestones on a time axis, where they stood first and where
they stand now, by section or by first lead unit."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from tasks_tracker.domain.milestones import DeadlineKind, Milestone, MilestoneState
from tasks_tracker.domain.periods import ONE_DAY, month_of
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.persistence.session import db

NARROWEST, WHOLE_WIDTH = 66, 924
"""Pixels of a month, and of all of them where they are few."""


class By(StrEnum):
    """What a row stands for."""

    SECTION = "section"
    UNIT = "unit"


class Mark(StrEnum):
    """How a milestone stands; of several in one month the first of these is shown."""

    LATE = "late"
    WAITING = "waiting"
    OPEN = "open"
    MET = "met"


@dataclass(frozen=True)
class Point:
    """One milestone."""

    task_id: int
    deliverable: str
    original_on: date
    due_on: date
    mark: Mark

    @property
    def is_moved(self) -> bool:
        return self.due_on != self.original_on


@dataclass(frozen=True)
class TaskRow:
    """The milestones of one task."""

    task_id: int
    code: str
    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Cell:
    """A month of a row: tasks with something unmet that is due then, and milestones met."""

    first: date
    last: date
    tasks: int
    mark: Mark
    met: int


@dataclass(frozen=True)
class Shift:
    """So many milestones were moved from the one month to the other."""

    before: date
    after: date
    count: int


@dataclass(frozen=True)
class RoadRow:
    """A section or a unit."""

    key: int
    label: str
    region_id: int
    tasks: Sequence[TaskRow]

    @property
    def points(self) -> list[Point]:
        return [point for task in self.tasks for point in task.points]

    @property
    def cells(self) -> list[Cell]:
        by_month: dict[date, list[Point]] = defaultdict(list)
        for point in self.points:
            by_month[point.due_on.replace(day=1)].append(point)
        return [_cell(first, by_month[first]) for first in sorted(by_month)]

    @property
    def shifts(self) -> list[Shift]:
        """Between months; what was moved within one is seen at the task."""
        moved = Counter(
            (point.original_on.replace(day=1), point.due_on.replace(day=1)) for point in self.points
        )
        return [Shift(*pair, count) for pair, count in sorted(moved.items()) if pair[0] != pair[1]]


@dataclass(frozen=True)
class Axis:
    """The months that are shown, and where a day stands among them."""

    first: date
    last: date

    @property
    def months(self) -> list[date]:
        found, month = [], month_of(self.first)
        while month.first <= self.last:
            found.append(month.first)
            month = month.following
        return found

    @property
    def step(self) -> int:
        return max(NARROWEST, WHOLE_WIDTH // len(self.months))

    @property
    def width(self) -> int:
        return self.step * len(self.months)

    def x(self, day: date) -> float:
        """Pixels from the left: months are of one width, however many days they have."""
        month = month_of(day)
        days = (month.last - month.first).days + 1
        number = (day.year - self.first.year) * 12 + day.month - self.first.month
        return round(self.step * (number + (day.day - 0.5) / days), 1)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Roadmap:
    """All of it."""

    axis: Axis
    rows: Sequence[RoadRow]

    @property
    def moved(self) -> list[tuple[TaskRow, Point]]:
        """What does not stand where it stood first, the soonest in front."""
        tasks = [task for row in self.rows for task in row.tasks]
        found = [(task, point) for task in tasks for point in task.points if point.is_moved]
        return sorted(found, key=lambda pair: (pair[1].due_on, pair[0].code))


def roadmap(seen: ColumnElement[bool], by: By, today: date) -> Roadmap | None:
    """Of the tasks in sight, which are those of one plan; None where none has a date
    (1 statement)."""
    found = db.execute(_milestones(seen, by)).all()
    if not found:
        return None
    days = [day for row in found for day in (row.original_due_on, row.due_on)]
    axis = Axis(min(days).replace(day=1), month_of(max(days)).last)
    rows: dict[tuple[int, str, int], dict[int, TaskRow]] = defaultdict(dict)
    points: dict[int, list[Point]] = defaultdict(list)
    for row in found:
        name = f"{row.title}：{row.part_title}" if row.part_title else row.title
        code = f"{row.mark}{row.number:03d}"
        task = TaskRow(row.task_id, code, name, points[row.task_id])
        rows[row.key, row.label, row.region_id].setdefault(row.task_id, task)
        points[row.task_id].append(_point(row, today))
    return Roadmap(axis, [RoadRow(*key, list(tasks.values())) for key, tasks in rows.items()])


def _milestones(seen: ColumnElement[bool], by: By) -> Select[*tuple[Any, ...]]:
    group = (Section.id, Section.label) if by is By.SECTION else (Unit.id, Unit.name)
    order = Section.position if by is By.SECTION else Unit.position
    return (
        select(
            group[0].label("key"),
            group[1].label("label"),
            Task.region_id,
            Task.id.label("task_id"),
            Region.mark,
            Task.number,
            Task.title,
            Task.part_title,
            Milestone.deliverable,
            Milestone.original_due_on,
            Milestone.due_on,
            Milestone.clock_ends_on,
            Milestone.state,
        )
        .join(Task, Task.id == Milestone.task_id)
        .join(Section, Section.id == Task.section_id)
        .join(Unit, Unit.id == Task.lead_unit_id)
        .join(Region, Region.id == Task.region_id)
        .where(seen, Milestone.kind == DeadlineKind.BY)
        .order_by(order, group[0], Task.number, Milestone.due_on, Milestone.position)
    )


def _point(row: Row[Any], today: date) -> Point:
    return Point(row.task_id, row.deliverable, row.original_due_on, row.due_on, _mark(row, today))


def _mark(row: Row[Any], today: date) -> Mark:
    if row.state is MilestoneState.MET:
        return Mark.MET
    if row.state is MilestoneState.SUBMITTED:
        return Mark.WAITING
    return Mark.LATE if row.clock_ends_on < today else Mark.OPEN


def _cell(first: date, points: Sequence[Point]) -> Cell:
    unmet = [point for point in points if point.mark is not Mark.MET]
    marks: Mapping[Mark, int] = {mark: place for place, mark in enumerate(Mark)}
    return Cell(
        first=first,
        last=month_of(first).following.first - ONE_DAY,
        tasks=len({point.task_id for point in unmet}),
        mark=min((point.mark for point in points), key=marks.__getitem__),
        met=len(points) - len(unmet),
    )
