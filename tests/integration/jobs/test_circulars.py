from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tasks_tracker.domain.circulars import Circular, CircularState
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.jobs import circulars
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations.issued import issue

FIRST = date(2024, 6, 1)
NOW = datetime(2024, 5, 31, 23, 0, tzinfo=UTC)


@pytest.fixture
def world(session):
    return people.world()


def drafts():
    return db.scalars(select(Circular).order_by(Circular.region_id)).all()


def test_each_region_with_tasks_gets_a_draft_of_the_month_before(world):
    make.region("莘县", "莘", parent=world.city)
    assert circulars.run(FIRST, NOW).count == 2
    assert [circular.region for circular in drafts()] == [world.city, world.county]
    for circular in drafts():
        assert (circular.first_on, circular.as_of) == (date(2024, 5, 1), date(2024, 5, 31))
        assert circular.state is CircularState.DRAFT
        assert circular.snapshot["figures"]["totals"]["counts"]["tasks"] == 1
    events = db.scalars(select(Event).where(Event.kind == EventKind.CIRCULAR_DRAFTED)).all()
    assert [event.by for event in events] == [None, None]


def test_a_second_run_changes_nothing(world):
    circulars.run(FIRST, NOW)
    issue(drafts()[0], by=world.head, now=NOW)
    before = [(circular.version, circular.drafted_at) for circular in drafts()]
    assert circulars.run(FIRST, NOW).count == 0
    assert [(circular.version, circular.drafted_at) for circular in drafts()] == before


def test_a_plan_of_this_morning_has_no_circular_of_last_month(world):
    for plan in (world.task.plan, world.county_task.plan):
        plan.adopted_at = NOW
    db.flush()
    assert circulars.run(FIRST, NOW).count == 0


def test_a_run_made_up_for_later_in_the_month_tells_of_the_same_month(world):
    circulars.run(date(2024, 6, 12), NOW)
    assert {(c.first_on, c.as_of) for c in drafts()} == {(date(2024, 5, 1), date(2024, 5, 31))}


@pytest.mark.parametrize(
    ("first", "keys"),
    [
        (date(2024, 6, 1), ["2024-05"]),
        (date(2024, 4, 1), ["2024-03", "2024-Q1"]),
        (date(2024, 7, 1), ["2024-06", "2024-Q2", "2024-H1"]),
        (date(2025, 1, 1), ["2024-12", "2024-Q4", "2024-H2"]),
    ],
)
def test_with_the_month_its_quarter_and_half_year_end(first, keys):
    assert [period.key for period in circulars.ended(first)] == keys


def test_the_quarter_and_the_half_year_are_drafted_once_with_their_last_month(world):
    first = date(2024, 7, 1)
    assert circulars.run(first, NOW).count == 6
    assert circulars.run(first, NOW).count == 0
    found = [(circular.region, circular.period.key, circular.as_of) for circular in drafts()]
    for region in (world.city, world.county):
        for key in ("2024-06", "2024-Q2", "2024-H1"):
            assert (region, key, date(2024, 6, 30)) in found


def test_who_began_in_the_last_month_of_a_quarter_gets_none_of_it(world):
    for plan in (world.task.plan, world.county_task.plan):
        plan.adopted_at = datetime(2024, 6, 3, tzinfo=UTC)
    db.flush()
    assert circulars.run(date(2024, 7, 1), NOW).count == 2
    assert {circular.period.key for circular in drafts()} == {"2024-06"}
