"""What every command needs before it can touch the database."""

import sqlite3
from pathlib import Path

import click
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from tasks_tracker import clock
from tasks_tracker.jobs import demonstration
from tasks_tracker.mail import links
from tasks_tracker.persistence.session import connect, db
from tasks_tracker.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "migrations" / "versions"


def open_database(settings: Settings) -> Engine:
    """Connect, bring the tables up to date, and set the clock (shifted in a demonstration)."""
    engine = connect(settings.database_url)
    _require_reachable(engine)
    upgrade(engine)
    links.use(settings.base_url)
    set_clock(settings)
    return engine


def _require_reachable(engine: Engine) -> None:
    try:
        engine.connect().close()
    except (DBAPIError, sqlite3.Error) as error:  # the second from the settings of a connection
        first, *_ = str(getattr(error, "orig", error)).splitlines()
        raise click.ClickException(f"DATABASE_URL：数据库打不开（{first}）。") from None


def set_clock(settings: Settings) -> None:
    """The office's clock; only where the database is a demonstration is it shifted."""
    clock.use(settings.time_zone)
    if demonstration.is_on():
        clock.use(settings.time_zone, demonstration.offset)
    db.remove()


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing; Alembic is loaded only where there are some."""
    if _revision(engine) == newest_revision():
        return
    from alembic import command
    from alembic.config import Config

    config = Config(ROOT / "alembic.ini")
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def newest_revision() -> str:
    """As the names of the migration files tell it; a test holds them against their contents."""
    return max(path.name.partition("_")[0] for path in MIGRATIONS.glob("[0-9]*.py"))


def _revision(engine: Engine) -> str | None:
    """The revision of the tables, None where there are none."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found
