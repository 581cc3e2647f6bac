"""A unit asks for a later date, others consent, and the office decides (延期)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.consents import Consent, ExtensionConsent
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.extension_rules import CONSENT_WORKDAYS, concerned_units
from tasks_tracker.domain.extensions import Extension, ExtensionState
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.rights_barriers import leading_units
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations import extension_mails as mails
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import extensions, tasks, users, workdays
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import full_day


def request_extension(
    milestone: Milestone,
    *,
    by: User,
    now: datetime,
    new_due_on: date,
    reason: str,
    unit: Unit | None = None,
    beyond_phase: str = "",
    no_evidence: str = "",
    evidence: Sequence[Piece] = (),
) -> Extension:
    """Ask for a later date of one milestone; without other units it goes to the office at once."""
    task = milestone.task
    require(by, Action.ASK_EXTENSION, task)
    if not reason.strip():
        raise Refusal("延期理由不能空着，写清为什么办不完、已经做了什么。", field="reason")
    require_proof(evidence, no_evidence)
    workdays.hold()
    if extensions.open_on([milestone]):
        raise Refusal("这个节点已经有一份延期申请在办，有了结果才能再提。")
    today = clock.local(now).date()
    extension = Extension(
        milestone=milestone,
        unit=speaking_unit(by, task, unit),
        by=by,
        asked_at=now,
        asked_on=today,
        new_due_on=new_due_on,
        reason=reason.strip(),
        beyond_phase=beyond_phase.strip(),
        no_evidence=no_evidence.strip(),
        consent_due_on=workdays.calendar().add(today, CONSENT_WORKDAYS),
    )
    _ask_others(extension)
    db.add(extension)
    db.flush()
    attach(evidence, task=task, subject=f"extension:{extension.id}", by=by, now=now)
    _note(extension, EventKind.EXTENSION_ASKED, by, now, words=_asked(extension))
    if extension.consents:
        mails.ask_consents(extension, now=now)
    else:
        _hand_over(extension, by=by, now=now)
    return extension


def require_proof(evidence: Sequence[Piece], no_evidence: str) -> None:
    if not evidence and not no_evidence.strip():
        raise Refusal("请附上佐证，或者写明为什么没有佐证。", field="no_evidence")


def speaking_unit(by: User, task: Task, wanted: Unit | None) -> Unit:
    """The leading unit for which this person speaks; nobody speaks for another one."""
    own = leading_units(by, task)
    if wanted is not None and wanted not in own:
        raise NotAllowed(f"speak for unit {wanted.id} by {by.account}")
    return wanted or own[0]


def answer_consent(
    consent: ExtensionConsent, *, by: User, now: datetime, agrees: bool, words: str = ""
) -> None:
    """A unit that the date concerns agrees or not; with the last answer the office has it."""
    require(by, Action.CONSENT_TO_EXTENSION, consent)
    extension = consent.extension
    today, _ = _begin(extension, now)
    answer = Consent.AGREED if agrees else Consent.DECLINED
    consent.give(answer, by=by, now=now, today=today, words=words)
    kind = EventKind.EXTENSION_AGREED if agrees else EventKind.EXTENSION_DECLINED
    _note(extension, kind, by, now, words=f"{consent.unit.name}：{consent.words or '无附言'}")
    if not extension.pending:
        _hand_over(extension, by=by, now=now)


def hand_over(extension: Extension, *, by: User, now: datetime) -> None:
    """On to the office although a unit was silent for longer than it may be."""
    require(by, Action.WITHDRAW_EXTENSION, extension)
    today, _ = _begin(extension, now)
    extension.require_alive(today)
    _hand_over(extension, by=by, now=now)


def grant_extension(extension: Extension, *, by: User, now: datetime, words: str = "") -> None:
    """The date becomes the one asked for; the original one stays in view."""
    require(by, Action.DECIDE_EXTENSION, extension)
    today, known = _begin(extension, now)
    extension.grant(by=by, now=now, today=today, workdays=known, words=words)
    milestone = extension.milestone
    moved = {"due_on": f"{extension.due_before}"}, {"due_on": f"{milestone.due_on}"}
    _conclude(extension, EventKind.EXTENSION_GRANTED, by, now, moved)
    mails.tell_decision(extension, now=now)


def refuse_extension(extension: Extension, *, by: User, now: datetime, words: str) -> None:
    """The date stays, with the reason; the days at the office are given back."""
    require(by, Action.DECIDE_EXTENSION, extension)
    today, known = _begin(extension, now)
    extension.refuse(by=by, now=now, today=today, workdays=known, words=words)
    _conclude(extension, EventKind.EXTENSION_REFUSED, by, now)
    mails.tell_decision(extension, now=now)


def withdraw_extension(extension: Extension, *, by: User, now: datetime, words: str = "") -> None:
    """The unit takes it back; waiting was its own time."""
    require(by, Action.WITHDRAW_EXTENSION, extension)
    today, known = _begin(extension, now)
    extension.withdraw(by=by, now=now, today=today, workdays=known, words=words)
    _conclude(extension, EventKind.EXTENSION_WITHDRAWN, by, now)
    mails.tell_end(extension, now=now)


def give_way_to_report(milestones: Collection[Milestone], *, by: User, now: datetime) -> None:
    """Before a report says that these are met: requests on them are taken back, so that their
    clocks run again and can stop for the report."""
    asked = any(one.task.extension_asked_on for one in milestones)
    for extension in extensions.open_on(milestones) if asked else ():
        today, known = _begin(extension, now)
        extension.give_way_to_report(by=by, now=now, today=today, workdays=known)
        _conclude(extension, EventKind.EXTENSION_WITHDRAWN, by, now)
        mails.tell_end(extension, now=now)


def withdraw_all(task: Task, *, by: User, now: datetime, words: str) -> None:
    """The task goes to another unit or out of the ledger: what was asked is of no use any more."""
    for extension in extensions.open_of(task) if task.extension_asked_on else ():
        today, known = _begin(extension, now)
        extension.withdraw(by=by, now=now, today=today, workdays=known, words=words)
        _conclude(extension, EventKind.EXTENSION_WITHDRAWN, by, now)
        mails.tell_end(extension, now=now)


def lapse_overdue(milestone: Milestone, *, now: datetime) -> None:
    """Its clock has run out: what others had not agreed to by then is of no use any more."""
    if milestone.task.extension_asked_on is None:
        return
    for extension in extensions.open_on([milestone]):
        if extension.state is ExtensionState.ASKED:
            today, _ = _begin(extension, now)
            extension.lapse(now=now, today=today)
            _conclude(extension, EventKind.EXTENSION_LAPSED, None, now)
            mails.tell_end(extension, now=now)


def _begin(extension: Extension, now: datetime) -> tuple[date, Workdays]:
    """Whatever is written in between, task and request are written first and in this order: two
    who come at the same moment wait for each other and not in a circle."""
    workdays.hold()
    known = workdays.calendar()
    tasks.hold(extension.task)
    extensions.hold(extension)
    return clock.local(now).date(), known


def _ask_others(extension: Extension) -> None:
    concerned = concerned_units(extension.task, extension.unit)
    heads = users.people_of_units([unit.id for unit in concerned], Role.UNIT_HEAD)
    headed = {unit.id for head in heads for unit in head.units}
    for unit in concerned:
        extension.ask_consent(unit, wants_head=unit.id in headed)


def _hand_over(extension: Extension, *, by: User, now: datetime) -> None:
    extension.hand_over(clock.local(now).date())
    _note(extension, EventKind.EXTENSION_WITH_OFFICE, by, now, words=_silent(extension))
    mails.tell_deciders(extension, now=now)


def _conclude(
    extension: Extension,
    kind: EventKind,
    by: User | None,
    now: datetime,
    moved: tuple[object, object] = (None, None),
) -> None:
    words = "：".join(filter(None, (extension.milestone.deliverable, extension.words)))
    _note(extension, kind, by, now, words=words, before=moved[0], after=moved[1])


def _note(
    extension: Extension, kind: EventKind, by: User | None, now: datetime, **more: Any
) -> None:
    task = extension.task
    tasks.hold(task)
    db.flush()
    task.extension_asked_on = extensions.earliest_open(task)
    record(kind, by=by, now=now, task=task, subject=f"extension:{extension.id}", **more)


def _asked(extension: Extension) -> str:
    return (
        f"{extension.milestone.deliverable}：由{full_day(extension.due_before)}"
        f"延至{full_day(extension.new_due_on)}，{extension.reason}"
    )


def _silent(extension: Extension) -> str:
    names = "、".join(consent.unit.name for consent in extension.pending)
    return f"{extension.milestone.deliverable}{f'；没有答复：{names}' if names else ''}"
