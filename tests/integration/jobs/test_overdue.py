from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.jobs import overdue
from tasks_tracker.persistence.session import db, transaction
from tasks_tracker.persistence.workdays import calendar
from tests import make, people

DAY_AFTER = date(2024, 6, 1)
NOW = datetime(2024, 5, 31, 16, 30, tzinfo=UTC)


@pytest.fixture
def world(session):
    return people.world()


def noted():
    query = select(Event).where(Event.kind == EventKind.BECAME_OVERDUE).order_by(Event.id)
    return db.scalars(query).all()


def test_a_milestone_becomes_overdue_the_day_after_its_clock_ended(world):
    assert overdue.run(date(2024, 5, 31), NOW).count == 0
    assert overdue.run(DAY_AFTER, NOW).count == 2
    event = noted()[0]
    assert event.task is world.task
    assert (event.by, event.region) == (None, world.city)
    assert event.words == "窗口全部启用，期限5月31日"


def test_it_is_noted_once(world):
    overdue.run(DAY_AFTER, NOW)
    db.expire_all()
    assert overdue.run(DAY_AFTER, NOW).count == 0
    assert overdue.run(DAY_AFTER + timedelta(days=9), NOW).count == 0
    assert len(noted()) == 2


def test_it_is_noted_again_for_a_new_end_of_the_clock(world):
    overdue.run(DAY_AFTER, NOW)
    milestone = world.task.milestones[0]
    milestone.submit(DAY_AFTER)
    milestone.hand_back(date(2024, 6, 5), calendar())
    world.task.settle(date(2024, 6, 5))
    db.flush()
    assert milestone.clock_ends_on == date(2024, 6, 5)
    assert overdue.run(date(2024, 6, 6), NOW).count == 1


def test_what_lies_with_the_office_does_not_become_overdue(world):
    for task in (world.task, world.county_task):
        make.report(task, world.owner, task.milestones[0])
    assert world.task.milestones[0].state is MilestoneState.SUBMITTED
    assert overdue.run(DAY_AFTER, NOW).count == 0


def test_one_submitted_while_the_job_runs_is_left_alone(world, monkeypatch):
    """The job has read it as open; before its turn comes, the unit submits it."""
    milestone = world.task.milestones[0]
    found = [milestone]
    monkeypatch.setattr(overdue.tasks, "overdue_unnoted", lambda today: found)
    with transaction():
        milestone.submit(date(2024, 5, 31))
    assert overdue.run(DAY_AFTER, NOW).count == 0
    assert noted() == []
