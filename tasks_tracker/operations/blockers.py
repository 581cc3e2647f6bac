"""A unit asks others for help with a task (需协调事项), and says if the answer helped."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker import clock
from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.rights_barriers import seated_units
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, Role, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import blockers, posts, users, workdays
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import full_day, word


def raise_blocker(
    task: Task,
    *,
    by: User,
    now: datetime,
    cause: Cause,
    request: str,
    to: Unit | User | None = None,
    unit: Unit | None = None,
    report: ProgressReport | None = None,
) -> Blocker:
    """Put it to a unit, to a leader, or with nobody named to the office."""
    require(by, Action.RAISE_BLOCKER, task)
    _require_in_region(task, to)
    today = clock.local(now).date()
    blocker = Blocker(
        task=task,
        unit=_seat(by, task, unit),
        by=by,
        raised_at=now,
        raised_on=today,
        cause=cause,
        request=request.strip(),
        report=report,
        to_unit=to if isinstance(to, Unit) else None,
        to_person=to if isinstance(to, User) else None,
    )
    blocker.put(today, workdays.calendar())
    db.add(blocker)
    db.flush()
    _note(blocker, EventKind.BLOCKER_RAISED, by, now, f"请{blocker.addressee}：{blocker.request}")
    _tell_addressee(blocker, now)
    return blocker


def answer_blocker(blocker: Blocker, *, by: User, now: datetime, answer: str) -> None:
    """Those it is addressed to say what they do; that it came late stays on record."""
    require(by, Action.ANSWER_BLOCKER, blocker)
    blocker.answer(answer, by=by, now=now, today=clock.local(now).date())
    _note(blocker, EventKind.BLOCKER_ANSWERED, by, now, f"{blocker.addressee}：{answer.strip()}")
    facts = [("答复", blocker.last.answer), ("答复人", by.name)]
    subject = f"【需协调已答复】{blocker.task.code}：{word(blocker.cause)}"
    told = _told(
        blocker, subject, f"{blocker.addressee}作了答复，请看是否解决。", "确认是否解决", facts
    )
    _tell(blocker, "blocker_answered", told, posts.answering(blocker.task, blocker.unit), now)


def confirm_blocker(blocker: Blocker, *, by: User, now: datetime, words: str = "") -> None:
    """The unit that raised it says that it is solved."""
    require(by, Action.SETTLE_BLOCKER, blocker)
    blocker.confirm(by=by, now=now, today=clock.local(now).date(), words=words)
    _note(blocker, EventKind.BLOCKER_SOLVED, by, now, f"{blocker.addressee}：{words.strip()}")
    _tell_closed(blocker, now)


def reject_answer(blocker: Blocker, *, by: User, now: datetime, words: str) -> None:
    """The answer did not help: put again, with a new clock."""
    require(by, Action.SETTLE_BLOCKER, blocker)
    today = clock.local(now).date()
    blocker.reject(words, by=by, now=now, today=today, workdays=workdays.calendar())
    _note(blocker, EventKind.BLOCKER_REOPENED, by, now, f"{blocker.addressee}：{words.strip()}")
    _tell_addressee(blocker, now)


def withdraw_blocker(blocker: Blocker, *, by: User, now: datetime, words: str) -> None:
    """The unit needs it no more."""
    require(by, Action.SETTLE_BLOCKER, blocker)
    blocker.withdraw(by=by, now=now, today=clock.local(now).date(), words=words)
    _note(blocker, EventKind.BLOCKER_WITHDRAWN, by, now, words.strip())
    _tell_closed(blocker, now)


def addressees(blocker: Blocker) -> Sequence[User]:
    """The people who may answer."""
    if blocker.to_unit is not None:
        return posts.answering(blocker.task, blocker.to_unit)
    if blocker.to_person is not None:
        return [blocker.to_person]
    return users.holders(blocker.region, *OFFICE_ROLES)


def _require_in_region(task: Task, to: Unit | User | None) -> None:
    if isinstance(to, Unit) and to.region is not task.region:
        raise Refusal("只能请本地区的单位协调。", field="to")
    if isinstance(to, User) and not (to.region is task.region and to.holds(Role.LEADER)):
        raise Refusal("只能请本地区的领导协调，请重新选择。", field="to")


def _seat(by: User, task: Task, wanted: Unit | None) -> Unit:
    own = seated_units(by, task)
    if wanted is not None and wanted not in own:
        raise NotAllowed(f"speak for unit {wanted.id} by {by.account}")
    return wanted or own[0]


def _note(blocker: Blocker, kind: EventKind, by: User, now: datetime, words: str) -> None:
    blockers.hold(blocker)
    db.flush()
    subject = f"blocker:{blocker.id}"
    record(kind, by=by, now=now, task=blocker.task, subject=subject, words=words)


def _tell_addressee(blocker: Blocker, now: datetime) -> None:
    again = "" if blocker.round == 1 else f"（第 {blocker.round} 次提出）"
    before = blocker.rounds[-2].words if blocker.round > 1 else ""
    facts = [("上次答复后还差", before)] if before else []
    subject = (
        f"【需协调】{blocker.task.code}：{word(blocker.cause)}，{full_day(blocker.due_on)}前答复"
    )
    opening = f"{blocker.unit.name}提出一件需要协调的事项{again}。"
    told = _told(blocker, subject, opening, "看事项并答复", facts)
    _tell(blocker, "blocker_raised", told, addressees(blocker), now)


def _tell_closed(blocker: Blocker, now: datetime) -> None:
    subject = f"【需协调{word(blocker.state)}】{blocker.task.code}：{word(blocker.cause)}"
    opening = f"{blocker.unit.name}提出的事项{word(blocker.state)}，不用再办。"
    facts = [("说明", blocker.last.words or "没有附言")]
    told = _told(blocker, subject, opening, "看这件事项", facts)
    _tell(blocker, "blocker_closed", told, addressees(blocker), now)


def _told(
    blocker: Blocker, subject: str, opening: str, step: str, facts: Sequence[tuple[str, str]]
) -> Told:
    task = blocker.task
    return Told(
        subject=subject,
        opening=opening,
        facts=[
            ("任务", f"{task.code} {task.name}"),
            ("原因", word(blocker.cause)),
            ("需要协调", blocker.request),
            *facts,
        ],
        step=step,
        url=links.blocker(blocker.id),
        why="这件事项由你或你们单位提出、答复，所以收到这封邮件。",
    )


def _tell(blocker: Blocker, kind: str, told: Told, people: Sequence[User], now: datetime) -> None:
    for person in people:
        key = f"{kind.replace('_', '-')}:{blocker.id}:{blocker.round}:{person.id}"
        tell(key, kind, told, to=person, now=now, task=blocker.task)
