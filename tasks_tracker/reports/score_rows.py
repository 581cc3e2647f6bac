"""What the tables know of a period beside tasks, milestones and reports, for scores."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from tasks_tracker import clock
from tasks_tracker.domain.blockers import Blocker, BlockerRound
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.objections import Objection
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.score_rules import Marking
from tasks_tracker.domain.shares import Share, Wait
from tasks_tracker.domain.tasks import Duty, Task
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.fallen_due import Span


@dataclass(frozen=True)
class UnitRow:
    """A unit, in the official order of its region."""

    id: int
    name: str
    group: UnitGroup


@dataclass(frozen=True)
class OwedRow:
    """A report that was owed by a day of the period."""

    id: int
    task_id: int
    unit_id: int
    code: str
    title: str
    period: str
    due_on: date
    answered_on: date | None = None
    is_excused: bool = False
    """Taken back after its day, before it was noted as missing: the task lay with the office."""


@dataclass(frozen=True)
class ShareRow:
    """A unit's share of a task, with each day that it named."""

    id: int
    task_id: int
    unit_id: int
    duty: Duty
    what: str
    named: tuple[tuple[date, date], ...]
    """When it named which day, oldest first."""
    settled_on: date | None = None
    lapsed_on: date | None = None

    def as_of(self, day: date) -> "ShareRow":
        """As it was known then."""
        return ShareRow(
            id=self.id,
            task_id=self.task_id,
            unit_id=self.unit_id,
            duty=self.duty,
            what=self.what,
            named=tuple(one for one in self.named if one[0] <= day),
            settled_on=_by(day, self.settled_on),
            lapsed_on=_by(day, self.lapsed_on),
        )

    @property
    def due_on(self) -> date:
        """The first named day that passed before it was settled or another was named."""
        for (_, due_on), (renamed_on, _) in zip(self.named, self.named[1:], strict=False):
            if renamed_on > due_on and not self.was_settled_by(due_on):
                return due_on
        return self.named[-1][1]

    def was_settled_by(self, day: date) -> bool:
        return self.settled_on is not None and self.settled_on <= day


@dataclass(frozen=True)
class HoldRow:
    """From one day on to another somebody else was late with what a unit needed for a task."""

    task_id: int
    unit_id: int
    since: date
    until: date | None
    whom: str

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class ObjectedRow:
    """The lead said that a task is another one's, and when it was answered."""

    task_id: int
    raised_on: date
    decided_on: date | None = None

    def was_open_on(self, day: date) -> bool:
        return self.raised_on <= day and (self.decided_on is None or day <= self.decided_on)

    def is_open_after(self, day: date) -> bool:
        return self.raised_on <= day and (self.decided_on is None or day < self.decided_on)


@dataclass(frozen=True)
class MarkRow:
    """Something that costs or brings points by itself."""

    what: Marking
    unit_id: int
    task_id: int | None
    subject: str
    words: str
    on: date
    lifted_on: date | None = None


@dataclass(frozen=True)
class Rows:
    """All of it."""

    units: Sequence[UnitRow] = ()
    owed: Sequence[OwedRow] = ()
    answers: Mapping[int, Sequence[int]] = field(default_factory=dict)
    """By report: the obligations that it answered."""
    shares: Sequence[ShareRow] = ()
    holds: Sequence[HoldRow] = ()
    objected: Sequence[ObjectedRow] = ()
    marks: Sequence[MarkRow] = ()


def units(region: Region) -> Sequence[UnitRow]:
    """In official order (1 statement)."""
    query = select(Unit.id, Unit.name, Unit.group).where(Unit.region_id == region.id)
    return [UnitRow(*row) for row in db.execute(query.order_by(Unit.position, Unit.id))]


def owed(region: Region, span: Span) -> Sequence[OwedRow]:
    """Asked for in time, due in the period and not taken back before their day (1 statement)."""
    one = Obligation
    query = (
        _select(
            region, one, one.id, one.task_id, one.unit_id, Task.number, Task.title, one.period,
            one.due_on, one.answered_on, one.excused_on, one.noted_at,
        )
        .where(
            one.due_on.between(span.period.first, span.passed_until),
            one.asked_on <= one.due_on,
            or_(
                one.excused_on.is_(None), one.excused_on > one.due_on, one.noted_at.is_not(None)
            ),
        )
        .order_by(one.id)
    )  # fmt: skip
    return [
        OwedRow(
            id=row.id,
            task_id=row.task_id,
            unit_id=row.unit_id,
            code=f"{region.mark}{row.number:03d}",
            title=row.title,
            period=row.period,
            due_on=row.due_on,
            answered_on=_by(span.as_of, row.answered_on),
            is_excused=row.excused_on is not None and row.noted_at is None,
        )
        for row in db.execute(query)
    ]


