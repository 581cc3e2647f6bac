"""Asking for a later date, through all hands, with what is told to whom."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.extensions import ExtensionState
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import extensions as act
from tasks_tracker.operations.attaching import Link
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.sweeps import flag_overdue
from tasks_tracker.persistence import evidence
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations import event_kinds, outbox_recipients

NEW = date(2024, 6, 14)
LATER = make.NOW + timedelta(days=3)


@pytest.fixture
def world(session):
    return people.world()


def ask(world, by=None, **more):
    given = {"reason": "等批复", "no_evidence": "批复还没有下来", "new_due_on": NEW, **more}
    milestone = given.pop("milestone", world.task.milestones[0])
    return act.request_extension(milestone, by=by or world.owner, now=make.NOW, **given)


def agreed(world, **more):
    extension = ask(world, **more)
    for consent in extension.consents:
        act.answer_consent(consent, by=world.helping, now=make.NOW, agrees=True)
    return extension


def test_other_units_are_asked_first_and_the_clock_runs(world):
    extension = ask(world)
    assert extension.state is ExtensionState.ASKED
    assert [consent.unit for consent in extension.consents] == [world.helper]
    assert extension.milestone.is_open
    assert world.task.extension_asked_on == make.TODAY
    assert outbox_recipients(db) == [world.helping.email]


def test_with_the_last_answer_the_office_has_it_and_the_clock_stands(world):
    extension = agreed(world)
    assert extension.state is ExtensionState.WITH_OFFICE
    assert extension.milestone.stopped_by is StopReason.EXTENSION
    assert world.task.clock_ends_on is None
    assert outbox_recipients(db)[-1] == world.head.email
    assert event_kinds(db) == [
        EventKind.EXTENSION_ASKED,
        EventKind.EXTENSION_AGREED,
        EventKind.EXTENSION_WITH_OFFICE,
    ]


def test_without_other_units_it_goes_to_the_office_at_once(world):
    alone = make.task(world.task.section, world.lead)
    extension = ask(world, milestone=make.milestone(alone))
    assert extension.state is ExtensionState.WITH_OFFICE


def test_a_dissent_goes_to_the_decider_with_its_words(world):
    extension = ask(world)
    (consent,) = extension.consents
    act.answer_consent(consent, by=world.helping, now=make.NOW, agrees=False, words="窗口已腾空")
    assert extension.state is ExtensionState.WITH_OFFICE
    assert consent.words == "窗口已腾空"


def test_only_the_head_of_a_unit_answers_where_there_is_one(world):
    make.person(Role.UNIT_HEAD, world.city, world.helper, account="helperhead")
    (consent,) = ask(world).consents
    assert consent.wants_head
    with pytest.raises(NotAllowed):
        act.answer_consent(consent, by=world.helping, now=make.NOW, agrees=True)


def test_a_grant_moves_the_date_and_tells_everybody_concerned(world):
    extension = agreed(world)
    act.grant_extension(extension, by=world.head, now=LATER, words="抓紧")
    milestone = extension.milestone
    assert (milestone.original_due_on, milestone.due_on) == (date(2024, 5, 31), NEW)
    assert world.task.clock_ends_on == NEW
    assert world.task.extension_asked_on is None
    told = {world.owner.email, world.unit_head.email, world.helping.email}
    assert set(outbox_recipients(db)[-3:]) == told


def test_a_refusal_keeps_the_date_and_gives_back_the_days(world):
    extension = agreed(world)
    act.refuse_extension(extension, by=world.head, now=LATER, words="条件具备")
    milestone = extension.milestone
    assert milestone.due_on == date(2024, 5, 31)
    assert (
        milestone.paused_days == milestone.stops[0].days == 2
    )  # a Saturday that was worked, and Monday
    assert event_kinds(db)[-1] is EventKind.EXTENSION_REFUSED


def test_a_long_one_is_decided_by_the_leader_of_the_section_alone(world):
    extension = agreed(world, new_due_on=date(2024, 7, 31))
    assert extension.decider is Role.LEADER
    assert outbox_recipients(db)[-1] == world.leader.email
    for person in (world.head, world.other_leader, world.supervisor):
        with pytest.raises(NotAllowed):
            act.grant_extension(extension, by=person, now=LATER)
    act.grant_extension(extension, by=world.leader, now=LATER)
    assert extension.milestone.due_on == date(2024, 7, 31)


def test_where_a_section_has_no_leader_any_of_the_region_decides(world):
    world.task.section.leader = None
    extension = agreed(world, new_due_on=date(2024, 7, 31))
    act.grant_extension(extension, by=world.other_leader, now=LATER)
    assert extension.state is ExtensionState.GRANTED


def test_the_second_one_goes_to_the_leader(world):
    act.grant_extension(agreed(world), by=world.head, now=make.NOW)
    assert agreed(world, new_due_on=date(2024, 6, 20)).decider is Role.LEADER


def test_of_one_milestone_one_request_is_open_at_a_time(world):
    ask(world)
    with pytest.raises(Refusal, match="已经有一份"):
        ask(world)


def test_who_leads_asks_and_nobody_else(world):
    for person in (world.helping, world.outsider, world.supervisor):
        with pytest.raises(NotAllowed):
            ask(world, by=person)


def test_evidence_or_a_reason_for_none_is_wanted(world):
    with pytest.raises(Refusal, match="佐证") as refusal:
        ask(world, no_evidence="")
    assert refusal.value.field == "no_evidence"
    link = Link("https://example.gov.cn/1", "批复进度")
    extension = ask(world, no_evidence="", evidence=[link])
    assert [one.note for one in evidence.of(f"extension:{extension.id}")] == ["批复进度"]


def test_taking_it_back_lets_the_clock_run_as_if_nothing_had_been_asked(world):
    extension = agreed(world)
    act.withdraw_extension(extension, by=world.unit_head, now=LATER, words="已经解决")
    assert extension.milestone.clock_ends_on == date(2024, 5, 31)
    assert world.task.extension_asked_on is None
    with pytest.raises(Refusal, match="结果"):
        act.withdraw_extension(extension, by=world.owner, now=LATER)
    with pytest.raises(Refusal, match="结果"):
        act.grant_extension(extension, by=world.head, now=LATER)


def test_a_report_that_says_it_is_met_takes_the_request_back_first(world):
    make.milestone(world.task, due_on=date(2024, 8, 30), deliverable="总结")
    extension = agreed(world)
    milestone = extension.milestone
    report_progress(
        world.task, by=world.owner, now=LATER, progress="已完成", milestones=[milestone.id]
    )
    assert extension.state is ExtensionState.WITHDRAWN
    assert milestone.state is MilestoneState.SUBMITTED
    assert milestone.stopped_by is StopReason.REPORT
    assert milestone.was_on_time
    assert world.task.extension_asked_on is None


def test_what_nobody_agreed_to_in_time_lapses_when_the_clock_has_run_out(world, session):
    extension = ask(world)
    after = make.NOW + timedelta(days=22)
    assert flag_overdue(extension.milestone, now=after)
    assert extension.state is ExtensionState.LAPSED
    assert world.task.extension_asked_on is None
    assert event_kinds(db)[-1] is EventKind.EXTENSION_LAPSED


def test_after_days_of_silence_the_asker_sends_it_on(world):
    extension = ask(world)
    with pytest.raises(Refusal, match="没有答复"):
        act.hand_over(extension, by=world.owner, now=make.NOW)
    act.hand_over(extension, by=world.owner, now=make.NOW + timedelta(days=6))
    assert extension.state is ExtensionState.WITH_OFFICE


def test_everything_open_is_taken_back_when_the_task_goes_elsewhere(world):
    extension = agreed(world)
    act.withdraw_all(world.task, by=world.supervisor, now=LATER, words="任务已改派")
    assert (extension.state, extension.words) == (ExtensionState.WITHDRAWN, "任务已改派")
    assert extension.milestone.is_open
