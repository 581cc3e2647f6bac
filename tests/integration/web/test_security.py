"""The door itself: strangers stay outside, pages keep to themselves."""

import pytest

from tasks_tracker.web import create_app
from tasks_tracker.web.access import PUBLIC, safe_address
from tests.integration.web.conftest import settings


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client):
    response = client.get("/account?tab=posts")
    assert response.status_code == 302
    assert response.location == "/sign-in?next=/account?tab%3Dposts"


def test_a_stranger_who_submits_something_is_refused(client):
    assert client.post("/sign-out").status_code == 401


def test_every_endpoint_that_is_not_named_public_needs_a_person(app, client):
    closed = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PUBLIC and "GET" in rule.methods and not rule.arguments
    ]
    answers = {rule.endpoint: client.get(rule.rule).location for rule in closed}
    assert {address.split("?")[0] for address in answers.values()} == {"/sign-in"}


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example/", "/\\evil.example", "evil", "", "/a\nb"]
)
def test_nobody_is_led_to_another_site(address):
    assert safe_address(address) is None


def test_an_address_of_our_own_is_kept():
    assert safe_address("/ledger?light=overdue&page=2") == "/ledger?light=overdue&page=2"


def test_pages_allow_neither_foreign_nor_inline_code_nor_frames(client):
    headers = client.get("/sign-in").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_the_browser_may_keep_a_style_sheet_whose_address_names_its_content(app, client):
    with app.test_request_context():
        address = app.url_for("static", filename="css/base.css")
    assert "v=" in address
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert "immutable" not in client.get("/static/css/base.css").headers["Cache-Control"]


def test_a_submission_without_its_token_is_refused_in_plain_words(app):
    response = app.test_client().post("/sign-in", data={"account": "a", "password": "b"})
    assert response.status_code == 400
    assert "页面已过期" in response.text


def test_what_does_not_exist_is_a_page_in_the_same_frame(client, world):
    response = client.sign_in(world.supervisor).get("/nowhere")
    assert response.status_code == 404
    assert "没有这个页面" in response.text
    assert "退出" in response.text


def test_a_file_that_is_too_large_is_refused_with_the_limit(client, world):
    client.sign_in(world.owner)
    response = client.post("/account", {"current": "x" * 7 * 1024 * 1024})
    assert response.status_code == 413
    assert "1 MB" in response.text


def test_over_https_cookies_are_bound_to_the_host(session, today, tmp_path):
    browser = create_app(settings(tmp_path, base_url="https://ducha.example")).test_client()
    response = browser.get("/sign-in", base_url="https://ducha.example")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-form=")
    assert "Secure" in cookie
    assert "max-age" in response.headers["Strict-Transport-Security"]


def test_what_breaks_is_a_page_that_asks_the_database_nothing(app, client, world, monkeypatch):
    def broken(*_given):
        raise RuntimeError("the database is gone")

    client.sign_in(world.supervisor)
    monkeypatch.setattr("tasks_tracker.web.units.units.regions_seen_by", broken)
    app.testing = False
    response = client.get("/units")
    assert response.status_code == 500
    assert "系统出错了" in response.text
    assert "退出" not in response.text


def test_an_address_for_submissions_alone_cannot_be_opened(client, world):
    client.sign_in(world.supervisor)
    assert client.get("/sign-out").status_code == 405
