from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.findings import FindingState
from tasks_tracker.domain.inspections import InspectionKind, InspectionState
from tasks_tracker.domain.messages import Message
from tasks_tracker.jobs import findings as job
from tasks_tracker.operations.findings import (
    accept_mending,
    answer_finding,
    correct_finding,
    hand_over_findings,
    move_finding,
    receive_finding,
    return_mending,
    rewind_findings,
    withdraw_finding,
    write_finding,
)
from tasks_tracker.operations.inspections import (
    call_off_inspection,
    conclude_inspection,
    number_of,
    start_inspection,
)
from tasks_tracker.persistence import evidence, findings, inspections, workdays
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations.inspected import (
    answered,
    handed_over,
    planned,
    running,
    written,
)

NOW = make.NOW


@pytest.fixture
def world(session):
    return people.world()


def mails(kind):
    query = select(Message).where(Message.kind == kind).order_by(Message.id)
    return [message.to for message in db.scalars(query)]


def happened(subject):
    query = select(Event.kind).where(Event.subject == subject).order_by(Event.id)
    return db.scalars(query).all()


def test_an_announced_inspection_tells_its_units(world):
    made = planned(world, InspectionKind.ANNOUNCED, units=[world.lead])
    assert number_of(made) == "督导〔2024〕1号"
    assert mails("inspection_announced") == [world.owner, world.unit_head]
    assert inspections.get(made.id, world.owner) is made
    with pytest.raises(NoResultFound):
        inspections.get(made.id, world.helping)
    call_off_inspection(made, by=world.head, now=NOW, reason="防汛")
    assert mails("inspection_called_off") == [world.owner, world.unit_head]


def test_of_an_unannounced_one_nobody_knows_until_something_is_handed_over(world):
    made = written(world, running(world, units=[world.lead]))
    (note,) = evidence.of(f"finding:{made.id}")
    assert mails("inspection_announced") == []
    for look in (
        lambda: inspections.get(made.inspection.id, world.owner),
        lambda: findings.get(made.id, world.owner),
        lambda: evidence.get(note.id, world.owner),
    ):
        with pytest.raises(NoResultFound):
            look()
    ids = {"finding_ids": [made.id]}
    hand_over_findings(made.inspection, by=world.supervisor, now=NOW, **ids)
    db.flush()
    assert findings.get(made.id, world.owner) is made
    assert evidence.get(note.id, world.owner) is note
    assert evidence.get(note.id, world.leader) is note
    assert inspections.get(made.inspection.id, world.owner) is made.inspection
    with pytest.raises(NoResultFound):
        findings.get(made.id, world.helping)
    assert mails("finding_handed_over") == [world.owner, world.unit_head]


def test_a_task_does_not_tell_its_unit_of_what_is_not_handed_over(world):
    made = written(world, task=world.task)
    told = select(Event).where(Event.task_id == world.task.id)
    assert db.scalars(told).all() == []
    ids = {"finding_ids": [made.id]}
    hand_over_findings(made.inspection, by=world.supervisor, now=NOW, **ids)
    assert [event.kind for event in db.scalars(told)] == [EventKind.FINDING_HANDED_OVER]
    assert findings.of_task(world.task, world.owner) == [made]


def test_a_finding_goes_its_whole_way(world):
    made = answered(world)
    assert mails("finding_answered") == [world.supervisor, world.second_supervisor, world.head]
    accept_mending(made, by=world.supervisor, now=NOW, opinion="现场看过。")
    assert made.state is FindingState.MENDED
    assert mails("finding_mended") == [world.owner, world.unit_head]
    conclude_inspection(made.inspection, by=world.supervisor, now=NOW, conclusion="总体较好。")
    assert made.inspection.state is InspectionState.CONCLUDED
    assert happened(f"finding:{made.id}") == [
        EventKind.FINDING_WRITTEN,
        EventKind.FINDING_HANDED_OVER,
        EventKind.FINDING_RECEIVED,
        EventKind.FINDING_ANSWERED,
        EventKind.FINDING_MENDED,
    ]


def test_what_is_returned_runs_on_without_the_days_with_the_office(world):
    made = answered(world)
    week_later = NOW + timedelta(days=7)
    return_mending(made, by=world.supervisor, now=week_later, opinion="还关着一个。")
    assert made.paused_days == 6  # 11 May was a Saturday that was worked
    assert made.clock_ends_on == date(2024, 5, 28)
    assert mails("finding_returned") == [world.owner, world.unit_head]
    answer_finding(made, by=world.owner, now=week_later, mended="开了", no_evidence="窗口在现场")
    assert [reply.state for reply in made.replies] == ["returned", "submitted"]


def test_a_reply_comes_with_evidence_or_says_why_not(world):
    made = handed_over(world)
    receive_finding(made, by=world.owner, now=NOW)
    with pytest.raises(Refusal) as refusal:
        answer_finding(made, by=world.owner, now=NOW, mended="开了")
    assert refusal.value.field == "no_evidence"


