"""Demonstration mode: a person is picked, days pass; outside it nothing of that exists."""

import re
from datetime import date, timedelta

import pytest

from tasks_tracker import clock
from tasks_tracker.web import create_app
from tests import make
from tests.integration.web.conftest import Browser, settings

ADDRESSES = ("/demonstration/sign-in", "/demonstration/day", "/demonstration/restart")


@pytest.fixture
def steps(monkeypatch):
    """The days asked for; stepping moves the clock as the real thing does."""
    asked = []

    def step(day: date) -> None:
        asked.append(day)
        moment = make.NOW + (day - make.TODAY)
        monkeypatch.setattr(clock, "now", lambda: clock.local(moment))
        monkeypatch.setattr(clock, "today", lambda: day)

    return asked, step


@pytest.fixture
def visitor(session, today, steps, tmp_path):
    asked, step = steps
    app = create_app(
        settings(tmp_path, demo=True),
        step_demonstration=step,
        restart_demonstration=lambda: asked.append("restart"),
    )
    app.testing = True
    return Browser(app.test_client())


def test_outside_the_mode_its_addresses_do_not_exist(client, world):
    client.sign_in(world.supervisor)
    assert {client.post(address).status_code for address in ADDRESSES} == {404}
    assert "演示" not in client.get("/account").text


def test_a_visitor_picks_a_person_by_role(visitor, world):
    page = visitor.get("/sign-in").text
    assert "市一局 liaison" in page
    visitor.post("/demonstration/sign-in", {"user_id": world.owner.id})
    assert "owner" in visitor.get("/account").text


def picks(text: str) -> list[int]:
    return [int(number) for number in re.findall(r'name="user_id" value="(\d+)"', text)]


def test_one_of_each_role_stands_on_top_and_everybody_else_below(visitor, world):
    make.milestone(
        make.task(world.task.section, world.helper), due_on=make.TODAY - timedelta(days=1)
    )
    top, *groups = visitor.get("/sign-in").text.split("<details")
    typical = [world.supervisor, world.head, world.helping, world.unit_head, world.leader]
    admins = [world.system_admin, world.security_admin, world.audit_admin]
    assert picks(top) == [user.id for user in [*typical, *admins, world.county_supervisor]]
    assert "市二局 liaison</span><small>报进展、交佐证；本单位逾期 1 项" in top
    below = [person for group in groups for person in picks(group)]
    assert sorted(picks(top) + below) == sorted(user.id for user in world.people.values())
    names = [re.search("<span>(.+?)</span>", group)[1] for group in groups]
    assert names == ["聊城市　督查室和领导", "聊城市　单位", "高唐县　单位"]


def test_an_ended_account_cannot_be_picked(visitor, world):
    world.owner.ended_at = make.NOW
    assert visitor.post("/demonstration/sign-in", {"user_id": world.owner.id}).status_code == 404


def test_the_day_moves_on_and_the_visitor_stays_signed_in(visitor, world, steps):
    visitor.sign_in(world.owner)
    response = visitor.post("/demonstration/day", {"to": "next-day", "next": "/account"})
    assert response.location == "/account"
    assert steps[0] == [make.TODAY + timedelta(days=1)]
    assert "2024年5月11日" in visitor.get("/account").text


def test_a_visitor_can_jump_to_the_first_of_the_next_month(visitor, world, steps):
    visitor.post("/demonstration/day", {"to": "next-month"})
    assert steps[0] == [date(2024, 6, 1)]


def test_it_can_begin_anew(visitor, world, steps):
    visitor.sign_in(world.owner)
    assert visitor.post("/demonstration/restart").location == "/sign-in"
    assert steps[0] == ["restart"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "origin",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"base_url": "http://rebound.example"},
        {"base_url": "http://127.0.0.1.rebound.example:8000"},
    ],
)
def test_it_answers_this_machine_alone(visitor, world, address, origin):
    visitor.client.application.config["WTF_CSRF_ENABLED"] = False
    assert visitor.post(address, {"user_id": world.owner.id}, **origin).status_code == 404


@pytest.mark.parametrize("base", ["http://localhost:8000", "http://127.0.0.1:9", "http://[::1]:80"])
def test_every_name_of_this_machine_counts(visitor, world, base):
    visitor.client.application.config["WTF_CSRF_ENABLED"] = False
    form = {"user_id": world.owner.id}
    assert visitor.post("/demonstration/sign-in", form, base_url=base).status_code == 302
