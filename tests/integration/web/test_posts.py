"""岗位分工: ticks beside tasks, and the post that is to handle them."""

import pytest

from tasks_tracker.domain.users import Appointment, Post, Role
from tasks_tracker.persistence import posts
from tests import make


@pytest.fixture
def second(world):
    person = make.user("second.liaison", name="孙立")
    post = Post(region=world.city, role=Role.LIAISON, title="业务联络员", unit=world.lead)
    make.saved(Appointment(user=person, post=post, started_on=make.TODAY))
    return person


@pytest.fixture
def head(client, world, second):
    return client.sign_in(world.unit_head)


def handlers(world) -> list[str]:
    return [person.account for person in posts.handlers(world.task, world.lead)]


def test_a_unit_with_one_liaison_has_nothing_to_share_out(client, world):
    assert "只有一个联络员岗位" in client.sign_in(world.owner).get("/posts").text


def test_the_ticked_tasks_go_to_the_post(head, world, second):
    page = head.get("/posts").text
    assert "业务联络员（孙立）" in page
    data = {"tasks": [world.task.id], "post": second.posts[0].id}
    assert head.post(f"/posts?unit={world.lead.id}", data).status_code == 302
    assert handlers(world) == [second.account]
    assert "已调整 1 项" in head.get("/posts").text


def test_without_a_tick_it_says_so(head, second):
    assert "请先勾选任务" in head.post("/posts", {"post": second.posts[0].id}).text


def test_ticks_stay_where_no_such_post_is_offered(head, world):
    page = head.post("/posts", {"tasks": [world.task.id], "post": world.helping.posts[0].id}).text
    assert f'value="{world.task.id}" checked' in page


@pytest.mark.parametrize("ticks", [["x"], ["9" * 40], ["-1"], ["٣"], [""]])
def test_no_tick_breaks_the_page(head, ticks):
    assert head.post("/posts", {"tasks": ticks, "post": ""}).status_code == 200


def test_nobody_shares_out_another_units_tasks(client, world, second):
    client.sign_in(world.helping)
    client.post(f"/posts?unit={world.lead.id}", {"tasks": [world.task.id], "post": ""})
    assert handlers(world) == ["owner", second.account]
