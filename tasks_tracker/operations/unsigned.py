"""A unit hands in what it has to say about one task or several, signed by its head where the plan
wants that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.evidence import Evidence, EvidenceKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.users import User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.attaching import Link, Piece, SiteNote, attach
from tasks_tracker.operations.evidence import StoredFile
from tasks_tracker.operations.progress import (
    check_text,
    report_progress,
    reporting_units,
    seat_of,
    signers,
)
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import evidence as pieces
from tasks_tracker.persistence import posts, tasks, unsigned
from tasks_tracker.persistence.session import db

TEXTS = ("progress", "problems", "next_steps", "coordination", "no_evidence")
"""What is said at every task to which one text is given."""


@dataclass(frozen=True)
class Handed:
    """What came of it: reports, or one that waits for the head of the unit."""

    reports: Sequence[ProgressReport] = ()
    unsigned: UnsignedReport | None = None


def hand_in(
    task: Task,
    *,
    by: User,
    now: datetime,
    unit: Unit | None = None,
    evidence: Sequence[Piece] = (),
    also: Sequence[Task] = (),
    **said: Any,
) -> Handed:
    """Report on a task; the text and the evidence go to the other tasks as well. `said` is what
    `report_progress` takes: milestones, values and percent are about the first task alone."""
    require(by, Action.REPORT_PROGRESS, task)
    seat = seat_of(by, task, unit)
    heads = {head for one in (task, *also) for head in signers(one, seat, by)}
    if not heads:
        return Handed(_report(task, also, by=by, now=now, unit=seat, evidence=evidence, **said))
    written = _write(task, seat, by=by, now=now, content=_content(also, said))
    attach(
        evidence,
        by=by,
        now=now,
        region=task.region,
        unit=seat,
        subject=f"unsigned:{written.id}",
    )
    _tell_heads(written, heads, now)
    return Handed(unsigned=written)


def sign(one: UnsignedReport, *, by: User, now: datetime) -> Handed:
    """It goes out today, in the name of who wrote it."""
    require(by, Action.SIGN_REPORT, one)
    one.require_waiting()
    content = dict(one.content)
    first, *also = about(one)
    content.pop("also")
    for task in (first, *also):
        if one.unit not in reporting_units(by, task):
            raise Refusal(f"{task.code}已不由{one.unit.name}牵头，这份不能签发，请退回修改。")
    content["values"] = {int(key): Decimal(value) for key, value in content["values"].items()}
    reports = _report(
        first,
        also,
        by=one.by,
        now=now,
        unit=one.unit,
        evidence=enclosed(one),
        signed_by=by,
        **content,
    )
    one.sign(reports[0], by=by, now=now)
    return Handed(reports)


def give_back(one: UnsignedReport, *, by: User, now: datetime, reason: str) -> None:
    """The head wants it otherwise; nothing has left the unit."""
    require(by, Action.SIGN_REPORT, one)
    one.give_back(by=by, now=now, words=reason)
    _record(EventKind.REPORT_GIVEN_BACK, one, by=by, now=now, words=one.words)
    told = Told(
        subject=f"【签发退回】{one.task.code}的进展反馈请修改",
        opening=f"{by.name}看过这份反馈，请修改后再送。还没有报给督查室，期限照常计算。",
        step="改好再送",
        url=links.unsigned(one.id),
        why="这份反馈是你填的。",
        facts=[("任务", f"{one.task.code} {one.task.name}"), ("要改的", one.words)],
    )
    to = posts.still(one.by, one.task, one.unit)
    tell(f"given_back:{one.id}", "report_given_back", told, to=to, now=now, task=one.task)


def withdraw(one: UnsignedReport, *, by: User, now: datetime) -> None:
    """A liaison of the unit takes it back before it is signed."""
    require(by, Action.WITHDRAW_REPORT, one)
    one.withdraw(by=by, now=now)
    _record(EventKind.REPORT_WITHDRAWN, one, by=by, now=now)


def about(one: UnsignedReport) -> list[Task]:
    """The tasks to which the text goes, the first one first; the unit that wrote it knows them,
    be they another's by now."""
    ids = [one.task_id, *one.content["also"]]
    found = {task.id: task for task in tasks.whole(ids)}
    return [found[task_id] for task_id in ids]


def enclosed(one: UnsignedReport) -> list[Piece]:
    """The evidence that came with it, to be given on."""
    return [_piece(row) for row in pieces.of(f"unsigned:{one.id}")]


def _report(
    task: Task, also: Sequence[Task], *, unit: Unit, **more: Any
) -> Sequence[ProgressReport]:
    first = report_progress(task, unit=unit, **more)
    shared = {name: more[name] for name in (*TEXTS, "by", "now", "evidence") if name in more}
    shared["signed_by"] = more.get("signed_by")
    return [first, *(report_progress(one, unit=unit, **shared) for one in also if one is not task)]


def _write(
    task: Task, unit: Unit, *, by: User, now: datetime, content: dict[str, Any]
) -> UnsignedReport:
    check_text(task, content.get("progress", ""))
    waits = unsigned.find_waiting(task, unit)
    if waits is not None:
        raise Refusal(
            f"{waits.by.name}已经写了一份，正等单位负责人签发；要另写，请先到“待签发”里撤回。"
        )
    tasks.hold(task)
    one = UnsignedReport(task=task, unit=unit, by=by, written_at=now, content=content)
    db.add(one)
    db.flush()
    _record(EventKind.REPORT_WRITTEN, one, by=by, now=now)
    return one


def _content(also: Sequence[Task], said: dict[str, Any]) -> dict[str, Any]:
    """The fields as they can be kept."""
    return {
        **said,
        "milestones": [int(one) for one in said.get("milestones") or ()],
        "values": {str(key): str(value) for key, value in (said.get("values") or {}).items()},
        "also": [one.id for one in also],
    }


def _piece(row: Evidence) -> Piece:
    if row.kind is EvidenceKind.LINK:
        return Link(row.address, row.note)
    if row.kind is EvidenceKind.SITE_NOTE:
        return SiteNote(row.note)
    return StoredFile(
        file_name=row.file_name,
        media_type=row.media_type,
        size=row.size,
        sha256=row.sha256,
        stored_name=row.stored_name or "",
    )


def _tell_heads(one: UnsignedReport, heads: set[User], now: datetime) -> None:
    told = Told(
        subject=f"【待签发】{one.task.code}的进展反馈",
        opening=f"{one.by.name}写好了一份进展反馈，签发之后才报给督查室；签发之前期限照常计算。",
        step="看过，签发或退回修改",
        url=links.unsigned(one.id),
        why="方案要求反馈经单位负责人签发，你是单位负责人。",
        facts=[
            ("任务", f"{one.task.code} {one.task.name}"),
            ("进展情况", one.content["progress"]),
        ],
    )
    for head in sorted(heads, key=lambda head: head.id):
        tell(f"to_sign:{one.id}:{head.id}", "report_to_sign", told, to=head, now=now, task=one.task)


def _record(
    kind: EventKind, one: UnsignedReport, *, by: User, now: datetime, words: str = ""
) -> None:
    record(kind, by=by, now=now, task=one.task, subject=f"unsigned:{one.id}", words=words)
