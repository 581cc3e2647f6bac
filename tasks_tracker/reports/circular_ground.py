"""What a circular is counted from, as it was known at the end of its day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import defer, joinedload, lazyload, selectinload

from tasks_tracker import clock
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.periods import Period, PeriodKind
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import known_then
from tasks_tracker.reports.as_of import TaskThen, Told, reports_of, tasks_on
from tasks_tracker.reports.circular_events import NOTHING, Happened, happened
from tasks_tracker.reports.circular_lines import OF_EARLIER, Codes, Measure, codes, lines_of
from tasks_tracker.reports.fallen_due import Span
from tasks_tracker.reports.score_standing import Standing, standings
from tasks_tracker.reports.words_then import leads_of, words_on

EARLIER: Mapping[str, int] = {PeriodKind.MONTH: 5, PeriodKind.QUARTER: 3}
"""How many periods before this one are shown; of longer ones, one."""


@dataclass(frozen=True)
class Ground:
    """Tasks as they stood, and what happened in the period."""

    measure: Measure
    then: Sequence[TaskThen]
    """In the order of the ledger."""
    ended: Sequence[Task] = ()
    """Those that left the ledger in the period."""
    earlier: Sequence[tuple[str, Codes]] = ()
    """By the key of the period, what counted at the ends of those before, the last one last; only
    while there was something."""
    happened: Happened = NOTHING
    standings: Mapping[int, Standing] = field(default_factory=dict)
    """By unit, where a sheet is published for the period."""

    @property
    def span(self) -> Span:
        return self.measure.span

    def saw(self, on: date | None) -> bool:
        """It lies in the period, and not after the day."""
        return on is not None and self.span.period.first <= on <= self.span.as_of


def ground(region: Region, span: Span, *, plan: Plan | None, workdays: Workdays) -> Ground:
    """All of a region, or of one plan (the same statements, however many tasks)."""
    seen = Task.region_id == region.id
    if plan is not None:
        seen = and_(seen, Task.plan_id == plan.id)
    record = _Record(region, seen, workdays)
    return Ground(
        measure=record.measure(span),
        then=record.on(span.as_of),
        ended=record.ended(span),
        earlier=tuple(reversed(list(_earlier(record, span.period)))),
        happened=happened(region, seen, span, plan=plan),
        standings={} if plan else standings(region, span.period),
    )


def _earlier(record: "_Record", period: Period) -> Iterator[tuple[str, Codes]]:
    """Backwards, until there was nothing yet."""
    for _ in range(EARLIER.get(period.kind, 1)):
        period = period.preceding
        then = record.on(period.last)
        if not then:
            return
        measure = record.measure(Span(period=period, as_of=period.last, is_whole=True))
        yield period.key, codes(lines_of(then, measure), OF_EARLIER)


def _what_tasks_hang_on(region: Region) -> Sequence[object]:
    """Held as long as tasks are: they find it in the session (3 statements)."""
    plans = select(Plan).where(Plan.region_id == region.id).options(lazyload(Plan.region))
    sections = (
        select(Section)
        .where(Section.plan_id.in_(select(Plan.id).where(Plan.region_id == region.id)))
        .options(joinedload(Section.leader))
    )
    units = select(Unit).where(Unit.region_id == region.id).options(lazyload(Unit.region))
    return [one for query in (plans, sections, units) for one in db.scalars(query)]


def _tasks_of(seen: ColumnElement[bool]) -> Sequence[Task]:
    """As `as_of.tasks_of`, without what a circular does not print (5 statements)."""
    query = (
        select(Task)
        .where(seen)
        .options(
            *(lazyload(one) for one in (Task.region, Task.plan, Task.section, Task.lead_unit)),
            defer(Task.path),
            defer(Task.requirement),
            selectinload(Task.units).lazyload(TaskUnit.unit),
            selectinload(Task.milestones).options(
                defer(Milestone.derivation),
                selectinload(Milestone.stops),
                selectinload(Milestone.moves),
            ),
        )
        .order_by(Task.number)
    )
    return db.scalars(query).all()


class _Record:
    """Tasks and reports, read once, from which any evening is worked out."""

    def __init__(self, region: Region, seen: ColumnElement[bool], workdays: Workdays) -> None:
        self.region, self.seen, self.workdays = region, seen, workdays
        self.known = _what_tasks_hang_on(region)
        self.tasks, self.reports = _tasks_of(seen), reports_of(seen)
        self.leads = leads_of(seen)

    def on(self, day: date) -> list[TaskThen]:
        told = Told(
            words=words_on(day, [self.region.id], self.tasks),
            leads=self.leads,
            known=known_then.for_lights(day, self.seen),
            rule=light_rules.on(day),
        )
        return tasks_on(day, self.tasks, self.reports, self.workdays, told)

    def ended(self, span: Span) -> list[Task]:
        first, last = span.period.first, span.as_of
        return [one for one in self.tasks if one.ended_on and first <= one.ended_on <= last]

    def measure(self, span: Span) -> Measure:
        known = self.workdays.at(clock.end_of(span.as_of))
        return Measure(span, known, light_rules.on(span.as_of))
