"""Objections: in time, one at a time, the clock waits; reassigned or upheld by the office."""

from datetime import date

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.objections import ObjectionState
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.objections import (
    raise_objection,
    reassign_task,
    uphold_assignment,
)
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.receipts import sign_receipt
from tasks_tracker.persistence import receipts, shares
from tests import make, people
from tests.integration.operations.handed_out import days_on, handed_out, receipt_of, share_of


@pytest.fixture
def world(session):
    world = people.world()
    handed_out(world)
    world.third = make.unit(world.city, "市三局")
    world.third_liaison = make.person(Role.LIAISON, world.city, world.third, account="third")
    return world


def objected(world, *, by="owner", now=make.NOW, **more):
    given = {"proposed": world.third, "reason": "职能已划转。", "agreed_by": "郑安", **more}
    return raise_objection(world.task, by=world.people[by], now=now, **given)


def test_the_clock_waits_from_the_day_of_the_objection(world):
    objection = objected(world)
    milestone = world.task.milestones[0]
    assert milestone.stopped_by is StopReason.OBJECTION
    assert (world.task.objected_on, world.task.clock_ends_on) == (make.TODAY, None)
    assert not receipt_of(world.task, world.lead).is_open
    assert objection.is_open


def test_upheld_the_clock_runs_on_with_what_was_left(world):
    objection = objected(world)
    uphold_assignment(objection, by=world.supervisor, now=days_on(6), opinion="三定方案未变。")
    milestone = world.task.milestones[0]
    assert milestone.state is MilestoneState.OPEN
    assert (milestone.original_due_on, milestone.due_on) == (date(2024, 5, 31), date(2024, 5, 31))
    assert milestone.clock_ends_on == date(2024, 6, 7)
    assert (objection.state, world.task.objected_on) == (ObjectionState.UPHELD, None)
    assert world.task.leads == [world.lead]


def test_while_the_lead_objects_nobody_reports(world):
    objection = objected(world)
    with pytest.raises(Refusal, match="异议正在处理"):
        report_progress(world.task, by=world.owner, now=days_on(1), progress="已启用。")
    uphold_assignment(objection, by=world.head, now=days_on(1), opinion="维持。")
    assert report_progress(world.task, by=world.owner, now=days_on(1), progress="已启用。")


def test_a_helpers_objection_leaves_the_clock_and_the_reports_alone(world):
    objected(world, by="helping")
    assert world.task.milestones[0].is_open
    assert report_progress(world.task, by=world.owner, now=days_on(1), progress="已启用。")


def test_reassigned_another_unit_leads_and_both_are_told(world, session):
    objection = objected(world)
    reassign_task(
        objection, by=world.supervisor, now=days_on(3), new_unit=world.third, opinion="职能已划转。"
    )
    assert (world.task.leads, world.task.lead_unit) == ([world.third], world.third)
    assert world.task.milestones[0].is_open
    receipt = receipt_of(world.task, world.third)
    assert (receipt.task, receipt.due_on, receipt.object_by) == (
        world.task,
        date(2024, 5, 14),
        date(2024, 5, 16),
    )
    kinds = ["notice_issued", "objection_decided"]
    found = session.execute(
        select(Message.kind, Message.address).where(
            Message.kind.in_(kinds), Message.created_at == days_on(3)
        )
    ).all()
    assert sorted(tuple(row) for row in found) == [
        ("notice_issued", "third@example.org"),
        ("objection_decided", "owner@example.org"),
        ("objection_decided", "unithead@example.org"),
    ]


def test_the_event_keeps_who_led_before(world, session):
    reassign_task(
        objected(world), by=world.supervisor, now=days_on(3), new_unit=world.third, opinion="划转。"
    )
    event = session.scalars(select(Event).where(Event.kind == EventKind.TASK_REASSIGNED)).one()
    assert event.before["lead_ids"] == [world.lead.id]
    assert event.after["lead_ids"] == [world.third.id]


def test_a_helper_that_becomes_the_lead_leaves_its_own_seat(world):
    reassign_task(
        objected(world),
        by=world.supervisor,
        now=days_on(1),
        new_unit=world.helper,
        opinion="由市二局牵头。",
    )
    make.db.flush()
    seats = [(seat.unit, seat.duty) for seat in world.task.units]
    assert seats == [(world.helper, Duty.LEAD)]
    assert shares.of_task(world.task) == []


def test_a_helpers_seat_goes_with_its_share(world):
    reassign_task(
        objected(world, by="helping"),
        by=world.supervisor,
        now=days_on(1),
        new_unit=world.third,
        opinion="改由市三局配合。",
    )
    assert [one.unit for one in shares.of_task(world.task)] == [world.third]
    assert share_of(world.task, world.helper).lapsed_on == date(2024, 5, 11)


