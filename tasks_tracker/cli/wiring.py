"""What every command needs before it can touch the database."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from tasks_tracker import clock
from tasks_tracker.jobs import demonstration
from tasks_tracker.mail import links
from tasks_tracker.persistence.session import connect, db
from tasks_tracker.settings import Settings

ROOT = Path(__file__).resolve().parents[2]


def open_database(settings: Settings) -> Engine:
    """Connect, bring the tables up to date, and set the clock (shifted in a demonstration)."""
    engine = connect(settings.database_url)
    upgrade(engine)
    links.use(settings.base_url)
    set_clock(settings)
    return engine


def set_clock(settings: Settings) -> None:
    """The office's clock; only where the database is a demonstration is it shifted."""
    clock.use(settings.time_zone)
    if demonstration.is_on():
        clock.use(settings.time_zone, demonstration.offset)
    db.remove()


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing; costs one statement where none is."""
    config = Config(ROOT / "alembic.ini")
    heads = set(ScriptDirectory.from_config(config).get_heads())
    with engine.connect() as connection:
        if set(MigrationContext.configure(connection).get_current_heads()) == heads:
            return
    config.attributes["engine"] = engine
    command.upgrade(config, "head")
