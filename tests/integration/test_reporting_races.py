"""Two at the same moment about one report: it is decided once, and written once."""

from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.obligations import keep
from tasks_tracker.operations.unsigned import give_back, hand_in, sign
from tasks_tracker.persistence import tasks, unsigned, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast():
    """A task whose plan wants signatures: its id, and those of two liaisons and two heads."""
    with transaction():
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex)
        unit = make.unit(region)
        task = make.task(make.section(make.plan(region)), unit)
        task.plan.wants_sign_off = True
        task.plan.reporting_rule = "monthly:25"
        make.milestone(task)
        people = [make.person(Role.LIAISON, region, unit) for _ in range(2)]
        people += [make.person(Role.UNIT_HEAD, region, unit) for _ in range(2)]
        ids = (task.id, [one.id for one in people])
    db.remove()
    return ids


def outcome(raised) -> list[type]:
    return [type(error) for error in raised if error]


def write(task_id: int, by_id: int) -> int:
    by = users.get(by_id)
    made = hand_in(tasks.get(task_id, by), by=by, now=make.NOW, progress="已启用")
    return made.unsigned.id


def test_of_two_who_sign_one_is_told(cast):
    task_id, (liaison, _, *heads) = cast
    with transaction():
        one_id = write(task_id, liaison)
    db.remove()
    both = Barrier(2)

    def put(act, by_id):
        by = users.get(by_id)
        one = unsigned.get(one_id, by)
        both.wait()
        with transaction():
            act(one, by=by, now=make.NOW)

    acts = (sign, partial(give_back, reason="补件数"))
    raised = in_threads(*(partial(put, *pair) for pair in zip(acts, heads, strict=True)))
    assert outcome(raised) == [Refusal]
    with transaction():
        one = db.get(UnsignedReport, one_id)
        reports = db.scalars(select(ProgressReport).where(ProgressReport.task_id == task_id)).all()
        assert len(reports) == (one.report_id is not None)
        assert not one.is_waiting


def test_of_two_liaisons_one_writes(cast):
    task_id, (first, second, *_heads) = cast
    both = Barrier(2)

    def put(by_id):
        by = users.get(by_id)
        task = tasks.get(task_id, by)
        both.wait()
        with transaction():
            hand_in(task, by=by, now=make.NOW, progress="已启用")

    raised = in_threads(partial(put, first), partial(put, second))
    assert outcome(raised) == [Refusal]
    with transaction():
        found = db.scalars(select(UnsignedReport).where(UnsignedReport.task_id == task_id)).all()
        assert len(found) == 1


def test_two_nights_at_once_ask_once(cast):
    task_id, _ = cast
    both = Barrier(2)
    day = make.TODAY.replace(month=6)

    def run():
        both.wait()
        with transaction():
            keep(day, make.NOW)

    raised = in_threads(run, run)
    assert outcome(raised) == []
    with transaction():
        found = db.scalars(select(Obligation).where(Obligation.task_id == task_id)).all()
        assert len(found) == 1
