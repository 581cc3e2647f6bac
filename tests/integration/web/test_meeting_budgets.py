"""Screens and lists of meetings ask the database the same, however many there are of everything."""

import gzip

import pytest

from tasks_tracker.domain.resolutions import Effect
from tasks_tracker.operations.meetings import close_meeting, start_meeting
from tasks_tracker.operations.resolutions import resolve
from tasks_tracker.reports import meeting_screens
from tests import make
from tests.integration.operations.met import prepared
from tests.integration.web.test_budgets import statements

__all__ = ["statements"]

SCREEN = 10
STARTED = 18
"""Once for a meeting, for all of its screens together: figures, tasks, words, blockers, and what
came of the meeting before."""
LEADER = 28
"""待办 of a leader, the difference of two days, sections, the worst, remarks: one each."""
LARGEST_PAGE = 60_000


def met(world, units: int, said: int):
    """The meeting before, and one that runs; each unit is late with four tasks."""
    agenda = [world.lead]
    for _ in range(units):
        unit = make.unit(world.city)
        agenda.append(unit)
        for _ in range(4):
            task = make.task(world.task.section, unit, title="推进一窗受理" * 4)
            make.report(task, world.owner, make.milestone(task))
            make.milestone(task, due_on=make.TODAY.replace(month=4))
            task.settle(make.TODAY)
    last = None
    for _ in range(2):
        if last:
            close_meeting(last, by=world.supervisor, now=make.NOW)
        last = prepared(world, *agenda)
        shown = meeting_screens.shown(last, make.TODAY)
        start_meeting(last, by=world.supervisor, now=make.NOW, shown=shown)
        enter(world, last, said)
    return last


def enter(world, meeting, said: int) -> None:
    for place in range(said):
        task = make.task(world.task.section, world.lead)
        make.milestone(task)
        leader = world.leader if place % 2 else None
        given = {"said": "一周内报方案。" * 8, "effect": Effect.URGED, "chosen": [task]}
        resolve(meeting.items[0], by=world.supervisor, now=make.NOW, leader=leader, **given)


@pytest.mark.parametrize("path", ["", "/{}", "/{}/screens/1"])
@pytest.mark.parametrize("who", ["supervisor", "leader"])
def test_pages_keep_to_their_budgets(client, world, statements, who, path):
    meeting = met(world, units=8, said=6)
    client.sign_in(world.people[who])
    client.get("/account")
    statements.clear()
    answer = client.get(f"/meetings{path.format(meeting.id)}")
    assert answer.status_code == 200
    assert 0 < len(statements) <= SCREEN, "\n\n".join(statements)
    assert len(gzip.compress(answer.data)) <= LARGEST_PAGE


def test_a_meeting_begins_with_the_same_questions_whatever_its_size(world, statements):
    asked = []
    for units in (2, 8):
        meeting = met(world, units=units, said=1)
        statements.clear()
        shown = meeting_screens.shown(meeting, make.TODAY)
        asked.append(len(statements))
        assert len(shown) == units + 1
    assert asked[0] == asked[1] <= STARTED


def test_the_page_of_a_leader_keeps_to_its_budget(client, world, statements):
    asked = []
    for _ in range(2):
        met(world, units=3, said=3)
        client.sign_in(world.leader)
        client.get("/account")
        statements.clear()
        answer = client.get("/leader")
        asked.append(len(statements))
        assert len(gzip.compress(answer.data)) <= LARGEST_PAGE
    assert asked[0] == asked[1] <= LEADER
