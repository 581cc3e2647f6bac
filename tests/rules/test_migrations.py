"""The migrations make what the models say, on both databases, and can be taken back."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from tasks_tracker.persistence.session import make_engine
from tests.conftest import ROOT, alembic_config, migrate


def test_there_is_one_head():
    config = Config(ROOT / "alembic.ini")
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


def test_migrations_make_what_the_models_say(database_url):
    with alembic_config(database_url) as config:
        command.check(config)


def test_migrations_go_down_to_nothing_and_up_again(new_database):
    url = new_database()
    migrate(url)
    built = _tables(url)
    migrate(url, "base")
    assert _tables(url) <= {"alembic_version"}
    migrate(url)
    assert _tables(url) == built


def _tables(url: str) -> set[str]:
    engine = make_engine(url)
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names
