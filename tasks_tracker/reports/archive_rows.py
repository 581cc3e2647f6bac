"""Rows as an archive keeps them: every column under its name, people and units by theirs."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import RelationshipDirection

from tasks_tracker import clock
from tasks_tracker.domain.base import Base
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import Post, User
from tasks_tracker.wording import word

INNER = frozenset({"version", "stored_name"})
"""Of use to the program alone."""


def as_data(thing: Base, *nested: str) -> dict[str, Any]:
    """One row; `nested` are names of lists whose rows stand inside it."""
    named = _references(type(thing))
    data: dict[str, Any] = {}
    for attribute in inspect(type(thing)).column_attrs:
        key = attribute.key
        if key in named:
            data[named[key]] = _name(getattr(thing, named[key]))
        elif key not in INNER:
            data[key] = plain(getattr(thing, key))
    for name in nested:
        data[name] = [_nested(one) for one in getattr(thing, name)]
    return data


def _nested(thing: Base) -> Any:
    """People and units by their names: what else is known of them is not the task's."""
    return _name(thing) if isinstance(thing, (User, Unit)) else as_data(thing)


def plain(value: Any) -> Any:
    """As JSON has it: words for members, the office's time for moments."""
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, datetime):
        return clock.local(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def person(user: User | None) -> str | None:
    """郑安（zhengan）."""
    return f"{user.name}（{user.account}）" if user else None


@cache
def _references(kind: type[Base]) -> Mapping[str, str]:
    """The keys that stand for somebody or something with a name, each with its relationship."""
    return {
        str(local.key): one.key
        for one in inspect(kind).relationships
        if one.direction is RelationshipDirection.MANYTOONE
        and one.mapper.class_ in {User, Unit, Region, Post, Task}
        for local, _ in one.local_remote_pairs or ()
    }


def _name(thing: Any) -> str | None:
    if isinstance(thing, Task):
        return thing.code
    if isinstance(thing, User):
        return person(thing)
    return thing.name if thing is not None else None
