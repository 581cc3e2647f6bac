"""Handovers as they are looked up."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.handovers import Handover, HandoverPost
from tasks_tracker.domain.users import Appointment, Post, Role, User
from tasks_tracker.persistence.session import db


def get(handover_id: int, user: User) -> Handover:
    """One that this person has to do with (4 statements)."""
    query = select(Handover).where(Handover.id == handover_id, _sight(user))
    return db.scalars(query.options(*_whole())).one()


def visible_to(user: User) -> Sequence[Handover]:
    """All of them, those in hand first, then the newest."""
    query = select(Handover).where(_sight(user)).options(*_whole())
    order = (Handover.ended_at.is_not(None), Handover.opened_at.desc(), Handover.id.desc())
    return db.scalars(query.order_by(*order)).all()


def current_of(leaver: User) -> Handover | None:
    """The sheet of this person that is not over."""
    query = select(Handover).where(Handover.leaver_id == leaver.id, Handover.ended_at.is_(None))
    return db.scalars(query).one_or_none()


def line(handover: Handover, line_id: int) -> HandoverPost:
    query = select(HandoverPost).where(
        HandoverPost.id == line_id, HandoverPost.handover_id == handover.id
    )
    return db.scalars(query).one()


def predecessors(user: User) -> set[int]:
    """Whose posts this person took over, and those before them: the items have come along."""
    taken = (
        select(Handover.leaver_id).join(Handover.posts).where(HandoverPost.taken_at.is_not(None))
    )
    found: set[int] = set()
    fresh = {user.id}
    while fresh:
        found |= fresh
        fresh = set(db.scalars(taken.where(HandoverPost.successor_id.in_(fresh)))) - found
    return found - {user.id}


def _whole() -> tuple[ExecutableOption, ...]:
    held = selectinload(User.appointments).joinedload(Appointment.post).joinedload(Post.unit)
    lines = selectinload(Handover.posts)
    return (
        joinedload(Handover.leaver).options(held),
        lines.joinedload(HandoverPost.post).joinedload(Post.unit),
        lines.joinedload(HandoverPost.successor).options(held),
    )


def _sight(user: User) -> ColumnElement[bool]:
    """Whoever signs it; of the own region the administrators who open and confirm, and the head of
    supervision; and whoever may have to sign for somebody: heads of units, and for the head of
    supervision the leaders."""
    own = user.region.id if user.region else None
    taking = select(HandoverPost.handover_id).where(HandoverPost.successor_id == user.id)
    reasons = [Handover.leaver_id == user.id, Handover.id.in_(taking)]
    if user.holds(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.SUPERVISION_HEAD):
        reasons.append(Handover.region_id == own)
    if user.holds(Role.LEADER):
        chief = and_(Handover.region_id == own, Handover.id.in_(_of_chief()))
        reasons.append(chief)
    if user.holds(Role.UNIT_HEAD):
        reasons.append(Handover.id.in_(_of_units(user)))
    return or_(*reasons)


def _of_chief() -> Select[int]:
    lines = select(HandoverPost.handover_id).join(HandoverPost.post)
    return lines.where(Post.role == Role.SUPERVISION_HEAD)


def _of_units(user: User) -> Select[int]:
    units = [unit.id for unit in user.units]
    lines = select(HandoverPost.handover_id).join(HandoverPost.post)
    return lines.where(Post.unit_id.in_(units))
