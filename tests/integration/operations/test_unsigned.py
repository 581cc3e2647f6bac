"""Reports that need the signature of the unit's head, and one text for several tasks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.unsigned import SignState, UnsignedReport
from tasks_tracker.domain.users import Appointment, Post, Role
from tasks_tracker.operations.attaching import Link
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.operations.unsigned import give_back, hand_in, sign, withdraw
from tasks_tracker.persistence import evidence as pieces
from tasks_tracker.persistence import unsigned
from tasks_tracker.persistence.events import of_task
from tasks_tracker.persistence.session import db
from tests import make, people

LATER = make.NOW + timedelta(days=3)
LINK = Link("https://zwfw.example.gov.cn/1", "办件量")


@pytest.fixture
def world(session):
    """A city whose plan wants reports to be signed."""
    world = people.world()
    world.task.plan.wants_sign_off = True
    db.flush()
    return world


def written(world, **more) -> UnsignedReport:
    said = {"progress": "12 个窗口已启用", "no_evidence": "", **more}
    made = hand_in(world.task, by=world.owner, now=make.NOW, **said)
    assert made.reports == ()
    return made.unsigned


def reports() -> list[ProgressReport]:
    return list(db.scalars(select(ProgressReport).order_by(ProgressReport.id)))


def kinds() -> list[EventKind]:
    return list(db.scalars(select(Event.kind).order_by(Event.id)))


def mails(kind: str) -> list[Message]:
    return list(db.scalars(select(Message).where(Message.kind == kind)))


def test_a_liaisons_report_stays_in_the_unit(world):
    milestone = world.task.milestones[0]
    one = written(world, milestones=[milestone.id], evidence=[LINK], no_evidence="")
    assert reports() == []
    assert milestone.state is MilestoneState.OPEN
    assert (world.task.awaits_office, world.task.begun_on) == (False, None)
    assert kinds() == [EventKind.REPORT_WRITTEN]
    assert [mail.to for mail in mails("report_to_sign")] == [world.unit_head]
    assert one.is_waiting


def test_what_came_with_it_is_seen_by_the_unit_alone(world):
    one = written(world, evidence=[LINK])
    (row,) = pieces.of(f"unsigned:{one.id}")
    assert pieces.get(row.id, world.unit_head) is row
    for stranger in (world.supervisor, world.head, world.outsider, world.helping):
        with pytest.raises(Exception, match="No row"):
            pieces.get(row.id, stranger)
        with pytest.raises(Exception, match="No row"):
            unsigned.get(one.id, stranger)


def test_signed_it_goes_out_that_day_in_the_name_of_who_wrote_it(world):
    target, milestone = make.target(world.task), world.task.milestones[0]
    one = written(
        world,
        milestones=[milestone.id],
        values={target.id: Decimal("99.5")},
        percent=80,
        evidence=[LINK],
    )
    sign(one, by=world.unit_head, now=LATER)
    (report,) = reports()
    assert (report.by, report.signed_by, report.signed_at) == (world.owner, world.unit_head, LATER)
    assert (report.submitted_on, report.percent) == (LATER.date(), 80)
    assert milestone.submitted_on == LATER.date()
    assert report.values[0].value == Decimal("99.5")
    assert [piece.address for piece in report.evidence] == [LINK.address]
    assert (one.state, one.report) == (SignState.SIGNED, report)


def test_a_second_decision_is_refused(world):
    one = written(world)
    sign(one, by=world.unit_head, now=LATER)
    for again in (
        lambda: sign(one, by=world.unit_head, now=LATER),
        lambda: give_back(one, by=world.unit_head, now=LATER, reason="补件数"),
        lambda: withdraw(one, by=world.owner, now=LATER),
    ):
        with pytest.raises(Refusal, match="已经处理过了"):
            again()
    assert len(reports()) == 1


def test_given_back_with_words_nothing_has_left_the_unit(world):
    one = written(world)
    with pytest.raises(Refusal, match="写明改什么"):
        give_back(one, by=world.unit_head, now=LATER, reason=" ")
    give_back(one, by=world.unit_head, now=LATER, reason="补上件数")
    assert (one.state, one.words, reports()) == (SignState.GIVEN_BACK, "补上件数", [])
    assert [mail.to for mail in mails("report_given_back")] == [world.owner]
    assert written(world).is_waiting


def test_a_second_one_waits_for_the_first_to_be_taken_back(world):
    one = written(world)
    with pytest.raises(Refusal, match="正等单位负责人签发"):
        written(world)
    withdraw(one, by=world.owner, now=LATER)
    assert written(world).is_waiting


@pytest.mark.parametrize("who", ["owner", "helping", "supervisor", "head", "system_admin"])
def test_only_the_head_of_the_unit_signs(world, who):
    one = written(world)
    with pytest.raises(NotAllowed):
        sign(one, by=world.people[who], now=LATER)
    with pytest.raises(NotAllowed):
        give_back(one, by=world.people[who], now=LATER, reason="改")


def test_a_head_who_writes_needs_no_signature(world):
    made = hand_in(world.task, by=world.unit_head, now=make.NOW, progress="已启用")
    assert made.reports[0].signed_by is None
    assert made.unsigned is None


def test_a_unit_without_a_head_is_not_late_for_that(world):
    world.unit_head.ended_at = make.NOW
    db.flush()
    assert hand_in(world.task, by=world.owner, now=make.NOW, progress="已启用").unsigned is None


def test_no_other_way_leads_around_the_signature(world):
    with pytest.raises(Refusal, match="签发后才报出"):
        report_progress(world.task, by=world.owner, now=make.NOW, progress="已启用")


def test_what_is_refused_at_signing_is_not_signed(world):
    one = written(world)
    world.task.is_completed, world.task.completed_on = True, make.TODAY
    world.task.clock_ends_on = None
    with pytest.raises(Refusal, match="已办结"):
        sign(one, by=world.unit_head, now=LATER)
    assert one.is_waiting


def test_one_text_serves_several_tasks_and_shares_its_evidence(world):
    world.task.plan.wants_sign_off = False
    other = make.task(world.task.section, world.lead)
    made = hand_in(
        world.task,
        by=world.owner,
        now=make.NOW,
        progress="两项一并推进",
        percent=40,
        also=[other],
        evidence=[LINK],
    )
    assert [report.task for report in made.reports] == [world.task, other]
    assert [report.progress for report in made.reports] == ["两项一并推进"] * 2
    assert [report.percent for report in made.reports] == [40, None]
    assert {row.report for row in db.scalars(select(Evidence))} == set(made.reports)
    assert kinds() == [EventKind.PROGRESS_REPORTED] * 2


def test_all_of_several_go_out_or_none(world):
    world.task.plan.wants_sign_off = False
    strange = make.task(world.task.section)
    with pytest.raises(NotAllowed):
        hand_in(world.task, by=world.owner, now=make.NOW, progress="一并", also=[strange])


def test_several_are_signed_together(world):
    other = make.task(world.task.section, world.lead)
    one = written(world, also=[other], evidence=[LINK])
    sign(one, by=world.unit_head, now=LATER)
    assert {report.task for report in reports()} == {world.task, other}
    assert all(report.signed_by is world.unit_head for report in reports())
    assert all(len(report.evidence) == 1 for report in reports())


def test_the_head_of_another_unit_is_not_asked(world):
    make.person(Role.UNIT_HEAD, world.city, world.helper)
    written(world)
    assert [mail.to for mail in mails("report_to_sign")] == [world.unit_head]


def test_who_signed_a_report_does_not_review_it(world, session):
    (report,) = sign(written(world), by=world.unit_head, now=LATER).reports
    post = Post(region=world.city, role=Role.SUPERVISOR, title="督查专员")
    session.add(Appointment(user=world.unit_head, post=post, started_on=make.TODAY))
    session.flush()
    with pytest.raises(NotAllowed):
        accept_report(report, by=world.unit_head, now=LATER)
    with pytest.raises(Refusal, match="签发"):
        report.accept(by=world.unit_head, now=LATER, today=make.TODAY)


def test_what_is_another_units_by_now_is_opened_and_not_signed(world):
    one = written(world)
    world.task.units[0].unit = world.task.lead_unit = make.unit(world.city, "市三局")
    db.flush()
    with pytest.raises(Refusal, match="已不由市一局牵头"):
        sign(one, by=world.unit_head, now=LATER)
    give_back(one, by=world.unit_head, now=LATER, reason="已改派")
    assert not one.is_waiting


def test_what_is_not_signed_yet_is_on_the_timeline_of_its_own_unit_alone(world):
    one = written(world)
    give_back(one, by=world.unit_head, now=LATER, reason="写明做成几户")
    for reader in (world.owner, world.unit_head):
        assert len(of_task(world.task, reader)) == len(of_task(world.task))
    for reader in (world.supervisor, world.leader, world.helping):
        assert of_task(world.task, reader) == []
