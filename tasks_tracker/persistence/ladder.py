"""The ladder of urging as it is looked up."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.ladder import DEFAULT, Ladder, Rung
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence.session import db


def find(region_id: int, day: date) -> Ladder | None:
    """The version that holds on that day; None where the default does (2 statements)."""
    query = (
        select(Ladder)
        .where(Ladder.region_id == region_id, Ladder.holds_from <= day)
        .order_by(Ladder.version.desc())
        .limit(1)
        .options(selectinload(Ladder.steps))
    )
    return db.scalars(query).first()


def rungs(region_id: int, day: date) -> Mapping[int, Rung]:
    """The steps that hold on that day, by level."""
    found = find(region_id, day)
    return {rung.level: rung for rung in (found.rungs if found else DEFAULT)}


def versions(region: Region) -> Sequence[Ladder]:
    """All versions that an office has set, the newest first."""
    query = (
        select(Ladder)
        .where(Ladder.region_id == region.id)
        .order_by(Ladder.version.desc())
        .options(selectinload(Ladder.steps), joinedload(Ladder.set_by))
    )
    return db.scalars(query).all()


def next_version(region: Region) -> int:
    last = select(func.max(Ladder.version)).where(Ladder.region_id == region.id)
    return (db.scalar(last) or 0) + 1
