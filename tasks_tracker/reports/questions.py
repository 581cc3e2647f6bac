"""Questions about reports: on the page of one, and of all reports of a month by unit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import Select, exists, func, select

from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.periods import Period, month_of
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import MilestoneClaim, ProgressReport
from tasks_tracker.domain.questions import QuestionKind
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import hollow, review_hints
from tasks_tracker.reports.hollow import Beside, Question

BACK = timedelta(days=186)
"""How far before a month earlier reports are looked for: more than two quarters."""


@dataclass(frozen=True)
class Enclosed:
    """A file, as far as it is asked about."""

    file_name: str
    sha256: str


@dataclass(frozen=True)
class Told:
    """A report without what is not asked about."""

    id: int
    task_id: int
    code: str
    task: str
    unit_id: int
    issued_on: date
    submitted_at: datetime
    submitted_on: date
    progress: str
    percent: int | None
    is_application: bool
    claims: int
    evidence: list[Enclosed] = field(default_factory=list)

    @property
    def beside(self) -> Beside:
        return Beside(self.task_id, self.code, self.submitted_at, self.progress)


@dataclass(frozen=True)
class Asked:
    """A report with what may be asked about it."""

    report: Told
    questions: Sequence[Question]


@dataclass(frozen=True)
class UnitQuestions:
    """Of one unit, the report with most questions first."""

    unit: str
    reports: int
    """All that it reported in the month."""
    asked: Sequence[Asked]

    @cached_property
    def counts(self) -> Mapping[QuestionKind, int]:
        return Counter(one.kind for asked in self.asked for one in asked.questions)


def on(report: ProgressReport, history: Sequence[ProgressReport]) -> list[Question]:
    """For the reviewer of one report (1 statement, 1 more where files are enclosed)."""
    month = month_of(report.submitted_on)
    others = _of_unit_in(report.unit_id, month)
    met = sum(claims for _beside, day, claims in others if day == report.submitted_on)
    crowd = hollow.of_crowd(met, sum(one[2] for one in others), report.submitted_on)
    return [
        *review_hints.of(report, history),
        *hollow.of_copies(
            report.task_id, report.submitted_at, report.progress, [one[0] for one in others]
        ),
        *hollow.used_elsewhere(_elsewhere(report)),
        *(crowd if report.claims and is_last_workday(report.submitted_on) else ()),
    ]


def is_last_workday(day: date) -> bool:
    return day == calendar().last_until(month_of(day).last)


def of_month(region: Region, month: Period) -> Sequence[UnitQuestions]:
    """By unit, the one with most reports in question first (3 statements)."""
    told = _told(region, month)
    last = calendar().last_until(month.last)
    named = _units(region)
    found = [
        _of_unit(named[unit_id], list(own), month, last)
        for unit_id, own in groupby(sorted(told, key=_by_unit), key=lambda one: one.unit_id)
    ]
    return sorted((one for one in found if one.asked), key=lambda one: -len(one.asked))


def _by_unit(one: Told) -> tuple[int, datetime, int]:
    return (one.unit_id, one.submitted_at, one.id)


def _of_unit(unit: str, told: Sequence[Told], month: Period, last: date) -> UnitQuestions:
    """`told`: its reports on the tasks of the month, those before the month among them."""
    of_task: dict[int, list[Told]] = defaultdict(list)
    inside = [one for one in told if month.holds(one.submitted_on)]
    crowd = (sum(one.claims for one in inside if one.submitted_on == last), sum_of_claims(inside))
    beside = _same_words(inside)
    asked = []
    for one in told:
        earlier = of_task[one.task_id]
        if month.holds(one.submitted_on):
            questions = list(_questions(one, earlier[::-1], beside, crowd, last))
            asked.append(Asked(one, questions))
        earlier.append(one)
    asked = [one for one in asked if one.questions]
    return UnitQuestions(unit, len(inside), sorted(asked, key=lambda one: -len(one.questions)))


def sum_of_claims(told: Iterable[Told]) -> int:
    return sum(one.claims for one in told)


def _same_words(told: Iterable[Told]) -> Mapping[str, Sequence[Beside]]:
    found: dict[str, list[Beside]] = defaultdict(list)
    for one in told:
        found[hollow.plain(one.progress)].append(one.beside)
    return found


def _questions(
    one: Told,
    earlier: Sequence[Told],
    beside: Mapping[str, Sequence[Beside]],
    crowd: tuple[int, int],
    last: date,
) -> Iterator[Question]:
    yield from hollow.of_text(one, earlier)
    yield from hollow.of_evidence(one, earlier, one.issued_on)
    same = beside[hollow.plain(one.progress)]
    yield from hollow.of_copies(one.task_id, one.submitted_at, one.progress, same)
    if one.claims and one.submitted_on == last:
        yield from hollow.of_crowd(*crowd, last)


def _told(region: Region, month: Period) -> list[Told]:
    """The reports of a month and what was reported on their tasks before (2 statements)."""
    of_month = (
        exists()
        .where(ProgressReport.task_id == Task.id)
        .where(ProgressReport.submitted_on.between(month.first, month.last))
    )
    tasks = select(Task.id).where(Task.region_id == region.id, of_month)
    inside = (
        ProgressReport.task_id.in_(tasks),
        ProgressReport.submitted_on.between(month.first - BACK, month.last),
    )
    found = {row.id: _as_told(row) for row in db.execute(_reports().where(*inside))}
    files = (
        select(Evidence.report_id, Evidence.file_name, Evidence.sha256)
        .join(ProgressReport, ProgressReport.id == Evidence.report_id)
        .where(*inside)
        .order_by(Evidence.id)
    )
    for report_id, name, sha256 in db.execute(files):
        found[report_id].evidence.append(Enclosed(name, sha256))
    return list(found.values())


def _reports() -> Select[*tuple[Any, ...]]:
    claims = select(func.count()).where(MilestoneClaim.report_id == ProgressReport.id)
    return (
        select(
            ProgressReport.id,
            ProgressReport.task_id,
            Task.number,
            Region.mark,
            Task.title,
            ProgressReport.unit_id,
            Plan.issued_on,
            ProgressReport.submitted_at,
            ProgressReport.submitted_on,
            ProgressReport.progress,
            ProgressReport.percent,
            ProgressReport.is_application,
            claims.scalar_subquery().label("claims"),
        )
        .join(Task, Task.id == ProgressReport.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .join(Region, Region.id == Task.region_id)
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )


def _as_told(row: Any) -> Told:
    return Told(
        id=row.id,
        task_id=row.task_id,
        code=f"{row.mark}{row.number:03d}",
        task=row.title,
        unit_id=row.unit_id,
        issued_on=row.issued_on,
        submitted_at=row.submitted_at,
        submitted_on=row.submitted_on,
        progress=row.progress,
        percent=row.percent,
        is_application=row.is_application,
        claims=row.claims,
    )


def _units(region: Region) -> Mapping[int, str]:
    query = select(Unit.id, Unit.name).where(Unit.region_id == region.id)
    return {row.id: row.name for row in db.execute(query)}


def _of_unit_in(unit_id: int, month: Period) -> Sequence[tuple[Beside, date, int]]:
    """What a unit reported in a month: text, day, number of milestones claimed (1 statement)."""
    query = _reports().where(
        ProgressReport.unit_id == unit_id,
        ProgressReport.submitted_on.between(month.first, month.last),
    )
    told = [_as_told(row) for row in db.execute(query)]
    return [(one.beside, one.submitted_on, one.claims) for one in told]


def _elsewhere(report: ProgressReport) -> Sequence[tuple[str, str]]:
    """Files of it that were shown for other tasks of the region before, with one code each."""
    names = {piece.sha256: piece.file_name for piece in report.evidence if piece.sha256}
    if not names:
        return ()
    query = (
        select(Evidence.sha256, func.min(Task.number))
        .join(ProgressReport, ProgressReport.id == Evidence.report_id)
        .join(Task, Task.id == ProgressReport.task_id)
        .where(
            Evidence.sha256.in_(names),
            Task.region_id == report.task.region_id,
            Task.id != report.task_id,
            ProgressReport.submitted_at < report.submitted_at,
        )
        .group_by(Evidence.sha256)
    )
    mark = report.task.region.mark
    return [(names[sha256], f"{mark}{number:03d}") for sha256, number in db.execute(query)]
