"""Where a visitor comes from: only the proxy that is named may say so."""

from types import SimpleNamespace

import pytest
from flask import Flask, request
from werkzeug.test import Client

from tasks_tracker.cli.server import _listen

HERE, ELSEWHERE, VISITOR = "127.0.0.1", "192.0.2.1", "198.51.100.7"


@pytest.fixture
def ask():
    """What an application learns of a visitor, behind a server that trusts this proxy."""
    servers = []

    def ask(trusted: str, **headers: str) -> str:
        app = Flask(__name__)
        app.extensions["settings"] = SimpleNamespace(trusted_proxy=trusted)
        app.add_url_rule("/", view_func=lambda: f"{request.remote_addr} {request.scheme}")
        server = _listen(app, HERE, 0)
        servers.append(server)
        peer = {"REMOTE_ADDR": HERE}
        return Client(server.application).get("/", headers=headers, environ_base=peer).text

    yield ask
    for server in servers:
        server.task_dispatcher.shutdown()
        server.close()


def test_the_word_of_the_proxy_counts(ask):
    assert ask(HERE, **{"X-Forwarded-For": VISITOR}) == f"{VISITOR} http"
    assert ask(HERE, **{"X-Forwarded-For": "2001:db8::7"}) == "2001:db8::7 http"


def test_what_the_visitor_put_before_the_word_of_the_proxy_does_not_count(ask):
    assert ask(HERE, **{"X-Forwarded-For": f"{ELSEWHERE}, {VISITOR}"}) == f"{VISITOR} http"


@pytest.mark.parametrize("trusted", ["", ELSEWHERE])
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": VISITOR},
        {"Forwarded": f"for={VISITOR};proto=https"},
        {"X-Real-IP": VISITOR, "X-Forwarded-Proto": "https"},
    ],
)
def test_the_word_of_anybody_else_is_dropped(ask, trusted, headers):
    assert ask(trusted, **headers) == f"{HERE} http"


def test_other_words_of_the_proxy_are_not_asked_for(ask):
    headers = {"Forwarded": f"for={VISITOR}", "X-Forwarded-Proto": "https"}
    assert ask(HERE, **headers) == f"{HERE} http"
