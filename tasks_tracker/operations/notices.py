"""The office hands tasks of a plan out: one numbered notice to every unit with a part of them."""

from collections.abc import Sequence
from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.notices import (
    Notice,
    NoticeItem,
    Recipient,
    recipients,
    require_fit,
)
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.receipts import OBJECT_WITHIN, SIGN_WITHIN, Receipt
from tasks_tracker.domain.seating import Part
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.domain.shares import Share
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.mail import links, outbox
from tasks_tracker.mail.told import Told
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import series, tasks, users, workdays
from tasks_tracker.persistence.session import db


def hand_out(
    plan: Plan,
    chosen: Sequence[Task],
    *,
    by: User,
    now: datetime,
    reply_by: date,
    requirements: str = "",
) -> Notice:
    """Make the notice, a receipt for each unit, and a share for each that answers for one."""
    require(by, Action.HAND_OUT, plan.region)
    today = clock.local(now).date()
    _require_orderly(plan, chosen)
    if reply_by <= today:
        raise Refusal("回复日期须在今天以后。", field="reply_by")
    notice = _numbered(plan, by, now, reply_by, requirements)
    for position, task in enumerate(chosen, 1):
        _item(notice, task, position)
        task.handed_out_on = today
        tasks.hold(task)
    db.add(notice)
    db.flush()
    to = recipients(chosen)
    _share_out(notice, to)
    _note(notice, to)
    _tell(notice, to)
    return notice


def receipt_for(notice: Notice, unit: Unit, on: date, task: Task | None = None) -> Receipt:
    """What a unit has to sign, with its days by the calendar of today."""
    known = workdays.calendar()
    return Receipt(
        notice=notice,
        unit=unit,
        task=task,
        added_on=on,
        due_on=known.add(on, SIGN_WITHIN),
        object_by=known.add(on, OBJECT_WITHIN),
    )


def _require_orderly(plan: Plan, chosen: Sequence[Task]) -> None:
    require_fit(chosen)
    if any(task.plan is not plan for task in chosen):
        raise Refusal("一份通知只交办一个方案的任务，请刷新页面后重选。", field="tasks")


def _share_out(notice: Notice, to: Sequence[Recipient]) -> None:
    today = notice.issued_on
    db.add_all(receipt_for(notice, one.unit, today) for one in to)
    parts = [part for one in to for part in one.parts]
    db.add_all(Share.of(part, today) for part in parts if part.has_share)
    db.flush()


def _numbered(plan: Plan, by: User, now: datetime, reply_by: date, requirements: str) -> Notice:
    today = clock.local(now).date()
    number = series.take(plan.region, SeriesKind.NOTICE, today.year)
    return Notice(
        region=plan.region,
        plan=plan,
        year=today.year,
        number=number,
        doc_no=wording.doc_no(SeriesKind.NOTICE, today.year, number),
        by=by,
        issued_at=now,
        issued_on=today,
        reply_by=reply_by,
        requirements=requirements.strip(),
    )


def _item(notice: Notice, task: Task, position: int) -> NoticeItem:
    deadlines = [
        {"phrase": one.phrase, "due": one.due_on.isoformat() if one.due_on else ""}
        for one in task.milestones
        if one.replaced_on is None
    ]
    said = {
        "leads": [unit.name for unit in task.leads],
        "supports": [unit.name for unit in task.supports],
        "deadlines": deadlines,
    }
    return NoticeItem(notice=notice, task=task, position=position, title=task.name, said=said)


def _note(notice: Notice, to: Sequence[Recipient]) -> None:
    record(
        EventKind.NOTICE_ISSUED,
        by=notice.by,
        now=notice.issued_at,
        subject=f"notice:{notice.id}",
        words=f"{notice.doc_no}，{len(notice.items)} 项任务，{len(to)} 个单位",
    )
    for item in notice.items:
        record(
            EventKind.TASK_HANDED_OUT,
            by=notice.by,
            now=notice.issued_at,
            task=item.task,
            subject=f"notice:{notice.id}",
            words=f"{notice.doc_no}，{wording.day(notice.reply_by)}前回复",
        )


def _tell(notice: Notice, to: Sequence[Recipient]) -> None:
    """One mail to each liaison, however many units the person acts for."""
    own = {one.unit.id: one.parts for one in to}
    written = []
    for person in users.liaisons_of(list(own)):
        parts = [part for unit in person.units for part in own.get(unit.id, ())]
        mail = outbox.write(
            f"notice:{notice.id}:{person.id}",
            "told",
            to=person,
            now=notice.issued_at,
            context={"told": told_of(notice, parts)},
        )
        mail.kind = "notice_issued"
        written.append(mail)
    outbox.put(outbox.unsaid(written))


def told_of(notice: Notice, parts: Sequence[Part]) -> Told:
    sign_by = wording.day(workdays.calendar().add(notice.issued_on, SIGN_WITHIN))
    return Told(
        subject=f"【交办】{notice.doc_no}：{len(parts)} 项任务，{sign_by}前签收",
        opening=f"{notice.region.office}印发{notice.doc_no}，交办《{notice.plan.short_title}》的任务。",
        step="签收，有异议的在 3 个工作日内提出",
        url=links.notice(notice.id),
        why="你是承办单位的联络员，所以收到这封邮件。",
        facts=[
            ("签收", f"{sign_by}前"),
            ("回复", f"{wording.day(notice.reply_by)}前，报怎么办、分几步、谁负责"),
            *([("办理要求", notice.requirements)] if notice.requirements else []),
        ],
        items=[f"{part.task.code} {part.task.name}（{wording.word(part.duty)}）" for part in parts],
    )
