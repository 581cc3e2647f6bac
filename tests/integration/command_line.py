"""The command line, run in this process as a person runs it."""

import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from sqlalchemy import Engine

from tasks_tracker import cli, clock
from tasks_tracker.cli import wiring
from tasks_tracker.mail import links
from tasks_tracker.persistence import session
from tasks_tracker.persistence.session import db


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def settings(tmp_path):
    made = SimpleNamespace(
        database_url="",
        secret_key="a secret of at least thirty-two characters",
        base_url="http://127.0.0.1:8000",
        smtp_host="",
        time_zone="Asia/Shanghai",
        upload_dir=tmp_path / "uploads",
        upload_max_mb=1,
        upload_total_max_mb=5,
        trusted_proxy="",
        demo=False,
    )
    made.for_demonstration = lambda: SimpleNamespace(**{**vars(made), "demo": True})
    return made


@pytest.fixture
def obey(settings, monkeypatch, capsys) -> Run:
    """Run a command to its end."""

    def run(*arguments) -> Done:
        monkeypatch.setattr(sys, "argv", ["tasks-tracker", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.run(settings)
        said, code = capsys.readouterr(), ended.value.code
        if isinstance(code, str):
            return Done(1, said.out, f"{said.err}{code}\n")
        return Done(code or 0, said.out, said.err)

    yield run
    clock.use("Asia/Shanghai")
    links.use("http://127.0.0.1:8000")


@pytest.fixture
def run(session, engine, obey, monkeypatch) -> Run:
    """Against the database of the tests; what a command commits is undone after the test."""
    monkeypatch.setattr(wiring, "connect", lambda _url: engine)

    def after_saving(*arguments) -> Done:
        db.commit()
        return obey(*arguments)

    return after_saving


@pytest.fixture
def scratch(engine, new_database, settings, obey, monkeypatch) -> Run:
    """Against a database of its own, which is empty and has no tables yet."""
    settings.database_url = new_database()
    opened = []

    def connect(url: str) -> Engine:
        opened.append(session.connect(url))
        return opened[-1]

    def and_let_go(*arguments) -> Done:
        done = obey(*arguments)
        db.remove()
        return done

    monkeypatch.setattr(wiring, "connect", connect)
    yield and_let_go
    db.remove()
    db.configure(bind=engine)
    for each in opened:
        each.dispose()
