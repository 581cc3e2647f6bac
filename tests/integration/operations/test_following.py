"""Receipts and shares follow the seats of a task, whatever changed them."""

import pytest
from sqlalchemy import select

from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.seating import parts_of
from tasks_tracker.domain.shares import ShareState
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.following import follow_seats
from tasks_tracker.operations.receipts import sign_receipt
from tasks_tracker.persistence import receipts
from tests import make, people
from tests.integration.operations.handed_out import days_on, handed_out, receipt_of, share_of


@pytest.fixture
def world(session):
    world = people.world()
    world.third = make.unit(world.city, "市三局")
    make.person(Role.LIAISON, world.city, world.third, account="third")
    return world


def helper_goes_third_comes(world) -> None:
    """As an amended plan has it."""
    task, had = world.task, [part.unit for part in parts_of(world.task)]
    seat = task.units.pop()
    make.db.delete(seat)
    make.db.flush()
    with make.db.no_autoflush:
        task.assign(world.third, Duty.SUPPORT)
    make.db.add_all(task.units)
    make.db.flush()
    follow_seats(task, had, now=days_on(3), why="按修订后的测政发〔2024〕9号")


def test_who_comes_gets_a_receipt_a_share_and_a_mail(world, session):
    handed_out(world)
    helper_goes_third_comes(world)
    receipt = receipt_of(world.task, world.third)
    assert (receipt.task, receipt.added_on) == (world.task, days_on(3).date())
    assert share_of(world.task, world.third).is_unconfirmed
    mails = session.scalars(select(Message).where(Message.created_at == days_on(3))).all()
    assert [mail.to.account for mail in mails] == ["third"]
    assert "按修订后的" in mails[0].body_text


def test_who_goes_owes_neither_receipt_nor_share(world):
    handed_out(world)
    helper_goes_third_comes(world)
    assert receipts.of_unit(world.task, world.helper) == []
    assert share_of(world.task, world.helper).state is ShareState.LAPSED


def test_a_receipt_for_other_tasks_too_stays(world):
    other = make.task(world.task.section, world.helper)
    make.milestone(other)
    handed_out(world, world.task, other)
    helper_goes_third_comes(world)
    assert receipt_of(other, world.helper).is_open


def test_what_was_signed_stays_signed(world):
    notice = handed_out(world)
    sign_receipt(receipt_of(world.task, world.helper), by=world.helping, now=make.NOW)
    helper_goes_third_comes(world)
    signed = receipts.signed([notice.id], make.TODAY)[notice.id]
    assert (signed.signed, signed.total) == (1, 3)


def test_a_task_that_was_not_handed_out_asks_for_nothing(world):
    helper_goes_third_comes(world)
    assert receipts.of_unit(world.task, world.third) == []
