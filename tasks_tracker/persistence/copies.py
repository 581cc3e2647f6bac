"""A copy of everything beside the SQLite file, to go back to in a moment; PostgreSQL has none."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from glob import escape
from pathlib import Path

from sqlalchemy import text

from tasks_tracker.persistence.session import BUSY_TIMEOUT_MS, db, metadata

NAMES = (
    "SELECT stored_name FROM {0}.evidence UNION"
    " SELECT stored_name FROM {0}.source_documents WHERE stored_name IS NOT NULL ORDER BY 1"
)


def keep(mark: str) -> None:
    """Copy what the database holds now, in place of any earlier copy."""
    place = _place(mark)
    if place is None:
        return
    part = place.with_suffix(".part")
    part.unlink(missing_ok=True)
    with _live() as live, closing(sqlite3.connect(part)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    for old in place.parent.glob(f"{escape(_file().name)}.*.copy"):
        old.unlink()
    part.replace(place)


def find(mark: str) -> Path | None:
    """The copy that bears this mark and was made of tables like the present ones."""
    place = _place(mark)
    return place if place and place.exists() else None


def evidence_in(copy: Path) -> list[str]:
    """The stored names of the files that a copy counts on: evidence, originals of plans."""
    with closing(sqlite3.connect(copy)) as connection:
        return _names(connection, "main")


def go_back_to(copy: Path) -> list[str]:
    """Put the rows of a copy in the place of all present ones; nobody sees anything in between.

    Answers the stored names of the files that nothing names any more.
    """
    with _live() as live:
        live.execute("ATTACH ? AS copy", [str(copy)])
        with live:
            live.execute("BEGIN IMMEDIATE")
            gone = set(_names(live, "main")) - set(_names(live, "copy"))
            for table in metadata.tables:
                live.execute(f'DELETE FROM main."{table}"')  # noqa: S608 - a name of our own
                live.execute(f'INSERT INTO main."{table}" SELECT * FROM copy."{table}"')  # noqa: S608
    return sorted(gone)


def _place(mark: str) -> Path | None:
    """Beside the database; the name tells the revision of the tables too."""
    if db.get_bind().dialect.name != "sqlite":
        return None
    revision = db.scalar(text("SELECT version_num FROM alembic_version"))
    return _file().with_name(f"{_file().name}.{revision}-{mark}.copy")


def _file() -> Path:
    return Path(db.get_bind().engine.url.database or "")


@contextmanager
def _live() -> Iterator[sqlite3.Connection]:
    """A connection of its own, which checks no foreign keys while rows come and go."""
    seconds = BUSY_TIMEOUT_MS / 1000
    with closing(sqlite3.connect(_file(), timeout=seconds, isolation_level=None)) as connection:
        yield connection


def _names(connection: sqlite3.Connection, schema: str) -> list[str]:
    return [name for (name,) in connection.execute(NAMES.format(schema))]
