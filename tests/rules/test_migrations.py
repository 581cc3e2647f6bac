"""The migrations make what the models say, on both databases, and can be taken back."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from tasks_tracker.cli.wiring import newest_revision, upgrade
from tasks_tracker.persistence.session import make_engine
from tests.conftest import ROOT, alembic_config, migrate


def test_there_is_one_head_and_the_files_are_named_after_their_revisions():
    scripts = ScriptDirectory.from_config(Config(ROOT / "alembic.ini"))
    revisions = [script.revision for script in scripts.walk_revisions()]
    assert scripts.get_heads() == [newest_revision()]
    assert revisions == sorted(revisions, reverse=True)
    for script in scripts.walk_revisions():
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_the_start_brings_the_tables_up_to_date_wherever_they_stand(new_database):
    url = new_database()
    for revision in ("base", "head"):
        migrate(url, revision)
        engine = make_engine(url)
        upgrade(engine)
        engine.dispose()
        assert "users" in _tables(url)


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
