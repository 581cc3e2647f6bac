"""What tasks said on a past day, where they were amended or reassigned later: read from events."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from tasks_tracker import clock
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.persistence.session import db

REWORDING = (EventKind.TASK_AMENDED, EventKind.TASK_REASSIGNED)
"""After these a task says something else, or other units sit at it; `before` has what it was."""


@dataclass(frozen=True)
class WordsThen:
    """Heading, section and seats of a task."""

    title: str
    part_title: str
    section: Section
    lead_unit: Unit
    leads: tuple[Unit, ...]
    supports: tuple[Unit, ...]

    @property
    def name(self) -> str:
        return f"{self.title}：{self.part_title}" if self.part_title else self.title

    @classmethod
    def of(cls, task: Task) -> "WordsThen":
        """As they are now."""
        return cls(
            title=task.title,
            part_title=task.part_title,
            section=task.section,
            lead_unit=task.lead_unit,
            leads=tuple(task.leads),
            supports=tuple(task.supports),
        )


NOTHING_AMENDED: Mapping[int, WordsThen] = MappingProxyType({})


def words_on(
    day: date, region_ids: Collection[int], tasks: Collection[Task]
) -> Mapping[int, WordsThen]:
    """By id, for the tasks that were changed after `day` (1 statement, and 2 where some were)."""
    first = _first_after(day, region_ids)
    if not first:
        return NOTHING_AMENDED
    units = _units([one for facts in first.values() for one in _unit_ids(facts)])
    sections = _sections([facts["section_id"] for facts in first.values()])
    return {task.id: _words(first[task.id], units, sections) for task in tasks if task.id in first}


def _first_after(day: date, region_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """What the first change after the day found."""
    query = (
        select(Event.task_id, Event.before)
        .where(
            Event.region_id.in_(region_ids),
            Event.kind.in_(REWORDING),
            Event.at >= clock.end_of(day),
        )
        .order_by(Event.at.desc(), Event.id.desc())
    )
    return {task_id: before for task_id, before in db.execute(query) if task_id and before}


def leads_of(seen: ColumnElement[bool]) -> Mapping[int, Sequence[tuple[datetime, int]]]:
    """By task: until when which unit was the first lead, oldest first (1 statement)."""
    query = (
        select(Event.task_id, Event.at, Event.before)
        .join(Task, Task.id == Event.task_id)
        .where(seen, Event.kind.in_(REWORDING))
        .order_by(Event.at, Event.id)
    )
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for task_id, at, before in db.execute(query):
        if before:
            found[task_id].append((at, before["lead_ids"][0]))
    return found


def lead_at(moment: datetime, leads: Sequence[tuple[datetime, int]], now: int) -> int:
    """The first lead at that moment, where it is `now` today."""
    return next((unit_id for until, unit_id in leads if moment < until), now)


def _unit_ids(facts: Mapping[str, Any]) -> list[int]:
    return [*facts["lead_ids"], *facts["support_ids"]]


def _units(ids: Sequence[int]) -> dict[int, Unit]:
    return {unit.id: unit for unit in db.scalars(select(Unit).where(Unit.id.in_(set(ids))))}


def _sections(ids: Sequence[int]) -> dict[int, Section]:
    query = select(Section).where(Section.id.in_(set(ids))).options(joinedload(Section.leader))
    return {section.id: section for section in db.scalars(query)}


def _words(
    facts: Mapping[str, Any], units: Mapping[int, Unit], sections: Mapping[int, Section]
) -> WordsThen:
    leads = tuple(units[one] for one in facts["lead_ids"])
    return WordsThen(
        title=facts["title"],
        part_title=facts["part_title"],
        section=sections[facts["section_id"]],
        lead_unit=leads[0],
        leads=leads,
        supports=tuple(units[one] for one in facts["support_ids"]),
    )
