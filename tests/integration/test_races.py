"""Two people at the same moment on one task: both see the same, one is told to look again."""

from datetime import date
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.operations.same_matters import link_tasks, unlink_tasks
from tasks_tracker.persistence import progress, same_matters, tasks, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast():
    """The ids of a task with two milestones, of two liaisons and of two supervisors."""
    with transaction():
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex)
        unit = make.unit(region)
        task = make.task(make.section(make.plan(region)), unit)
        make.milestone(task, due_on=date(2024, 5, 31))
        make.milestone(task, due_on=date(2024, 6, 28), deliverable="总结")
        people = [make.person(Role.LIAISON, region, unit) for _ in range(2)]
        people += [make.person(Role.SUPERVISOR, region) for _ in range(2)]
        ids = (task.id, [one.id for one in people])
    db.remove()
    return ids


def reported(task: Task, by: User, *places: int) -> ProgressReport:
    ids = [task.milestones[place].id for place in places]
    return make.handed_in(task, by=by, now=make.NOW, progress="已完成。", milestones=ids)


def outcome(raised) -> list[type]:
    return [type(error) for error in raised if error]


def test_two_reviews_of_one_task_complete_it_in_the_end(cast):
    task_id, (first, second, *office) = cast
    with transaction():
        made = [
            reported(tasks.get(task_id, users.get(by)), users.get(by), place).id
            for place, by in enumerate((first, second))
        ]
    db.remove()
    both = Barrier(2)

    def review(report_id, user_id):
        user = users.get(user_id)
        report = progress.get(report_id, user)
        both.wait()
        with transaction():
            accept_report(report, by=user, now=make.NOW)

    pairs = zip(made, office, strict=True)
    raised = in_threads(*(partial(review, *pair) for pair in pairs))
    assert outcome(raised) == [Refusal]
    task = after_accepting_the_other(made, by=office[0])
    assert task.is_completed
    assert not task.awaits_office


def after_accepting_the_other(made, *, by) -> Task:
    with transaction():
        user = users.get(by)
        found = [progress.get(report_id, user) for report_id in made]
        (left,) = [one for one in found if one.state is ReportState.SUBMITTED]
        accept_report(left, by=user, now=make.NOW)
    return left.task


def test_one_milestone_is_handed_in_by_one_of_two(cast):
    task_id, (first, second, *_office) = cast
    with transaction():
        reported(tasks.get(task_id, users.get(first)), users.get(first))
    db.remove()
    both = Barrier(2)

    def report(user_id):
        user = users.get(user_id)
        task = tasks.get(task_id, user)
        both.wait()
        with transaction():
            reported(task, user, 1)

    raised = in_threads(partial(report, first), partial(report, second))
    assert outcome(raised) == [Refusal]
    task = tasks.get(task_id, users.get(first))
    assert task.milestones[1].state is MilestoneState.SUBMITTED
    assert sum(len(one.claims) for one in progress.of_task(task)) == 1


def test_of_two_who_part_the_same_tasks_one_is_refused(cast):
    task_id, (_, _, *office) = cast
    with transaction():
        task = tasks.get(task_id, users.get(office[0]))
        other = make.task(task.section)
        link_id = link_tasks(task, by=users.get(office[0]), now=make.NOW, other=other).id
    db.remove()
    both = Barrier(2)

    def part(by_id: int):
        by = users.get(by_id)
        link = same_matters.get(link_id, by)
        both.wait()
        with transaction():
            unlink_tasks(link, by=by, now=make.NOW, words=f"{by_id} 这样看")

    raised = in_threads(*(partial(part, by) for by in office))
    assert outcome(raised) == [Refusal]
