"""Long lists, newest first, read a page at a time: by key, so that later pages cost no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from tasks_tracker.persistence.session import db

T = TypeVar("T")
SIZE = 50


@dataclass(frozen=True)
class Slice(Generic[T]):
    """One page; `next_key` leads to the one before it in time, if there is any."""

    rows: Sequence[T]
    next_key: int | None
    is_later: bool
    """Newer rows stand before it."""


def newest(query: Select[T], at: InstrumentedAttribute[Any], *, before: int | None) -> Slice[T]:
    """A page of `query`, which is sorted by the moment `at` and then by id, newest first."""
    entity = at.class_
    if before is not None:
        edge = select(at, entity.id).where(entity.id == before)
        query = query.where(tuple_(at, entity.id) < edge.scalar_subquery())
    rows = db.scalars(query.limit(SIZE + 1)).all()
    shown = rows[:SIZE]
    next_key = _id(shown[-1]) if len(rows) > SIZE else None
    return Slice(rows=shown, next_key=next_key, is_later=before is not None)


def _id(row: Any) -> int:
    return int(row.id)
