"""Comparisons of plans of two levels as they are looked up.

What lies in another region is asked of that region by number, and put together in memory: no
query joins the tasks of two regions.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink, LinkState
from tasks_tracker.domain.differences import Relation
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import region_ids_seen_by


def scope(user: User) -> ColumnElement[bool]:
    """Those of the own region and of the regions below, and those that are about the own one."""
    own = user.region.id if user.region else None
    seen = region_ids_seen_by(user)
    return or_(Comparison.region_id.in_(seen), Comparison.subordinate_id == own)


def _visible_to(user: User) -> Select[Comparison]:
    return select(Comparison).where(scope(user)).options(joinedload(Comparison.plan))


def visible_to(user: User) -> Sequence[Comparison]:
    """The newest first, without their links."""
    query = _visible_to(user).order_by(Comparison.opened_at.desc(), Comparison.id.desc())
    return db.scalars(query).all()


def get(comparison_id: int, user: User) -> Comparison:
    """One with all its links (2 statements)."""
    query = _visible_to(user).where(Comparison.id == comparison_id)
    links = selectinload(Comparison.links).joinedload(ComparisonLink.decided_by)
    return db.scalars(query.options(links)).one()


def counts(found: Collection[Comparison]) -> dict[tuple[int, Relation, LinkState], int]:
    """How many links of each comparison have which relation and state."""
    columns = (ComparisonLink.comparison_id, ComparisonLink.relation, ComparisonLink.state)
    query = (
        select(*columns, func.count())
        .where(ComparisonLink.comparison_id.in_([one.id for one in found]))
        .group_by(*columns)
    )
    return {(row[0], row[1], row[2]): row[3] for row in db.execute(query)}


def find(plan: Plan, subordinate: Plan) -> Comparison | None:
    query = select(Comparison).where(
        Comparison.plan_id == plan.id,
        Comparison.subordinate_id == subordinate.region_id,
        Comparison.subordinate_no == subordinate.doc_no,
    )
    return db.scalars(query).one_or_none()


def plans_of(user: User) -> Sequence[Plan]:
    """Adopted plans of the own region and of those below, the newest first."""
    query = select(Plan).where(Plan.region_id.in_(region_ids_seen_by(user)))
    return db.scalars(query.order_by(Plan.issued_on.desc(), Plan.id)).all()


def get_plan(plan_id: int, user: User) -> Plan:
    seen = region_ids_seen_by(user)
    return db.scalars(select(Plan).where(Plan.id == plan_id, Plan.region_id.in_(seen))).one()


def plan_below(comparison: Comparison) -> Plan:
    """The subordinate's plan, found by region and number."""
    query = select(Plan).where(
        Plan.region_id == comparison.subordinate_id, Plan.doc_no == comparison.subordinate_no
    )
    return db.scalars(query).one()


def confirmed_below(task: Task) -> Sequence[tuple[Comparison, ComparisonLink]]:
    """The confirmed links that tell who carries out this task's measure below."""
    query = _confirmed().where(
        Comparison.region_id == task.region_id,
        ComparisonLink.superior_number <= task.number,
        ComparisonLink.superior_last >= task.number,
    )
    rows = db.execute(query.order_by(Comparison.subordinate_id, Comparison.id))
    return [(row[0], row[1]) for row in rows]


def confirmed_above(task: Task) -> Sequence[tuple[Comparison, ComparisonLink]]:
    """The confirmed links that tell which of the superior's measures this task carries out."""
    query = _confirmed().where(
        Comparison.subordinate_id == task.region_id,
        ComparisonLink.subordinate_number <= task.number,
        ComparisonLink.subordinate_last >= task.number,
    )
    rows = db.execute(query.order_by(Comparison.id, ComparisonLink.superior_number))
    return [(row[0], row[1]) for row in rows]


def _confirmed() -> Select[Comparison, ComparisonLink]:
    return (
        select(Comparison, ComparisonLink)
        .join(ComparisonLink, ComparisonLink.comparison_id == Comparison.id)
        .options(joinedload(Comparison.plan))
        .where(ComparisonLink.state == LinkState.CONFIRMED)
    )


def tasks_at(places: Collection[tuple[int, int]]) -> dict[tuple[int, int], Task]:
    """Tasks by region and number, each with its milestones (1 statement)."""
    if not places:
        return {}
    key = tuple_(Task.region_id, Task.number)
    query = select(Task).where(key.in_(list(places))).options(joinedload(Task.milestones))
    found = db.scalars(query.options(joinedload(Task.plan))).unique().all()
    return {(task.region_id, task.number): task for task in found}


def tasks_between(region: Region, first: int, last: int) -> Sequence[Task]:
    """The tasks of one measure with plan and milestones."""
    query = (
        select(Task)
        .where(Task.region_id == region.id, Task.number.between(first, last))
        .options(selectinload(Task.milestones), joinedload(Task.plan), joinedload(Task.lead_unit))
    )
    return db.scalars(query.order_by(Task.number)).all()
