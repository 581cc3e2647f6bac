"""What changed since the last working day: lights then and now, and what was done in between."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, not_, select
from sqlalchemy.engine import Row

from tasks_tracker import clock
from tasks_tracker.domain.deadlines import ONE_DAY
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.lights import WORST_FIRST, Light, Lines
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.tasks import IN_FORCE
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import lights, touched
from tasks_tracker.reports.lights import Tally


@dataclass(frozen=True)
class Move:
    """A task whose light is another than on the last working day."""

    task_id: int
    code: str
    name: str
    before: Light
    after: Light
    ends_on: date | None
    days: int | None
    """Working days until the end of the running clock, negative once it has passed."""


@dataclass(frozen=True)
class Reported:
    """What came in since then."""

    reports: int
    units: int
    tasks: int


@dataclass(frozen=True)
class Happened:
    """How often something happened since then, and to how many tasks."""

    times: int
    tasks: int


@dataclass(frozen=True)
class Adopted:
    """A plan that came under supervision since then."""

    plan_id: int
    doc_no: str
    tasks: int


@dataclass(frozen=True)
class Changes:
    """The difference between two days."""

    since: date
    before: Tally
    after: Tally
    moves: Sequence[Move]
    adopted: Sequence[Adopted]
    reported: Reported
    events: Mapping[EventKind, Happened]

    @property
    def first_day(self) -> date:
        """What happened on this day or later is new."""
        return self.since + ONE_DAY

    def delta(self, light: Light) -> int:
        return self.after[light] - self.before[light]


def since_last_workday(seen: ColumnElement[bool], today: date) -> Changes:
    """Today against the end of the last working day."""
    return since(seen, calendar().last_before(today), today)


def since(seen: ColumnElement[bool], day: date, today: date) -> Changes:
    """Today against the end of an earlier day (10 statements, however many tasks).

    `seen` has the tasks that ended too: some of them were there on that day.
    """
    standing = seen & IN_FORCE
    then, now = light_rules.lines_then(day), light_rules.lines(today)
    tasks = touched.tasks(seen, day)
    past = touched.lights_on(day, tasks)
    before = Counter(lights.tally(standing & not_(touched.since(day)), then).counts)
    before.update(past.values())
    untouched = db.execute(_moved_by_time(standing, day, then, now)).all()
    moves = [
        _move(_seen_now(task), past[task.id], task.light(now), today)
        for task in tasks
        if not task.is_ended
    ]
    moves += [_move(row, WORST_FIRST[row.then], WORST_FIRST[row.now], today) for row in untouched]
    return Changes(
        since=day,
        before=Tally(before),
        after=lights.tally(standing, now),
        moves=sorted((move for move in moves if move.before is not move.after), key=_worst_first),
        adopted=_adopted(seen, day),
        reported=_reported(seen, day),
        events=_events(seen, day),
    )


def _moved_by_time(
    seen: ColumnElement[bool], day: date, then: Lines, now: Lines
) -> Select[*tuple[Any, ...]]:
    """Untouched tasks that lie behind another line than then."""
    return (
        select(
            Task.id,
            Region.mark,
            Task.number,
            Task.title,
            Task.part_title,
            Task.clock_ends_on,
            lights.rank(then).label("then"),
            lights.rank(now).label("now"),
        )
        .join(Region, Region.id == Task.region_id)
        .where(seen, not_(touched.since(day)), lights.rank(then) != lights.rank(now))
        .order_by(Task.id)
    )


@dataclass(frozen=True)
class _SeenNow:
    id: int
    mark: str
    number: int
    title: str
    part_title: str
    clock_ends_on: date | None


def _seen_now(task: Task) -> _SeenNow:
    mark, ends = task.region.mark, task.clock_ends_on
    return _SeenNow(task.id, mark, task.number, task.title, task.part_title, ends)


def _move(task: _SeenNow | Row[Any], before: Light, after: Light, today: date) -> Move:
    ends = task.clock_ends_on
    return Move(
        task_id=task.id,
        code=f"{task.mark}{task.number:03d}",
        name=f"{task.title}：{task.part_title}" if task.part_title else task.title,
        before=before,
        after=after,
        ends_on=ends,
        days=calendar().between(today, ends) if ends else None,
    )


def _worst_first(move: Move) -> tuple[int, date, str]:
    return WORST_FIRST.index(move.after), move.ends_on or date.max, move.code


def _adopted(seen: ColumnElement[bool], day: date) -> list[Adopted]:
    query = (
        select(Plan.id, Plan.doc_no, func.count())
        .join(Task, Task.plan_id == Plan.id)
        .where(seen, Plan.adopted_at >= clock.end_of(day))
        .group_by(Plan.id, Plan.doc_no)
        .order_by(Plan.id)
    )
    return [Adopted(*row) for row in db.execute(query)]


def _reported(seen: ColumnElement[bool], day: date) -> Reported:
    query = (
        select(
            func.count(),
            func.count(ProgressReport.unit_id.distinct()),
            func.count(ProgressReport.task_id.distinct()),
        )
        .join(Task, Task.id == ProgressReport.task_id)
        .where(seen, ProgressReport.submitted_on > day)
    )
    return Reported(*db.execute(query).one())


def _events(seen: ColumnElement[bool], day: date) -> dict[EventKind, Happened]:
    query = (
        select(Event.kind, func.count(), func.count(Event.task_id.distinct()))
        .join(Task, Task.id == Event.task_id)
        .where(seen, Event.at >= clock.end_of(day))
        .group_by(Event.kind)
    )
    return {row[0]: Happened(row[1], row[2]) for row in db.execute(query)}
