"""Accounts by one administrator, posts by another, nobody else at all."""

import pytest

from tasks_tracker.domain.users import Appointment, Post, Role
from tasks_tracker.persistence import users
from tests import make

ACCOUNT = {
    "account": "ZhangMin",
    "name": "张敏",
    "email": "zhangmin@example.org",
    "password": "First-password-1",
}


@pytest.fixture
def system(client, world):
    return client.sign_in(world.system_admin)


@pytest.fixture
def security(client, world):
    return client.sign_in(world.security_admin)


def page_of(user) -> str:
    return f"/people/{user.id}"


def test_the_list_says_how_many_there_are_and_who_holds_what(system, world):
    page = system.get("/people").text
    assert "在用账号 12 个" in page
    assert "市一局" in page


def test_the_list_ends_at_the_border_of_the_region(system, world):
    assert "countysup" not in system.get("/people").text
    assert system.get(page_of(world.county_supervisor)).status_code == 404


def moved(person, *, to):
    """Leaves the post held, and takes one in another region."""
    (held,) = person.appointments
    held.ended_on = make.TODAY
    post = make.saved(Post(region=to, role=Role.SUPERVISOR, title="督查专员"))
    make.saved(Appointment(user=person, post=post, started_on=make.TODAY))


def test_who_has_gone_to_another_region_is_out_of_reach(system, world):
    person = world.second_supervisor
    before = person.password_hash
    moved(person, to=world.county)
    assert "second" not in system.get("/people").text
    password = {"password": "Another-password-1"}
    assert system.post(f"{page_of(person)}/password", password).status_code == 404
    assert system.post(f"{page_of(person)}/end").status_code == 404
    assert (person.password_hash, person.is_ended) == (before, False)


def test_who_lost_the_last_post_can_be_given_another_here(system, world):
    (held,) = world.owner.appointments
    held.ended_on = make.TODAY
    assert system.get(page_of(world.owner)).status_code == 200


def test_a_search_that_finds_nobody_says_so(system, world):
    assert "没有含“无此人”的人员" in system.get("/people?q=无此人").text
    assert "owner" in system.get("/people?q=市一局").text


def test_the_system_administrator_makes_an_account(system):
    response = system.post("/people/new", ACCOUNT)
    made = users.find_by_account("zhangmin")
    assert made is not None
    assert response.location == f"/people/{made.id}"


def test_what_was_typed_stays_when_the_account_is_taken(system, world):
    page = system.post("/people/new", {**ACCOUNT, "account": "owner"}).text
    assert "已经有人用了" in page
    assert 'value="张敏"' in page


def test_the_security_administrator_gives_and_takes_posts(security, world):
    newcomer = make.user("newcomer")
    form = {"role": "liaison", "unit_id": world.lead.id, "title": ""}
    assert security.post(f"{page_of(newcomer)}/appointments", form).status_code == 302
    held = users.get(newcomer.id).appointments[0]
    assert (held.post.role, held.post.title) == (Role.LIAISON, "联络员")
    security.post(f"{page_of(newcomer)}/appointments/{held.id}/end")
    assert users.get(newcomer.id).posts == []


def test_a_liaison_needs_a_unit_and_an_administrator_has_none(security, world):
    newcomer = make.user("newcomer")
    address = f"{page_of(newcomer)}/appointments"
    assert "须选定单位" in security.post(address, {"role": "liaison", "unit_id": ""}).text
    wrong = {"role": "leader", "unit_id": world.lead.id}
    assert "不属于某个单位" in security.post(address, wrong).text


def test_nobody_may_hold_two_of_the_three(security, world):
    address = f"{page_of(world.audit_admin)}/appointments"
    form = {"role": "system_admin", "unit_id": "", "title": ""}
    assert "不得兼任" in security.post(address, form).text


def test_an_account_is_ended_and_its_person_is_out(system, world):
    system.post(f"{page_of(world.outsider)}/end")
    assert users.get(world.outsider.id).is_ended
    assert "停用" in system.get("/people").text


def test_an_account_with_open_items_is_handed_over_first(system, world):
    answer = system.post(f"{page_of(world.owner)}/end")
    assert answer.status_code == 409
    assert "牵头的任务 1 件" in answer.text
    assert f"{page_of(world.owner)}/handover" in answer.text
    assert not users.get(world.owner.id).is_ended


def test_one_does_not_end_the_own_account(system, world):
    response = system.post(f"{page_of(world.system_admin)}/end")
    assert response.status_code == 409
    assert "不能停用自己的账号。" in response.text


def test_a_password_is_set_anew_or_refused_where_it_is_weak(system, world):
    address = f"{page_of(world.owner)}/password"
    assert "口令至少 10 位" in system.post(address, {"password": "weak"}).text
    assert system.post(address, {"password": "Second-password-2"}).status_code == 302
    assert users.get(world.owner.id).password_hash


def test_the_two_administrators_do_not_do_each_others_work(client, world):
    held = world.owner.appointments[0].id
    client.sign_in(world.security_admin)
    assert client.post("/people/new", ACCOUNT).status_code == 403
    assert client.post(f"{page_of(world.owner)}/end").status_code == 403
    assert client.post(f"{page_of(world.owner)}/password", {"password": "x"}).status_code == 403
    client.sign_in(world.system_admin)
    assert client.post(f"{page_of(world.owner)}/appointments").status_code == 403
    assert client.post(f"{page_of(world.owner)}/appointments/{held}/end").status_code == 403


@pytest.mark.parametrize("who", ["supervisor", "leader", "owner", "audit_admin"])
def test_nobody_else_sees_accounts(client, world, who):
    client.sign_in(getattr(world, who))
    assert client.get("/people").status_code == 403


def test_the_end_of_someone_elses_post_is_not_found(security, world):
    held = world.owner.appointments[0].id
    assert security.post(f"{page_of(world.helping)}/appointments/{held}/end").status_code == 404
    assert users.get(world.owner.id).posts


def test_one_does_not_take_away_the_own_post(security, world):
    held = world.security_admin.appointments[0].id
    response = security.post(f"{page_of(world.security_admin)}/appointments/{held}/end")
    assert response.status_code == 409
    assert "不能免去自己的岗位" in response.text
