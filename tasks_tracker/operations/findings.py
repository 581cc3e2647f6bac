"""Findings on their way: written down, handed over, signed for, answered, reviewed."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.finding_replies import FindingReply
from tasks_tracker.domain.findings import Finding
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.operations import finding_mails as mails
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import evidence as pieces
from tasks_tracker.persistence import findings, workdays
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import day


def write_finding(
    inspection: Inspection,
    *,
    by: User,
    now: datetime,
    unit: Unit,
    fact: str,
    demand: str,
    due_on: date,
    task: Task | None = None,
    evidence: Sequence[Piece] = (),
) -> Finding:
    """What the team found; the unit does not know of it before it is handed over."""
    require(by, Action.RUN_INSPECTION, inspection.region)
    inspection.require_running()
    _require_ahead(due_on, now)
    made = Finding(
        inspection=inspection,
        position=findings.next_position(inspection),
        unit=unit,
        fact=fact,
        demand=demand,
        original_due_on=due_on,
        task=task,
    )
    _require_region(made, task)
    db.add(made)
    db.flush()
    _attach(made, evidence, by, now)
    _note(EventKind.FINDING_WRITTEN, made, by, now)
    return made


def correct_finding(
    finding: Finding,
    *,
    by: User,
    now: datetime,
    unit: Unit,
    fact: str,
    demand: str,
    due_on: date,
    task: Task | None = None,
    evidence: Sequence[Piece] = (),
) -> None:
    """Put right before it is handed over; what was enclosed stays and more may come."""
    require(by, Action.RUN_INSPECTION, finding.inspection.region)
    before = _said(finding)
    finding.correct(unit=unit, fact=fact, demand=demand, due_on=due_on)
    _require_ahead(due_on, now)
    _require_region(finding, task)
    finding.task = task
    _attach(finding, evidence, by, now)
    _note(EventKind.FINDING_CORRECTED, finding, by, now, before=before, after=_said(finding))


def hand_over_findings(
    inspection: Inspection, *, by: User, now: datetime, finding_ids: Sequence[int]
) -> list[Finding]:
    """Each goes to its unit, with its clock; one mail to each person of a unit."""
    require(by, Action.RUN_INSPECTION, inspection.region)
    workdays.hold()
    chosen = findings.drafts(inspection, finding_ids)
    if not chosen:
        raise Refusal("请先勾选要交办的问题。", field="finding_ids")
    for finding in chosen:
        finding.hand_over(now=now, today=_today(now), workdays=workdays.calendar())
        _note(EventKind.FINDING_HANDED_OVER, finding, by, now, words=day(finding.due_on))
    _show_evidence(chosen)
    by_unit = sorted(chosen, key=lambda one: (one.unit.position, one.position))
    for _, group in groupby(by_unit, key=lambda one: one.unit.id):
        mails.tell_handed_over(inspection, list(group), now)
    return list(chosen)


def receive_finding(finding: Finding, *, by: User, now: datetime) -> None:
    """签收."""
    require(by, Action.MEND_FINDING, finding)
    finding.receive(by=by, now=now)
    _note(EventKind.FINDING_RECEIVED, finding, by, now)


def answer_finding(
    finding: Finding,
    *,
    by: User,
    now: datetime,
    mended: str,
    no_evidence: str = "",
    evidence: Sequence[Piece] = (),
) -> FindingReply:
    """The unit says what it has mended; the clock stops on this day."""
    require(by, Action.MEND_FINDING, finding)
    if not evidence and not no_evidence.strip():
        raise Refusal("请附上整改后的佐证；确实没有的，写明原因。", field="no_evidence")
    reply = finding.reply(by=by, now=now, today=_today(now), words=mended)
    reply.no_evidence = no_evidence.strip()
    db.flush()
    attach(
        evidence,
        by=by,
        now=now,
        region=finding.inspection.region,
        unit=finding.unit,
        subject=f"finding_reply:{reply.id}",
    )
    _note(EventKind.FINDING_ANSWERED, finding, by, now)
    mails.tell_answered(finding, reply, now)
    return reply


def accept_mending(finding: Finding, *, by: User, now: datetime, opinion: str = "") -> None:
    """Mended, says somebody else than who wrote the reply."""
    require(by, Action.REVIEW_MENDING, finding)
    finding.accept(by=by, now=now, today=_today(now), words=opinion)
    _note(EventKind.FINDING_MENDED, finding, by, now, words=opinion)
    mails.tell_accepted(finding, now)


def return_mending(finding: Finding, *, by: User, now: datetime, opinion: str) -> None:
    """Not mended yet: the clock runs on with what was left."""
    require(by, Action.REVIEW_MENDING, finding)
    workdays.hold()
    finding.send_back(
        by=by, now=now, today=_today(now), words=opinion, workdays=workdays.calendar()
    )
    _note(EventKind.FINDING_SENT_BACK, finding, by, now, words=opinion)
    mails.tell_returned(finding, now)


def move_finding(
    finding: Finding, *, by: User, now: datetime, new_due_on: date, reason: str
) -> None:
    """The head of supervision grants a later date; the original one stays in view."""
    require(by, Action.MOVE_FINDING, finding)
    workdays.hold()
    before = finding.due_on
    finding.move(new_due_on, by=by, today=_today(now), reason=reason, workdays=workdays.calendar())
    words = f"{day(before)} → {day(new_due_on)}：{finding.moves[-1].reason}"
    _note(
        EventKind.FINDING_MOVED,
        finding,
        by,
        now,
        words=words,
        before=str(before),
        after=str(new_due_on),
    )
    mails.tell_moved(finding, now)


def withdraw_finding(finding: Finding, *, by: User, now: datetime, reason: str) -> None:
    """It was none; it stays to be read, and a unit that has it is told."""
    require(by, Action.WITHDRAW_FINDING, finding)
    finding.withdraw(reason)
    _note(EventKind.FINDING_WITHDRAWN, finding, by, now, words=finding.withdrawn_words)
    if finding.is_handed_over:
        mails.tell_withdrawn(finding, now)


def flag_overdue_finding(finding: Finding, *, now: datetime) -> bool:
    """Note that the clock of a finding has run out; once for each end that it had."""
    ends_on = finding.clock_ends_on
    if not findings.note_overdue(finding):
        return False
    _note(
        EventKind.FINDING_OVERDUE,
        finding,
        None,
        now,
        words=f"期限{day(ends_on)}",
        key=f"finding-overdue:{finding.id}:{ends_on}",
    )
    return True


def rewind_findings(*, by: User, now: datetime) -> int:
    """The calendar was changed: clocks that were moved on by working days follow it."""
    calendar, count = workdays.calendar(), 0
    for finding in findings.stretched():
        before = finding.clock_ends_on
        finding.wind(calendar)
        if finding.clock_ends_on != before:
            count += 1
            words = f"{day(before)} → {day(finding.clock_ends_on)}"
            _note(EventKind.FINDING_REWOUND, finding, by, now, words=words)
    return count


def _said(finding: Finding) -> dict[str, str]:
    """What can be put right until it is handed over."""
    return {
        "unit": finding.unit.name,
        "fact": finding.fact,
        "demand": finding.demand,
        "due_on": str(finding.due_on),
        "task": finding.task.code if finding.task else "",
    }


def _today(now: datetime) -> date:
    return clock.local(now).date()


def _require_ahead(due_on: date, now: datetime) -> None:
    if due_on <= _today(now):
        raise Refusal("整改期限要在今天以后。", field="due_on")


def _require_region(finding: Finding, task: Task | None) -> None:
    if task is not None and task.region is not finding.inspection.region:
        raise Refusal("所填任务不在本地区的台账里。", field="task_number")


def _attach(finding: Finding, evidence: Sequence[Piece], by: User, now: datetime) -> None:
    """Without the unit: until it is handed over, only the office sees what was found."""
    region = finding.inspection.region
    attach(evidence, by=by, now=now, region=region, subject=f"finding:{finding.id}")


def _show_evidence(handed_over: Sequence[Finding]) -> None:
    units = {f"finding:{one.id}": one.unit for one in handed_over}
    for piece in pieces.of(*units):
        piece.unit = units[piece.subject]


def _note(
    kind: EventKind,
    finding: Finding,
    by: User | None,
    now: datetime,
    *,
    words: str = "",
    **more: object,
) -> None:
    """On a task's timeline, which other units read too, it is named and nothing else."""
    task = finding.task if finding.is_handed_over else None
    about = finding.unit.name if task else words or finding.fact
    record(
        kind,
        by=by,
        now=now,
        region=finding.inspection.region,
        task=task,
        subject=f"finding:{finding.id}",
        words=f"{finding.inspection.title}{finding.code}：{about}",
        **more,
    )
