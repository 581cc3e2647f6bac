"""What a column can hold, said in words before the database says it in its own.

PostgreSQL refuses a text that is too long for its column, SQLite keeps it; here both refuse.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Enum, Numeric, String, event, inspect
from sqlalchemy.orm import Mapper

from tasks_tracker.domain.base import Base
from tasks_tracker.domain.errors import Refusal

SHOWN = 20


def watch() -> None:
    """From now on look at whatever is about to be written."""
    for moment in ("before_insert", "before_update"):
        event.listen(Base, moment, _refuse_what_does_not_fit, propagate=True)


def check(thing: Base) -> None:
    """Refuse a thing that is written past the session, where nobody watches."""
    _refuse_what_does_not_fit(inspect(type(thing)), None, thing)


def _refuse_what_does_not_fit(mapper: Mapper[Any], _connection: Any, thing: Any) -> None:
    held = vars(thing)
    for name, most in _lengths(mapper).items():
        text = held.get(name)
        if text is not None and len(text) > most:
            raise Refusal(f"“{text[:SHOWN]}…”有 {len(text)} 字，这里最多 {most} 字。")
    for name, bound in _bounds(mapper).items():
        figure = held.get(name)
        if figure is not None and abs(figure) >= bound:
            raise Refusal(f"数字 {figure} 太大，请核对单位。")


@cache
def _lengths(mapper: Mapper[Any]) -> Mapping[str, int]:
    """The texts of a class that have a length, with it."""
    return {
        name: kind.length
        for name, kind in _columns(mapper)
        if isinstance(kind, String) and not isinstance(kind, Enum) and kind.length
    }


@cache
def _bounds(mapper: Mapper[Any]) -> Mapping[str, Decimal]:
    """The figures of a class, each with the power of ten that it stays below."""
    return {
        name: Decimal(10) ** (kind.precision - (kind.scale or 0))
        for name, kind in _columns(mapper)
        if isinstance(kind, Numeric) and kind.precision
    }


def _columns(mapper: Mapper[Any]) -> list[tuple[str, Any]]:
    return [(attribute.key, attribute.columns[0].type) for attribute in mapper.column_attrs]
