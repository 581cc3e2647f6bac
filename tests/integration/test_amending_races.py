"""An amendment is applied once and whole, whoever else is at work on the same plan."""

from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.sources import DraftState, PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.amending import amend_plan
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.persistence import plans, tasks, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.operations.amended import AMENDED, adopt, chosen, hand_in
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def cast():
    """The ids of a draft that amends a plan, of two clerks and of a liaison; and the first task."""
    with transaction():
        city = make.region(f"平川市{uuid4().hex}", uuid4().hex)
        clerks = [make.person(Role.SUPERVISOR, city) for _ in range(2)]
        plan = adopt(city, clerks[0])
        draft = hand_in(city, clerks[0], AMENDED)
        first = tasks.of_plan(plan)[0]
        liaison = make.person(Role.LIAISON, city, first.lead_unit)
        ids = (draft.id, [one.id for one in clerks], liaison.id, first.id)
    db.remove()
    return ids


def amend(draft_id: int, user_id: int, wait) -> None:
    """Look at the page, and send it when the other has looked too."""
    user = users.get(user_id)
    draft = plans.get_draft(draft_id, user)
    choice = chosen(draft)
    wait()
    with transaction():
        amend_plan(draft, by=user, now=make.NOW, choice=choice)


def amendments(draft_id: int) -> tuple[DraftState, int]:
    draft = db.get(PlanDraft, draft_id)
    events = select(func.count()).where(
        Event.kind == EventKind.PLAN_AMENDED, Event.region_id == draft.region_id
    )
    return draft.state, db.scalar(events)


def test_of_two_clerks_at_the_same_moment_one_amends_the_plan(cast):
    draft_id, clerks, *_ = cast
    both = Barrier(2)
    raised = in_threads(*(partial(amend, draft_id, clerk, both.wait) for clerk in clerks))
    assert [type(error) for error in raised if error] == [Refusal]
    assert amendments(draft_id) == (DraftState.ADOPTED, 1)


def test_a_report_and_an_amendment_of_one_task_do_not_pass_each_other_by(cast):
    draft_id, (clerk, _), liaison_id, task_id = cast
    both = Barrier(2)

    def report():
        user = users.get(liaison_id)
        task = tasks.get(task_id, user)
        claimed = [one.id for one in task.dated]
        both.wait()
        with transaction():
            report_progress(task, by=user, now=make.NOW, progress="做完", milestones=claimed)

    raised = in_threads(partial(amend, draft_id, clerk, both.wait), report)
    assert [type(error) for error in raised if error] == [Refusal]
    first = db.get(Task, task_id)
    assert first.awaits_office is not (amendments(draft_id)[0] is DraftState.ADOPTED)


def test_what_is_refused_in_the_middle_leaves_nothing_done(cast):
    draft_id, (clerk, _), _, task_id = cast
    third = tasks.of_plan(db.get(Task, task_id).plan)[2]
    with transaction():
        owner = make.person(Role.LIAISON, third.region, third.lead_unit)
        report_progress(third, by=owner, now=make.NOW, progress="在办")
    db.remove()
    with pytest.raises(Refusal, match="先审核"):
        amend(draft_id, clerk, lambda: None)
    db.remove()
    assert amendments(draft_id) == (DraftState.OPEN, 0)
    first = db.get(Task, task_id)
    assert (first.lead_unit.name, len(first.milestones), len(first.targets)) == ("市审批局", 1, 1)
    assert len(tasks.of_plan(first.plan)) == 3
