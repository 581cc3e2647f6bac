"""Inspections as they are looked up: a unit sees those that it was told of, and those that found
something at it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.findings import FOLLOWED, Finding, FindingState
from tasks_tracker.domain.inspections import (
    InspectedUnit,
    Inspection,
    InspectionKind,
)
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.persistence.session import db


def visible_to(user: User) -> Select[Inspection]:
    return select(Inspection).where(_seen_by(user))


def get(inspection_id: int, user: User) -> Inspection:
    """One inspection with its team, its units and its plan."""
    query = (
        visible_to(user)
        .where(Inspection.id == inspection_id)
        .options(
            selectinload(Inspection.team),
            selectinload(Inspection.units),
            joinedload(Inspection.plan),
            joinedload(Inspection.planned_by),
        )
    )
    return db.scalars(query).one()


def listed(user: User) -> Sequence[Row[tuple[Inspection, int, int, int]]]:
    """The newest first, each with how many findings are followed and mended, and how many are not
    handed over yet; of a unit its own (1 statement)."""
    followed = func.count(case((Finding.state.in_(FOLLOWED), 1)))
    mended = func.count(case((Finding.state == FindingState.MENDED, 1)))
    drafts = func.count(case((Finding.state == FindingState.DRAFT, 1)))
    counts = (
        select(
            Finding.inspection_id,
            followed.label("followed"),
            mended.label("mended"),
            drafts.label("drafts"),
        )
        .where(_finding_seen_by(user))
        .group_by(Finding.inspection_id)
        .subquery()
    )
    query = (
        select(
            Inspection,
            func.coalesce(counts.c.followed, 0),
            func.coalesce(counts.c.mended, 0),
            func.coalesce(counts.c.drafts, 0),
        )
        .outerjoin(counts, counts.c.inspection_id == Inspection.id)
        .where(_seen_by(user))
        .order_by(Inspection.from_on.desc(), Inspection.id.desc())
    )
    return db.execute(query).all()


def findings_seen_by(user: User) -> Select[Finding]:
    return (
        select(Finding)
        .join(Finding.inspection)
        .where(_finding_seen_by(user), _region_of(user))
        .options(joinedload(Finding.unit), joinedload(Finding.inspection))
    )


def plans_of(region: Region) -> Sequence[Plan]:
    """To choose from, the newest first."""
    query = select(Plan).where(Plan.region_id == region.id)
    return db.scalars(query.order_by(Plan.issued_on.desc(), Plan.id.desc())).all()


def find_task(region: Region, number: int) -> Task | None:
    """By its running number in the region."""
    query = select(Task).where(Task.region_id == region.id, Task.number == number)
    return db.scalars(query).one_or_none()


def _seen_by(user: User) -> ColumnElement[bool]:
    if user.holds(*OFFICE_ROLES, Role.LEADER):
        return _region_of(user)
    mine = [unit.id for unit in user.units] if user.holds(*UNIT_ROLES) else []
    told = exists().where(
        InspectedUnit.inspection_id == Inspection.id, InspectedUnit.unit_id.in_(mine)
    )
    found = exists().where(
        Finding.inspection_id == Inspection.id,
        Finding.unit_id.in_(mine),
        Finding.handed_over_at.is_not(None),
    )
    is_told = and_(Inspection.kind == InspectionKind.ANNOUNCED, told)
    return and_(_region_of(user), or_(is_told, found))


def _finding_seen_by(user: User) -> ColumnElement[bool]:
    if user.holds(*OFFICE_ROLES, Role.LEADER):
        return Finding.id.is_not(None)
    mine = [unit.id for unit in user.units] if user.holds(*UNIT_ROLES) else []
    return and_(Finding.unit_id.in_(mine), Finding.handed_over_at.is_not(None))


def _region_of(user: User) -> ColumnElement[bool]:
    return Inspection.region_id == (user.region.id if user.region else None)
