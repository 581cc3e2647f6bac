from datetime import date, timedelta

import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import (
    ABSOLUTE_LIMIT,
    FAILURES_BEFORE_LOCK,
    IDLE_LIMIT,
    LOCK_FOR,
    Post,
    Role,
    SignIn,
)
from tests.unit import loose
from tests.unit.loose import NOW, TODAY

REGION = loose.region()


def post(role, region=REGION) -> Post:
    return Post(region=region, role=role, title=str(role))


def session(user) -> SignIn:
    return SignIn(user=user, token_hash="x", address="127.0.0.1", started_at=NOW, seen_at=NOW)


def test_the_fifth_failure_locks_for_a_while_only():
    user = loose.user()
    for _ in range(FAILURES_BEFORE_LOCK):
        assert not user.is_locked(NOW)
        user.note_failure(NOW)
    assert user.is_locked(NOW)
    assert not user.is_locked(NOW + LOCK_FOR)


def test_a_success_forgets_the_failures():
    user = loose.user()
    user.note_failure(NOW)
    user.note_success()
    assert user.failures == 0


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_an_administrator_holds_no_second_post(role):
    admin = loose.person(role, REGION)
    with pytest.raises(Refusal, match="不得兼任"):
        admin.appoint(post(Role.SUPERVISOR), on=TODAY)
    with pytest.raises(Refusal, match="不得兼任"):
        loose.person(Role.SUPERVISOR, REGION).appoint(post(role), on=TODAY)


def test_the_posts_of_one_person_lie_in_one_region():
    with pytest.raises(Refusal, match="同一地区"):
        loose.person(Role.SUPERVISOR, REGION).appoint(
            post(Role.LEADER, loose.region("高唐县", "唐")), on=TODAY
        )


def test_an_ended_appointment_gives_no_right_any_more():
    user = loose.person(Role.SUPERVISOR, REGION)
    user.appointments[0].ended_on = date(2024, 5, 1)
    assert not user.roles


def test_an_ended_account_takes_no_post():
    user = loose.user()
    user.end(NOW)
    with pytest.raises(Refusal, match="停用"):
        user.appoint(post(Role.SUPERVISOR), on=TODAY)


def test_a_session_ends_by_idleness_age_and_ending_the_account():
    user = loose.user()
    open_session = session(user)
    assert open_session.is_open(NOW + IDLE_LIMIT - timedelta(seconds=1))
    assert not open_session.is_open(NOW + IDLE_LIMIT)
    open_session.seen_at = NOW + ABSOLUTE_LIMIT
    assert not open_session.is_open(NOW + ABSOLUTE_LIMIT)
    open_session.seen_at = NOW
    user.end(NOW)
    assert not open_session.is_open(NOW)
