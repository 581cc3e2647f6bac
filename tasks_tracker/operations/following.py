"""Receipts and shares follow the seats of a task that was handed out already."""

from collections.abc import Collection
from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.notices import Notice
from tasks_tracker.domain.seating import Part, parts_of
from tasks_tracker.domain.shares import Share, ShareState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.notices import receipt_for
from tasks_tracker.persistence import notices, receipts, shares, users
from tasks_tracker.persistence.session import db


def follow_seats(task: Task, had: Collection[Unit], *, now: datetime, why: str) -> None:
    """Units that came get a receipt and a mail, those that went owe none any more, and shares are
    made and lapse; `had` are the units with a part of it before. Asks nothing for a task that was
    not handed out."""
    notice = notices.of_task(task)
    if notice is None:
        return
    today = clock.local(now).date()
    parts = parts_of(task)
    here = {part.unit for part in parts}
    for unit in had:
        if unit not in here:
            _release(notice, task, unit, today)
    db.flush()
    for part in parts:
        if part.unit not in had:
            _bring_in(notice, part, now, why)
    _share_out(task, parts, now)
    db.flush()


def _release(notice: Notice, task: Task, unit: Unit, today: date) -> None:
    """Of the receipts that hold, the one for this task alone lapses; the one for the whole notice
    where it is not signed and nothing else of the notice is the unit's."""
    for receipt in receipts.of_task(notice, task):
        if receipt.unit is not unit:
            continue
        is_idle = receipt.is_open and not notices.has_other_part(notice, unit)
        if receipt.task is task or is_idle:
            receipt.lapse(today)


def _bring_in(notice: Notice, part: Part, now: datetime, why: str) -> None:
    receipt = receipt_for(notice, part.unit, clock.local(now).date(), part.task)
    db.add(receipt)
    db.flush()
    task = part.task
    told = Told(
        subject=f"【交办】{task.code}交由{part.unit.name}办理",
        opening=f"{notice.doc_no}交办的{task.code} {task.name}，现在由{part.unit.name}"
        f"{wording.word(part.duty)}。",
        step="签收，有异议的在 3 个工作日内提出",
        url=links.task(task.id),
        why="你是承办单位的联络员，所以收到这封邮件。",
        facts=[("签收", f"{wording.day(receipt.due_on)}前"), ("缘由", why)],
    )
    for person in users.liaisons_of([part.unit.id]):
        tell(
            f"receipt:{receipt.id}:{person.id}",
            "notice_issued",
            told,
            to=person,
            now=now,
            task=task,
        )


def _share_out(task: Task, parts: Collection[Part], now: datetime) -> None:
    today = clock.local(now).date()
    wanted = {part.unit: part for part in parts if part.has_share}
    known = {share.unit: share for share in shares.ever_of(task)}
    for unit, share in known.items():
        if unit not in wanted:
            share.lapse(today, now)
    for unit, part in wanted.items():
        found = known.get(unit)
        if found is None:
            db.add(Share.of(part, today))
        elif found.state is ShareState.LAPSED:
            found.revive(part, today)
