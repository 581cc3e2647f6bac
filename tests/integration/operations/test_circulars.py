from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.periods import month_of
from tasks_tracker.operations.circulars import draft_circular, publish_circular
from tests import make, people
from tests.integration.operations import event_kinds, outbox_kinds, outbox_recipients

APRIL = date(2024, 4, 1)
LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def world(session):
    return people.world()


def draft(region, by=None, month=APRIL, snapshot=None, now=make.NOW):
    return draft_circular(
        region,
        period=month_of(month),
        snapshot=snapshot or {"total": 1},
        as_of=month,
        now=now,
        by=by,
    )


@pytest.fixture
def circular(world):
    return draft(world.city)


def test_any_day_of_a_month_means_the_month(world, session):
    made = draft(world.city, month=date(2024, 4, 30))
    assert (made.first_on, made.year, made.is_published) == (APRIL, 2024, False)
    assert draft(world.city, month=date(2024, 4, 2)) is made
    assert event_kinds(session) == [EventKind.CIRCULAR_DRAFTED] * 2


def test_each_region_has_its_own(world, circular):
    assert draft(world.county) is not circular


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor", "system_admin"])
def test_only_the_office_of_the_region_drafts(world, session, who):
    with pytest.raises(NotAllowed):
        draft(world.city, by=getattr(world, who))
    assert session.scalars(select(Circular)).all() == []


def test_the_office_drafts_by_hand_too(world, session):
    draft(world.city, by=world.supervisor)
    assert event_kinds(session) == [EventKind.CIRCULAR_DRAFTED]


@pytest.mark.parametrize("who", ["supervisor", "leader", "owner", "county_supervisor"])
def test_only_the_head_publishes(world, session, circular, who):
    with pytest.raises(NotAllowed):
        publish_circular(circular, by=getattr(world, who), now=LATER)
    assert not circular.is_published
    assert outbox_kinds(session) == []


def test_a_published_circular_has_a_number_and_tells_its_readers(world, session, circular):
    publish_circular(circular, by=world.head, now=LATER)
    assert (circular.number, circular.published_at, circular.published_by) == (1, LATER, world.head)
    assert event_kinds(session)[-1] == EventKind.CIRCULAR_PUBLISHED
    assert set(outbox_kinds(session)) == {"circular_published"}
    told = outbox_recipients(session)
    assert len(told) == len(set(told))
    assert world.owner.email in told
    assert not {world.county_owner.email, world.county_supervisor.email} & set(told)


def test_a_second_publication_is_refused_and_tells_nobody(world, session, circular):
    publish_circular(circular, by=world.head, now=LATER)
    before = outbox_recipients(session)
    with pytest.raises(Refusal, match="已经印发"):
        publish_circular(circular, by=world.head, now=LATER)
    assert outbox_recipients(session) == before


def test_numbers_run_by_region_and_year(world):
    head = make.person(people.Role.SUPERVISION_HEAD, world.county)
    months = [(world.city, world.head, date(2023, 12, 1)), (world.city, world.head, APRIL)]
    months += [(world.city, world.head, date(2024, 3, 1)), (world.county, head, APRIL)]
    numbers = []
    for region, by, month in months:
        made = draft(region, month=month)
        publish_circular(made, by=by, now=LATER)
        numbers.append((made.year, made.number))
    assert numbers == [(2023, 1), (2024, 1), (2024, 2), (2024, 1)]


def test_what_is_published_cannot_be_taken_anew(world, session, circular):
    publish_circular(circular, by=world.head, now=LATER)
    with pytest.raises(Refusal, match="已经印发"):
        draft(world.city, by=world.supervisor, snapshot={"total": 2})
    assert circular.snapshot == {"total": 1}


def test_the_database_keeps_it_from_those_who_ask_nobody(world, session, circular):
    publish_circular(circular, by=world.head, now=LATER)
    forged = update(Circular).where(Circular.id == circular.id).values(snapshot={"total": 2})
    with pytest.raises(IntegrityError, match="circulars_published_stay"), session.begin_nested():
        session.execute(forged, execution_options={"synchronize_session": False})
    session.refresh(circular)
    assert circular.snapshot == {"total": 1}
