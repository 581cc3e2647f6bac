"""Whoever signs next finds it among what waits."""

from datetime import date

import pytest

from tasks_tracker.operations import handovers, pending
from tasks_tracker.persistence import handover_turns
from tasks_tracker.reports import record_todos
from tests import make, people
from tests.integration.operations.test_handovers import confirmed, opened, seen, take

TODAY = date(2024, 5, 10)


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def newcomer(world):
    return make.user("newcomer")


def waits_for(*found) -> list[str]:
    return [one.account for one in found if handover_turns.of(one)]


def test_it_waits_for_one_after_the_other(session, world, newcomer):
    cast = (world.owner, world.unit_head, newcomer, world.helping)
    sheet = opened(world, world.owner, newcomer)
    assert waits_for(*cast) == []
    handovers.confirm_handover(sheet, by=world.security_admin, now=make.NOW)
    session.flush()
    assert waits_for(*cast) == ["owner"]
    handovers.sign_handover(sheet, by=world.owner, now=make.NOW, seen=seen(sheet))
    session.flush()
    assert waits_for(*cast) == ["newcomer"]
    take(sheet, newcomer)
    session.flush()
    assert waits_for(*cast) == []


def test_for_somebody_who_is_gone_it_waits_for_the_head_of_the_unit(session, world, newcomer):
    confirmed(world, world.owner, newcomer, is_absent=True)
    session.flush()
    assert waits_for(world.owner, world.unit_head, world.helping) == ["unithead"]


def test_it_stands_in_the_mail_of_the_morning_and_on_the_page(session, world, newcomer):
    sheet = confirmed(world, world.owner, newcomer)
    session.flush()
    assert ("待签的交接单", 1) in pending.of(world.owner, pending.count(TODAY))
    todo = record_todos.to_sign_over(world.owner, TODAY)
    assert (todo.count, todo.values) == (1, {"handover_id": sheet.id})
    assert record_todos.to_sign_over(world.outsider, TODAY) is None
