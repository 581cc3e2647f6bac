"""What a reader of the ledger asks for: the filter and the order, as the address carries them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true

from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.lights import WORST_FIRST, Light, Lines
from tasks_tracker.domain.milestones import DeadlineKind, Milestone, MilestoneState
from tasks_tracker.domain.stages import Stage
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit, UnitAlias, UnitMember
from tasks_tracker.reports import happenings, lights, stages
from tasks_tracker.reports.happenings import Dated

UNSEEN = frozenset(
    ("sort", "reported_from", "event", "event_from", "event_to", "dated", "dated_from", "dated_to")
) | {"shown_on", "shown", "cause"}
"""Parts of the address that come by a link alone."""
CODE = re.compile(r"([^\d\s]?)0*(\d{1,6})")


class Standing(StrEnum):
    """In which capacity the unit that is asked for stands at a task."""

    EITHER = "either"
    FIRST = "first"
    LEAD = "lead"
    SUPPORT = "support"


class Order(StrEnum):
    """How the ledger is sorted."""

    WORST = "worst"
    DUE = "due"
    NUMBER = "number"
    UNIT = "unit"


@dataclass(frozen=True)
class Selection:
    """All that one can ask of the ledger; nothing asked is the whole of it."""

    plan: int | None = None
    section: int | None = None
    region: int | None = None
    unit: str = ""
    role: Standing = Standing.EITHER
    lights: tuple[Light, ...] = ()
    waiting: bool = False
    due_from: date | None = None
    due_to: date | None = None
    reported_from: date | None = None
    event: EventKind | None = None
    """Something that happened to the task …"""
    event_from: date | None = None
    """… on this day or later …"""
    event_to: date | None = None
    """… and on this day at the latest."""
    dated: Dated | None = None
    """What is asked of the days from `dated_from` to `dated_to`."""
    dated_from: date | None = None
    dated_to: date | None = None
    shown_on: date | None = None
    """The night in which it showed one of these lights."""
    shown: tuple[Light, ...] = ()
    cause: Cause | None = None
    """What stands in its way."""
    words: str = ""
    stage: Stage | None = None
    ended: bool = False
    """Those that an amendment ended, instead of the open ledger."""
    as_of: date | None = None
    """As everything stood at the end of that day; today's ledger, where none is asked for."""
    order: Order = Order.WORST

    @property
    def is_empty(self) -> bool:
        return not self.as_args(sort=None, as_of=None)

    def as_args(self, **changes: Any) -> dict[str, Any]:
        """The address of this selection, with some parts of it changed; defaults left out."""
        asked: Mapping[str, Any] = {
            "plan": self.plan,
            "section": self.section,
            "region": self.region,
            "unit": self.unit,
            "role": self.role if self.unit else None,
            "light": [str(light) for light in self.lights],
            "waiting": 1 if self.waiting else None,
            "due_from": self.due_from,
            "due_to": self.due_to,
            "reported_from": self.reported_from,
            "event": self.event,
            "event_from": self.event_from if self.event else None,
            "event_to": self.event_to if self.event else None,
            "dated": self.dated,
            "dated_from": self.dated_from,
            "dated_to": self.dated_to,
            "shown_on": self.shown_on,
            "shown": [str(light) for light in self.shown],
            "cause": self.cause,
            "q": self.words,
            "stage": self.stage,
            "ended": 1 if self.ended else None,
            "as_of": self.as_of,
            "sort": self.order,
            **changes,
        }
        idle: tuple[Any, ...] = (None, "", [], Standing.EITHER, Order.WORST)
        return {name: _written(value) for name, value in asked.items() if value not in idle}

    def kept_args(self) -> list[tuple[str, Any]]:
        """What the address has and no control of the form shows."""
        asked = [(name, value) for name, value in self.as_args().items() if name in UNSEEN]
        return [
            (name, one)
            for name, value in asked
            for one in (value if isinstance(value, list) else [value])
        ]

    def shows(self, light: Light) -> bool:
        return not self.lights or light in self.lights

    @property
    def shown_lights(self) -> tuple[Light, ...]:
        """Worst first; all, where none is asked for."""
        return tuple(light for light in WORST_FIRST if self.shows(light))


