"""Notices before a circular, and corrections, as they are looked up."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Load, contains_eager, defer, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.circular_notices import (
    CircularCorrection,
    CircularNotice,
    CorrectionState,
)
from tasks_tracker.domain.circulars import Circular, CircularState
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import unit_ids_of

IN_WORK = Circular.state.in_([CircularState.DRAFT, CircularState.NOTICED])
"""Units may still ask."""


def turns(circular: Circular) -> Mapping[int, int]:
    """How often each unit was told, by its id."""
    query = (
        select(CircularNotice.unit_id, func.max(CircularNotice.turn))
        .where(CircularNotice.circular_id == circular.id)
        .group_by(CircularNotice.unit_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def of_circular(circular: Circular) -> Sequence[CircularNotice]:
    """In official order of the units, with corrections (2 statements)."""
    query = (
        select(CircularNotice)
        .join(CircularNotice.unit)
        .where(CircularNotice.circular_id == circular.id)
        .options(
            contains_eager(CircularNotice.unit),
            joinedload(CircularNotice.checked_by),
            selectinload(CircularNotice.corrections).joinedload(CircularCorrection.by),
        )
        .order_by(Unit.position, CircularNotice.turn)
    )
    return db.scalars(query).all()


def get(notice_id: int, user: User) -> CircularNotice:
    """One that the own unit got, or that the own office sent."""
    query = select(CircularNotice).join(CircularNotice.circular).where(_sight(user))
    query = query.where(CircularNotice.id == notice_id).options(*_parts())
    return db.scalars(query).one()


def get_correction(correction_id: int, user: User) -> CircularCorrection:
    query = (
        select(CircularCorrection)
        .join(CircularCorrection.notice)
        .join(CircularNotice.circular)
        .where(_sight(user), CircularCorrection.id == correction_id)
        .options(
            joinedload(CircularCorrection.by),
            joinedload(CircularCorrection.decided_by),
            *_parts(Load(CircularCorrection).joinedload(CircularCorrection.notice)),
        )
    )
    return db.scalars(query).one()


def was_promised(circular: Circular, code: str) -> bool:
    """Whether a unit was answered that this item is not named in it."""
    query = (
        select(CircularCorrection.id)
        .join(CircularCorrection.notice)
        .where(
            CircularNotice.circular_id == circular.id,
            CircularCorrection.about == f"item:{code}",
            CircularCorrection.state == CorrectionState.UNNAMED,
        )
    )
    return db.scalar(query.limit(1)) is not None


def to_units(user: User) -> Sequence[CircularNotice]:
    """What the own units were told, the newest first."""
    query = (
        select(CircularNotice)
        .join(CircularNotice.circular)
        .where(CircularNotice.unit_id.in_(unit_ids_of(user)))
        .options(*_parts())
        .order_by(CircularNotice.sent_on.desc(), CircularNotice.id.desc())
    )
    return db.scalars(query).all()


def waiting_for(today: date) -> ColumnElement[bool]:
    """The unit may ask, and has neither asked nor said that all is right."""
    asked = select(CircularCorrection.notice_id)
    return and_(
        IN_WORK,
        CircularNotice.until >= today,
        CircularNotice.checked_at.is_(None),
        CircularNotice.id.not_in(asked),
    )


def to_check(user: User, today: date) -> tuple[int, date | None, int | None]:
    """How many wait for the own units, the earliest end of a window, one of them (1 statement)."""
    query = (
        select(func.count(), func.min(CircularNotice.until), func.min(CircularNotice.id))
        .join(CircularNotice.circular)
        .where(waiting_for(today), CircularNotice.unit_id.in_(unit_ids_of(user)))
    )
    count, until, first = db.execute(query).one()
    return count, until, first


def unchecked_by_unit(today: date) -> Mapping[int, int]:
    query = (
        select(CircularNotice.unit_id, func.count())
        .join(CircularNotice.circular)
        .where(waiting_for(today))
        .group_by(CircularNotice.unit_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def open_by_region() -> Mapping[int, int]:
    """Corrections that wait for an office."""
    query = (
        select(Circular.region_id, func.count())
        .join(CircularNotice, CircularNotice.circular_id == Circular.id)
        .join(CircularCorrection, CircularCorrection.notice_id == CircularNotice.id)
        .where(CircularCorrection.state == CorrectionState.OPEN)
        .group_by(Circular.region_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def first_open(region_id: int) -> tuple[int, int | None]:
    """How many corrections wait, and the circular of the first (1 statement)."""
    query = (
        select(func.count(), func.min(Circular.id))
        .join(CircularNotice, CircularNotice.circular_id == Circular.id)
        .join(CircularCorrection, CircularCorrection.notice_id == CircularNotice.id)
        .where(CircularCorrection.state == CorrectionState.OPEN, Circular.region_id == region_id)
    )
    count, first = db.execute(query).one()
    return count, first


def proposed_by_region() -> Mapping[int, int]:
    """Circulars that wait for a head."""
    query = (
        select(Circular.region_id, func.count())
        .where(Circular.state == CircularState.PROPOSED)
        .group_by(Circular.region_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def _sight(user: User) -> ColumnElement[bool]:
    mine = CircularNotice.unit_id.in_(unit_ids_of(user))
    if user.holds(*OFFICE_ROLES) and user.region:
        return or_(mine, Circular.region_id == user.region.id)
    return mine


def _parts(*before: Load) -> tuple[ExecutableOption, ...]:
    """With what a page of it says, at the end of the way to it."""
    here = before[0] if before else Load(CircularNotice)
    return (
        here.joinedload(CircularNotice.circular).options(defer(Circular.snapshot)),
        here.joinedload(CircularNotice.unit).selectinload(Unit.members),
        here.joinedload(CircularNotice.checked_by),
        here.selectinload(CircularNotice.corrections),
    )
