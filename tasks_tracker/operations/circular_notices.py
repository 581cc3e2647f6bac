"""印发前核实: telling units what a circular will say of them, their corrections, the decisions."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.circular_notices import (
    CircularCorrection,
    CircularNotice,
    CorrectionState,
    Said,
    as_kept,
)
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.operations import circular_mails
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.secrecy import refuse_marked_text
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import circular_notices
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar

NOBODY = "没有需要核实的单位：没有点名，或者都已经告知过。可以直接报批。"


def send_notice(
    circular: Circular, named: Mapping[Unit, Sequence[Said]], *, by: User, now: datetime
) -> list[CircularNotice]:
    """Tell each unit what will be said of it; `named` as reports.circular_named.untold has it."""
    require(by, Action.DRAFT_CIRCULAR, circular.region)
    if not named:
        raise Refusal(NOBODY)
    today = clock.local(now).date()
    until = calendar().add(today, circular.region.correction_days)
    circular.notify(on=today, until=until)
    turns = circular_notices.turns(circular)
    made = [
        CircularNotice(
            circular=circular,
            unit=unit,
            turn=turns.get(unit.id, 0) + 1,
            sent_on=today,
            until=until,
            said=as_kept(things),
        )
        for unit, things in named.items()
    ]
    db.add_all(made)
    db.flush()
    words = f"{len(made)} 家单位，{wording.day(until)}前可提更正"
    record(
        EventKind.CIRCULAR_NOTICED,
        by=by,
        now=now,
        region=circular.region,
        subject=f"circular:{circular.id}",
        words=words,
    )
    circular_mails.tell_named(made, now=now)
    return made


def confirm_notice(notice: CircularNotice, *, by: User, now: datetime) -> None:
    """已核对: the unit has nothing to correct."""
    require(by, Action.ASK_CORRECTION, notice)
    notice.check(by=by, now=now)
    db.flush()
    words = f"{notice.unit.name}核对无误"
    _record_of(EventKind.CIRCULAR_CHECKED, notice, by=by, now=now, words=words)


def ask_for_correction(
    notice: CircularNotice,
    *,
    about: str,
    reason: str,
    by: User,
    now: datetime,
    evidence: Sequence[Piece] = (),
) -> CircularCorrection:
    """Within the window, about one thing that was said."""
    require(by, Action.ASK_CORRECTION, notice)
    refuse_marked_text([reason])
    correction = notice.ask(about, reason, by=by, now=now, today=clock.local(now).date())
    db.add(correction)
    db.flush()
    attach(
        evidence,
        by=by,
        now=now,
        region=notice.circular.region,
        unit=notice.unit,
        subject=f"correction:{correction.id}",
    )
    words = f"{notice.unit.name}：{correction.said}"
    _record_of(EventKind.CORRECTION_ASKED, notice, correction, by=by, now=now, words=words)
    circular_mails.tell_office(correction, now=now)
    return correction


def decide_correction(
    correction: CircularCorrection,
    *,
    decision: CorrectionState,
    opinion: str,
    by: User,
    now: datetime,
) -> None:
    """Put right in the ledger, left unnamed, or rejected; the unit learns which, and why."""
    require(by, Action.DECIDE_CORRECTION, correction)
    correction.decide(decision, by=by, now=now, opinion=opinion)
    circular = correction.notice.circular
    if decision is CorrectionState.UNNAMED and correction.code not in circular.unnamed:
        circular.leave_unnamed(correction.code, correction.opinion)
    db.flush()
    words = f"{wording.word(decision)}：{correction.opinion}"
    kind = EventKind.CORRECTION_DECIDED
    _record_of(kind, correction.notice, correction, by=by, now=now, words=words)
    circular_mails.tell_asker(correction, now=now)


def _record_of(
    kind: EventKind,
    notice: CircularNotice,
    correction: CircularCorrection | None = None,
    *,
    by: User,
    now: datetime,
    words: str,
) -> None:
    subject = f"correction:{correction.id}" if correction else f"circular_notice:{notice.id}"
    region = notice.circular.region
    record(kind, by=by, now=now, region=region, subject=subject, words=words)
