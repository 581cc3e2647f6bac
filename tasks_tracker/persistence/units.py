"""Regions and units as they are looked up."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import selectinload

from tasks_tracker.domain.units import Region, Unit, UnitAlias, UnitMember
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence.session import db


def regions() -> Sequence[Region]:
    return db.scalars(select(Region).order_by(Region.parent_id.nulls_first(), Region.id)).all()


def get_region(name: str) -> Region:
    return db.scalars(select(Region).where(Region.name == name)).one()


def find_region(name: str) -> Region | None:
    return db.scalars(select(Region).where(Region.name == name)).one_or_none()


def region_ids_seen_by(user: User) -> Select[int]:
    """The own region, and for a superior's office those below it."""
    own = user.region.id if user.region else None
    query = select(Region.id)
    if user.holds(*OFFICE_ROLES):
        return query.where(or_(Region.id == own, Region.parent_id == own))
    return query.where(Region.id == own)


def regions_seen_by(user: User) -> Sequence[Region]:
    """The same as entities, the superior one first."""
    query = select(Region).where(Region.id.in_(region_ids_seen_by(user)))
    return db.scalars(query.order_by(Region.parent_id.nulls_first(), Region.id)).all()


def unit_ids_of(user: User) -> Select[int]:
    """The units for which this person acts, and the collectives in which they stand."""
    mine = [unit.id for unit in user.units]
    joined = select(UnitMember.collective_id).where(UnitMember.member_id.in_(mine))
    return select(Unit.id).where(or_(Unit.id.in_(mine), Unit.id.in_(joined)))


def in_official_order(region: Region) -> Sequence[Unit]:
    """All units of a region with aliases and members (3 statements)."""
    query = (
        select(Unit)
        .where(Unit.region_id == region.id)
        .order_by(Unit.position)
        .options(selectinload(Unit.aliases), selectinload(Unit.members))
    )
    return db.scalars(query).all()


def of_ids(region: Region, unit_ids: Collection[int]) -> Sequence[Unit]:
    """Units of one region, in official order."""
    query = select(Unit).where(Unit.region_id == region.id, Unit.id.in_(unit_ids))
    return db.scalars(query.order_by(Unit.position)).all()


def get(unit_id: int, user: User) -> Unit:
    """A unit of a region that this person sees."""
    seen = region_ids_seen_by(user)
    return db.scalars(select(Unit).where(Unit.id == unit_id, Unit.region_id.in_(seen))).one()


def official_names(region: Region) -> dict[str, str]:
    """Every name and alias in a region, with the official name of its unit (1 statement)."""
    own = select(Unit.name, Unit.name.label("official")).where(Unit.region_id == region.id)
    other = select(UnitAlias.name, Unit.name).join(UnitAlias.unit)
    found = db.execute(other.where(Unit.region_id == region.id).union_all(own))
    return {name: official for name, official in found}  # noqa: C416 - rows are no pairs to mypy


def by_name(region: Region) -> dict[str, Unit]:
    """Every name and alias in a region, with the unit that it means (1 statement); the units come
    in official order."""
    query = (
        select(Unit, UnitAlias.name)
        .outerjoin(UnitAlias, UnitAlias.unit_id == Unit.id)
        .where(Unit.region_id == region.id)
        .order_by(Unit.position, UnitAlias.name)
    )
    found = db.execute(query).all()
    official = {unit.name: unit for unit, _ in found}
    return {**{alias: unit for unit, alias in found if alias}, **official}


def find(region: Region, name: str) -> Unit | None:
    """The unit that goes by this name or alias."""
    alias = Unit.aliases.any(UnitAlias.name == name)
    query = select(Unit).where(Unit.region_id == region.id, or_(Unit.name == name, alias))
    return db.scalars(query.order_by(Unit.position)).first()


def next_position(region: Region) -> int:
    last = select(func.max(Unit.position)).where(Unit.region_id == region.id)
    return (db.scalar(last) or 0) + 1
