"""Signing for a notice: once, by the unit, in time or late, by hand or by reporting."""

from datetime import date

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.receipts import sign_receipt
from tests import make, people
from tests.integration.operations.handed_out import days_on, handed_out, receipt_of


@pytest.fixture
def world(session):
    world = people.world()
    handed_out(world)
    return world


def test_a_unit_signs_for_all_tasks_at_once(world, session):
    receipt = sign_receipt(receipt_of(world.task, world.lead), by=world.owner, now=make.NOW)
    assert (receipt.signed_on, receipt.signed_by, receipt.is_late) == (
        make.TODAY,
        world.owner,
        False,
    )
    event = session.scalars(select(Event).where(Event.kind == EventKind.RECEIPT_SIGNED)).one()
    assert event.subject == f"receipt:{receipt.id}"


def test_the_head_of_the_unit_may_sign_too(world):
    receipt = receipt_of(world.task, world.lead)
    assert sign_receipt(receipt, by=world.unit_head, now=make.NOW).signed_by is world.unit_head


def test_a_late_signature_is_a_fact(world):
    receipt = receipt_of(world.task, world.lead)
    assert not receipt.is_missing(date(2024, 5, 11))
    assert receipt.is_missing(date(2024, 5, 12))
    sign_receipt(receipt, by=world.owner, now=days_on(3))
    assert receipt.is_late
    assert not receipt.is_missing(date(2024, 5, 13))


def test_a_second_signature_is_refused_with_who_signed(world):
    receipt = sign_receipt(receipt_of(world.task, world.lead), by=world.owner, now=make.NOW)
    with pytest.raises(Refusal, match="已经在 05-10 签收"):
        sign_receipt(receipt, by=world.unit_head, now=days_on(1))
    assert receipt.signed_by is world.owner


def test_nothing_is_signed_before_the_notice(world):
    with pytest.raises(Refusal, match="还没有印发"):
        sign_receipt(receipt_of(world.task, world.lead), by=world.owner, now=days_on(-1))


@pytest.mark.parametrize("who", ["helping", "outsider", "supervisor", "leader", "county_owner"])
def test_nobody_signs_for_another_unit(world, who):
    with pytest.raises(NotAllowed):
        sign_receipt(receipt_of(world.task, world.lead), by=world.people[who], now=make.NOW)


def test_who_reports_has_the_notice(world):
    report_progress(world.task, by=world.owner, now=days_on(1), progress="已启用窗口。")
    receipt = receipt_of(world.task, world.lead)
    assert (receipt.by_report, receipt.signed_on) == (True, date(2024, 5, 11))
    assert receipt_of(world.task, world.helper).is_open


def test_a_report_leaves_a_signature_as_it_is(world):
    receipt = sign_receipt(receipt_of(world.task, world.lead), by=world.unit_head, now=make.NOW)
    report_progress(world.task, by=world.owner, now=days_on(1), progress="已启用窗口。")
    assert (receipt.by_report, receipt.signed_by) == (False, world.unit_head)


def test_the_office_hears_when_the_last_unit_has_signed(world, session):
    def told():
        return session.scalars(select(Message).where(Message.kind == "notice_signed")).all()

    sign_receipt(receipt_of(world.task, world.lead), by=world.owner, now=make.NOW)
    assert told() == []
    sign_receipt(receipt_of(world.task, world.helper), by=world.helping, now=make.NOW)
    assert [mail.to for mail in told()] == [world.supervisor]
