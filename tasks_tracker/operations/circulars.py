"""Drafting and publishing the monthly circular."""

from datetime import date, datetime
from typing import Any

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.mail import outbox
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import circulars, users
from tasks_tracker.persistence.session import db


def draft_circular(
    region: Region,
    *,
    period: Period,
    plan: Plan | None = None,
    snapshot: dict[str, Any],
    as_of: date,
    now: datetime,
    by: User | None = None,
) -> Circular:
    """Keep a snapshot as the draft of a period; a draft that exists takes the newer snapshot.

    `by` None: the scheduled job. A published circular refuses.
    """
    if by:
        require(by, Action.DRAFT_CIRCULAR, region)
    circular = circulars.find(region, period, plan=plan)
    if circular:
        circular.redraft(snapshot, as_of=as_of, now=now)
    else:
        circular = Circular(
            region=region,
            first_on=period.first,
            kind=period.kind,
            plan=plan,
            as_of=as_of,
            snapshot=snapshot,
            drafted_at=now,
        )
        db.add(circular)
    db.flush()
    _record(EventKind.CIRCULAR_DRAFTED, circular, by, now)
    return circular


def publish_circular(circular: Circular, *, by: User, now: datetime) -> None:
    """Give it the next number of its year and send it out; from now on it never changes."""
    require(by, Action.PUBLISH_CIRCULAR, circular)
    number = circulars.next_number(circular.region, circular.year)
    circular.propose(by=by, now=now)
    circular.approve(by=by, now=now)
    circular.publish(by=by, number=number, now=now)
    db.flush()
    _record(EventKind.CIRCULAR_PUBLISHED, circular, by, now)
    written = [
        outbox.write(
            f"circular:{circular.id}:{reader.id}",
            "circular_published",
            to=reader,
            now=now,
            context={"circular": circular},
        )
        for reader in users.readers_of_circulars(circular.region)
    ]
    outbox.put(outbox.unsaid(written))


def _record(kind: EventKind, circular: Circular, by: User | None, now: datetime) -> None:
    words = circular.period.key
    record(
        kind,
        by=by,
        now=now,
        region=circular.region,
        subject=f"circular:{circular.id}",
        words=words,
    )
