"""Two people at once around a notice: each thing is done once, and numbers have no gap."""

from datetime import date
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.notices import Notice
from tasks_tracker.domain.objections import ObjectionState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.notices import hand_out
from tasks_tracker.operations.objections import (
    raise_objection,
    reassign_task,
    uphold_assignment,
)
from tasks_tracker.operations.receipts import sign_receipt
from tasks_tracker.operations.shares import confirm_share, wait_for_share
from tasks_tracker.persistence import objections, receipts, shares, tasks, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_races import outcome
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")
LATER = date(2024, 5, 24)


class Cast:
    """The ids of a region with two tasks of two plans, two clerks, and two people of each unit."""

    def __init__(self) -> None:
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex)
        units = [make.unit(region) for _ in range(3)]
        self.region, self.units = region.id, [unit.id for unit in units]
        self.tasks = []
        for _ in range(2):
            task = make.task(make.section(make.plan(region)), units[0], support=[units[1]])
            make.milestone(task)
            self.tasks.append(task.id)
        self.clerks = [make.person(Role.SUPERVISOR, region).id for _ in range(2)]
        self.leads = [make.person(Role.LIAISON, region, units[0]).id for _ in range(2)]
        self.helpers = [make.person(Role.LIAISON, region, units[1]).id for _ in range(2)]


@pytest.fixture
def cast():
    with transaction():
        made = Cast()
    db.remove()
    return made


def task_for(task_id: int, user_id: int) -> Task:
    return tasks.get(task_id, users.get(user_id))


def give_out(task_id: int, user_id: int) -> Notice:
    task = task_for(task_id, user_id)
    return hand_out(task.plan, [task], by=users.get(user_id), now=make.NOW, reply_by=LATER)


@pytest.fixture
def handed(cast):
    with transaction():
        give_out(cast.tasks[0], cast.clerks[0])
    db.remove()
    return cast


def together(*acts) -> list[type]:
    """Each looks first, then all write at once."""
    ready = Barrier(len(acts))

    def act(look, write):
        seen = look()
        ready.wait()
        with transaction():
            write(seen)

    return outcome(in_threads(*(partial(act, *pair) for pair in acts)))


def numbers(cast) -> list[int]:
    query = select(Notice.number).where(Notice.region_id == cast.region)
    return sorted(db.scalars(query).all())


def writing(operation, user_id: int, **more):
    return lambda thing: operation(thing, by=users.get(user_id), now=make.NOW, **more)


def test_one_task_is_handed_out_once(cast):
    def pair(user_id):
        def write(task):
            given = {"by": users.get(user_id), "now": make.NOW, "reply_by": LATER}
            hand_out(task.plan, [task], **given)

        return partial(task_for, cast.tasks[0], user_id), write

    assert together(*(pair(one) for one in cast.clerks)) == [Refusal]
    assert numbers(cast) == [1]


def test_two_notices_get_two_numbers(cast):
    pairs = [
        (lambda: None, lambda _, task_id=task_id, by=by: give_out(task_id, by))
        for task_id, by in zip(cast.tasks, cast.clerks, strict=True)
    ]
    assert together(*pairs) == []
    assert numbers(cast) == [1, 2]


def test_a_receipt_is_signed_once(handed):
    def look(user_id):
        return receipts.open_of(users.get(user_id))[0]

    acts = [(partial(look, one), writing(sign_receipt, one)) for one in handed.leads]
    assert together(*acts) == [Refusal]


def test_a_task_is_objected_to_once(handed):
    def pair(user_id):
        proposed = partial(db.get, Unit, handed.units[2])
        write = lambda task: raise_objection(  # noqa: E731 - one step of two
            task,
            by=users.get(user_id),
            now=make.NOW,
            proposed=proposed(),
            reason="职能已划转",
            agreed_by="郑安",
        )
        return partial(task_for, handed.tasks[0], user_id), write

    assert together(pair(handed.leads[0]), pair(handed.helpers[0])) == [Refusal]


def test_an_objection_is_answered_once(handed):
    with transaction():
        objection = raise_objection(
            task_for(handed.tasks[0], handed.leads[0]),
            by=users.get(handed.leads[0]),
            now=make.NOW,
            proposed=db.get(Unit, handed.units[2]),
            reason="职能已划转",
            agreed_by="郑安",
        ).id
    db.remove()
    first, second = handed.clerks

    def move(one):
        reassign_task(
            one,
            by=users.get(first),
            now=make.NOW,
            new_unit=db.get(Unit, handed.units[2]),
            opinion="改派",
        )

    looks = [lambda by=by: objections.get(objection, users.get(by)) for by in (first, second)]
    writes = [move, writing(uphold_assignment, second, opinion="维持")]
    assert together(*zip(looks, writes, strict=True)) == [Refusal]
    found = objections.get(objection, users.get(first))
    seated = {seat.unit_id for seat in found.task.units}
    moved = found.state is ObjectionState.REASSIGNED
    assert seated == {handed.units[2] if moved else handed.units[0], handed.units[1]}
    assert found.task.milestones[0].is_open


def share_for(cast, user_id):
    return shares.of_task(task_for(cast.tasks[0], user_id))[0]


def test_a_share_is_confirmed_by_one_of_two(handed):
    given = {"what": "名单", "due_on": LATER}
    acts = [
        (partial(share_for, handed, one), writing(confirm_share, one, **given))
        for one in handed.helpers
    ]
    assert together(*acts) == [Refusal]


def test_a_share_is_waited_for_once(handed):
    given = {"what": "名单", "since_on": make.TODAY}
    acts = [
        (partial(share_for, handed, one), writing(wait_for_share, one, **given))
        for one in handed.leads
    ]
    assert together(*acts) == [Refusal]
