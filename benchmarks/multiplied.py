"""The demonstration many times over: every task again and again, with all that hangs on it."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Table,
    bindparam,
    func,
    insert,
    null,
    or_,
    select,
    text,
    true,
)

from tasks_tracker.persistence.session import db, metadata, transaction

LEFT = frozenset(
    {
        "messages",
        "archives",
        "comparison_links",
        "same_matters",
        "findings",
        "remarks",
        "resolutions",
    }
)
"""What hangs on a task, but also on papers of which there is one."""
ANEW = frozenset({("tasks", "number"), ("urgings", "number"), ("checks", "number")})
"""Numbers that go on with every copy."""
NAMELESS = ("events", "key")
"""Keys that may be there once; a copy has none."""


def multiply(times: int) -> int:
    """There are `times` as many tasks afterwards; answers how many."""
    tables = _copied()
    with transaction():
        last = {table: _last(table.c.id) if "id" in table.c else 0 for table in tables}
        for table in tables:
            copying = insert(table).from_select(
                [column.name for column in table.columns], _copy(table, last)
            )
            for number in range(1, times):
                db.execute(copying, {"copy": number})
    _look_at_anew(tables)
    return db.scalar(select(func.count()).select_from(metadata.tables["tasks"])) or 0


def _copied() -> list[Table]:
    """Tasks and the tables that refer to them, in the order in which they can be written."""
    found = [metadata.tables["tasks"]]
    for table in metadata.sorted_tables:
        if table not in found and table.name not in LEFT and _ties(table, found):
            found.append(table)
    return found


def _ties(table: Table, to: Any) -> list[Column[Any]]:
    keys = [key for key in table.foreign_keys if key.column.table in to]
    return [key.parent for key in keys if key.column.table is not table]


def _copy(table: Table, last: dict[Table, int]) -> Any:
    """The rows as they were at first, moved on by so many ids that none is there yet."""
    rows = select(*(_moved(column, last) for column in table.columns))
    ties = [tie <= last[_target(tie)] for tie in _ties(table, last)]
    first = table.c.id <= last[table] if "id" in table.c else true()
    return rows.where(first, or_(*ties) if ties else true())


def _target(tie: Column[Any]) -> Table:
    return next(key.column.table for key in tie.foreign_keys)


def _moved(column: Column[Any], last: dict[Table, int]) -> Any:
    copy: Any = bindparam("copy", type_=BigInteger())
    place = (column.table.name, column.name)
    to = next((key.column.table for key in column.foreign_keys), None)
    if column.name == "id" or to in last:
        return column + copy * last[column.table if column.name == "id" else to]
    if place in ANEW:
        return column + copy * _last(column)
    return null() if place == NAMELESS else column


def _last(column: Any) -> int:
    return db.scalar(select(func.max(column))) or 0


def _look_at_anew(tables: list[Table]) -> None:
    """Ids go on behind the copies, and the database knows how many there are."""
    with transaction():
        if db.get_bind().dialect.name == "postgresql":
            for table in (one for one in tables if "id" in one.c):
                after = select(func.max(table.c.id)).scalar_subquery()
                db.execute(
                    select(func.setval(func.pg_get_serial_sequence(table.name, "id"), after))
                )
        db.execute(text("ANALYZE"))