def answers(region: Region, span: Span) -> Mapping[int, Sequence[int]]:
    """Of the reports of the period (1 statement)."""
    query = (
        _select(region, Obligation, Obligation.report_id, Obligation.id)
        .join(ProgressReport, ProgressReport.id == Obligation.report_id)
        .where(ProgressReport.submitted_on.between(span.period.first, span.as_of))
        .order_by(Obligation.id)
    )
    found = defaultdict(list)
    for report_id, obligation_id in db.execute(query):
        found[report_id].append(obligation_id)
    return found


def shares(region: Region, span: Span) -> Sequence[ShareRow]:
    """Those that were confirmed by then (2 statements)."""
    query = _select(
        region, Share, Share.id, Share.task_id, Share.unit_id, Share.duty, Share.what,
        Share.due_on, Share.confirmed_at, Share.settled_on, Share.lapsed_on,
    ).where(Share.confirmed_at.is_not(None))  # fmt: skip
    renamed = _renamed(region)
    return [
        ShareRow(
            id=row.id,
            task_id=row.task_id,
            unit_id=row.unit_id,
            duty=row.duty,
            what=row.what,
            named=renamed.get(row.id) or ((_day(row.confirmed_at), row.due_on),),
            settled_on=row.settled_on,
            lapsed_on=row.lapsed_on,
        ).as_of(span.as_of)
        for row in db.execute(query.order_by(Share.id))
        if _day(row.confirmed_at) <= span.as_of or row.id in renamed
    ]


def holds(region: Region, span: Span, known: Sequence[ShareRow]) -> Sequence[HoldRow]:
    """Answers to blockers, and shares that somebody waited for, which were late (2 statements)."""
    late = (
        _select(region, Blocker, Blocker.task_id, Blocker.unit_id, BlockerRound.due_on,
                BlockerRound.answered_on, Blocker.closed_on)
        .join(BlockerRound, BlockerRound.blocker_id == Blocker.id)
        .where(BlockerRound.due_on < span.as_of)
    )  # fmt: skip
    found = [
        HoldRow(row[0], row[1], _after(row.due_on), _first(row.answered_on, row.closed_on), "")
        for row in db.execute(late.order_by(BlockerRound.id))
    ]
    return [*found, *_waits(region, span, {one.id: one for one in known})]


def objected(region: Region, span: Span) -> Sequence[ObjectedRow]:
    """By leads: others' do not hold up the task (1 statement)."""
    one = Objection
    query = _select(region, one, one.task_id, one.raised_on, one.decided_on).where(
        one.duty == Duty.LEAD, one.raised_on <= span.as_of
    )
    return [ObjectedRow(*row) for row in db.execute(query.order_by(one.id))]


def _select(region: Region, kind: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).join(Task, Task.id == kind.task_id).where(Task.region_id == region.id)


def _renamed(region: Region) -> Mapping[int, tuple[tuple[date, date], ...]]:
    """The days that were named for shares, where another was named later: read from events."""
    kind = (Event.region_id == region.id, Event.kind == EventKind.SHARE_CONFIRMED)
    twice = select(Event.subject).where(*kind).group_by(Event.subject).having(func.count() > 1)
    query = select(Event.subject, Event.at, Event.after).where(*kind, Event.subject.in_(twice))
    found = defaultdict(list)
    for subject, at, after in db.execute(query.order_by(Event.at, Event.id)):
        named = (_day(at), date.fromisoformat(after["due_on"]))
        found[int(subject.partition(":")[2])].append(named)
    return {share_id: tuple(named) for share_id, named in found.items()}


def _waits(region: Region, span: Span, known: Mapping[int, ShareRow]) -> Iterable[HoldRow]:
    query = (
        _select(region, Share, Share.id, Share.task_id, Wait.unit_id, Wait.raised_at, Wait.ended_at,
                Unit.name)
        .join(Wait, Wait.share_id == Share.id)
        .join(Unit, Unit.id == Share.unit_id)
        .where(Wait.since_on <= span.as_of)
    )  # fmt: skip
    for row in db.execute(query.order_by(Wait.id)):
        share = known.get(row.id)
        if share is not None and share.named:
            since = max(_after(share.due_on), _day(row.raised_at))
            until = _day(row.ended_at) if row.ended_at else None
            yield HoldRow(row.task_id, row.unit_id, since, until, row.name)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _by(day: date, on: date | None) -> date | None:
    """What had happened by then."""
    return on if on is not None and on <= day else None


def _day(moment: Any) -> date:
    return clock.local(moment).date()