def test_an_inspection_does_not_end_with_something_not_handed_over(world):
    made = written(world)
    end = {"by": world.supervisor, "now": NOW, "conclusion": "好"}
    with pytest.raises(Refusal, match="1 个问题没有交办"):
        conclude_inspection(made.inspection, **end)
    withdraw_finding(made, by=world.supervisor, now=NOW, reason="记重了")
    assert mails("finding_withdrawn") == []
    conclude_inspection(made.inspection, **end)
    with pytest.raises(Refusal, match="已经结束"):
        written(world, made.inspection)


def test_what_was_written_down_is_put_right_until_it_is_handed_over(world):
    made = written(world)
    facts = {"fact": "两个窗口关着", "demand": "开窗", "due_on": date(2024, 5, 22)}
    correct_finding(made, by=world.supervisor, now=NOW, unit=world.helper, **facts)
    assert (made.unit, made.original_due_on) == (world.helper, date(2024, 5, 22))
    corrected = select(Event).where(Event.kind == EventKind.FINDING_CORRECTED)
    event = db.scalars(corrected).one()
    assert (event.before["unit"], event.after["unit"]) == ("市一局", "市二局")
    ids = {"finding_ids": [made.id]}
    hand_over_findings(made.inspection, by=world.supervisor, now=NOW, **ids)
    with pytest.raises(Refusal, match="不能再改"):
        correct_finding(made, by=world.supervisor, now=NOW, unit=world.lead, **facts)
    with pytest.raises(Refusal, match="不能再交办"):
        hand_over_findings(made.inspection, by=world.supervisor, now=NOW, **ids)
    with pytest.raises(Refusal, match="勾选"):
        hand_over_findings(made.inspection, by=world.supervisor, now=NOW, finding_ids=[])


def test_strangers_and_past_days_are_refused(world):
    inspection = running(world)
    for more, field in (
        ({"due_on": make.TODAY}, "due_on"),
        ({"task": world.county_task}, "task_number"),
        ({"unit": world.county_task.lead_unit}, "unit"),
    ):
        with pytest.raises(Refusal) as refusal:
            written(world, inspection, **more)
        assert refusal.value.field == field
    for more, field in (
        ({"team": [world.county_supervisor]}, "team"),
        ({"team": [world.owner]}, "team"),
        ({"units": [world.county_task.lead_unit]}, "units"),
    ):
        with pytest.raises(Refusal) as refusal:
            planned(world, **more)
        assert refusal.value.field == field


def test_only_the_head_moves_a_date_or_takes_back_what_a_unit_has(world):
    made = handed_over(world)
    move = {"now": NOW, "new_due_on": date(2024, 5, 31), "reason": "雨季"}
    with pytest.raises(NotAllowed):
        move_finding(made, by=world.supervisor, **move)
    with pytest.raises(NotAllowed):
        withdraw_finding(made, by=world.supervisor, now=NOW, reason="记重了")
    move_finding(made, by=world.head, **move)
    assert (made.original_due_on, made.due_on) == (date(2024, 5, 20), date(2024, 5, 31))
    withdraw_finding(made, by=world.head, now=NOW, reason="记重了")
    assert mails("finding_moved") == mails("finding_withdrawn") == [world.owner, world.unit_head]


def test_others_have_no_part_in_it(world):
    made = handed_over(world)
    for who in (world.helping, world.leader, world.county_supervisor, world.supervisor):
        with pytest.raises(NotAllowed):
            receive_finding(made, by=who, now=NOW)
    for who in (world.owner, world.leader, world.county_supervisor):
        with pytest.raises(NotAllowed):
            start_inspection(made.inspection, by=who, now=NOW)
        with pytest.raises(NotAllowed):
            accept_mending(made, by=who, now=NOW)
        with pytest.raises(NotAllowed):
            write_finding(
                made.inspection,
                by=who,
                now=NOW,
                unit=world.lead,
                fact="关窗",
                demand="开窗",
                due_on=date(2024, 5, 20),
            )


def test_a_passed_clock_is_noted_once_and_anew_for_a_new_end(world):
    made = handed_over(world)
    db.flush()
    assert job.run(date(2024, 5, 20), NOW).count == 0
    assert [job.run(date(2024, 5, 21), NOW).count for _ in range(2)] == [1, 0]
    move_finding(made, by=world.head, now=NOW, new_due_on=date(2024, 5, 27), reason="雨")
    db.flush()
    assert [job.run(date(2024, 5, 28), NOW).count for _ in range(2)] == [1, 0]


def test_a_changed_calendar_moves_the_clocks_that_were_stretched(world, monkeypatch):
    made = answered(world)
    return_mending(made, by=world.supervisor, now=NOW + timedelta(days=7), opinion="还关着")
    db.flush()
    before = made.clock_ends_on
    changed = workdays.Workdays(holidays=frozenset({before}))
    monkeypatch.setattr(workdays, "calendar", lambda: changed)
    assert rewind_findings(by=world.head, now=NOW) == 1
    assert made.clock_ends_on == before + timedelta(days=1)
    assert rewind_findings(by=world.head, now=NOW) == 0
