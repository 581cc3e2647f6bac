"""What waits for whom about score sheets, counted for 待办 and for the daily digest."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from tasks_tracker.domain.periods import Period, PeriodKind, period_of
from tasks_tracker.domain.score_objections import ScoreObjection, ScoreObjectionState
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.score_sheets import ScoreSheet, SheetState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import UNIT_ROLES, User
from tasks_tracker.persistence.session import db

OFFERED = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
"""Periods of which the office is reminded; a half-year is frozen where somebody wants it."""
_FROZEN = ScoreSheet.state == SheetState.FROZEN
_OPEN = ScoreObjection.state == ScoreObjectionState.OPEN


def just_over(today: date) -> list[Period]:
    """The periods that ended with the last month: the month, and with it a quarter or a year."""
    ended = today.replace(day=1) - timedelta(days=1)
    found = [period_of(kind, ended) for kind in OFFERED]
    return [period for period in found if period and period.last == ended]


def to_freeze(region: Region, today: date) -> list[Period]:
    """Those of them that are not frozen yet, where anything is supervised (1 statement)."""
    query = (
        select(ScoreSheet.kind, ScoreSheet.first_on, Region.id)
        .select_from(Region)
        .outerjoin(ScoreSheet, and_(ScoreSheet.region_id == Region.id, _of(just_over(today))))
        .where(Region.id == region.id, _supervises())
    )
    found = [tuple(row) for row in db.execute(query)]
    frozen = {(kind, first_on) for kind, first_on, _ in found}
    return [one for one in just_over(today) if found and (one.kind, one.first) not in frozen]


def to_look_over(user: User, today: date) -> Sequence[ScoreRow]:
    """Rows of this person's units that nobody has looked over yet, while that is possible."""
    mine = [unit.id for unit in user.units] if user.holds(*UNIT_ROLES) else []
    query = (
        select(ScoreRow)
        .join(ScoreRow.sheet)
        .where(ScoreRow.unit_id.in_(mine), _unchecked(today))
        .options(contains_eager(ScoreRow.sheet))
        .order_by(ScoreSheet.objections_until, ScoreRow.id)
    )
    return db.scalars(query).all()


def to_look_over_by_unit(today: date) -> Mapping[int, int]:
    query = select(ScoreRow.unit_id, func.count()).join(ScoreRow.sheet).where(_unchecked(today))
    return _counted(query.group_by(ScoreRow.unit_id))


def to_recheck(user: User) -> Sequence[ScoreObjection]:
    """Open objections of the region that this person may decide: who froze the sheet may not."""
    query = (
        select(ScoreObjection)
        .join(ScoreObjection.row)
        .join(ScoreRow.sheet)
        .where(
            ScoreSheet.region_id == (user.region.id if user.region else None),
            _OPEN,
            ScoreSheet.frozen_by_id != user.id,
        )
        .order_by(ScoreObjection.raised_at, ScoreObjection.id)
    )
    return db.scalars(query).all()


def to_recheck_by_region() -> Mapping[int, int]:
    query = (
        select(ScoreSheet.region_id, func.count())
        .select_from(ScoreObjection)
        .join(ScoreObjection.row)
        .join(ScoreRow.sheet)
        .where(_OPEN)
    )
    return _counted(query.group_by(ScoreSheet.region_id))


def to_publish(region: Region, today: date) -> Sequence[ScoreSheet]:
    """Sheets whose window is over and of which every objection is decided."""
    query = select(ScoreSheet).where(ScoreSheet.region_id == region.id, _ripe(today))
    return db.scalars(query.order_by(ScoreSheet.first_on, ScoreSheet.id)).all()


def to_publish_by_region(today: date) -> Mapping[int, int]:
    query = select(ScoreSheet.region_id, func.count()).where(_ripe(today))
    return _counted(query.group_by(ScoreSheet.region_id))


def _of(periods: Sequence[Period]) -> ColumnElement[bool]:
    return or_(
        *(and_(ScoreSheet.kind == one.kind, ScoreSheet.first_on == one.first) for one in periods)
    )


def _supervises() -> ColumnElement[bool]:
    return exists(select(Task.id).where(Task.region_id == Region.id)).correlate(Region)


def _unchecked(today: date) -> ColumnElement[bool]:
    """Neither looked over nor objected to, within the window."""
    objected = exists(select(ScoreObjection.id).where(ScoreObjection.row_id == ScoreRow.id))
    return and_(
        _FROZEN, ScoreSheet.objections_until >= today, ScoreRow.checked_at.is_(None), ~objected
    )


def _ripe(today: date) -> ColumnElement[bool]:
    waits = exists(
        select(ScoreObjection.id)
        .join(ScoreObjection.row)
        .where(ScoreRow.sheet_id == ScoreSheet.id, _OPEN)
    ).correlate(ScoreSheet)
    return and_(_FROZEN, ScoreSheet.objections_until < today, ~waits)


def _counted(query: Select[int, int]) -> Mapping[int, int]:
    return {row[0]: row[1] for row in db.execute(query)}
