"""Two at the same moment with one feedback sheet, or with two of the same items: reported once."""

from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.users import Role
from tasks_tracker.domain.worksheets import Worksheet, WorksheetState
from tasks_tracker.operations.worksheets import drop, mark_of, report, upload, weighed
from tasks_tracker.persistence import users, worksheets
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.operations.filled_sheets import filled
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast():
    """A task, a liaison and a colleague of the unit; two uploads of the liaison, one of the other,
    each with another text."""
    with transaction():
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex[:4])
        unit = make.unit(region)
        task = make.task(make.section(make.plan(region)), unit)
        make.milestone(task)
        people = [make.person(Role.LIAISON, region, unit) for _ in range(2)]
        code = task.code
        ids = [
            upload(by=by, now=make.NOW, file_name="表.xlsx", raw=raw).id
            for by, raw in [
                (people[0], filled(people[0], code, 进展情况="一稿")),
                (people[0], filled(people[0], code, 进展情况="二稿")),
                (people[1], filled(people[1], code, 进展情况="同事的")),
            ]
        ]
        found = (task.id, [one.id for one in people], ids)
    db.remove()
    return found


def put(both, act, worksheet_id, by_id):
    """Look at the page, wait for the other one, press the button."""
    by = users.get(by_id)
    one = worksheets.get(worksheet_id, by)
    more = {"seen": mark_of(one, weighed(one, by))} if act is report else {}
    both.wait()
    with transaction():
        act(one, by=by, now=make.NOW, **more)


def raced(*acts):
    both = Barrier(len(acts))
    raised = in_threads(*(partial(put, both, *one) for one in acts))
    return [type(error) for error in raised if error]


def reported(task_id):
    with transaction():
        query = select(ProgressReport.progress).where(ProgressReport.task_id == task_id)
        return db.scalars(query).all()


def test_one_upload_is_reported_once(cast):
    task_id, (liaison, _), (first, *_rest) = cast
    assert raced((report, first, liaison), (report, first, liaison)) == [Refusal]
    assert reported(task_id) == ["一稿"]


def test_it_is_reported_or_thrown_away(cast):
    task_id, (liaison, _), (first, *_rest) = cast
    assert raced((report, first, liaison), (drop, first, liaison)) == [Refusal]
    with transaction():
        is_reported = db.get(Worksheet, first).state is WorksheetState.REPORTED
    assert len(reported(task_id)) == is_reported


def test_of_two_uploads_about_one_item_the_second_is_told(cast):
    task_id, (liaison, _), (first, second, _other) = cast
    assert raced((report, first, liaison), (report, second, liaison)) == [Refusal]
    assert len(reported(task_id)) == 1


def test_of_two_colleagues_the_second_is_told(cast):
    task_id, (liaison, colleague), (first, _second, other) = cast
    assert raced((report, first, liaison), (report, other, colleague)) == [Refusal]
    assert len(reported(task_id)) == 1