def test_who_gave_the_task_away_owes_no_receipt_any_more(world):
    notice = receipt_of(world.task, world.helper).notice
    objection = objected(world, by="helping")
    reassign_task(
        objection, by=world.supervisor, now=days_on(1), new_unit=world.third, opinion="改派。"
    )
    signed = receipts.signed([notice.id], make.TODAY)[notice.id]
    assert (signed.signed, signed.total) == (1, 3)


def test_the_new_unit_may_object_within_its_own_three_days(world):
    reassign_task(
        objected(world), by=world.supervisor, now=days_on(3), new_unit=world.third, opinion="划转。"
    )
    again = raise_objection(
        world.task,
        by=world.third_liaison,
        now=days_on(6),
        proposed=world.lead,
        reason="人员没有一并划转。",
        agreed_by="田野",
    )
    reassign_task(again, by=world.head, now=days_on(7), new_unit=world.lead, opinion="原单位办。")
    assert world.task.leads == [world.lead]
    assert [one.unit for one in receipts.of_unit(world.task, world.lead)] == [world.lead] * 2


def test_a_collective_unit_takes_over_with_its_members(world):
    towns = [make.unit(world.city, name, UnitGroup.COUNTY) for name in ("东区", "西区")]
    counties = make.unit(world.city, "各县（市、区）人民政府", UnitGroup.COLLECTIVE)
    for town in towns:
        counties.take_in(town)
    reassign_task(
        objected(world), by=world.supervisor, now=days_on(1), new_unit=counties, opinion="属地办。"
    )
    assert [one.unit for one in shares.of_task(world.task)] == [world.helper, *towns]


def refusal(act, *things, **more) -> str:
    with pytest.raises(Refusal) as refused:
        act(*things, **more)
    return refused.value.words


def test_after_three_working_days_it_is_too_late(world):
    assert "期限是5月14日，已经过了" in refusal(objected, world, now=days_on(5))
    assert objected(world, now=days_on(4)).is_open


def test_a_task_has_one_open_objection(world):
    objected(world)
    assert "已有一件异议在处理" in refusal(objected, world, by="helping")


def test_before_the_notice_there_is_nothing_to_object_to(world):
    world.task = make.task(world.task.section, world.lead)
    assert "还没有交办" in refusal(objected, world)


@pytest.mark.parametrize(("unit", "words"), [("lead", "另一个单位"), ("far", "本地区名册")])
def test_another_unit_of_the_own_register_is_proposed(world, unit, words):
    world.far = make.unit(world.county)
    assert words in refusal(objected, world, proposed=getattr(world, unit))


def test_a_decision_is_taken_once(world):
    objection = objected(world)
    uphold_assignment(objection, by=world.supervisor, now=days_on(1), opinion="维持。")
    late = {"by": world.head, "now": days_on(1), "opinion": "改派。"}
    assert "已经答复过" in refusal(reassign_task, objection, new_unit=world.third, **late)
    assert world.task.leads == [world.lead]


def test_a_decision_has_a_reason(world):
    given = {"by": world.supervisor, "now": days_on(1), "opinion": " "}
    assert "请写明理由" in refusal(uphold_assignment, objected(world), **given)


@pytest.mark.parametrize("unit", ["lead", "far"])
def test_another_unit_of_the_region_takes_over(world, unit):
    world.far = make.unit(world.county)
    given = {"by": world.supervisor, "now": days_on(1), "opinion": "改派。"}
    chosen = getattr(world, unit)
    assert "单位" in refusal(reassign_task, objected(world), new_unit=chosen, **given)


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor"])
def test_only_the_office_decides(world, who):
    objection = objected(world)
    with pytest.raises(NotAllowed):
        uphold_assignment(objection, by=world.people[who], now=days_on(1), opinion="维持。")


@pytest.mark.parametrize("who", ["outsider", "supervisor", "county_owner"])
def test_only_a_unit_that_the_task_names_objects(world, who):
    with pytest.raises(NotAllowed):
        objected(world, by=who)


def test_an_objected_task_is_not_ended_before_the_answer(world):
    objected(world)
    assert "请先答复" in refusal(world.task.end, make.TODAY, "合并")


def test_a_signature_stays_where_a_unit_objects_later(world):
    receipt = sign_receipt(receipt_of(world.task, world.lead), by=world.unit_head, now=make.NOW)
    objected(world, now=days_on(1))
    assert receipt.signed_by is world.unit_head
