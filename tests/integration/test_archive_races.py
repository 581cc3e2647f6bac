"""Two clerks at the same moment: a task is put away once."""

from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.archives import Archive
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.archives import PutTogether, archive_task
from tasks_tracker.persistence import tasks, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_races import outcome
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast():
    """The ids of a task that is over and of two supervisors."""
    with transaction():
        region = make.region(f"归档市{uuid4().hex}", uuid4().hex)
        task = make.task(make.section(make.plan(region)))
        task.end(make.TODAY, "上级取消")
        office = [make.person(Role.SUPERVISOR, region).id for _ in range(2)]
        ids = (task.id, office)
    db.remove()
    return ids


def test_of_two_who_put_it_away_one_is_refused(cast):
    task_id, office = cast
    both = Barrier(2)

    def put_away(by_id):
        by = users.get(by_id)
        task = tasks.get(task_id, by)
        both.wait()
        with transaction():
            made = PutTogether(sha256="0" * 64, size=1, members=1)
            archive_task(task, by=by, now=make.NOW, stored_name="0" * 32, made=made)

    assert outcome(in_threads(*(partial(put_away, one) for one in office))) == [Refusal]
    assert db.scalar(select(func.count()).where(Archive.task_id == task_id)) == 1
