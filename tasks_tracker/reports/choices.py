"""What the controls of a filter offer: plans with their sections, units with their other names."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, union_all

from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit, UnitAlias
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.selection import Selection


@dataclass(frozen=True)
class SectionChoice:
    """A section with the number of its tasks."""

    section_id: int
    label: str
    tasks: int


@dataclass(frozen=True)
class PlanChoice:
    """A plan with its sections."""

    plan_id: int
    doc_no: str
    region_id: int
    region: str
    sections: Sequence[SectionChoice]

    @property
    def tasks(self) -> int:
        return sum(section.tasks for section in self.sections)

    @property
    def place(self) -> tuple[int, str]:
        return self.region_id, self.region


def plans(seen: ColumnElement[bool]) -> list[PlanChoice]:
    """The plans of the tasks in sight, in the order of the documents (1 statement)."""
    plan = (Plan.id, Plan.doc_no, Plan.region_id, Region.name)
    section = (Section.id, Section.label)
    query = (
        select(*plan, *section, func.count())
        .select_from(Task)
        .join(Section, Section.id == Task.section_id)
        .join(Plan, Plan.id == Section.plan_id)
        .join(Region, Region.id == Plan.region_id)
        .where(seen)
        .group_by(*plan, *section, Plan.issued_on, Section.position)
        .order_by(Plan.region_id, Plan.issued_on, Plan.id, Section.position)
    )
    found: dict[tuple[int, str, int, str], list[SectionChoice]] = {}
    for row in db.execute(query):
        found.setdefault(row[:4], []).append(SectionChoice(*row[4:]))
    return [PlanChoice(*key, sections) for key, sections in found.items()]


def named(choices: Sequence[PlanChoice], asked: Selection) -> list[str]:
    """The names of the region, plan and section that a selection asks for by number."""
    sections = [section for choice in choices for section in choice.sections]
    names = [
        *(choice.region for choice in choices if choice.region_id == asked.region),
        *(choice.doc_no for choice in choices if choice.plan_id == asked.plan),
        *(section.label for section in sections if section.section_id == asked.section),
    ]
    return list(dict.fromkeys(names))


def unit_names(seen: ColumnElement[bool]) -> list[tuple[str, str]]:
    """Names and aliases of the units that have a seat, each with the name itself (1 statement)."""
    seated = select(TaskUnit.unit_id).join(Task, Task.id == TaskUnit.task_id).where(seen)
    here = Unit.id.in_(seated)
    place = (Unit.name.label("name"), Unit.region_id, Unit.position)
    names = select(Unit.name.label("known"), *place).where(here)
    aliases = select(UnitAlias.name.label("known"), *place).join(UnitAlias.unit).where(here)
    both = union_all(names, aliases).subquery("names").c
    order = (both.region_id, both.position, both.known != both.name, both.known)
    query = select(both.known, both.name).order_by(*order)
    return [(row[0], row[1]) for row in db.execute(query)]
