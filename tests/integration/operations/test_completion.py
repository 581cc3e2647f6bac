"""办结申请: what an application has to bring along, and how it is reviewed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.shares import Share
from tasks_tracker.domain.standing import Grade
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.operations.attaching import SiteNote
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.reviews import accept_report, return_report
from tests import make, people


@pytest.fixture
def world(session):
    return people.world()


def report(world, **more):
    return report_progress(world.task, by=world.owner, now=make.NOW, progress="都启用了。", **more)


def all_of(world) -> list[int]:
    return [one.id for one in world.task.milestones]


def test_a_report_that_claims_the_last_milestone_is_an_application(world):
    second = make.milestone(world.task, deliverable="总结")
    first = report(world, milestones=[world.task.milestones[0].id])
    assert not first.is_application
    last = report(world, milestones=[second.id], no_evidence="现场可看")
    assert last.is_application


def test_one_that_lacks_something_is_sent_to_the_page_for_it(world):
    make.target(world.task)
    with pytest.raises(
        Refusal, match=r"就是办结申请，还缺：指标“网办率”.*没有佐证.*办结申请”"
    ) as error:
        report(world, milestones=all_of(world))
    assert error.value.field == "milestones"


def test_an_application_names_what_it_lacks(world):
    with pytest.raises(Refusal, match="还不能申请办结：没有佐证"):
        report(world, milestones=all_of(world), is_application=True)


def test_evidence_or_a_reason_and_figures_given_now_or_before_are_enough(world):
    target = make.target(world.task)
    report(world, values={target.id: Decimal(98)})
    made = report(world, milestones=all_of(world), evidence=[SiteNote("三个窗口都开着")])
    assert made.is_application


def test_a_share_that_is_not_settled_is_explained(world, session):
    make.saved(Share(task=world.task, unit=world.helper, duty=Duty.SUPPORT, made_on=make.TODAY))
    given = {"milestones": all_of(world), "no_evidence": "现场可看"}
    with pytest.raises(Refusal, match="市二局的分工没有办结"), session.begin_nested():
        report(world, **given)
    made = report(world, **given, shares_words="市二局已口头确认")
    assert made.shares_words == "市二局已口头确认"


def test_nobody_applies_while_a_milestone_is_disputed(world):
    second = make.milestone(world.task, deliverable="总结")
    second.submit(make.TODAY, reason=StopReason.OBJECTION)
    with pytest.raises(Refusal, match="总结”正在处理异议，还不能申请办结"):
        report(
            world,
            milestones=[world.task.milestones[0].id],
            no_evidence="现场可看",
            is_application=True,
        )


def test_part_of_the_milestones_is_no_application(world):
    make.milestone(world.task, deliverable="总结")
    first = [world.task.milestones[0].id]
    with pytest.raises(Refusal, match="总结”没有勾选"):
        report(world, milestones=first, no_evidence="现场可看", is_application=True)


def test_a_task_without_dates_is_completed_by_an_application(world, session):
    task = make.task(world.task.section, world.lead)
    made = make.handed_in(task, world.owner, is_application=True)
    accept_report(made, by=world.supervisor, now=make.NOW, grade=Grade.GOOD)
    assert (task.is_completed, task.completed_on, task.grade) == (True, make.TODAY, Grade.GOOD)
    query = select(Event.words).where(Event.kind == EventKind.TASK_COMPLETED)
    assert session.scalars(query).all() == ["良好"]


def test_the_grade_is_kept_with_application_and_task(world):
    made = make.handed_in(world.task, world.owner, milestones=all_of(world))
    accept_report(made, by=world.supervisor, now=make.NOW, grade=Grade.EXCELLENT)
    assert made.grade is world.task.grade is Grade.EXCELLENT


def test_a_plain_report_gets_no_grade(world):
    made = make.handed_in(world.task, world.owner)
    accept_report(made, by=world.supervisor, now=make.NOW, grade=Grade.EXCELLENT)
    assert made.grade is world.task.grade is None


def test_an_application_waits_for_what_came_before_it(world):
    earlier = make.handed_in(world.task, world.owner)
    made = make.handed_in(world.task, world.owner, milestones=all_of(world))
    with pytest.raises(Refusal, match="还有别的反馈待审"):
        accept_report(made, by=world.supervisor, now=make.NOW)
    accept_report(earlier, by=world.supervisor, now=make.NOW)
    accept_report(made, by=world.supervisor, now=make.NOW)
    assert world.task.is_completed


def test_an_application_is_not_taken_when_the_rest_came_back(world):
    second = make.milestone(world.task, deliverable="总结")
    first = make.handed_in(world.task, world.owner, milestones=[world.task.milestones[0].id])
    made = make.handed_in(world.task, world.owner, milestones=[second.id])
    return_report(first, by=world.supervisor, now=make.NOW, words="缺照片")
    with pytest.raises(Refusal, match="还有节点没有办结：窗口全部启用"):
        accept_report(made, by=world.supervisor, now=make.NOW)
    assert second.state is MilestoneState.SUBMITTED
    assert not world.task.is_completed


def test_a_returned_application_keeps_its_date_and_can_be_made_again(world):
    (milestone,) = world.task.milestones
    made = make.handed_in(world.task, world.owner, milestones=[milestone.id])
    later = make.NOW + timedelta(days=4)
    return_report(made, by=world.supervisor, now=later, words="数据对不上")
    assert (milestone.due_on, milestone.is_open) == (milestone.original_due_on, True)
    again = make.handed_in(world.task, world.owner, now=later, milestones=[milestone.id])
    accept_report(again, by=world.supervisor, now=later)
    assert world.task.is_completed
