"""A unit objects to a task; the office gives it to another unit, or upholds it."""

from datetime import datetime

from tasks_tracker import clock
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.objections import (
    Objection,
    Ruling,
    require_objectionable,
    require_proposable,
)
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.seating import parts_of
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.amended_tasks import facts_of
from tasks_tracker.operations.extensions import withdraw_all
from tasks_tracker.operations.following import follow_seats
from tasks_tracker.operations.receipts import sign
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import objections, posts, receipts, tasks, users, workdays
from tasks_tracker.persistence.session import db


def raise_objection(
    task: Task,
    *,
    by: User,
    now: datetime,
    proposed: Unit,
    reason: str,
    agreed_by: str,
    unit: Unit | None = None,
) -> Objection:
    """Say that the task is another unit's; where the lead says so, the clocks wait."""
    require(by, Action.RAISE_OBJECTION, task)
    unit = _seat(by, task, unit)
    today = clock.local(now).date()
    found = receipts.of_unit(task, unit)
    if objections.find_open(task) is not None:
        raise Refusal("这项任务已有一件异议在处理，等答复以后再提。")
    seat = require_objectionable(task, unit, found[0] if found else None, today)
    require_proposable(task, unit, proposed)
    objection = Objection(
        task=task,
        unit=unit,
        duty=seat.duty,
        proposed=proposed,
        by=by,
        raised_at=now,
        raised_on=today,
        reason=reason.strip(),
        agreed_by=agreed_by.strip(),
    )
    objection.stop()
    tasks.hold(task)
    db.add(objection)
    db.flush()
    for receipt in found:
        if receipt.is_open:
            sign(receipt, by=by, now=now)
    _record(EventKind.OBJECTION_RAISED, objection, by, now, f"{unit.name}提议由{proposed.name}承办")
    _tell_office(objection)
    return objection


def objecting_units(user: User, task: Task) -> list[Unit]:
    """The units for which this person can object: those that the task itself names."""
    seated = [seat.unit for seat in task.units]
    return [unit for unit in user.units if unit in seated]


def uphold_assignment(objection: Objection, *, by: User, now: datetime, opinion: str) -> None:
    """The task stays with the unit; its clocks run on with what was left."""
    require(by, Action.DECIDE_OBJECTION, objection)
    workdays.hold()
    objection.uphold(_ruling(by, now, opinion), workdays.calendar())
    tasks.hold(objection.task)
    db.flush()
    _record(EventKind.OBJECTION_UPHELD, objection, by, now, objection.opinion)
    _tell_unit(objection, "维持交办，任务仍由你们单位办理")


def reassign_task(
    objection: Objection, *, by: User, now: datetime, new_unit: Unit, opinion: str
) -> None:
    """Another unit takes the seat, with a receipt of its own; both are told."""
    require(by, Action.DECIDE_OBJECTION, objection)
    workdays.hold()
    task = objection.task
    before, had = facts_of(task), [part.unit for part in parts_of(task)]
    if objection.stops_clock:
        withdraw_all(task, by=by, now=now, words="任务已改派，原来的申请不再办。")
    lower = objection.reassign(new_unit, _ruling(by, now, opinion), workdays.calendar())
    if lower is not None:
        task.units.remove(lower)
        db.delete(lower)
        db.flush()
    objection.take_seat()
    tasks.hold(task)
    db.flush()
    words = f"{objection.unit.name} → {new_unit.name}：{objection.opinion}"
    follow_seats(task, had, now=now, why=f"改派，{objection.opinion}")
    record(
        EventKind.TASK_REASSIGNED,
        by=by,
        now=now,
        task=task,
        subject=f"objection:{objection.id}",
        words=words,
        before=before,
        after=facts_of(task),
    )
    _tell_unit(objection, f"任务已改派给{new_unit.name}")


def _seat(by: User, task: Task, wanted: Unit | None) -> Unit:
    own = objecting_units(by, task)
    if wanted is not None and wanted not in own:
        raise NotAllowed(f"object for unit {wanted.id} by {by.account}")
    return wanted or own[0]


def _ruling(by: User, now: datetime, opinion: str) -> Ruling:
    return Ruling(by=by, at=now, on=clock.local(now).date(), opinion=opinion)


def _record(kind: EventKind, objection: Objection, by: User, now: datetime, words: str) -> None:
    subject = f"objection:{objection.id}"
    record(kind, by=by, now=now, task=objection.task, subject=subject, words=words)


def _tell_office(objection: Objection) -> None:
    task = objection.task
    waits = "，时钟停住等答复" if objection.stops_clock else ""
    told = Told(
        subject=f"【异议】{task.code} {objection.unit.name}提议改由{objection.proposed.name}承办",
        opening=f"{objection.unit.name}对{task.code} {task.name}提出异议{waits}。",
        step="改派，或者维持并写明理由",
        url=links.objection(objection.id),
        why="你在督查室，异议由督查室答复，所以收到这封邮件。",
        facts=[("理由", objection.reason), ("单位负责人", objection.agreed_by)],
    )
    for person in users.holders(task.region, *OFFICE_ROLES):
        key = f"objection:{objection.id}:{person.id}"
        now = objection.raised_at
        tell(key, "objection_raised", told, to=person, now=now, task=task)


def _tell_unit(objection: Objection, outcome: str) -> None:
    if objection.decided_at is None:
        raise AssertionError("only what was decided is told")
    task = objection.task
    told = Told(
        subject=f"【异议答复】{task.code} {outcome}",
        opening=f"{task.region.office}答复了{objection.unit.name}对{task.code} {task.name}"
        f"的异议：{outcome}。",
        step="看答复",
        url=links.objection(objection.id),
        why="异议由你们单位提出，所以收到这封邮件。",
        facts=[("理由", objection.opinion)],
    )
    for person in posts.answering(task, objection.unit):
        key = f"objection-decided:{objection.id}:{person.id}"
        tell(key, "objection_decided", told, to=person, now=objection.decided_at, task=task)
