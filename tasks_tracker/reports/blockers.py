"""Blockers as lists and as sums by what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Integer, Select, case, func, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.blockers import Blocker, BlockerState
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import blockers
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar

PER_PAGE = 40
MOST_OPEN = 300
"""More open ones than anybody can look after are shown by their worst."""


class Tab(StrEnum):
    """What a list shows."""

    OPEN = "open"
    ANSWERED = "answered"
    SETTLED = "settled"


STATES = {
    Tab.OPEN: {BlockerState.OPEN},
    Tab.ANSWERED: {BlockerState.ANSWERED},
    Tab.SETTLED: {BlockerState.SOLVED, BlockerState.WITHDRAWN},
}


@dataclass(frozen=True)
class CauseRow:
    """How many of one cause there are, in which state, and how many were answered late or are
    over their day now."""

    cause: Cause
    open: int
    answered: int
    settled: int
    late_answers: int
    over: int

    @property
    def total(self) -> int:
        return self.open + self.answered + self.settled


@dataclass(frozen=True)
class Row:
    """One of them; `days` are the working days left, negative where it is over."""

    blocker: Blocker
    days: int


@dataclass(frozen=True)
class Listing:
    """One page of a list, with the sums by cause over it."""

    causes: Sequence[CauseRow]
    rows: Sequence[Row]
    is_later: bool
    next_key: int | None

    def total(self, tab: Tab) -> int:
        return sum(getattr(row, tab.value) for row in self.causes)


def by_cause(region: Region, today: date) -> Sequence[CauseRow]:
    """The blockers of a region by what stands in the way, the most frequent first (1 statement)."""
    return _by_cause(_sums(today).where(Blocker.region_id == region.id))


def listing(user: User, tab: Tab, today: date, *, before: int | None = None) -> Listing:
    """What this person sees in one state, those longest over their day first, those that are
    settled by pages, the newest first (2 statements)."""
    by_pages = tab is Tab.SETTLED
    found = db.scalars(_rows(user, tab, before if by_pages else None)).all()
    shown = found[:PER_PAGE] if by_pages else found
    known = calendar()
    seen = _sums(today).join(Blocker.task).where(blockers.visible_to(user))
    return Listing(
        causes=_by_cause(seen),
        rows=[Row(one, known.between(today, one.due_on)) for one in shown],
        is_later=by_pages and before is not None,
        next_key=shown[-1].id if len(found) > len(shown) else None,
    )


def _rows(user: User, tab: Tab, before: int | None) -> Select[Blocker]:
    query = (
        select(Blocker)
        .join(Blocker.task)
        .where(blockers.visible_to(user), Blocker.state.in_(STATES[tab]))
        .options(*blockers.with_people(), joinedload(Blocker.task).joinedload(Task.section))
    )
    if tab is not Tab.SETTLED:
        return query.order_by(Blocker.due_on, Blocker.id).limit(MOST_OPEN)
    if before is not None:
        query = query.where(Blocker.id < before)
    return query.order_by(Blocker.id.desc()).limit(PER_PAGE + 1)


def _sums(today: date) -> Select[Cause, int, int, int, int, int]:
    def count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
        met = conditions[0] if len(conditions) == 1 else conditions[0] & conditions[1]
        return func.sum(case((met, 1), else_=0)).cast(Integer)

    is_open = Blocker.state == BlockerState.OPEN
    states = [count(Blocker.state.in_(STATES[tab])) for tab in Tab]
    late = func.sum(Blocker.late_answers).cast(Integer)
    return select(
        Blocker.cause, states[0], states[1], states[2], late, count(is_open, Blocker.due_on < today)
    ).group_by(Blocker.cause)


def _by_cause(query: Select[Cause, int, int, int, int, int]) -> Sequence[CauseRow]:
    found = [CauseRow(*row) for row in db.execute(query)]
    order = list(Cause)
    return sorted(found, key=lambda row: (-row.total, order.index(row.cause)))
