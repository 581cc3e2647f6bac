"""Units are told before they are named, ask for corrections, and get their answers."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.circular_notices import CorrectionState, Said
from tasks_tracker.domain.circulars import CircularState
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.periods import month_of
from tasks_tracker.operations import circular_notices as act
from tasks_tracker.operations import circulars as carry
from tasks_tracker.operations.attaching import Link
from tasks_tracker.persistence import circular_notices, evidence
from tests import make, people
from tests.integration.operations import event_kinds, outbox_kinds, outbox_recipients

ITEM = Said("item:聊001", "聊001 推进一窗受理（超 3 个工作日）")
FIGURE = Said("figure:overdue", "分单位总表：逾期 1")
WHY = "窗口4月已经启用，材料已报。"
MONDAY = make.NOW + timedelta(days=3)
"""The last day of the window: Saturday 11 May 2024 was worked."""


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def circular(world):
    return carry.draft_circular(
        world.city,
        period=month_of(date(2024, 4, 1)),
        snapshot={"total": 1},
        as_of=date(2024, 4, 30),
        now=make.NOW,
    )


@pytest.fixture
def notice(world, circular):
    named = {world.lead: [ITEM, FIGURE], world.helper: [FIGURE]}
    return act.send_notice(circular, named, by=world.supervisor, now=make.NOW)[0]


def ask(notice, by, about=ITEM.key, now=make.NOW, **more):
    return act.ask_for_correction(notice, about=about, reason=WHY, by=by, now=now, **more)


def decide(correction, by, decision=CorrectionState.REJECTED, opinion="证据不足。"):
    act.decide_correction(correction, decision=decision, opinion=opinion, by=by, now=MONDAY)


def test_each_unit_is_told_its_own_and_has_two_working_days(world, session, circular, notice):
    assert (circular.state, circular.corrections_until) == (
        CircularState.NOTICED,
        date(2024, 5, 13),
    )
    assert [one.words for one in notice.things] == [ITEM.words, FIGURE.words]
    told = {world.owner.email, world.unit_head.email, world.helping.email}
    assert set(outbox_recipients(session)) == told
    assert circular_notices.unchecked_by_unit(make.TODAY) == {world.lead.id: 1, world.helper.id: 1}


def test_nothing_to_tell_is_no_notice(world, circular):
    with pytest.raises(Refusal, match="直接报批"):
        act.send_notice(circular, {}, by=world.supervisor, now=make.NOW)
    assert circular.state is CircularState.DRAFT


def test_a_notice_that_runs_is_not_sent_twice(world, circular, notice):
    with pytest.raises(Refusal, match="正在核实"):
        act.send_notice(circular, {world.lead: [ITEM]}, by=world.supervisor, now=make.NOW)


def test_after_a_change_a_unit_may_be_told_again(world, circular, notice):
    carry.edit_circular(circular, {}, by=world.supervisor, now=make.NOW)
    (again,) = act.send_notice(circular, {world.lead: [FIGURE]}, by=world.head, now=MONDAY)
    assert (again.turn, again.until) == (2, date(2024, 5, 15))


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor"])
def test_only_the_office_sends_it(world, circular, who):
    with pytest.raises(NotAllowed):
        act.send_notice(circular, {world.lead: [ITEM]}, by=getattr(world, who), now=make.NOW)


def test_the_unit_says_that_all_is_right_once(world, session, notice):
    act.confirm_notice(notice, by=world.owner, now=make.NOW)
    assert notice.checked_by is world.owner
    assert event_kinds(session)[-1] is EventKind.CIRCULAR_CHECKED
    with pytest.raises(Refusal, match="已经答复过"):
        act.confirm_notice(notice, by=world.unit_head, now=make.NOW)


@pytest.mark.parametrize("who", ["helping", "outsider", "supervisor", "leader", "county_owner"])
def test_only_the_own_unit_answers(world, notice, who):
    for step in (
        lambda by: ask(notice, by),
        lambda by: act.confirm_notice(notice, by=by, now=make.NOW),
    ):
        with pytest.raises(NotAllowed):
            step(getattr(world, who))


def test_a_correction_goes_to_the_office_with_its_evidence(world, session, notice):
    asked = ask(notice, world.owner, evidence=[Link("https://example.gov.cn/a", "启用公告")])
    (piece,) = evidence.of(f"correction:{asked.id}")
    assert (piece.unit, piece.note) == (world.lead, "启用公告")
    assert outbox_kinds(session).count("correction_asked") == 3
    assert circular_notices.open_by_region() == {world.city.id: 1}
    assert circular_notices.unchecked_by_unit(make.TODAY) == {world.helper.id: 1}


def test_asking_takes_back_that_all_is_right(world, notice):
    act.confirm_notice(notice, by=world.owner, now=make.NOW)
    ask(notice, world.unit_head)
    assert notice.checked_at is None
    with pytest.raises(Refusal, match="在等督查室答复"):
        act.confirm_notice(notice, by=world.owner, now=make.NOW)


def test_the_window_is_open_on_its_last_day_and_shut_on_the_next(world, notice):
    ask(notice, world.owner, now=MONDAY)
    with pytest.raises(Refusal, match="期限是5月13日，已经过了"):
        ask(notice, world.owner, about=FIGURE.key, now=MONDAY + timedelta(days=1))


@pytest.mark.parametrize("about", ["item:聊999", "", "figure:lost"])
def test_only_what_was_said_can_be_corrected(world, notice, about):
    with pytest.raises(Refusal, match="列出的一项"):
        ask(notice, world.owner, about=about)


def test_one_thing_waits_once(world, notice):
    ask(notice, world.owner)
    with pytest.raises(Refusal, match="已经提出"):
        ask(notice, world.unit_head)


def test_after_the_proposal_nothing_is_taken(world, circular, notice):
    carry.propose_circular(circular, findings=[], by=world.supervisor, now=make.NOW)
    with pytest.raises(Refusal, match="报送审批"):
        ask(notice, world.owner)
    with pytest.raises(Refusal, match="报送审批"):
        act.confirm_notice(notice, by=world.owner, now=make.NOW)


def test_a_rejection_has_its_reason_and_goes_to_the_unit(world, session, notice):
    asked = ask(notice, world.owner)
    decide(asked, world.supervisor)
    assert (asked.state, asked.opinion) == (CorrectionState.REJECTED, "证据不足。")
    told = [one for one in outbox_kinds(session) if one == "correction_decided"]
    assert len(told) == 2
    with pytest.raises(Refusal, match="已经答复过"):
        decide(asked, world.head)


def test_what_is_not_named_is_kept_with_its_reason(world, circular, notice):
    asked = ask(notice, world.owner)
    decide(asked, world.supervisor, CorrectionState.UNNAMED, "延期已经批准。")
    assert circular.unnamed == {"聊001": "延期已经批准。"}
    assert circular.state is CircularState.DRAFT


def test_what_a_unit_was_promised_is_kept(world, circular, notice):
    decide(ask(notice, world.owner), world.supervisor, CorrectionState.UNNAMED, "延期已经批准。")
    with pytest.raises(Refusal, match="已经答复单位不点名"):
        carry.name_again(circular, code="聊001", by=world.head, now=MONDAY)
    carry.leave_unnamed(circular, code="聊002", reason="口径有误。", by=world.head, now=MONDAY)
    carry.name_again(circular, code="聊002", by=world.head, now=MONDAY)
    assert circular.unnamed == {"聊001": "延期已经批准。"}


def test_what_was_not_named_is_not_named_in_the_correction_of_it(world, circular):
    carry.leave_unnamed(circular, code="聊002", reason="口径有误。", by=world.head, now=MONDAY)
    given = {"findings": [], "now": MONDAY}
    carry.propose_circular(circular, by=world.supervisor, **given)
    carry.approve_circular(circular, by=world.head, **given)
    carry.publish_circular(circular, by=world.head, **given)
    issue = carry.draft_correction_issue(
        circular, snapshot={"total": 2}, reason="总数有误。", by=world.head, now=MONDAY
    )
    assert issue.unnamed == {"聊002": "口径有误。"}


def test_a_figure_cannot_be_left_unnamed(world, notice):
    asked = ask(notice, world.owner, about=FIGURE.key)
    with pytest.raises(Refusal, match="单位数据不能不列"):
        decide(asked, world.supervisor, CorrectionState.UNNAMED)
    assert asked.is_open


@pytest.mark.parametrize("opinion", ["", "  "])
def test_a_decision_says_why(world, notice, opinion):
    asked = ask(notice, world.owner)
    with pytest.raises(Refusal, match="写明理由"):
        decide(asked, world.supervisor, opinion=opinion)


def test_only_the_office_decides(world, notice):
    asked = ask(notice, world.owner)
    for who in ("owner", "leader", "county_supervisor"):
        with pytest.raises(NotAllowed):
            decide(asked, getattr(world, who))


def test_secret_marks_are_kept_out(world, notice):
    with pytest.raises(Refusal):
        act.ask_for_correction(
            notice, about=ITEM.key, reason="机密★1年", by=world.owner, now=make.NOW
        )


def test_the_figures_of_a_unit_stand_in_one_line_of_its_mail(world, session, circular):
    also = Said("figure:tasks", "分单位总表：应办 12")
    (notice,) = act.send_notice(
        circular, {world.lead: [ITEM, also, FIGURE]}, by=world.supervisor, now=make.NOW
    )
    assert notice.figures == "应办 12，逾期 1"
    mail = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert "分单位总表里本单位的数：应办 12，逾期 1" in mail.body_text
    assert f"- {ITEM.words}" in mail.body_text
    assert "- 分单位总表" not in mail.body_text


def test_a_unit_without_figures_is_told_of_none(world, session, circular):
    act.send_notice(circular, {world.lead: [ITEM]}, by=world.supervisor, now=make.NOW)
    mail = session.scalars(select(Message).order_by(Message.id.desc())).first()
    assert "分单位总表" not in mail.body_text
