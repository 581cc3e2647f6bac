"""Two people at the same moment on one sheet, one post, one register."""

from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import Post, Role
from tasks_tracker.operations import handovers
from tasks_tracker.operations.users import appoint
from tasks_tracker.persistence import handovers as sheets
from tasks_tracker.persistence import users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_races import outcome
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast():
    """The ids of a liaison, of who follows, and of the administrators."""
    with transaction():
        region = make.region(f"交接市{uuid4().hex}", uuid4().hex)
        unit = make.unit(region)
        people = [
            make.person(Role.LIAISON, region, unit),
            make.user(),
            make.person(Role.SYSTEM_ADMIN, region),
            make.person(Role.SECURITY_ADMIN, region),
            make.person(Role.SECURITY_ADMIN, region),
        ]
        ids = [one.id for one in people]
    db.remove()
    return ids


def opened(leaver_id: int, successor_id: int, by_id: int) -> int:
    leaver = users.get(leaver_id)
    return handovers.open_handover(
        leaver,
        by=users.get(by_id),
        now=make.NOW,
        reason="调任",
        successors={leaver.posts[0]: users.get(successor_id)},
    ).id


def test_of_two_sheets_for_one_person_one_is_opened(cast):
    both = Barrier(2)

    def open_one():
        users.get(cast[0])
        both.wait()
        with transaction():
            opened(*cast[:3])

    assert outcome(in_threads(open_one, open_one)) == [Refusal]


def test_a_sheet_is_confirmed_once(cast):
    with transaction():
        sheet_id = opened(*cast[:3])
    db.remove()
    both = Barrier(2)

    def confirm(by_id):
        by = users.get(by_id)
        sheet = sheets.get(sheet_id, by)
        both.wait()
        with transaction():
            handovers.confirm_handover(sheet, by=by, now=make.NOW)

    assert outcome(in_threads(*(partial(confirm, one) for one in cast[3:]))) == [Refusal]


def test_a_post_is_taken_once_or_cancelled(cast):
    sheet_id = _handed(cast)
    both = Barrier(2)

    def take():
        by = users.get(cast[1])
        sheet = sheets.get(sheet_id, by)
        both.wait()
        with transaction():
            handovers.take_post(sheet.posts[0], by=by, now=make.NOW, seen=handovers.mark_of([]))

    def cancel():
        by = users.get(cast[2])
        sheet = sheets.get(sheet_id, by)
        both.wait()
        with transaction():
            handovers.cancel_handover(sheet, by=by, now=make.NOW, reason="不调了")

    assert outcome(in_threads(take, cancel)) == [Refusal]
    held = [bool(users.get(one).posts) for one in cast[:2]]
    assert sorted(held) == [False, True]


def _handed(cast) -> int:
    with transaction():
        sheet_id = opened(*cast[:3])
        leaver = users.get(cast[0])
        sheet = sheets.get(sheet_id, leaver)
        handovers.confirm_handover(sheet, by=users.get(cast[3]), now=make.NOW)
        handovers.sign_handover(sheet, by=leaver, now=make.NOW, seen=handovers.mark_of([]))
    db.remove()
    return sheet_id


def test_two_appointments_at_the_same_moment_make_one_post(cast):
    with transaction():
        others = [make.user().id, make.user().id]
    db.remove()
    both = Barrier(2)

    def give(user_id, by_id):
        user, by = users.get(user_id), users.get(by_id)
        both.wait()
        with transaction():
            appoint(
                user,
                by=by,
                now=make.NOW,
                today=make.TODAY,
                role=Role.LEADER,
                region=by.region,
                title="副市长",
            )

    pairs = zip(others, cast[3:], strict=True)
    assert in_threads(*(partial(give, *pair) for pair in pairs)) == [None, None]
    region = users.get(cast[3]).region
    query = select(func.count()).where(Post.region_id == region.id, Post.title == "副市长")
    assert db.scalar(query) == 1
