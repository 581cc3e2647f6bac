"""What is closed or ended takes no further step, whoever asks."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.checks import CheckReason
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.ladder import Step
from tasks_tracker.domain.shares import Share
from tasks_tracker.domain.standing import Ending
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.operations.blockers import raise_blocker
from tasks_tracker.operations.checks import open_check
from tasks_tracker.operations.closing import close_tasks
from tasks_tracker.operations.endings import end_task
from tasks_tracker.operations.explanations import explain_lateness
from tasks_tracker.operations.extensions import request_extension
from tasks_tracker.operations.notices import hand_out
from tasks_tracker.operations.objections import raise_objection
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.operations.shares import confirm_share, settle_share, wait_for_share
from tasks_tracker.operations.unsigned import hand_in
from tasks_tracker.operations.urgings import urge
from tests import make, people

LATER = make.NOW + timedelta(days=2)
DECISION = {"reason": "停止执行", "doc_no": "纪要1号", "decided_on": make.TODAY}


@pytest.fixture
def world(session):
    made = people.world()
    made.share = make.saved(
        Share(task=made.task, unit=made.helper, duty=Duty.SUPPORT, made_on=make.TODAY)
    )
    return made


@pytest.fixture
def closed(world):
    claims = [one.id for one in world.task.dated]
    report = make.handed_in(
        world.task, world.owner, milestones=claims, shares_words="市二局另行办理"
    )
    accept_report(report, by=world.supervisor, now=make.NOW)
    close_tasks([world.task], by=world.head, now=make.NOW)
    return world


@pytest.fixture
def ended(world):
    end_task(world.task, by=world.head, now=make.NOW, ending=Ending.TERMINATED, **DECISION)
    return world


def by_owner(world):
    return {"by": world.owner, "now": LATER}


STEPS = {
    "report": lambda w: report_progress(w.task, **by_owner(w), progress="补充"),
    "apply": lambda w: hand_in(w.task, **by_owner(w), progress="补充", is_application=True),
    "object": lambda w: raise_objection(
        w.task, **by_owner(w), proposed=w.helper, reason="不是我们的", agreed_by="局长"
    ),
    "extend": lambda w: request_extension(
        w.task.milestones[0],
        **by_owner(w),
        new_due_on=date(2024, 7, 31),
        reason="来不及",
        no_evidence="没有",
    ),
    "explain": lambda w: explain_lateness(
        w.task.milestones[0],
        **by_owner(w),
        cause=Cause.FUNDS,
        reason="缺钱",
        promised_on=date(2024, 7, 31),
        no_evidence="没有",
    ),
    "block": lambda w: raise_blocker(w.task, **by_owner(w), cause=Cause.FUNDS, request="拨款"),
    "urge": lambda w: urge(
        [w.task],
        by=w.supervisor,
        now=LATER,
        unit=w.lead,
        level=Step.URGING.level,
        reason="还没有报",
    ),
    "hand out": lambda w: hand_out(
        w.task.plan, [w.task], by=w.supervisor, now=LATER, reply_by=date(2024, 6, 3)
    ),
    "confirm": lambda w: confirm_share(
        w.share, by=w.helping, now=LATER, what="提供数据", due_on=date(2024, 5, 20)
    ),
    "settle": lambda w: settle_share(w.share, by=w.helping, now=LATER, told="做完了"),
    "wait": lambda w: wait_for_share(w.share, **by_owner(w), what="数据", since_on=make.TODAY),
    "end": lambda w: end_task(w.task, by=w.head, now=LATER, ending=Ending.TERMINATED, **DECISION),
    "close": lambda w: close_tasks([w.task], by=w.head, now=LATER),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_closed_task_takes_no_further_step(closed, step):
    with pytest.raises(Refusal):
        STEPS[step](closed)


@pytest.mark.parametrize("step", STEPS)
def test_an_ended_task_takes_no_further_step(ended, step):
    with pytest.raises(Refusal):
        STEPS[step](ended)


def test_an_ended_task_is_not_checked_and_a_closed_one_may_be(closed, session):
    given = {
        "by": closed.head,
        "now": LATER,
        "reason": CheckReason.COMPLAINT,
        "occasion": "群众反映",
        "people": [closed.second_supervisor.id],
    }
    assert open_check(closed.task, **given).is_open
    other = make.task(closed.task.section, closed.lead)
    end_task(other, by=closed.head, now=make.NOW, ending=Ending.TERMINATED, **DECISION)
    with pytest.raises(Refusal, match="不作核查"):
        open_check(other, **given)
