"""Starting the demonstration over: by the copy on SQLite, by telling it anew elsewhere."""

import shutil
import sqlite3
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.jobs import JobRun, RunState
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.sources import SourceDocument
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import FailedSignIn
from tasks_tracker.jobs import deliver, demonstration, runner
from tasks_tracker.operations.evidence import path_of, put_away, store
from tasks_tracker.operations.users import open_session
from tasks_tracker.persistence import copies, users
from tasks_tracker.persistence.session import db, metadata, transaction
from tasks_tracker.seeding import facts, load
from tasks_tracker.seeding.restart import _restarting, restart
from tests import make
from tests.integration.seeding.conftest import FRIDAY, opened, shorten


@pytest.fixture(scope="module")
def friday():
    with pytest.MonkeyPatch.context() as patch:
        shorten(patch)
        yield


@pytest.fixture
def told(empty, friday, settings):
    load.demonstration(settings)
    db.remove()


@pytest.fixture(scope="module")
def original(friday, tmp_path_factory):
    """The folder of a SQLite database that was told, with its copy and its evidence."""
    folder = tmp_path_factory.mktemp("original")
    with opened(f"sqlite:///{folder / 'told.sqlite3'}"):
        load.demonstration(kept_in(folder))
    return folder


@pytest.fixture
def here(original, tmp_path):
    """Settings of a database told and copied, to do with as one likes."""
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    with opened(f"sqlite:///{tmp_path / 'told.sqlite3'}"):
        yield kept_in(tmp_path)


@pytest.fixture
def copy(here):
    found = copies.find(facts.fingerprint())
    db.remove()
    return found


def kept_in(folder):
    return SimpleNamespace(upload_dir=folder / "uploads", upload_max_mb=20, smtp_host="", demo=True)


def everything():
    try:
        return {
            table.name: sorted(map(repr, db.execute(select(table))))
            for table in metadata.sorted_tables
        }
    finally:
        db.remove()


def counts():
    return {name: len(rows) for name, rows in everything().items()}


def files(settings):
    return {path.name for path in settings.upload_dir.rglob("*") if path.is_file()}


def visit(settings):
    """Days pass; somebody signs in, hands in a file, and a plan to be read."""
    demonstration.step_to(FRIDAY + timedelta(days=5), deliver=deliver.keep)
    file = store("visitor.txt", "来过。".encode(), folder=settings.upload_dir, max_bytes=999)
    with transaction():
        report = db.scalars(select(ProgressReport)).first()
        make.evidence(report, **file.as_columns())
        db.add(plan_of_a_visitor(report.by, put_away(b"a plan", folder=settings.upload_dir)))
        open_session(users.with_posts_in_use()[0], address="127.0.0.1", now=clock.now())
    db.remove()
    return file.stored_name


def plan_of_a_visitor(person, stored_name):
    return SourceDocument(
        region=person.region,
        file_name="plan.txt",
        sha256="0" * 64,
        content="a plan",
        handed_in_by=person,
        handed_in_at=clock.now(),
        stored_name=stored_name,
    )


def test_after_days_and_visitors_as_much_stands_there_as_at_first(told, settings):
    before = counts()
    name = visit(settings)
    later = counts()
    assert all(later[table] > before[table] for table in ("messages", "evidence", "sign_ins"))
    restart(settings)
    assert counts() == before
    assert (clock.real() + demonstration.offset()).date() == FRIDAY
    assert set(db.scalars(select(Evidence.stored_name))) == files(settings)
    assert name not in files(settings)


def test_with_a_copy_every_row_is_as_it_was(copy, here, monkeypatch):
    monkeypatch.delattr(load, "demonstration_anew")
    before, kept = everything(), files(here)
    for _ in range(2):
        visit(here)
        restart(here)
        assert everything() == before
        assert files(here) == kept


def test_a_copy_whose_files_are_gone_is_not_trusted(copy, here):
    name = copies.evidence_in(copy)[0]
    path_of(name, folder=here.upload_dir).unlink()
    restart(here)
    names = set(db.scalars(select(Evidence.stored_name)))
    assert name not in names
    assert names <= files(here)


def test_a_copy_of_another_story_is_not_used_and_makes_room(copy, here, monkeypatch):
    monkeypatch.setattr(facts, "fingerprint", lambda: "another")
    restart(here)
    assert not copy.exists()
    assert copies.find("another").parent == copy.parent


def test_going_back_happens_whole_or_not_at_all(copy, here):
    with sqlite3.connect(copy) as connection:
        connection.execute("DROP TABLE users")
    visit(here)
    before = everything()
    with pytest.raises(sqlite3.OperationalError, match="users"):
        restart(here)
    assert everything() == before


def test_who_reads_writes_or_delivers_meanwhile_notices_nothing(told, settings):
    deliver.use(kept_in(settings.upload_dir.parent))
    seen = set()

    def read():
        seen.add(db.scalar(select(func.count()).select_from(Task)))

    def write():
        with transaction():
            db.add(FailedSignIn(address="192.0.2.7", at=clock.now()))

    with at_work(read, write, lambda: runner._fire_in_turn("deliver")) as raised:
        restart(settings)
    assert raised == []
    assert len(seen) == 1
    assert set(db.scalars(select(JobRun.state))) == {RunState.ENDED}


@contextmanager
def at_work(*acts):
    """Each is done over and over in a thread; answers what they raised."""
    done, raised = Event(), []

    def over_and_over(act):
        while not done.is_set():
            try:
                act()
            except BaseException as error:  # noqa: BLE001 - handed to the test
                raised.append(error)
            finally:
                db.remove()

    threads = [Thread(target=over_and_over, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    yield raised
    done.set()
    for thread in threads:
        thread.join()


def test_starting_over_twice_at_once_is_refused(settings):
    with _restarting, pytest.raises(Refusal, match="正在重来"):
        restart(settings)
