"""A unit with several liaison posts says which of them handles what; that post is written to."""

from datetime import date

import pytest

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.users import Appointment, Post, Role
from tasks_tracker.operations.morning import Morning
from tasks_tracker.operations.open_items import in_hand, require_nothing_in_hand
from tasks_tracker.operations.posts import share_out
from tasks_tracker.persistence import attention, posts
from tasks_tracker.persistence.workdays import calendar
from tests import make, people
from tests.integration.operations import event_kinds

UNTIL = date(2024, 6, 28)


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def second(world):
    """Another liaison of the unit that leads, at a post of the own."""
    person = make.user("second.liaison", name="孙立")
    post = make.saved(
        Post(region=world.city, role=Role.LIAISON, title="业务联络员", unit=world.lead)
    )
    make.saved(Appointment(user=person, post=post, started_on=make.TODAY))
    return person


def give(world, to, *, by=None):
    (seat,) = posts.seats(world.lead, [world.task.id])
    post = to.posts[0] if to else None
    by = by or world.unit_head
    return share_out(world.lead, by=by, now=make.NOW, seats=[seat], post=post)


def test_a_task_is_handled_by_all_liaisons_of_the_unit_until_one_is_named(session, world, second):
    assert set(posts.handlers(world.task, world.lead)) == {world.owner, second}
    give(world, second)
    session.flush()
    assert posts.handlers(world.task, world.lead) == [second]
    give(world, None)
    session.flush()
    assert set(posts.handlers(world.task, world.lead)) == {world.owner, second}


def test_it_is_in_hand_where_it_is_handled(session, world, second):
    assert in_hand(world.owner, world.owner.posts[0])
    give(world, second)
    session.flush()
    assert in_hand(world.owner, world.owner.posts[0]) == []
    assert in_hand(second, second.posts[0])


def test_what_all_liaisons_handle_keeps_none_of_them(session, world, second):
    require_nothing_in_hand(second)
    give(world, second)
    session.flush()
    with pytest.raises(Refusal, match="牵头的任务 1 件"):
        require_nothing_in_hand(second)
    require_nothing_in_hand(world.owner)


def test_a_post_that_nobody_holds_any_more_leaves_nobody_out(session, world, second):
    give(world, second)
    second.appointments[0].end(make.TODAY)
    session.flush()
    assert posts.handlers(world.task, world.lead) == [world.owner]
    assert (world.task.id, world.lead.id, None) in attention.lead_seats(UNTIL)


def test_the_morning_mail_goes_to_the_post_and_to_the_head_of_the_unit(session, world, second):
    give(world, second)
    session.flush()
    morning = Morning(date(2024, 5, 30), calendar())
    listed = {person: morning.digest_for(person).own.total for person in [world.owner, second]}
    assert listed == {world.owner: 0, second: 1}
    assert morning.digest_for(world.unit_head).own.total == 1


def test_every_change_is_an_event_and_what_stays_is_none(session, world, second):
    assert give(world, second) == 1
    assert give(world, second) == 0
    assert event_kinds(session) == [EventKind.SEATS_SHARED_OUT]


@pytest.mark.parametrize("who", ["supervisor", "helping", "system_admin", "county_owner"])
def test_only_the_people_of_the_unit_share_out(world, second, who):
    with pytest.raises(NotAllowed):
        give(world, second, by=world.people[who])


@pytest.mark.parametrize("who", ["helping", "unit_head"])
def test_only_a_liaisons_post_of_the_unit_handles_its_seats(world, second, who):
    with pytest.raises(Refusal, match="联络员岗位"):
        give(world, world.people[who])


def test_something_must_be_chosen(world):
    with pytest.raises(Refusal, match="勾选"):
        share_out(world.lead, by=world.owner, now=make.NOW, seats=[], post=None)
