"""Signing in and out, and what ends a session."""

from datetime import timedelta

import pytest

from tasks_tracker import clock
from tasks_tracker.domain.users import ABSOLUTE_LIMIT, IDLE_LIMIT
from tasks_tracker.operations import users as operations
from tasks_tracker.persistence import users
from tests import make

PASSWORD = "Correct-horse-9"
NEW = "Better-horse-10"


@pytest.fixture
def owner(world):
    world.owner.password_hash = operations.hash_of(PASSWORD, world.owner)
    return world.owner


def attempt(client, account="owner", password=PASSWORD, address="/sign-in"):
    return client.post(address, {"account": account, "password": password})


def test_the_right_password_leads_in_with_a_cookie_no_script_can_read(client, owner):
    response = attempt(client)
    cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("sign-in="))
    assert response.status_code == 302
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert client.get("/account").status_code == 200


def test_signing_in_leads_on_to_the_page_that_was_asked_for(client, owner):
    assert attempt(client, address="/sign-in?next=/account").location == "/account"


def test_signing_in_never_leads_to_another_site(client, owner):
    assert attempt(client, address="/sign-in?next=//evil.example").location == "/"


def test_a_wrong_account_and_a_wrong_password_read_the_same(client, owner):
    wrong_password = attempt(client, password="Wrong-horse-9").text
    wrong_account = attempt(client, account="nobody-here").text
    assert operations.WRONG in wrong_password
    assert operations.WRONG in wrong_account


def test_wrong_passwords_count_and_lock_the_account(client, owner):
    for _ in range(5):
        attempt(client, password="Wrong-horse-9")
    assert operations.LOCKED in attempt(client).text


def test_an_empty_form_says_what_is_missing(client, owner):
    page = attempt(client, account=" ", password="").text
    assert "请填写账号。" in page
    assert "请填写口令。" in page


def test_each_sign_in_gets_a_new_secret(client, owner):
    first = attempt(client).headers.getlist("Set-Cookie")
    client.post("/sign-out")
    assert attempt(client).headers.getlist("Set-Cookie") != first


def test_signing_out_ends_the_session_on_the_server(client, owner):
    client.sign_in(owner)
    token = client.client.get_cookie("sign-in").value
    client.post("/sign-out")
    client.client.set_cookie("sign-in", token)
    assert client.get("/account").status_code == 302


def at(monkeypatch, moment):
    monkeypatch.setattr(clock, "now", lambda: clock.local(moment))


def test_an_idle_session_ends(client, owner, monkeypatch):
    client.sign_in(owner)
    at(monkeypatch, make.NOW + IDLE_LIMIT)
    assert client.get("/account").status_code == 302


def test_a_used_session_goes_on_until_its_longest_day_is_over(client, owner, monkeypatch):
    client.sign_in(owner)
    moment = make.NOW
    while moment - make.NOW < ABSOLUTE_LIMIT:
        at(monkeypatch, moment)
        assert client.get("/account").status_code == 200
        moment += IDLE_LIMIT - timedelta(minutes=2)
    at(monkeypatch, moment)
    assert client.get("/account").status_code == 302


def test_a_disabled_account_is_out_at_once(client, world):
    """Of somebody with nothing in hand: everybody else hands over first."""
    client.sign_in(world.outsider)
    operations.end_user(world.outsider, by=world.system_admin, now=make.NOW)
    assert client.get("/account").status_code == 302


def change(client, current=PASSWORD, password=NEW, again=NEW):
    form = {"current": current, "password": password, "again": again}
    return client.post("/account", form)


def test_one_changes_the_own_password_and_signs_in_anew(client, owner):
    client.sign_in(owner)
    assert change(client).location == "/sign-in"
    assert client.get("/account").status_code == 302
    assert attempt(client, password=NEW).status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"current": "Guessed-horse-1"}, "现在的口令不对。"),
        ({"password": "short", "again": "short"}, "口令至少 10 位"),
        ({"again": "Other-horse-11"}, "两次填写的新口令不一样。"),
    ],
)
def test_a_password_is_not_changed_without_good_reason(client, owner, typed, words):
    client.sign_in(owner)
    assert words in change(client, **typed).text
    assert client.get("/account").status_code == 200


def test_someone_without_a_post_gets_as_far_as_the_own_account(client, session):
    client.sign_in(make.user("newcomer"))
    assert client.get("/").location == "/account"
    assert "请安全管理员授予岗位" in client.get("/account").text


def test_a_visit_is_written_down_once_a_minute(client, owner, monkeypatch):
    client.sign_in(owner)
    at(monkeypatch, make.NOW + timedelta(seconds=59))
    client.get("/account")
    assert users.open_sign_ins(owner)[0].seen_at == make.NOW
    at(monkeypatch, make.NOW + timedelta(seconds=60))
    client.get("/account")
    assert users.open_sign_ins(owner)[0].seen_at > make.NOW
