"""The engine, the session `db` and `transaction()`: the only place that commits."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import scoped_session, sessionmaker
from sqlalchemy.orm.exc import StaleDataError

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.persistence import limits, model

BUSY_TIMEOUT_MS = 15_000
OVERTAKEN = "别人刚刚改过这里的内容，请刷新页面看过之后再办。"
THERE_ALREADY = "刚刚有人办过同一件事，没有重复办理。请刷新页面看一看。"
UNIQUE_VIOLATIONS = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}

_maker = sessionmaker(expire_on_commit=False)
db = scoped_session(_maker)
metadata = model.Base.metadata
limits.watch()
_writing: ContextVar[bool] = ContextVar("writing", default=False)


def in_characters(value: Any) -> str:
    """JSON in which Chinese stands as it is: half as long as in escapes, and sooner read."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def connect(url: str) -> Engine:
    """Open the database at `url` and bind the session to it."""
    engine = make_engine(url)
    db.remove()
    _maker.configure(bind=engine)
    return engine


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL (psycopg 3) with the settings that both need here."""
    if not url.startswith("sqlite"):
        return create_engine(
            url, pool_pre_ping=True, hide_parameters=True, json_serializer=in_characters
        )
    engine = create_engine(url, hide_parameters=True, json_serializer=in_characters)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def transaction() -> Iterator[None]:
    """All or nothing; begun and ended at the doors only.

    Whoever comes second to a row that somebody else just changed or made is refused.
    """
    _end_reading()
    mark = _writing.set(True)
    try:
        yield
        db.commit()
    except BaseException as error:
        db.rollback()
        if words := _overtaken(error):
            raise Refusal(words) from error
        raise
    finally:
        _writing.reset(mark)


def _overtaken(error: BaseException) -> str:
    """Words for what somebody else did between our looking and our writing."""
    if isinstance(error, StaleDataError):
        return OVERTAKEN
    if not isinstance(error, IntegrityError):
        return ""
    kind = getattr(error.orig, "sqlstate", getattr(error.orig, "sqlite_errorname", ""))
    return THERE_ALREADY if kind in UNIQUE_VIOLATIONS else ""


def _end_reading() -> None:
    """Let go of what was only read: SQLite refuses to write on a view that has grown old.

    Rows that others may have changed since are guarded by their version.
    """
    session = db()
    if session.in_transaction() and not (session.new or session.dirty or session.deleted):
        session.commit()


@contextmanager
def in_one_piece() -> Iterator[None]:
    """Whatever is committed inside is seen by others at the end, all of it, or never."""
    engine = db.get_bind().engine
    db.remove()
    with engine.connect() as connection, connection.begin():
        db(bind=connection, join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            db.remove()


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver's own lazy BEGIN would let savepoints leak; we begin ourselves, below.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # Writers queue at the beginning, where they may wait; readers wait for nobody.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")
