"""County columns (措施 × 县): how each county stands on each measure of a superior's plan.

Each region is asked by number and the answers are put together in memory; no query joins the
tasks of two regions.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink
from tasks_tracker.domain.differences import CountyMark as Mark
from tasks_tracker.domain.differences import DateChange, Relation
from tasks_tracker.domain.lights import LATE, WORST_FIRST, Light
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import lights

Place = tuple[int, int]
"""Region and number of a task."""


@dataclass(frozen=True)
class Standing:
    """A task as it stands."""

    task_id: int
    code: str
    title: str
    light: Light
    due_on: date | None
    """Where the clock of its last milestone ends."""


@dataclass(frozen=True)
class Cell:
    """A county on a measure."""

    marks: frozenset[Mark]
    tasks: tuple[Standing, ...]
    """Those that carry it, the worst light first."""
    likeness: int


@dataclass(frozen=True)
class Measure:
    """A row: one measure of the plan, which may have a task for each of its clauses."""

    section: str
    tasks: tuple[Standing, ...]
    cells: Mapping[int, Cell]
    """By county; none where the plans are not compared."""

    @property
    def head(self) -> Standing:
        return self.tasks[0]

    @property
    def light(self) -> Light:
        return _worst(self.tasks)

    @property
    def badness(self) -> tuple[int, int]:
        """First where most counties are late or have nothing, then the worst light of all."""
        bad = (Mark.LATE, Mark.DROPPED)
        worst = [WORST_FIRST.index(one.light) for cell in self.cells.values() for one in cell.tasks]
        return (
            -sum(any(mark in cell.marks for mark in bad) for cell in self.cells.values()),
            min(worst, default=len(WORST_FIRST)),
        )


@dataclass(frozen=True)
class County:
    """A column."""

    region: Region
    comparison_ids: Sequence[int]
    """Of its plans."""
    counts: Mapping[Mark, int]
    carried: int


@dataclass(frozen=True)
class Matrix:
    measures: Sequence[Measure]
    counties: Sequence[County]


@dataclass(frozen=True)
class Asked:
    """Which rows and columns are wanted."""

    region_id: int | None = None
    mark: Mark | None = None
    is_worst_first: bool = False


NOTHING = Matrix((), ())


def matrix(plan: Plan, today: date) -> Matrix:
    """All measures of a plan in its order (4 statements)."""
    comparisons = _comparisons(plan)
    own = _tasks_of(plan, today)
    links = [(one, link) for one in comparisons for link in one.links]
    below = _below(links, today)
    cells = {
        (one.subordinate_id, number): _cell(one, link, below)
        for one, link in links
        for number in link.carried
    }
    measures = [
        Measure(
            section=section,
            tasks=tuple(own[number][1] for number in numbers),
            cells=_of_counties(comparisons, cells, numbers[0]),
        )
        for section, numbers in _rows(own, [link for _one, link in links])
    ]
    return Matrix(measures, _counties(comparisons, measures))


def chosen(found: Matrix, asked: Asked) -> Sequence[Measure]:
    """The rows in which the county, or any, has the mark."""
    rows = [one for one in found.measures if asked.mark is None or _has(one, asked)]
    return sorted(rows, key=lambda one: one.badness) if asked.is_worst_first else rows


def columns(found: Matrix, asked: Asked) -> Sequence[County]:
    """The one county that was asked for, else all."""
    return [one for one in found.counties if one.region.id == asked.region_id] or found.counties


def plans(region: Region) -> Sequence[Plan]:
    """Those that are compared with plans below, the newest first (1 statement)."""
    compared = select(Comparison.plan_id).where(Comparison.region_id == region.id)
    query = select(Plan).where(Plan.id.in_(compared))
    return db.scalars(query.order_by(Plan.issued_on.desc(), Plan.id)).all()


def mark_named(name: str) -> Mark | None:
    return next((mark for mark in Mark if mark == name), None)


def _has(one: Measure, asked: Asked) -> bool:
    cells = one.cells.items()
    return any(asked.mark in cell.marks for at, cell in cells if asked.region_id in (None, at))


def _comparisons(plan: Plan) -> Sequence[Comparison]:
    query = (
        select(Comparison)
        .where(Comparison.plan_id == plan.id, Comparison.region_id == plan.region_id)
        .options(selectinload(Comparison.links))
        .order_by(Comparison.subordinate_id, Comparison.id)
    )
    return db.scalars(query).all()


def _tasks_of(plan: Plan, today: date) -> Mapping[int, tuple[str, Standing]]:
    """By number, with the section; what ended is no measure any more."""
    place = lights.rank(light_rules.lines(today)).label("place")
    query = (
        select(Task, place)
        .where(Task.plan_id == plan.id, Task.ended_on.is_(None))
        .options(joinedload(Task.section).load_only(Section.label))
        .order_by(Task.number)
    )
    return {
        task.number: (task.section.label, _standing(task, light))
        for task, light in db.execute(query)
    }


def _below(
    links: Iterable[tuple[Comparison, ComparisonLink]], today: date
) -> Mapping[Place, Standing]:
    """What the counties have, each asked by its numbers."""
    numbers: dict[int, set[int]] = {}
    for one, link in links:
        numbers.setdefault(one.subordinate_id, set()).update(link.carriers)
    asked = [
        and_(Task.region_id == region, Task.number.in_(wanted))
        for region, wanted in numbers.items()
        if wanted
    ]
    if not asked:
        return {}
    place = lights.rank(light_rules.lines(today)).label("place")
    query = select(Task, place).where(or_(*asked), Task.ended_on.is_(None))
    return {
        (task.region_id, task.number): _standing(task, light) for task, light in db.execute(query)
    }


def _standing(task: Task, place: int) -> Standing:
    return Standing(task.id, task.code, task.name, WORST_FIRST[place], task.due_ends_on)


def _rows(
    own: Mapping[int, tuple[str, Standing]], links: Collection[ComparisonLink]
) -> list[tuple[str, list[int]]]:
    """Which tasks are one measure: what some comparison takes together."""
    first_of = {number: link.superior_number for link in links for number in link.carried}
    rows: dict[int, list[int]] = {}
    for number in own:
        rows.setdefault(first_of.get(number, number), []).append(number)
    return [(own[numbers[0]][0], numbers) for numbers in rows.values()]


def _of_counties(
    comparisons: Sequence[Comparison], cells: Mapping[Place, Cell], number: int
) -> Mapping[int, Cell]:
    """Of several plans of one county, the one that carries the measure."""
    found: dict[int, Cell] = {}
    for one in comparisons:
        cell = cells.get((one.subordinate_id, number))
        if cell and (one.subordinate_id not in found or cell.tasks):
            found[one.subordinate_id] = cell
    return found


def _cell(comparison: Comparison, link: ComparisonLink, below: Mapping[Place, Standing]) -> Cell:
    places = [(comparison.subordinate_id, number) for number in link.carriers]
    tasks = sorted(
        (below[place] for place in places if place in below),
        key=lambda one: (WORST_FIRST.index(one.light), one.code),
    )
    said = {
        Mark.DROPPED: link.relation is Relation.DROPPED,
        Mark.LATE: any(one.light in LATE for one in tasks),
        Mark.LATER_DATE: link.date_change in (DateChange.LATER, DateChange.DROPPED),
        Mark.NARROWED: link.relation is Relation.NARROWED,
        Mark.PROPOSED: not link.is_confirmed,
    }
    marks = frozenset(mark for mark, holds in said.items() if holds)
    return Cell(marks=marks, tasks=tuple(tasks), likeness=link.likeness)


def _counties(comparisons: Sequence[Comparison], measures: Sequence[Measure]) -> Sequence[County]:
    of_region: dict[Region, list[int]] = {}
    for one in comparisons:
        of_region.setdefault(one.subordinate, []).append(one.id)
    return [_county(region, ids, measures) for region, ids in of_region.items()]


def _county(region: Region, ids: Sequence[int], measures: Sequence[Measure]) -> County:
    own = [one.cells[region.id] for one in measures if region.id in one.cells]
    return County(
        region=region,
        comparison_ids=ids,
        counts=Counter(mark for cell in own for mark in cell.marks),
        carried=sum(bool(cell.tasks) for cell in own),
    )


def _worst(tasks: Iterable[Standing]) -> Light:
    return min((one.light for one in tasks), key=WORST_FIRST.index)
