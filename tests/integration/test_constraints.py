"""What must always hold is refused by the database itself, whoever writes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Enum,
    Insert,
    String,
    UniqueConstraint,
    delete,
    insert,
    literal,
    null,
    update,
)
from sqlalchemy.exc import IntegrityError

from tasks_tracker.persistence.session import metadata
from tests.integration.standing import (
    BROKEN,
    DAY,
    FITTING,
    NEIGHBOURS,
    NOW,
    OPEN,
    ROWS,
    SECOND,
    Row,
)
from tests.integration.standing.circulars import DRAFT

TABLES = metadata.tables
CHECKS = {
    check.name: table
    for table in TABLES.values()
    for check in table.constraints
    if isinstance(check, CheckConstraint)
}
UNIQUE = {
    unique.name: unique
    for table in TABLES.values()
    for unique in (
        *(c for c in table.constraints if isinstance(c, UniqueConstraint)),
        *(index for index in table.indexes if index.unique),
    )
}
REQUIRED = [
    column
    for table in TABLES.values()
    for column in table.columns
    if not (column.nullable or column.primary_key)
]
REFERENCES = [
    column for table in TABLES.values() for column in table.columns if column.foreign_keys
]


@pytest.fixture(scope="module")
def standing(engine) -> Iterator[Connection]:
    """A connection that sees a row in every table; nothing of it is kept."""
    with engine.connect() as connection:
        outer = connection.begin()
        for name, row in ROWS.items():
            connection.execute(adding(name, row))
            if name in NEIGHBOURS:
                connection.execute(adding(name, {**row, **NEIGHBOURS[name]}))
        yield connection
        outer.rollback()


def adding(name: str, row: Row) -> Insert:
    table = TABLES[name]
    return insert(table).values({column: value(table.c[column], row[column]) for column in row})


def value(column: Column, given):
    """As the database gets it: NULL and not JSON's, and words that no enumeration knows."""
    if given is None:
        return null()
    return literal(given, String()) if isinstance(column.type, Enum) else given


def one_more(table: str, /, **changes) -> Insert:
    return adding(table, {**ROWS.get(table, {}), **SECOND.get(table, {}), **changes})


def refused(connection: Connection, statement) -> str:
    """What the database says to a statement that it does not obey."""
    with connection.begin_nested() as nested:
        with pytest.raises(IntegrityError) as error:
            connection.execute(statement)
        nested.rollback()
    return str(error.value.orig)


def test_one_more_row_is_taken_where_nothing_speaks_against_it(standing):
    with standing.begin_nested() as nested:
        for name in SECOND:
            standing.execute(one_more(name))
        nested.rollback()


def test_every_check_is_tried_here():
    assert sorted(BROKEN) == sorted(CHECKS)


@pytest.mark.parametrize("name", BROKEN)
def test_a_row_that_breaks_a_check_is_refused(standing, name):
    assert name in refused(standing, one_more(CHECKS[name].name, **BROKEN[name]))


@pytest.mark.parametrize("name", UNIQUE)
def test_what_is_there_once_is_not_taken_twice(standing, name):
    unique = UNIQUE[name]
    table, columns = unique.table.name, [column.name for column in unique.columns]
    same = {name: ROWS[table][name] for name in columns}
    words = refused(standing, one_more(table, **OPEN.get(name, {}), **same))
    in_sqlite = f"UNIQUE constraint failed: {', '.join(f'{table}.{name}' for name in columns)}"
    assert words == in_sqlite or f'"{name}"' in words


@pytest.mark.parametrize("column", REQUIRED, ids=str)
def test_what_every_row_must_have_is_not_left_out(standing, column):
    words = refused(standing, one_more(column.table.name, **{column.name: None}))
    in_sqlite = f"NOT NULL constraint failed: {column}"
    assert words == in_sqlite or f'null value in column "{column.name}"' in words


@pytest.mark.parametrize("column", REFERENCES, ids=str)
def test_what_is_referred_to_must_exist(standing, column):
    row = {**FITTING.get(str(column), {}), column.name: 10**9}
    words = refused(standing, one_more(column.table.name, **row))
    assert words == "FOREIGN KEY constraint failed" or f"({column.name})=(1000000000)" in words


def test_what_has_ended_may_begin_anew(standing):
    document = ROWS["plan_drafts"]["doc_no"]
    ended = {"doc_no": document, "state": "discarded", "ended_at": NOW}
    with standing.begin_nested() as nested:
        standing.execute(one_more("plan_drafts", **ended))
        standing.execute(one_more("plan_drafts", **ended, position=3))
        standing.execute(one_more("appointments", user_id=1, ended_on=DAY))
        nested.rollback()


def test_what_may_happen_often_carries_no_key(standing):
    with standing.begin_nested() as nested:
        standing.execute(one_more("events", key=None))
        standing.execute(one_more("events", key=None, id=3))
        nested.rollback()


def changing(name: str, **changes):
    table = TABLES[name]
    values = {column: value(table.c[column], given) for column, given in changes.items()}
    return update(table).where(table.c.id == 1).values(values)


@pytest.mark.parametrize("day", [DAY + timedelta(days=1), None])
def test_the_original_date_of_a_milestone_stays_for_ever(standing, day):
    words = refused(standing, changing("milestones", original_due_on=day, due_on=day))
    assert "milestones_original_date_stays" in words


def test_the_current_date_moves_beside_the_original_one(standing):
    with standing.begin_nested() as nested:
        later = DAY + timedelta(days=1)
        standing.execute(changing("milestones", original_due_on=DAY, due_on=later))
        nested.rollback()


@pytest.mark.parametrize(
    "changes",
    [
        {"snapshot": {"total": 2}},
        {"number": 7},
        {"as_of": DAY},
        DRAFT,
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_published_circular_stays_as_it_is(standing, changes):
    assert "circulars_published_stay" in refused(standing, changing("circulars", **changes))


def test_a_draft_of_a_circular_is_taken_anew_and_published(standing):
    done = {name: ROWS["circulars"][name] for name in DRAFT} | {"number": 2}
    circulars = TABLES["circulars"]
    this = circulars.c.id == SECOND["circulars"]["id"]
    with standing.begin_nested() as nested:
        standing.execute(one_more("circulars", **DRAFT))
        standing.execute(update(circulars).where(this).values(snapshot={"total": 2}))
        standing.execute(update(circulars).where(this).values(done))
        nested.rollback()


def test_an_event_is_never_altered(standing):
    assert "events_stay" in refused(standing, changing("events", words="别的话"))


@pytest.mark.parametrize("name", ["events", "circulars"])
def test_what_stays_is_deleted_in_a_demonstration_alone(standing, name):
    table = TABLES[name]
    gone = delete(table).where(table.c.id == 1)
    assert f"{name}_" in refused(standing, gone)
    with standing.begin_nested() as nested:
        standing.execute(adding("demonstration_day", {"id": 1, "today": DAY}))
        assert standing.execute(gone).rowcount == 1
        nested.rollback()
