"""A circular on its way: drafted, edited, laid before the head, approved, published, corrected."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.circulars import Circular, CircularForm
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.operations import circular_mails
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import circular_notices, circulars, series
from tasks_tracker.persistence.session import db

SERIES: Mapping[CircularForm, SeriesKind] = {
    CircularForm.RED_HEAD: SeriesKind.CIRCULAR,
    CircularForm.BULLETIN: SeriesKind.BULLETIN,
}
TOLD = 3
"""Findings that a refusal names."""


def draft_circular(
    region: Region,
    *,
    period: Period,
    plan: Plan | None = None,
    form: CircularForm = CircularForm.RED_HEAD,
    snapshot: dict[str, Any],
    as_of: date,
    now: datetime,
    by: User | None = None,
    sentences: Mapping[str, Any] | None = None,
) -> Circular:
    """Keep a snapshot as the draft of a period; a draft that exists takes the newer snapshot, with
    those of its edited `sentences` that still have a place (reports.circular_edits.carried).

    `by` None: the scheduled job. A published circular refuses.
    """
    if by:
        require(by, Action.DRAFT_CIRCULAR, region)
    circular = circulars.find_newest(region, period, plan=plan)
    if circular:
        circular.redraft(snapshot, as_of=as_of, now=now, form=form, sentences=sentences or {})
    else:
        circular = Circular(
            region=region,
            first_on=period.first,
            kind=period.kind,
            plan=plan,
            form=form,
            as_of=as_of,
            snapshot=snapshot,
            drafted_at=now,
        )
        db.add(circular)
    db.flush()
    _record(EventKind.CIRCULAR_DRAFTED, circular, by, now)
    return circular


def draft_correction_issue(
    original: Circular, *, snapshot: dict[str, Any], reason: str, by: User, now: datetime
) -> Circular:
    """更正: another issue, with a number of its own, that names the one it puts right."""
    require(by, Action.DRAFT_CIRCULAR, original.region)
    if not original.is_published:
        raise Refusal("这期通报还没有印发，直接重新起草就行，不用更正。")
    if not reason.strip():
        raise Refusal("请写明为什么更正、哪里不对。", field="reason")
    other = circulars.find_correcting(original)
    if other is not None:
        raise Refusal("这期通报已有一期更正，请在那一期上办。")
    circular = Circular(
        region=original.region,
        first_on=original.first_on,
        kind=original.kind,
        plan=original.plan,
        form=original.form,
        corrects=original,
        revision=original.revision + 1,
        correction_reason=reason.strip(),
        edits={"unnamed": dict(original.unnamed)},
        as_of=original.as_of,
        snapshot=snapshot,
        drafted_at=now,
    )
    db.add(circular)
    db.flush()
    _record(EventKind.CIRCULAR_DRAFTED, circular, by, now, f"更正：{circular.correction_reason}")
    return circular


def edit_circular(
    circular: Circular, sentences: Mapping[str, Any], *, by: User, now: datetime
) -> None:
    """Take these sentences, by place, instead of those that were drafted
    (made and held against the figures by reports.circular_edits.edited)."""
    require(by, Action.DRAFT_CIRCULAR, circular.region)
    circular.rewrite(sentences)
    db.flush()
    _record(EventKind.CIRCULAR_EDITED, circular, by, now, f"改写 {len(sentences)} 处")


def leave_unnamed(circular: Circular, *, code: str, reason: str, by: User, now: datetime) -> None:
    """Name an item neither in the text nor in the annex of what is behind."""
    require(by, Action.DRAFT_CIRCULAR, circular.region)
    circular.leave_unnamed(code, reason)
    db.flush()
    _record(EventKind.CIRCULAR_UNNAMED, circular, by, now, f"{code} 不点名：{reason.strip()}")


def name_again(circular: Circular, *, code: str, by: User, now: datetime) -> None:
    require(by, Action.DRAFT_CIRCULAR, circular.region)
    if circular_notices.was_promised(circular, code):
        raise Refusal(f"{code}已经答复单位不点名，不能再点名；确需通报的，放到下一期。")
    circular.name_again(code)
    db.flush()
    _record(EventKind.CIRCULAR_UNNAMED, circular, by, now, f"{code} 恢复点名")


def propose_circular(
    circular: Circular, *, findings: Sequence[str], by: User, now: datetime
) -> None:
    """Lay it before the head; refused while the checks find anything."""
    require(by, Action.DRAFT_CIRCULAR, circular.region)
    _require_right(findings)
    circular.propose(by=by, now=now)
    db.flush()
    _record(EventKind.CIRCULAR_PROPOSED, circular, by, now)
    circular_mails.tell_heads(circular, by=by, now=now)


def approve_circular(
    circular: Circular, *, findings: Sequence[str], by: User, now: datetime
) -> None:
    """Whoever proposed it does not approve it."""
    require(by, Action.APPROVE_CIRCULAR, circular)
    _require_right(findings)
    circular.approve(by=by, now=now)
    db.flush()
    _record(EventKind.CIRCULAR_APPROVED, circular, by, now)


def send_back(circular: Circular, *, reason: str, by: User, now: datetime) -> None:
    """It becomes a draft again, without signatures; who proposed it learns why."""
    require(by, Action.APPROVE_CIRCULAR, circular)
    if not reason.strip():
        raise Refusal("请写明退回的理由。", field="reason")
    proposer = circular.proposed_by
    circular.send_back()
    db.flush()
    _record(EventKind.CIRCULAR_SENT_BACK, circular, by, now, reason.strip())
    if proposer is not None and proposer is not by:
        circular_mails.tell_proposer(circular, proposer, reason.strip(), now=now)


def publish_circular(
    circular: Circular, *, findings: Sequence[str], by: User, now: datetime
) -> None:
    """Give it the next number of its series and send it out; from now on it never changes."""
    require(by, Action.PUBLISH_CIRCULAR, circular)
    if not circular.is_published:
        _require_right(findings)
    year = clock.local(now).year
    number = series.take(circular.region, SERIES[circular.form], year)
    circular.publish(by=by, year=year, number=number, now=now)
    db.flush()
    _record(EventKind.CIRCULAR_PUBLISHED, circular, by, now)
    circular_mails.tell_readers(circular, now=now)


def set_correction_days(region: Region, *, days: int, by: User, now: datetime) -> None:
    """For notices that are sent from now on."""
    require(by, Action.SET_CORRECTION_DAYS, region)
    if not 1 <= days <= LONGEST_WINDOW:
        raise Refusal(f"核实期在1到{LONGEST_WINDOW}个工作日之间。", field="days")
    before, region.correction_days = region.correction_days, days
    db.flush()
    record(
        EventKind.CORRECTION_DAYS_SET,
        by=by,
        now=now,
        region=region,
        subject=f"region:{region.id}",
        words=f"核实期 {before} → {days} 个工作日",
    )


LONGEST_WINDOW = 10


def _require_right(findings: Sequence[str]) -> None:
    """There is no way to go on with what the checks found."""
    if findings:
        named = "；".join(findings[:TOLD])
        more = f"等 {len(findings)} 处" if len(findings) > TOLD else ""
        raise Refusal(f"核对没有全部通过，先改好再办：{named}{more}。")


def _record(
    kind: EventKind, circular: Circular, by: User | None, now: datetime, words: str = ""
) -> None:
    period = circular.period.key
    record(
        kind,
        by=by,
        now=now,
        region=circular.region,
        subject=f"circular:{circular.id}",
        words=f"{period} {words}" if words else period,
    )