def _written(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def condition(selection: Selection, lines: Lines) -> ColumnElement[bool]:
    """The tasks that a selection asks for."""
    parts = [base_condition(selection)]
    if selection.lights:
        parts.append(lights.any_of(selection.lights, lines))
    if selection.waiting:
        parts.append(Task.awaits_office.is_(True))
    return and_(*parts)


def base_condition(selection: Selection) -> ColumnElement[bool]:
    """The same without lights and waiting: what the chips count."""
    parts = [
        _equals(Task.plan_id, selection.plan),
        _equals(Task.section_id, selection.section),
        _equals(Task.region_id, selection.region),
        _of_unit(selection.unit, selection.role) if selection.unit else true(),
        _due(selection) if selection.due_from or selection.due_to else true(),
        _with_words(selection.words) if selection.words else true(),
    ]
    if selection.reported_from:
        parts.append(Task.last_report_on >= selection.reported_from)
    if selection.event:
        span = selection.event_from, selection.event_to
        parts.append(happenings.happened(selection.event, *span))
    if selection.stage:
        parts.append(stages.condition(selection.stage))
    return and_(*parts, *_looked_back(selection))


def _looked_back(selection: Selection) -> Iterator[ColumnElement[bool]]:
    if selection.dated and selection.dated_from and selection.dated_to:
        yield happenings.dated(selection.dated, selection.dated_from, selection.dated_to)
    if selection.shown_on and selection.shown:
        yield happenings.showed(selection.shown_on, selection.shown)
    if selection.cause:
        yield happenings.hindered(selection.cause)


def _equals(column: Any, value: int | None) -> ColumnElement[bool]:
    return true() if value is None else column == value


def units_called(text: str) -> Select[int]:
    """The units of that very name or alias, where there is none those whose names contain it."""
    exact = or_(Unit.name == text, _has_alias(UnitAlias.name == text))
    like = or_(
        Unit.name.icontains(text, autoescape=True),
        _has_alias(UnitAlias.name.icontains(text, autoescape=True)),
    )
    other = select(Unit.id).where(exact).correlate(None)
    return select(Unit.id).where(or_(exact, and_(~exists(other), like)))


def _has_alias(matches: ColumnElement[bool]) -> ColumnElement[bool]:
    return Unit.id.in_(select(UnitAlias.unit_id).where(matches))


def _of_unit(text: str, role: Standing) -> ColumnElement[bool]:
    """A seat of the unit itself, or of a collective in which it stands."""
    named = units_called(text)
    if role is Standing.FIRST:
        return Task.lead_unit_id.in_(named)
    collectives = select(UnitMember.collective_id).where(UnitMember.member_id.in_(named))
    seats = select(TaskUnit.task_id).where(
        or_(TaskUnit.unit_id.in_(named), TaskUnit.unit_id.in_(collectives))
    )
    if role is not Standing.EITHER:
        seats = seats.where(TaskUnit.duty == Duty(role))
    return Task.id.in_(seats)


def unmet_due(first: date | None, last: date | None) -> ColumnElement[bool]:
    """Milestones not met whose current date lies in a range."""
    return and_(
        Milestone.kind == DeadlineKind.BY,
        Milestone.state != MilestoneState.MET,
        Milestone.due_on >= first if first else true(),
        Milestone.due_on <= last if last else true(),
    )


def _due(selection: Selection) -> ColumnElement[bool]:
    due = unmet_due(selection.due_from, selection.due_to)
    return Task.id.in_(select(Milestone.task_id).where(due))


def _with_words(text: str) -> ColumnElement[bool]:
    """The words in title, part or requirement, the name of the first lead, or a task's code."""
    columns = (Task.title, Task.part_title, Task.requirement)
    in_texts = [column.icontains(text, autoescape=True) for column in columns]
    return or_(*in_texts, Task.lead_unit_id.in_(units_called(text)), _code(text))


def _code(text: str) -> ColumnElement[bool]:
    """聊008, or its number alone."""
    match = CODE.fullmatch(text.strip())
    if not match:
        return false()
    mark, number = match[1], int(match[2])
    of_mark = Task.region_id.in_(select(Region.id).where(Region.mark == mark)) if mark else true()
    return and_(Task.number == number, of_mark)


def of_plan(plan: int | None) -> ColumnElement[bool]:
    return _equals(Task.plan_id, plan)
