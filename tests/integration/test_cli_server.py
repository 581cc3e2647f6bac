"""Bringing the system up: what is refused is refused before anything is written."""

import socket
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import func, inspect, select

from tasks_tracker.cli import server
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.jobs import runner
from tasks_tracker.persistence import demonstration
from tasks_tracker.persistence.session import db, make_engine
from tasks_tracker.seeding import load
from tests.integration.command_line import obey, scratch, settings

__all__ = ["obey", "scratch", "settings"]

PASSWORD = "geheim"


def count(kind) -> int:
    return db.scalar(select(func.count()).select_from(kind))


def tables(url: str) -> list[str]:
    engine = make_engine(url)
    names = inspect(engine).get_table_names()
    engine.dispose()
    return names


@pytest.fixture
def served(monkeypatch):
    """What would have been served, had the server not come back at once."""
    started = []

    def listen(app, host, port):
        return SimpleNamespace(run=lambda: started.append((app, host, port)))

    monkeypatch.setattr(server, "_listen", listen)
    monkeypatch.setattr(runner, "start_background", lambda _settings: None)
    return started


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_migrating_makes_the_tables_and_may_be_repeated(scratch, settings):
    for _ in range(2):
        assert scratch("migrate").out == "数据库表已是最新。\n"
    assert "tasks" in tables(settings.database_url)


def test_units_and_people_alone_fill_an_empty_database_once(scratch):
    assert scratch("seed", "--units-only", "--day", "2021-06-21").out == "演示数据已装好。\n"
    assert demonstration.day() == date(2021, 6, 21)
    before = count(User)
    assert before > 30
    again = scratch("seed", "--units-only")
    assert (again.code, again.err) == (
        1,
        "tasks-tracker: 数据库不是空的，演示数据只能装进空库。\n",
    )
    assert (count(User), count(Task)) == (before, 0)


def test_all_plans_can_be_loaded_without_what_became_of_them(scratch):
    done = scratch("seed", "--plans-only", "--day", "2021-07-15")
    assert done.out == "演示数据已装好。\n"
    assert demonstration.day() == date(2021, 7, 15)
    assert count(Task) > 1000
    assert count(ProgressReport) == 0


def test_a_database_with_a_region_is_not_empty(scratch):
    scratch("region", "add", "聊城市", "--mark", "聊")
    assert "只能装进空库" in scratch("seed").err
    assert (count(Region), count(User)) == (1, 0)


def test_the_whole_demonstration_begins_on_its_own_day(scratch, settings):
    done = scratch("seed", "--day", "2021-06-21")
    assert done.code == 2
    assert "--units-only" in done.err
    assert tables(settings.database_url) == []


@pytest.mark.parametrize("host", ["::", "192.0.2.7", "ducha.example.gov.cn"])
def test_a_demonstration_is_for_this_machine_alone(scratch, settings, served, port, host):
    done = scratch("serve", "--demo", "--host", host, "--port", port)
    assert (done.code, served) == (1, [])
    assert "演示只限本机访问" in done.err
    assert tables(settings.database_url) == []


@pytest.mark.parametrize("mode", ["--demo", "--no-demo"])
def test_an_occupied_port_is_told_before_anything_is_written(scratch, settings, mode):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        done = scratch("serve", mode, "--port", taken)
    assert done.code == 1
    assert f"端口 {taken} 用不了" in done.err
    assert tables(settings.database_url) == []


def test_a_host_that_is_not_ours_is_told_in_one_line(scratch, settings, port):
    done = scratch("serve", "--host", "192.0.2.7", "--port", port)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert tables(settings.database_url) == []


def test_demonstration_data_are_not_served_in_earnest(scratch, served, port):
    scratch("seed", "--units-only")
    done = scratch("serve", "--no-demo", "--port", port)
    assert (done.code, served) == (1, [])
    assert "数据库里是演示数据，不能正式运行" in done.err


def test_real_data_are_not_opened_as_a_demonstration(scratch, served, port):
    scratch("region", "add", "聊城市", "--mark", "聊")
    done = scratch("serve", "--demo", "--port", port)
    assert (done.code, done.out, served) == (1, "", [])
    assert "数据库里有正式数据" in done.err
    assert (count(Region), demonstration.day()) == (1, None)


def test_an_empty_database_becomes_a_demonstration_where_that_is_wanted(
    scratch, served, port, monkeypatch
):
    monkeypatch.setattr(load, "demonstration", lambda _settings: load.begin(load.START))
    done = scratch("serve", "--demo", "--host", "localhost", "--port", port)
    assert (done.code, done.err) == (0, "")
    assert "正在装入演示数据" in done.out
    assert f"http://localhost:{port}  （演示，只限本机）" in done.out
    ((app, *_),) = served
    assert app.extensions["settings"].demo
    assert "正在装入" not in scratch("serve", "--demo", "--port", port).out


def test_an_empty_installation_says_how_to_begin(scratch, served, port):
    done = scratch("serve", "--port", port)
    assert done.code == 0
    assert "先用 tasks-tracker region add 和 user add" in done.out
    ((app, *_),) = served
    assert not app.extensions["settings"].demo


def test_a_server_that_is_away_is_told_in_one_line_without_its_password(scratch, settings, port):
    settings.database_url = f"postgresql+psycopg://ducha:{PASSWORD}@127.0.0.1:{port}/name"
    done = scratch("jobs", "list")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Error: DATABASE_URL：数据库打不开（")
    assert len(done.err.splitlines()) == 1
    assert PASSWORD not in done.err


def test_a_file_that_is_no_database_is_told_in_one_line(scratch, settings, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("这不是数据库，" * 100, encoding="utf-8")
    settings.database_url = f"sqlite:///{file}"
    done = scratch("migrate")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Error: DATABASE_URL：数据库打不开（")
    assert len(done.err.splitlines()) == 1
