"""A browser for the tests of pages: forms carry their token, nothing stays half written."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from tasks_tracker import clock
from tasks_tracker.domain.users import User
from tasks_tracker.operations.users import open_session
from tasks_tracker.persistence.session import db
from tasks_tracker.web import create_app
from tests import make, people

SECRET = "a secret of at least thirty-two characters"


@dataclass
class Browser:
    """A browser; what a test has built by then is kept when it asks for a page."""

    client: FlaskClient

    def sign_in(self, user: User) -> "Browser":
        """From now on this person sits before it."""
        token = open_session(user, address="127.0.0.1", now=clock.now())
        db.flush()
        self.client.set_cookie("sign-in", token)
        return self

    def get(self, address: str, **more) -> TestResponse:
        return self._ask("GET", address, **more)

    def post(self, address: str, data: dict | None = None, **more) -> TestResponse:
        return self._ask(
            "POST", address, data={**(data or {}), "csrf_token": self._token()}, **more
        )

    def _ask(self, method: str, address: str, **more) -> TestResponse:
        db.commit()
        return self.client.open(address, method=method, buffered=True, **more)

    def _token(self) -> str:
        db.commit()
        with self.client.session_transaction() as session:
            raw = session.setdefault("csrf_token", "for tests")
        return URLSafeTimedSerializer(SECRET, salt="wtf-csrf-token").dumps(raw)


def settings(tmp_path: Path, **changes) -> SimpleNamespace:
    standard = {
        "secret_key": SECRET,
        "base_url": "http://localhost",
        "upload_dir": tmp_path,
        "upload_max_mb": 1,
        "upload_total_max_mb": 5,
        "demo": False,
    }
    return SimpleNamespace(**{**standard, **changes})


@pytest.fixture
def today(monkeypatch):
    """The one fixed day of these tests: for pages it is 2024-05-10, 10:00."""
    monkeypatch.setattr(clock, "now", lambda: clock.local(make.NOW))
    return make.TODAY


@pytest.fixture
def app(session, today, tmp_path) -> Iterator[Flask]:
    """The application; a page that leaves something unwritten fails its test."""
    app = create_app(settings(tmp_path))
    app.testing = True
    left: list[object] = []
    app.teardown_request(lambda _error: left.extend([*db.new, *db.dirty]))
    yield app
    assert left == []


@pytest.fixture
def client(app) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def world(session) -> people.World:
    return people.world()
