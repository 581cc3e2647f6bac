"""Units confirm their shares and say how far they are; the lead says for whom it waits."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.shares import Share, Wait, Waiting, last_date
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.progress import reporting_units
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import posts, shares, users
from tasks_tracker.persistence.session import db

AS_ASKED = "按任务的办理要求，办好本单位的一份。"


def confirm_share(
    share: Share, *, by: User, now: datetime, what: str, due_on: date, why_later: str = ""
) -> Share:
    """What the unit will do and by when."""
    require(by, Action.CONFIRM_SHARE, share)
    before = {"what": share.what, "due_on": str(share.due_on or "")}
    share.confirm(by=by, at=now, what=what, due_on=due_on, why_later=why_later)
    db.flush()
    after = {"what": share.what, "due_on": str(share.due_on), "why_later": share.why_later}
    words = f"{share.unit.name}，{wording.day(share.due_on)}前：{share.what}"
    _record(EventKind.SHARE_CONFIRMED, share, by, now, words=words, before=before, after=after)
    _tell_all_confirmed(share, now)
    return share


def confirm_as_asked(chosen: Sequence[Share], *, by: User, now: datetime) -> int:
    """Many at once, each to what its task asks and by its last date; answers how many were left,
    for they have no date, or one that has passed, and want words of their own."""
    if not chosen:
        raise Refusal("请先勾选要确认的分工。")
    left = 0
    for share in chosen:
        last = last_date(share.task)
        if last is None or last < clock.local(now).date():
            left += 1
        else:
            confirm_share(share, by=by, now=now, what=AS_ASKED, due_on=last)
    return left


def tell_share(share: Share, *, by: User, now: datetime, told: str) -> Share:
    """How far it is."""
    require(by, Action.CONFIRM_SHARE, share)
    share.tell(by=by, at=now, told=told)
    db.flush()
    words = f"{share.unit.name}：{share.told}"
    _record(EventKind.SHARE_TOLD, share, by, now, words=words, after={"told": share.told})
    return share


def settle_share(share: Share, *, by: User, now: datetime, told: str) -> Share:
    """It is done; whoever waited for it is told."""
    require(by, Action.CONFIRM_SHARE, share)
    wait = share.settle(by=by, at=now, on=clock.local(now).date(), told=told)
    db.flush()
    words = f"{share.unit.name}：{share.told}"
    _record(EventKind.SHARE_SETTLED, share, by, now, words=words, after={"told": share.told})
    if wait is not None:
        _tell_settled(wait, now)
    return share


def wait_for_share(
    share: Share,
    *,
    by: User,
    now: datetime,
    what: str,
    since_on: date,
    unit: Unit | None = None,
) -> Wait:
    """The lead cannot go on: shown on both units' pages and to the office until it is settled."""
    require(by, Action.WAIT_FOR_SHARE, share)
    task = share.task
    if task.is_completed or task.is_ended:
        raise Refusal("这项任务已经办结或终止，不用再等待配合。")
    own = reporting_units(by, task)
    if unit is not None and unit not in own:
        raise NotAllowed(f"wait for unit {unit.id} by {by.account}")
    waiting = Waiting(what=what, since_on=since_on)
    today = clock.local(now).date()
    wait = share.wait(unit or own[0], by=by, at=now, on=today, of=waiting)
    db.add(wait)
    db.flush()
    words = f"自 {wording.short_day(since_on)} 起等待{share.unit.name}：{wait.what}"
    _record(EventKind.WAIT_RAISED, share, by, now, words=words)
    _tell_waited_for(wait)
    return wait


def end_wait(wait: Wait, *, by: User, now: datetime) -> Wait:
    """The lead takes it back."""
    require(by, Action.WAIT_FOR_SHARE, wait.share)
    wait.end(at=now, by=by)
    db.flush()
    _record(EventKind.WAIT_ENDED, wait.share, by, now, words=f"不再等待{wait.share.unit.name}")
    return wait


def _record(kind: EventKind, share: Share, by: User, now: datetime, **more: Any) -> None:
    subject = f"share:{share.id}"
    record(kind, by=by, now=now, task=share.task, subject=subject, **more)


def _tell_all_confirmed(share: Share, now: datetime) -> None:
    """The lead hears once that every unit has said what it does."""
    task = share.task
    stand = shares.of_task(task)
    if any(one.is_unconfirmed for one in stand):
        return
    who = f"{len(stand)} 个单位都" if len(stand) > 1 else share.unit.name
    told = Told(
        subject=f"【分工】{task.code} {who}已确认分工",
        opening=f"{share.unit.name}确认以后，{task.code} {task.name}的分工全部确认。",
        step="看各单位做什么、什么时候完成",
        url=links.task(task.id),
        why="你们单位牵头这项任务，所以收到这封邮件。",
    )
    for person in users.liaisons_of(_lead_ids(task)):
        tell(
            f"confirmed:{task.id}:{person.id}",
            "shares_confirmed",
            told,
            to=person,
            now=now,
            task=task,
        )


def _tell_waited_for(wait: Wait) -> None:
    share, task = wait.share, wait.share.task
    told = Told(
        subject=f"【等待配合】{task.code} {wait.unit.name}在等{share.unit.name}",
        opening=f"{wait.unit.name}办理{task.code} {task.name}，自{wording.day(wait.since_on)}起等待"
        f"{share.unit.name}配合。",
        step="说明做到什么程度，完成后点“已完成”",
        url=links.share(share.id),
        why="你们单位配合这项任务，所以收到这封邮件。",
        facts=[("等什么", wait.what)],
    )
    for person in posts.answering(task, share.unit):
        tell(
            f"wait:{wait.id}:{person.id}",
            "share_awaited",
            told,
            to=person,
            now=wait.raised_at,
            task=task,
        )


def _tell_settled(wait: Wait, now: datetime) -> None:
    share, task = wait.share, wait.share.task
    told = Told(
        subject=f"【配合完成】{task.code} {share.unit.name}已完成分工",
        opening=f"{share.unit.name}完成了{task.code} {task.name}的分工，等待配合随之结束。",
        step="看完成情况",
        url=links.task(task.id),
        why="你们单位在等这份配合，所以收到这封邮件。",
        facts=[("完成情况", share.told)],
    )
    for person in users.liaisons_of([wait.unit_id]):
        tell(f"settled:{wait.id}:{person.id}", "share_settled", told, to=person, now=now, task=task)


def _lead_ids(task: Task) -> list[int]:
    return [one.id for unit in task.leads for one in (unit, *unit.members)]
