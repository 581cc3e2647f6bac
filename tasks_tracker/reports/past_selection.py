"""Which tasks of a past day a selection asks for: as `selection`, of what was known then."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, select, true

from tasks_tracker import clock
from tasks_tracker.domain.deadlines import ONE_DAY
from tasks_tracker.domain.events import Event
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import UnitMember
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.as_of import TaskThen
from tasks_tracker.reports.happenings import begin
from tasks_tracker.reports.milestones_then import MilestoneThen
from tasks_tracker.reports.selection import CODE, Selection, Standing, units_called
from tasks_tracker.reports.standing_then import stage_then


@dataclass(frozen=True)
class Looked:
    """What the words of a selection mean, looked up once."""

    named: Collection[int] = ()
    """Units of the name that is asked for …"""
    seats: Collection[int] = ()
    """… with the collectives in which they stand."""
    called: Collection[int] = ()
    """Units that are called by the words of the search."""
    happened: Collection[int] | None = field(default=None)
    """Tasks to which the event that is asked for happened."""


def fixed(asked: Selection) -> ColumnElement[bool]:
    """The part that no day changes."""
    plan, region = asked.plan, asked.region
    return and_(
        Task.plan_id == plan if plan else true(), Task.region_id == region if region else true()
    )


def look_up(asked: Selection) -> Looked:
    """Nothing is asked of the database where the selection has no words and no event."""
    named = set(db.scalars(units_called(asked.unit))) if asked.unit else set()
    return Looked(
        named=named,
        seats=named | _collectives(named),
        called=set(db.scalars(units_called(asked.words))) if asked.words else set(),
        happened=_happened(asked) if asked.event else None,
    )


def _collectives(named: Collection[int]) -> set[int]:
    query = select(UnitMember.collective_id).where(UnitMember.member_id.in_(named))
    return set(db.scalars(query)) if named else set()


def _happened(asked: Selection) -> set[int]:
    if asked.as_of is None:
        raise AssertionError("a past ledger has a day")
    query = select(Event.task_id).where(
        Event.kind == asked.event,
        Event.task_id.is_not(None),
        Event.at < clock.end_of(asked.as_of),
    )
    if asked.event_from:
        query = query.where(Event.at >= begin(asked.event_from))
    if asked.event_to:
        query = query.where(Event.at < begin(asked.event_to + ONE_DAY))
    return {task_id for task_id in db.scalars(query) if task_id}


def matches(then: TaskThen, asked: Selection, looked: Looked) -> bool:
    """Whether a task is asked for, whatever its light and whether it waits."""
    return all(part(then, asked, looked) for part in _PARTS)


def _section(then: TaskThen, asked: Selection, _looked: Looked) -> bool:
    return asked.section is None or then.words.section.id == asked.section


def _unit(then: TaskThen, asked: Selection, looked: Looked) -> bool:
    if not asked.unit:
        return True
    if asked.role is Standing.FIRST:
        return then.words.lead_unit.id in looked.named
    seats = _SEATS[asked.role](then)
    return any(unit_id in looked.seats for unit_id in seats)


_SEATS: Mapping[Standing, Callable[[TaskThen], list[int]]] = MappingProxyType(
    {
        Standing.LEAD: lambda then: [unit.id for unit in then.words.leads],
        Standing.SUPPORT: lambda then: [unit.id for unit in then.words.supports],
        Standing.EITHER: lambda then: [
            unit.id for unit in (*then.words.leads, *then.words.supports)
        ],
    }
)


def _due(then: TaskThen, asked: Selection, _looked: Looked) -> bool:
    if asked.due_from is None and asked.due_to is None:
        return True
    return any(is_due(one, asked) for one in then.milestones)


def is_due(one: MilestoneThen, asked: Selection) -> bool:
    """Not met, and its date lies in the range that is asked for."""
    first, last = asked.due_from or date.min, asked.due_to or date.max
    return one.state is not MilestoneState.MET and first <= one.due_on <= last


def _reported(then: TaskThen, asked: Selection, _looked: Looked) -> bool:
    since = asked.reported_from
    return since is None or any(one.submitted_on >= since for one in then.reports)


def _event(then: TaskThen, _asked: Selection, looked: Looked) -> bool:
    return looked.happened is None or then.task.id in looked.happened


def _stage(then: TaskThen, asked: Selection, _looked: Looked) -> bool:
    return asked.stage is None or stage_then(then) is asked.stage


def _words(then: TaskThen, asked: Selection, looked: Looked) -> bool:
    if not asked.words:
        return True
    wanted = asked.words.casefold()
    texts = (then.words.title, then.words.part_title, then.task.requirement)
    is_said = any(wanted in text.casefold() for text in texts)
    return is_said or then.words.lead_unit.id in looked.called or _is_code(asked.words, then.task)


def _is_code(words: str, task: Task) -> bool:
    found = CODE.fullmatch(words.strip())
    if not found:
        return False
    return int(found[2]) == task.number and found[1] in {"", task.region.mark}


_PARTS = (_section, _unit, _due, _reported, _event, _stage, _words)
