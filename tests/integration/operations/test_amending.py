"""An amended document changes the ledger in one piece; what was done under the old one stays."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.amending import amend_plan
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.plans import documents_of
from tests import make
from tests.integration.operations import outbox_recipients
from tests.integration.operations.amended import (
    AMENDED,
    DOCUMENT,
    adopt,
    amend,
    chosen,
    hand_in,
)

LATER = datetime(2024, 6, 3, 2, 0, tzinfo=UTC)
ON = date(2024, 6, 3)


@pytest.fixture
def city(session):
    return make.region("平川市", "平")


@pytest.fixture
def clerk(city):
    return make.person(Role.SUPERVISOR, city)


@pytest.fixture
def plan(city, clerk):
    return adopt(city, clerk)


def everything(session, plan) -> list[Task]:
    session.flush()
    return list(session.scalars(select(Task).where(Task.plan_id == plan.id).order_by(Task.number)))


def events(session, kind) -> list[Event]:
    return list(session.scalars(select(Event).where(Event.kind == kind).order_by(Event.id)))


def test_the_old_date_gives_way_to_the_new_one_and_both_are_kept(session, city, clerk, plan):
    amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)
    first = everything(session, plan)[0]
    old, new = first.milestones
    assert (str(old.original_due_on), old.replaced_on, old.clock_ends_on) == (
        "2024-06-30",
        ON,
        None,
    )
    assert (str(new.due_on), new.added_on) == ("2024-10-31", ON)
    assert new.derivation.startswith("按修订后的平政发〔2024〕3号：")
    assert (first.clock_ends_on, first.dated) == (date(2024, 10, 31), [new])


def test_the_new_leader_answers_and_the_old_one_has_no_seat(session, city, clerk, plan):
    amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)
    session.expire_all()
    first = everything(session, plan)[0]
    assert (first.lead_unit.name, [unit.name for unit in first.leads]) == ("市数据局", ["市数据局"])
    assert [unit.name for unit in first.supports] == ["市公安局", "市税务局"]
    assert [seat.position for seat in first.units] == [1, 2, 3]


def test_a_changed_figure_leaves_what_was_reported_with_the_old_one(session, city, clerk, plan):
    first = everything(session, plan)[0]
    first.targets[0].report(90, date(2024, 5, 20))
    amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)
    old, new = first.targets
    assert (old.value, old.reported_value, old.replaced_on) == (95, 90, ON)
    assert (new.value, new.reported_value, first.current_targets) == (98, None, [new])
    with pytest.raises(Refusal, match="修订后不再使用"):
        old.report(91, ON)


def test_a_dropped_task_ends_with_its_reason_and_its_clock_stops(session, city, clerk, plan):
    amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)
    third = everything(session, plan)[2]
    assert (third.ended_on, third.ended_words) == (ON, "平政发〔2024〕3号修订后不再列入")
    assert (third.clock_ends_on, third.dated) == (None, [])
    with pytest.raises(Refusal, match="已终止"):
        third.note_report(ON)
    assert third not in tasks.of_plan(plan)


def test_an_added_task_is_adopted_with_a_number_of_its_own(session, city, clerk, plan):
    amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)
    fourth = everything(session, plan)[3]
    assert (fourth.title, fourth.number, fourth.added_on) == ("建设充电设施", 4, ON)
    assert [str(one.due_on) for one in fourth.milestones] == ["2024-12-31"]
    assert fourth.section is plan.sections[0]


def test_a_task_that_did_not_change_follows_the_new_document(session, city, clerk, plan):
    longer = AMENDED.replace("各县（市、区）", "（此件公开）\n\n各县（市、区）")
    draft = hand_in(city, clerk, longer)
    amend(draft, clerk, now=LATER)
    second = everything(session, plan)[1]
    line = second.document.lines(second.line_start, second.line_end)[0][1]
    assert (second.document, line[:10]) == (draft.source, "（二）开展上门服务。")
    assert next(one.source for one in documents_of(plan)) is draft.source
    assert len(documents_of(plan)) == 2


def test_what_is_not_ticked_stays_and_keeps_the_document_it_came_from(session, city, clerk, plan):
    before = plan.source
    draft = hand_in(city, clerk, AMENDED)
    amend(
        draft,
        clerk,
        "changed-1",
        "dropped-3",
        now=LATER,
        reasons={"changed-1": "漏印", "dropped-3": "漏印"},
    )
    first, second, third, _ = everything(session, plan)
    assert (str(first.clock_ends_on), first.document, first.is_ended) == (
        "2024-06-30",
        before,
        False,
    )
    assert (third.document, third.is_ended, second.document) == (before, False, draft.source)
    (event,) = events(session, EventKind.PLAN_AMENDED)
    assert event.after["left"] == {"changed-1": "漏印", "dropped-3": "漏印"}


def test_what_is_not_ticked_needs_a_reason(city, clerk, plan):
    draft = hand_in(city, clerk, AMENDED)
    with pytest.raises(Refusal, match="为什么不采用") as refused:
        amend(draft, clerk, "changed-1", now=LATER)
    assert refused.value.field == "changed-1"


def test_one_event_for_the_plan_and_one_for_each_task_say_what_was(session, city, clerk, plan):
    amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)
    (whole,) = events(session, EventKind.PLAN_AMENDED)
    changed, added = events(session, EventKind.TASK_AMENDED)
    (ended,) = events(session, EventKind.TASK_ENDED)
    assert whole.words == "平政发〔2024〕3号：改 1 项，增 1 项，终止 1 项"
    assert "期限 2024-06-30 → 2024-10-31；牵头 市审批局 → 市数据局" in changed.words
    assert changed.before["milestones"][0][2] == "2024-06-30"
    assert changed.after["targets"] == [["10月底前综合窗口覆盖率达到98%以上", ">=", "98", "%"]]
    assert (added.before, ended.task.number) == (None, 3)


def test_liaisons_of_old_and_new_leaders_are_told_once_each(session, city, clerk, plan):
    (new,) = (make.unit(city, "市数据局"),)
    first, _, third = everything(session, plan)
    people = [
        make.person(Role.LIAISON, city, unit) for unit in (first.lead_unit, new, third.lead_unit)
    ]
    make.person(Role.LIAISON, city, make.unit(city))
    amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)
    assert sorted(outbox_recipients(session)) == sorted(one.email for one in people)


def test_what_is_met_stays_met_and_a_completed_task_stays_in_the_ledger(session, city, clerk, plan):
    first, _, third = everything(session, plan)
    for task in (first, third):
        owner = make.person(Role.LIAISON, city, task.lead_unit)
        claimed = [one.id for one in task.dated]
        report = make.handed_in(task, by=owner, now=make.NOW, progress="做完", milestones=claimed)
        accept_report(report, by=clerk, now=make.NOW)
    amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)
    assert [one.state for one in first.milestones] == [MilestoneState.MET]
    assert (first.is_completed, third.is_completed, third.is_ended) == (True, True, False)


def test_what_waits_for_the_office_is_reviewed_first(session, city, clerk, plan):
    first = everything(session, plan)[0]
    owner = make.person(Role.LIAISON, city, first.lead_unit)
    claimed = [one.id for one in first.dated]
    make.handed_in(first, by=owner, now=make.NOW, progress="做完", milestones=claimed)
    with pytest.raises(Refusal, match="已经报送"):
        amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)


def test_a_dropped_task_with_a_report_to_review_is_not_ended(session, city, clerk, plan):
    third = everything(session, plan)[2]
    owner = make.person(Role.LIAISON, city, third.lead_unit)
    make.handed_in(third, by=owner, now=make.NOW, progress="在办")
    with pytest.raises(Refusal, match="平003有进展反馈待审"):
        amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)


def test_what_changed_since_the_page_was_made_is_looked_at_again(session, city, clerk, plan):
    draft = hand_in(city, clerk, AMENDED)
    choice = chosen(draft)
    task = everything(session, plan)[1]
    make.handed_in(
        task, by=make.person(Role.LIAISON, city, task.lead_unit), now=make.NOW, progress="在办"
    )
    session.flush()
    with pytest.raises(Refusal, match="刚有改动") as refused:
        amend_plan(draft, by=clerk, now=LATER, choice=choice)
    assert refused.value.field == "seen"


def test_a_plan_is_amended_once_by_a_draft(city, clerk, plan):
    draft = hand_in(city, clerk, AMENDED)
    amend(draft, clerk, now=LATER)
    with pytest.raises(Refusal, match="已经立项"):
        amend(draft, clerk, now=LATER)


def test_a_wrong_amendment_is_amended_again(session, city, clerk, plan):
    amend(hand_in(city, clerk, AMENDED), clerk, now=LATER)
    amend(hand_in(city, clerk, DOCUMENT), clerk, now=LATER)
    first, *_, fifth = everything(session, plan)
    assert [str(one.original_due_on) for one in first.milestones] == [
        "2024-06-30",
        "2024-10-31",
        "2024-06-30",
    ]
    assert (first.lead_unit.name, fifth.title) == ("市审批局", "压减证明材料")
    assert [task.number for task in tasks.of_plan(plan)] == [1, 2, 5]


def test_only_the_office_of_the_region_amends(city, clerk, plan):
    draft = hand_in(city, clerk, AMENDED)
    stranger = make.person(Role.SUPERVISOR, make.region("高唐县", "唐"))
    with pytest.raises(NotAllowed):
        amend_plan(draft, by=stranger, now=LATER, choice=chosen(draft))


def test_other_phases_move_the_tasks_that_answer_by_them(session, city, clerk, plan):
    draft = hand_in(city, clerk, DOCUMENT.replace("到8月底前基本完成", "到9月底前基本完成"))
    amend(draft, clerk, now=LATER)
    second = everything(session, plan)[1]
    assert [str(one.due_on) for one in second.dated] == ["2024-11-30", "2024-09-30"]
    assert second.dated[1].is_phase
    assert [str(one.due_on) for one in plan.answering_phases] == ["2024-09-30", "2024-11-30"]
