from datetime import timedelta

import pytest

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import users
from tests import make, people
from tests.integration.operations import event_kinds

PASSWORD = "Ducha-2024-ok"
ADDRESS = "127.0.0.1"


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def clerk(world):
    users.set_password(world.supervisor, by=None, now=make.NOW, password=PASSWORD)
    return world.supervisor


def sign_in(account="supervisor", password=PASSWORD, now=make.NOW, address=ADDRESS):
    return users.sign_in(account=account, password=password, address=address, now=now)


def test_the_right_password_opens_a_session_that_can_be_resumed(session, clerk):
    outcome = sign_in()
    assert outcome.user is clerk
    session.flush()
    assert users.resume(outcome.token, now=make.NOW).user is clerk


def test_the_account_is_taken_in_any_case_and_with_blanks(clerk):
    assert sign_in(" Supervisor ").user is clerk


def test_unknown_account_and_wrong_password_get_the_same_words(clerk):
    assert sign_in(password="wrong").words == sign_in(account="nobody").words
    assert not sign_in(password="wrong").token


def test_an_account_without_a_password_lets_nobody_in(world):
    assert sign_in("owner", "").words == users.WRONG


def test_five_failures_lock_the_account_for_a_while(clerk):
    for _ in range(5):
        sign_in(password="wrong")
    assert sign_in().words == users.LOCKED
    assert sign_in(now=make.NOW + timedelta(minutes=20)).user is clerk


def test_an_address_that_keeps_failing_is_slowed_down_for_all_accounts(session, clerk):
    for number in range(users.FAILURES_OF_ADDRESS):
        sign_in(account=f"guess{number}")
        session.flush()
    assert sign_in().words == users.SLOW_DOWN
    assert sign_in(address="10.0.0.9").user is clerk


@pytest.mark.parametrize(
    ("address", "neighbour", "stranger"),
    [
        ("2001:db8:0:1::{:x}", "2001:db8:0:1:ffff::1", "2001:db8:0:2::1"),
        ("::ffff:10.0.0.7", "10.0.0.7", "10.0.0.8"),
        ("fe80::{:x}%eth0", "fe80::1%eth1", "fd00::1"),
    ],
)
def test_whoever_changes_the_address_within_the_own_network_is_slowed_down(
    session, clerk, address, neighbour, stranger
):
    for number in range(users.FAILURES_OF_ADDRESS):
        sign_in(account=f"guess{number}", address=address.format(number))
        session.flush()
    assert sign_in(address=neighbour).words == users.SLOW_DOWN
    assert sign_in(address=stranger).user is clerk


def test_signing_out_ends_the_session_on_the_server(session, clerk):
    token = sign_in().token
    session.flush()
    users.sign_out(users.resume(token, now=make.NOW), now=make.NOW)
    assert users.resume(token, now=make.NOW) is None


def test_ending_an_account_ends_its_sessions(session, world, clerk):
    token = sign_in().token
    session.flush()
    users.end_user(clerk, by=world.system_admin, now=make.NOW)
    assert users.resume(token, now=make.NOW) is None
    assert sign_in().words == users.WRONG


def test_a_new_password_ends_the_sessions(session, clerk):
    token = sign_in().token
    session.flush()
    users.set_password(clerk, by=clerk, now=make.NOW, password="Another-2024")
    assert users.resume(token, now=make.NOW) is None


def test_taking_a_post_away_ends_the_sessions(session, world, clerk):
    token = sign_in().token
    session.flush()
    held = clerk.appointments[0]
    users.end_appointment(held, by=world.security_admin, now=make.NOW, today=make.TODAY)
    assert users.resume(token, now=make.NOW) is None
    assert not clerk.roles


@pytest.mark.parametrize(
    "password", ["short1A-", "alllowercase", "ALLUPPER123", "has supervisor 1A"]
)
def test_a_weak_password_is_refused(clerk, password):
    with pytest.raises(Refusal):
        users.set_password(clerk, by=clerk, now=make.NOW, password=password)


@pytest.mark.parametrize(
    ("account", "email"),
    [("Bad Account", "a@b"), ("x", "a@b"), ("supervisor", "a@b"), ("newone", "no-mail")],
)
def test_a_bad_new_account_is_refused(world, account, email):
    with pytest.raises(Refusal):
        users.add_user(
            by=world.system_admin, now=make.NOW, account=account, name="郑安", email=email
        )


def test_accounts_are_made_by_one_administrator_and_posts_given_by_another(session, world):
    user = users.add_user(
        by=world.system_admin, now=make.NOW, account="new.one", name="郑安", email="a@b"
    )
    post = {"role": Role.LIAISON, "region": world.city, "unit": world.lead, "title": "联络员"}
    with pytest.raises(NotAllowed):
        users.appoint(user, by=world.system_admin, now=make.NOW, today=make.TODAY, **post)
    users.appoint(user, by=world.security_admin, now=make.NOW, today=make.TODAY, **post)
    assert user.units == [world.lead]
    assert event_kinds(session) == [EventKind.USER_ADDED, EventKind.USER_APPOINTED]


def test_nobody_ends_the_own_account(world):
    with pytest.raises(Refusal, match="自己"):
        users.end_user(world.system_admin, by=world.system_admin, now=make.NOW)


@pytest.mark.parametrize("who", ["security_admin", "audit_admin"])
def test_no_administrator_takes_the_place_of_another(world, who):
    other = world.people[who]
    with pytest.raises(Refusal, match="由本人更换"):
        users.set_password(other, by=world.system_admin, now=make.NOW, password=PASSWORD)
    users.set_password(other, by=other, now=make.NOW, password=PASSWORD)
    users.set_password(other, by=None, now=make.NOW, password=PASSWORD)
