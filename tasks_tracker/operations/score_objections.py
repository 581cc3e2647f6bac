"""A unit objects to its score; somebody else than who froze it re-checks, on record."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.score_objections import ScoreObjection
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.scores import UnitScore
from tasks_tracker.domain.users import User
from tasks_tracker.operations import score_mails as mails
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.extensions import require_proof
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import score_sheets
from tasks_tracker.persistence.session import db
from tasks_tracker.wording.scores import points

COUNTED_ANEW = "打开本页之后，这张得分表重算过，下面是现在的各分，请重新选是哪一分；写的还在。"
NOTHING_CHANGED = "采纳申诉要写明哪一分改成多少，或者按今天的台账重算；都不改的，请选不采纳。"


def object_to_score(
    row: ScoreRow,
    *,
    by: User,
    now: datetime,
    place: int,
    reason: str,
    agreed_by: str,
    no_evidence: str = "",
    evidence: Sequence[Piece] = (),
    edition: int | None = None,
) -> ScoreObjection:
    """Say that one point is wrong (`place`, 1 for the first), or the whole row (0); `edition` is
    the count in which the person saw it."""
    require(by, Action.LOOK_OVER_SCORE, row)
    require_proof(evidence, no_evidence)
    score_sheets.hold(row.sheet)
    if edition not in (None, score_sheets.edition_now(row)):
        raise Refusal(COUNTED_ANEW, field="place")
    made = ScoreObjection(
        row=row,
        place=place,
        by=by,
        raised_at=now,
        raised_on=clock.local(now).date(),
        reason=reason,
        agreed_by=agreed_by,
        no_evidence=no_evidence.strip(),
    )
    if score_sheets.has_objection(made):
        raise Refusal("这一分已经申诉过，等复核结果；对别的分有意见的可以另提。", field="place")
    db.add(made)
    db.flush()
    region = row.sheet.region
    attach(evidence, by=by, now=now, region=region, unit=row.unit, subject=made.subject)
    _note(EventKind.SCORE_OBJECTED, made, by, now, made.reason)
    mails.tell_objected(made, now)
    return made


def accept_objection(
    objection: ScoreObjection,
    *,
    by: User,
    now: datetime,
    opinion: str,
    changes: Mapping[int, int] | None = None,
    recount: UnitScore | None = None,
) -> None:
    """The unit is right: points get another value, by their places, or the whole row is counted
    anew from the facts of today for the same period."""
    require(by, Action.RECHECK_SCORE, objection)
    _begin(objection, opinion)
    if recount is not None:
        objection.row.count_anew(recount)
    elif changes:
        objection.row.adjust(
            changes, by=by, now=now, reason=opinion.strip(), objection_id=objection.id
        )
    else:
        raise Refusal(NOTHING_CHANGED)
    objection.accept(by=by, now=now, opinion=opinion)
    _note(EventKind.SCORE_OBJECTION_ACCEPTED, objection, by, now, objection.opinion)
    mails.tell_decided(objection, now)


def reject_objection(objection: ScoreObjection, *, by: User, now: datetime, opinion: str) -> None:
    """The score stays as it is, with the reason."""
    require(by, Action.RECHECK_SCORE, objection)
    _begin(objection, opinion)
    objection.reject(by=by, now=now, opinion=opinion)
    _note(EventKind.SCORE_OBJECTION_REJECTED, objection, by, now, objection.opinion)
    mails.tell_decided(objection, now)


def _begin(objection: ScoreObjection, opinion: str) -> None:
    score_sheets.hold(objection.row.sheet)
    objection.require_open()
    if not opinion.strip():
        raise Refusal("请写明复核的情况和理由，单位能看到。", field="opinion")


def _note(kind: EventKind, objection: ScoreObjection, by: User, now: datetime, words: str) -> None:
    row = objection.row
    totals = (objection.total_before, objection.total_after)
    before, after = ({"得分": points(one)} if one is not None else None for one in totals)
    record(
        kind,
        by=by,
        now=now,
        region=row.sheet.region,
        subject=objection.subject,
        words=f"{row.unit.name}，{objection.words}：{words}",
        before=before if after else None,
        after=after,
    )
