"""Two people who conclude one task at the same moment: one does it, the other is told."""

from datetime import date
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest

from tasks_tracker.domain.checks import CheckReason, Finding
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.standing import Ending
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.checks import open_check, record_finding
from tasks_tracker.operations.closing import close_tasks
from tasks_tracker.operations.endings import end_task
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.persistence import checks, closing, endings, tasks, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast():
    """The ids of a task, of its liaison, of two supervisors and of two heads."""
    with transaction():
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex)
        unit = make.unit(region)
        task = make.task(make.section(make.plan(region)), unit)
        make.milestone(task, due_on=date(2024, 5, 31))
        people = [make.person(Role.LIAISON, region, unit)]
        people += [make.person(Role.SUPERVISOR, region) for _ in range(2)]
        people += [make.person(Role.SUPERVISION_HEAD, region) for _ in range(2)]
        ids = (task.id, [one.id for one in people])
    db.remove()
    return ids


@pytest.fixture
def done(cast):
    """The same, completed: the first supervisor took the application."""
    task_id, (owner, reviewer, *_) = cast
    with transaction():
        task = tasks.get(task_id, users.get(owner))
        claims = [one.id for one in task.milestones]
        report = make.handed_in(task, users.get(owner), milestones=claims)
        accept_report(report, by=users.get(reviewer), now=make.NOW)
    db.remove()
    return cast


def outcome(raised) -> list[type]:
    return [type(error) for error in raised if error]


def opened(task, by, *lookers: int):
    return open_check(
        task,
        by=by,
        now=make.NOW,
        reason=CheckReason.ROUTINE,
        occasion="回头看",
        people=lookers,
    )


def both_at_once(act, *people) -> list[type]:
    """Each sees the same before either writes."""
    together = Barrier(len(people))
    return outcome(in_threads(*(partial(act, one, together) for one in people)))


def test_one_of_two_closes(done):
    task_id, (*_, first, second) = done

    def close(user_id, together):
        by = users.get(user_id)
        found = closing.chosen([task_id], by)
        together.wait()
        with transaction():
            close_tasks(found, by=by, now=make.NOW)

    assert both_at_once(close, first, second) == [Refusal]
    assert tasks.get(task_id, users.get(first)).closed_on == make.TODAY


def test_one_of_two_opens_a_check(done):
    task_id, (_, _, looker, first, second) = done

    def look(user_id, together):
        by = users.get(user_id)
        task = tasks.get(task_id, by)
        together.wait()
        with transaction():
            opened(task, by, looker)

    assert both_at_once(look, first, second) == [Refusal]
    db.remove()
    found = checks.of_task(tasks.get(task_id, users.get(first)))
    assert [one.number for one in found] == [1]


def test_one_of_two_says_what_was_found(done):
    task_id, (_, _, *lookers) = done
    with transaction():
        by = users.get(lookers[0])
        check_id = opened(tasks.get(task_id, by), by, *lookers).id
    db.remove()
    findings = dict(zip(lookers, (Finding.TRUE, Finding.UNTRUE), strict=False))

    def find(user_id, together):
        by = users.get(user_id)
        check = checks.get(check_id, by)
        together.wait()
        with transaction():
            record_finding(
                check, by=by, now=make.NOW, finding=findings[user_id], found_words="看过"
            )

    assert both_at_once(find, *lookers[:2]) == [Refusal]
    db.remove()
    check = checks.get(check_id, users.get(lookers[0]))
    assert check.task.is_completed is (check.finding is Finding.TRUE)


def test_a_task_is_closed_or_found_untrue_and_never_both(done):
    task_id, (_, _, looker, head, _) = done

    def close(together):
        by = users.get(head)
        found = closing.chosen([task_id], by)
        together.wait()
        with transaction():
            close_tasks(found, by=by, now=make.NOW)

    def look(together):
        by = users.get(looker)
        task = tasks.get(task_id, by)
        together.wait()
        with transaction():
            check = opened(task, by, looker)
            record_finding(check, by=by, now=make.NOW, finding=Finding.UNTRUE, found_words="没有做")

    together = Barrier(2)
    raised = in_threads(partial(close, together), partial(look, together))
    assert outcome(raised) == [Refusal]
    db.remove()
    task = tasks.get(task_id, users.get(head))
    assert task.is_completed is (task.closed_on is not None)


def test_a_task_ends_or_takes_a_report(cast):
    task_id, (owner, _, _, head, _) = cast
    together = Barrier(2)

    def end():
        by = users.get(head)
        task = tasks.get(task_id, by)
        together.wait()
        with transaction():
            end_task(
                task,
                by=by,
                now=make.NOW,
                ending=Ending.TERMINATED,
                reason="停止执行",
                doc_no="纪要1号",
                decided_on=make.TODAY,
            )

    def report():
        by = users.get(owner)
        task = tasks.get(task_id, by)
        together.wait()
        with transaction():
            make.handed_in(task, by)

    assert outcome(in_threads(end, report)) == [Refusal]
    db.remove()
    task = tasks.get(task_id, users.get(head))
    assert task.is_ended is not task.awaits_office
    assert (endings.of_task(task) is not None) is task.is_ended
