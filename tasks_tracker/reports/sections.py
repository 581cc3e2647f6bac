"""Sections × lights, with the leader in charge of each (总指挥)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.lights import LATE, WORST_FIRST, Light, Lines
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Appointment, Role, User
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import lights
from tasks_tracker.reports.lights import Tally


@dataclass(frozen=True)
class SectionRow:
    """One section of a plan."""

    section_id: int
    label: str
    chief: str
    tally: Tally

    @property
    def bar(self) -> list[tuple[Light, int, int]]:
        """Light, start and width of each stretch of a bar of 1000, worst first."""
        stretches, start = [], 0
        for light, width in self.tally.shares.items():
            if width:
                stretches.append((light, start, width))
            start += width
        return stretches


@dataclass(frozen=True)
class PlanTable:
    """The sections of one plan."""

    plan_id: int
    doc_no: str
    region: str
    rows: Sequence[SectionRow]

    @property
    def tally(self) -> Tally:
        return lights.together(row.tally for row in self.rows)

    @property
    def late(self) -> int:
        return sum(self.tally[light] for light in LATE)


def tables(seen: ColumnElement[bool], today: date) -> list[PlanTable]:
    """One table a plan, in the order of the documents (5 statements)."""
    tallies = _tallies(seen, light_rules.lines(today))
    query = (
        select(Section)
        .join(Section.plan)
        .where(Section.id.in_(tallies))
        .options(
            joinedload(Section.plan),
            joinedload(Section.leader).selectinload(User.appointments).joinedload(Appointment.post),
        )
        .order_by(Plan.region_id, Plan.issued_on, Plan.id, Section.position)
    )
    by_plan: dict[Plan, list[SectionRow]] = defaultdict(list)
    for section in db.scalars(query):
        row = SectionRow(section.id, section.label, chief(section.leader), tallies[section.id])
        by_plan[section.plan].append(row)
    return [PlanTable(plan.id, plan.doc_no, plan.region.name, by_plan[plan]) for plan in by_plan]


def chief(leader: User | None) -> str:
    """As people say it: 副市长 顾明远."""
    if leader is None:
        return ""
    titles = [post.title for post in leader.posts if post.role is Role.LEADER]
    return " ".join([*titles[:1], leader.name])


def _tallies(seen: ColumnElement[bool], lines: Lines) -> dict[int, Tally]:
    place = lights.rank(lines).label("place")
    query = select(Task.section_id, place, func.count()).where(seen)
    counts: dict[int, dict[Light, int]] = defaultdict(dict)
    for section_id, at, count in db.execute(query.group_by(Task.section_id, place)):
        counts[section_id][WORST_FIRST[at]] = count
    return {section_id: Tally(tally) for section_id, tally in counts.items()}
