"""Databases of their own for the demonstration: it is more than one test can undo."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import pytest

from tasks_tracker import clock
from tasks_tracker.mail import links
from tasks_tracker.persistence.session import db, make_engine
from tasks_tracker.seeding import chapters, facts, load, past
from tests.conftest import migrate


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return SimpleNamespace(upload_dir=tmp_path_factory.mktemp("uploads"), upload_max_mb=20)


@pytest.fixture(scope="module")
def told(new_database, settings):
    """The session of a database that holds the whole demonstration; for reading only."""
    with opened(new_database()):
        load.demonstration(settings)
        yield db


@pytest.fixture
def empty(new_database):
    """The session of a database with tables and nothing in them."""
    with opened(new_database()):
        yield db


FRIDAY = date(2021, 6, 25)
"""On that day of the story the first report of the city's great plan comes in, with evidence."""


def shorten(patch):
    """A story of five days, told in a moment: one plan, and nothing of the years before."""
    first = [told for told in facts.adoptions() if told.plan == "liaozhengfa-2021-7"]
    reports = [told for told in facts.reports() if told.plan == first[0].plan]
    patch.setattr(facts, "adoptions", lambda: first)
    patch.setattr(facts, "reports", lambda: reports)
    patch.setattr(past, "reports", list)
    patch.setattr(chapters, "CHAPTERS", ())
    patch.setattr(load, "START", FRIDAY)


@contextmanager
def opened(url: str) -> Iterator[None]:
    migrate(url)
    engine = make_engine(url)
    db.remove()
    db.configure(bind=engine, join_transaction_mode="conditional_savepoint")
    clock.use("Asia/Shanghai")
    links.use("http://127.0.0.1:8000")
    yield
    db.remove()
    engine.dispose()
