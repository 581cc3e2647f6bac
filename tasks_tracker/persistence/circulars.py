"""Circulars as they are looked up."""

from collections.abc import Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import defer

from tasks_tracker.domain.circulars import Circular, CircularState, slot_of
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import region_ids_seen_by


def _visible_to(user: User) -> Select[Circular]:
    """The office sees drafts of its own; others what is published."""
    query = select(Circular).where(Circular.region_id.in_(region_ids_seen_by(user)))
    is_published = Circular.state == CircularState.PUBLISHED
    if user.holds(*OFFICE_ROLES) and user.region:
        return query.where(or_(is_published, Circular.region_id == user.region.id))
    return query.where(is_published)


def visible_to(user: User) -> Sequence[Circular]:
    """The newest first, without what stands in them."""
    query = _visible_to(user).options(defer(Circular.snapshot, raiseload=True))
    return db.scalars(query.order_by(Circular.first_on.desc(), Circular.region_id)).all()


def get(circular_id: int, user: User) -> Circular:
    return db.scalars(_visible_to(user).where(Circular.id == circular_id)).one()


def find(
    region: Region, period: Period, *, plan: Plan | None = None, revision: int = 0
) -> Circular | None:
    slot = slot_of(period, plan, revision)
    query = select(Circular).where(Circular.region_id == region.id, Circular.slot == slot)
    return db.scalars(query).one_or_none()


def find_newest(region: Region, period: Period, *, plan: Plan | None = None) -> Circular | None:
    """The last correction of a period that was started, or else its first issue."""
    query = select(Circular).where(
        Circular.region_id == region.id,
        Circular.kind == period.kind,
        Circular.first_on == period.first,
        Circular.plan_id == (plan.id if plan else None),
    )
    return db.scalars(query.order_by(Circular.revision.desc()).limit(1)).one_or_none()


def find_correcting(circular: Circular) -> Circular | None:
    """The issue that puts this one right, drafted or published."""
    query = select(Circular).where(Circular.corrects_id == circular.id)
    return db.scalars(query).one_or_none()
