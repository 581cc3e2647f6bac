"""What the office asks of units (基层减负): reports, urgings, the same thing twice, and what one
text served. Nothing here counts what people do; it counts what is demanded of them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select, true

from tasks_tracker import clock
from tasks_tracker.domain.ladder import STEPS, Step
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.periods import Period, month_of
from tasks_tracker.domain.progress import MilestoneClaim, ProgressReport
from tasks_tracker.domain.same_matters import SameMatter
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.persistence.session import db

MONTHS = 6
"""In the row of months."""
SLIP = 2
"""From this step of the ladder on a numbered paper is sent."""


@dataclass(frozen=True)
class Demand:
    """A report that was asked for by a day of the period."""

    task_id: int
    code: str
    title: str
    due_on: date
    answered_on: date | None
    is_excused: bool
    again: str = ""
    """The code of the task about the same matter for which it was asked for as well."""


@dataclass(frozen=True)
class Urged:
    """A step of the ladder towards the unit."""

    urging_id: int
    task_id: int
    code: str
    title: str
    level: int
    issued_on: date

    @property
    def step(self) -> Step:
        return STEPS[self.level]


@dataclass(frozen=True)
class Text:
    """What was written once, with the tasks that it was given for."""

    at: datetime
    codes: tuple[str, ...]
    is_asked: bool
    """It answers something owed, claims a milestone or applies for completion."""


@dataclass
class UnitBurden:
    """One unit in a period; each figure is the number of rows beside it."""

    unit_id: int
    name: str
    demands: list[Demand] = field(default_factory=list)
    urged: list[Urged] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)

    @property
    def asked(self) -> list[Demand]:
        return [one for one in self.demands if not one.is_excused]

    @property
    def excused(self) -> list[Demand]:
        return [one for one in self.demands if one.is_excused]

    @property
    def twice(self) -> list[Demand]:
        return [one for one in self.asked if one.again]

    @property
    def urgings(self) -> list[Urged]:
        return [one for one in self.urged if one.level < SLIP]

    @property
    def slips(self) -> list[Urged]:
        return [one for one in self.urged if one.level >= SLIP]

    @property
    def unasked(self) -> list[Text]:
        return [one for one in self.texts if not one.is_asked]

    @property
    def shared(self) -> list[Text]:
        """Texts that served several items."""
        return [one for one in self.texts if len(one.codes) > 1]

    @property
    def served(self) -> int:
        """Items that such texts served."""
        return sum(len(one.codes) for one in self.shared)

    @property
    def weight(self) -> int:
        """How many times something was asked of it."""
        return len(self.asked) + len(self.urged)


@dataclass(frozen=True)
class Month:
    """All units of a region together."""

    period: Period
    asked: int
    urged: int


def of_period(
    region: Region, period: Period, *, units: Collection[int] | None = None
) -> Sequence[UnitBurden]:
    """The unit of which most was asked first; only units of which anything was (5 statements)."""
    of_unit = _Units(region)
    for unit_id, demand in _demands(region, period):
        of_unit[unit_id].demands.append(demand)
    for unit_id, urged in _urged(region, period):
        of_unit[unit_id].urged.append(urged)
    for unit_id, text in _texts(region, period):
        of_unit[unit_id].texts.append(text)
    found = [one for one in of_unit.found.values() if units is None or one.unit_id in units]
    return sorted(found, key=lambda one: (-one.weight, of_unit.places[one.unit_id]))


def months(region: Region, last: Period) -> Sequence[Month]:
    """The months up to one, the newest last (1 statement)."""
    periods = [month_of(last.last)]
    while len(periods) < MONTHS:
        periods.insert(0, periods[0].preceding)
    owed = _sums(Obligation.due_on, periods).where(_owed(region, periods)).subquery()
    urged = _sums(Urging.issued_on, periods).where(Task.region_id == region.id).subquery()
    counts = db.execute(select(owed, urged).join_from(owed, urged, true())).one()
    pairs = zip(counts[:MONTHS], counts[MONTHS:], strict=True)
    return [Month(period, *pair) for period, pair in zip(periods, pairs, strict=True)]


class _Units:
    """The units of a region, each made when something is found of it."""

    def __init__(self, region: Region) -> None:
        query = select(Unit.id, Unit.name).where(Unit.region_id == region.id)
        rows = db.execute(query.order_by(Unit.position, Unit.id)).all()
        self.names = {row.id: row.name for row in rows}
        self.places = {unit_id: place for place, unit_id in enumerate(self.names)}
        self.found: dict[int, UnitBurden] = {}

    def __getitem__(self, unit_id: int) -> UnitBurden:
        made = UnitBurden(unit_id, self.names[unit_id])
        return self.found.setdefault(unit_id, made)


def _demands(region: Region, period: Period) -> Iterable[tuple[int, Demand]]:
    """By unit (2 statements)."""
    query = (
        select(Obligation.unit_id, Obligation.task_id, Obligation.period, Task.number, Task.title)
        .add_columns(Obligation.due_on, Obligation.answered_on, Obligation.excused_on)
        .join(Task, Task.id == Obligation.task_id)
        .where(Task.region_id == region.id, Obligation.due_on.between(period.first, period.last))
        .order_by(Obligation.due_on, Task.number, Obligation.id)
    )
    rows = db.execute(query).all()
    again = _asked_again(region, period, rows)
    for row in rows:
        yield (
            row.unit_id,
            Demand(
                task_id=row.task_id,
                code=_code(region, row.number),
                title=row.title,
                due_on=row.due_on,
                answered_on=row.answered_on,
                is_excused=row.excused_on is not None,
                again=again.get((row.unit_id, row.task_id, row.period), ""),
            ),
        )


def _asked_again(
    region: Region, period: Period, rows: Sequence[Any]
) -> Mapping[tuple[int, int, str], str]:
    """Where a unit was asked about both tasks of a pair for one period: the later one of the two,
    with the code of the other."""
    owed = {
        (row.unit_id, row.task_id, row.period): row.number for row in rows if row.excused_on is None
    }
    of_task: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for key in owed:
        of_task[key[1]].append(key)
    found: dict[tuple[int, int, str], str] = {}
    for first, second in _pairs(region, period):
        for unit_id, task_id, when in of_task[second]:
            number = owed.get((unit_id, first, when))
            if number is not None:
                found[unit_id, task_id, when] = _code(region, number)
    return found


def _pairs(region: Region, period: Period) -> Sequence[tuple[int, int]]:
    """Tasks that were known as the same matter in the period."""
    query = (
        select(SameMatter.task_id, SameMatter.other_id)
        .join(Task, Task.id == SameMatter.task_id)
        .where(
            Task.region_id == region.id,
            SameMatter.at <= clock.end_of(period.last),
            SameMatter.ended_at.is_(None)
            | (SameMatter.ended_at > clock.end_of(period.first - timedelta(days=1))),
        )
        .order_by(SameMatter.id)
    )
    return [(first, second) for first, second in db.execute(query)]


def _urged(region: Region, period: Period) -> Iterable[tuple[int, Urged]]:
    query = (
        select(Urging.id, Urging.unit_id, Urging.task_id, Task.number, Task.title)
        .add_columns(Urging.level, Urging.issued_on)
        .join(Task, Task.id == Urging.task_id)
        .where(Task.region_id == region.id, Urging.issued_on.between(period.first, period.last))
        .order_by(Urging.issued_on, Urging.id)
    )
    for row in db.execute(query):
        code = _code(region, row.number)
        urged = Urged(row.id, row.task_id, code, row.title, row.level, row.issued_on)
        yield row.unit_id, urged


def _texts(region: Region, period: Period) -> Iterable[tuple[int, Text]]:
    """What was sent at one moment in the same words is one text."""
    codes: dict[tuple[int, datetime, str], list[str]] = defaultdict(list)
    asked: Counter[tuple[int, datetime, str]] = Counter()
    for row in db.execute(_reports(region, period)):
        key = (row.unit_id, row.submitted_at, row.progress)
        codes[key].append(_code(region, row.number))
        asked[key] += row.is_asked
    for key, named in codes.items():
        unit_id, at, _progress = key
        yield unit_id, Text(at, tuple(named), is_asked=asked[key] > 0)


def _reports(region: Region, period: Period) -> Select[*tuple[Any, ...]]:
    answers = exists().where(Obligation.report_id == ProgressReport.id)
    claims = exists().where(MilestoneClaim.report_id == ProgressReport.id)
    is_asked = case((answers | claims | ProgressReport.is_application, 1), else_=0)
    return (
        select(ProgressReport.unit_id, ProgressReport.submitted_at, ProgressReport.progress)
        .add_columns(Task.number, is_asked.label("is_asked"))
        .join(Task, Task.id == ProgressReport.task_id)
        .where(
            Task.region_id == region.id,
            ProgressReport.submitted_on.between(period.first, period.last),
        )
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )


def _owed(region: Region, periods: Sequence[Period]) -> ColumnElement[bool]:
    within = Obligation.due_on.between(periods[0].first, periods[-1].last)
    return and_(Task.region_id == region.id, Obligation.excused_on.is_(None), within)


def _sums(day: Any, periods: Sequence[Period]) -> Select[*tuple[Any, ...]]:
    """How many fell into each."""
    table = day.class_
    sums = [
        func.coalesce(func.sum(case((day.between(one.first, one.last), 1), else_=0)), 0)
        for one in periods
    ]
    named = [one.label(f"{table.__tablename__}_{place}") for place, one in enumerate(sums)]
    return select(*named).select_from(table).join(Task, Task.id == table.task_id)


def _code(region: Region, number: int) -> str:
    return f"{region.mark}{number:03d}"
