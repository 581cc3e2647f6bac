"""Requests for later dates as lists: by unit with counts, and one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Integer, case, func, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.consents import ExtensionConsent
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.explanations import Explanation
from tasks_tracker.domain.extensions import OPEN_STATES, Extension, ExtensionState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import explanations, extensions, tasks
from tasks_tracker.persistence.session import db

PER_PAGE = 40
MOST_OPEN = 300
"""More open ones than anybody can look after are shown by those that wait longest."""


class Tab(StrEnum):
    """What a list shows."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    EXPLAINED = "explained"


STATES = {
    Tab.OPEN: OPEN_STATES,
    Tab.GRANTED: {ExtensionState.GRANTED},
    Tab.REFUSED: {ExtensionState.REFUSED},
    Tab.TAKEN_BACK: {ExtensionState.WITHDRAWN, ExtensionState.LAPSED},
}


@dataclass(frozen=True)
class UnitRow:
    """What one unit asked for and got; `days` are those granted, in all."""

    name: str
    open: int
    granted: int
    refused: int
    taken_back: int
    days: int


@dataclass(frozen=True)
class Listing:
    """One page of a list, with the sums of all units over it."""

    units: Sequence[UnitRow]
    rows: Sequence[Extension]
    explained: Sequence[Explanation]
    enclosed: Mapping[str, Sequence[Evidence]]
    explanations: int
    is_later: bool
    next_key: int | None

    def total(self, tab: Tab) -> int:
        if tab is Tab.EXPLAINED:
            return self.explanations
        return sum(getattr(unit, tab.value) for unit in self.units)

    @property
    def days(self) -> int:
        return sum(unit.days for unit in self.units)


def listing(user: User, tab: Tab, *, before: int | None = None) -> Listing:
    """What this person sees of one kind: the open ones that wait longest first, all others newest
    first; the units that got most come first (4 statements, 5 where something was enclosed)."""
    explained = tab is Tab.EXPLAINED
    rows = [] if explained else _rows(user, tab, before)
    said = _explanations(user, before) if explained else []
    found: Sequence[Extension | Explanation] = said or rows
    more = tab is not Tab.OPEN and len(found) > PER_PAGE
    return Listing(
        units=_units(user),
        rows=rows[:PER_PAGE] if more else rows,
        explained=said[:PER_PAGE],
        enclosed=explanations.enclosed(said[:PER_PAGE]),
        explanations=_count_explanations(user),
        is_later=before is not None,
        next_key=found[PER_PAGE - 1].id if more else None,
    )


def workday_words(extension: Extension, workdays: Workdays) -> tuple[date, bool]:
    """The day on which the clock would end if the date were granted, and whether the date that was
    asked for is a working day."""
    rule = extension.task.plan.workday_rule
    wanted = extension.new_due_on
    return rule.applied_to(wanted, workdays), workdays.is_workday(wanted)


def _units(user: User) -> Sequence[UnitRow]:
    def count(tab: Tab) -> ColumnElement[int]:
        return func.sum(case((Extension.state.in_(STATES[tab]), 1), else_=0)).cast(Integer)

    is_granted = Extension.state == ExtensionState.GRANTED
    days = func.sum(case((is_granted, Extension.days), else_=0)).cast(Integer)
    query = (
        select(
            Unit.name,
            count(Tab.OPEN),
            count(Tab.GRANTED),
            count(Tab.REFUSED),
            count(Tab.TAKEN_BACK),
            days,
        )
        .join(Extension, Extension.unit_id == Unit.id)
        .join(Task, Task.id == Extension.task_id)
        .where(extensions.visible_to(user))
        .group_by(Unit.id, Unit.name, Unit.position)
        .order_by(days.desc(), Unit.position)
    )
    return [UnitRow(*row) for row in db.execute(query)]


def _rows(user: User, tab: Tab, before: int | None) -> list[Extension]:
    query = (
        select(Extension)
        .join(Extension.task)
        .where(extensions.visible_to(user), Extension.state.in_(STATES[tab]))
        .options(
            joinedload(Extension.task).joinedload(Task.section),
            joinedload(Extension.milestone),
            joinedload(Extension.unit),
            joinedload(Extension.answered_by),
            selectinload(Extension.consents).joinedload(ExtensionConsent.unit),
        )
    )
    if tab is Tab.OPEN:
        return list(db.scalars(query.order_by(Extension.asked_at, Extension.id).limit(MOST_OPEN)))
    query = query.order_by(Extension.asked_at.desc(), Extension.id.desc())
    if before is not None:
        at = select(Extension.asked_at).where(Extension.id == before).scalar_subquery()
        query = query.where(tuple_(Extension.asked_at, Extension.id) < tuple_(at, before))
    return list(db.scalars(query.limit(PER_PAGE + 1)))


def _explanations(user: User, before: int | None) -> list[Explanation]:
    query = (
        select(Explanation)
        .join(Explanation.task)
        .where(tasks.readable(user))
        .options(
            joinedload(Explanation.task).joinedload(Task.section),
            joinedload(Explanation.milestone),
            joinedload(Explanation.unit),
        )
        .order_by(Explanation.id.desc())
    )
    if before is not None:
        query = query.where(Explanation.id < before)
    return list(db.scalars(query.limit(PER_PAGE + 1)))


def _count_explanations(user: User) -> int:
    query = select(func.count(Explanation.id)).join(Explanation.task)
    return db.scalar(query.where(tasks.readable(user))) or 0
