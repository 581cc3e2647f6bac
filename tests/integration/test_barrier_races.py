"""Two people at the same moment on one request or one blocker: one is told to look again."""

from datetime import date
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest

from tasks_tracker.domain.blockers import BlockerState
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.extensions import ExtensionState
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import blockers as coordinate
from tasks_tracker.operations import extensions as extend
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.persistence import blockers, extensions, tasks, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")
GIVEN = {"reason": "等批复", "no_evidence": "在途", "new_due_on": date(2024, 6, 14)}


@pytest.fixture
def cast():
    """Ids: a task with two helpers and two milestones, and its people."""
    with transaction():
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex)
        units = [make.unit(region) for _ in range(3)]
        task = make.task(make.section(make.plan(region)), units[0], support=units[1:])
        make.milestone(task)
        make.milestone(task, due_on=date(2024, 8, 30), deliverable="总结")
        people = [make.person(Role.LIAISON, region, unit) for unit in units]
        people += [make.person(Role.SUPERVISION_HEAD, region) for _ in range(2)]
        ids = (task.id, [one.id for one in people])
    db.remove()
    return ids


def asked(task_id: int, owner_id: int) -> int:
    with transaction():
        owner = users.get(owner_id)
        milestone = tasks.get(task_id, owner).milestones[0]
        made = extend.request_extension(milestone, by=owner, now=make.NOW, **GIVEN).id
    db.remove()
    return made


def at_office(task_id: int, owner_id: int, *helpers: int) -> int:
    extension_id = asked(task_id, owner_id)
    for helper_id in helpers:
        agree(extension_id, helper_id)
    db.remove()
    return extension_id


def agree(extension_id: int, user_id: int, meeting: Barrier | None = None) -> None:
    user = users.get(user_id)
    extension = extensions.get(extension_id, user)
    consent = next(one for one in extension.pending if one.unit in user.units)
    if meeting:
        meeting.wait()
    with transaction():
        extend.answer_consent(consent, by=user, now=make.NOW, agrees=True)


def outcome(raised) -> list[type]:
    return [type(error) for error in raised if error]


def state_of(extension_id: int, user_id: int) -> ExtensionState:
    db.remove()
    return extensions.get(extension_id, users.get(user_id)).state


def test_two_who_ask_for_one_milestone_make_one_request(cast):
    task_id, (owner, *_rest) = cast
    both = Barrier(2)

    def ask():
        user = users.get(owner)
        milestone = tasks.get(task_id, user).milestones[0]
        both.wait()
        with transaction():
            extend.request_extension(milestone, by=user, now=make.NOW, **GIVEN)

    assert outcome(in_threads(ask, ask)) == [Refusal]
    assert len(extensions.of_task(tasks.get(task_id, users.get(owner)))) == 1


def test_of_the_last_two_consents_none_is_lost_and_one_hands_it_over(cast):
    task_id, (owner, first, second, head, _) = cast
    extension_id = asked(task_id, owner)
    both = Barrier(2)
    raised = in_threads(*(partial(agree, extension_id, one, both) for one in (first, second)))
    assert outcome(raised) == [Refusal]
    assert state_of(extension_id, head) is ExtensionState.ASKED
    loser = first if raised[0] else second
    agree(extension_id, loser)
    assert state_of(extension_id, head) is ExtensionState.WITH_OFFICE


def test_one_decision_is_taken(cast):
    task_id, (owner, first, second, head, other) = cast
    extension_id = at_office(task_id, owner, first, second)
    both = Barrier(2)

    def decide(user_id, step, **more):
        user = users.get(user_id)
        extension = extensions.get(extension_id, user)
        both.wait()
        with transaction():
            step(extension, by=user, now=make.NOW, **more)

    grant = partial(decide, head, extend.grant_extension)
    refuse = partial(decide, other, extend.refuse_extension, words="条件具备")
    assert outcome(in_threads(grant, refuse)) == [Refusal]
    db.remove()
    extension = extensions.get(extension_id, users.get(head))
    is_granted = extension.state is ExtensionState.GRANTED
    assert extension.milestone.due_on == (GIVEN["new_due_on"] if is_granted else date(2024, 5, 31))
    assert len(extension.milestone.stops) == 1


def test_a_report_and_a_decision_do_not_both_move_one_clock(cast):
    task_id, (owner, first, second, head, _) = cast
    extension_id = at_office(task_id, owner, first, second)
    both = Barrier(2)

    def report():
        user = users.get(owner)
        task = tasks.get(task_id, user)
        both.wait()
        with transaction():
            ids = [task.milestones[0].id]
            report_progress(task, by=user, now=make.NOW, progress="已完成", milestones=ids)

    def grant():
        user = users.get(head)
        extension = extensions.get(extension_id, user)
        both.wait()
        with transaction():
            extend.grant_extension(extension, by=user, now=make.NOW)

    assert outcome(in_threads(report, grant)) == [Refusal]
    ended = {ExtensionState.GRANTED, ExtensionState.WITHDRAWN}
    assert state_of(extension_id, head) in ended


def test_of_two_who_answer_a_blocker_one_is_told(cast):
    task_id, (owner, *_rest, head, other) = cast
    with transaction():
        task = tasks.get(task_id, users.get(owner))
        given = {"cause": Cause.DATA, "request": "请开放接口"}
        made = coordinate.raise_blocker(task, by=users.get(owner), now=make.NOW, **given).id
    db.remove()
    both = Barrier(2)

    def answer(user_id):
        user = users.get(user_id)
        blocker = blockers.get(made, user)
        both.wait()
        with transaction():
            coordinate.answer_blocker(blocker, by=user, now=make.NOW, answer=f"{user_id}")

    assert outcome(in_threads(partial(answer, head), partial(answer, other))) == [Refusal]
    db.remove()
    assert blockers.get(made, users.get(owner)).state is BlockerState.ANSWERED
