"""Two people at one meeting, and one who presses twice: nothing is done twice, nothing is lost."""

import re

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.meetings import Meeting
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.resolutions import Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.met import prepared, running

URGED = {"voice": "0", "said": "一周内报方案。", "effect": "urged"}
TASKED = {"voice": "0", "said": "整改到位。", "effect": "tasked", "due_on": "2024-06-30"}
HEAD = {"title": "五月调度会", "held_on": "2024-05-10", "place": "东楼", "chair": "常务副市长"}


@pytest.fixture
def office(client, world):
    return client.sign_in(world.supervisor)


def all_that_was_made() -> list[int]:
    kinds = (Resolution, Urging, Task, Message)
    return [db.scalar(select(func.count()).select_from(kind)) for kind in kinds]


def seen_in(page: str, address: str) -> str:
    form = page[page.index(f'action="{address}"') :]
    return re.search(r'name="seen"[^>]*value="([^"]*)"', form)[1]


@pytest.mark.parametrize("sent", [URGED, TASKED], ids=["urging", "task"])
def test_what_is_pressed_twice_is_done_once(office, world, sent):
    meeting = running(world)
    make.milestone(world.task)
    more = {"codes": world.task.code, "title": "新立一项", "lead": world.lead.name}
    given = {**sent, **more, "section": str(world.task.section_id)}
    screen = f"/meetings/{meeting.id}/screens/1"
    assert office.post(screen, given).status_code == 302
    before = all_that_was_made()
    again = office.post(screen, given)
    assert again.status_code == 200
    assert "已经记过" in again.text
    assert sent["said"] in again.text
    assert all_that_was_made() == before


def test_the_same_words_about_another_task_are_another_resolution(office, world):
    meeting = running(world)
    other = make.task(world.task.section, world.lead)
    for task in (world.task, other):
        make.milestone(task)
    for code in (world.task.code, other.code):
        sent = {**URGED, "codes": code}
        assert office.post(f"/meetings/{meeting.id}/screens/1", sent).status_code == 302


def test_of_two_who_change_the_head_the_second_sees_what_the_first_wrote(client, world):
    meeting = prepared(world)
    address = f"/meetings/{meeting.id}/head"
    seen = seen_in(client.sign_in(world.supervisor).get(f"/meetings/{meeting.id}").text, address)
    client.sign_in(world.head)
    first = client.post(address, {**HEAD, "place": "西楼", "seen": seen})
    assert first.status_code == 302
    client.sign_in(world.supervisor)
    second = client.post(address, {**HEAD, "place": "南楼", "seen": seen})
    assert second.status_code == 200
    assert "南楼" in second.text
    assert "西楼" in second.text
    assert db.get(Meeting, meeting.id, populate_existing=True).place == "西楼"
    again = client.post(address, {**HEAD, "place": "南楼", "seen": seen_in(second.text, address)})
    assert again.status_code == 302
