"""The rule of the lights: what came with the program, and the versions that were set since."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, event, select
from sqlalchemy.orm import joinedload

from tasks_tracker import clock
from tasks_tracker.domain.light_rules import LightRule
from tasks_tracker.domain.lights import DEFAULT, Lines, Rule, rule_on
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar

_KEY, _TOKEN = "light rules", "newest light rule"


def lines(today: date) -> Lines:
    """The dates between the lights of today."""
    return Lines.on(today, calendar(), on(today))


def lines_then(day: date) -> Lines:
    """The same as they were at the end of a day, by the calendar that was known then."""
    return Lines.on(day, calendar().at(clock.end_of(day)), on(day))


def on(day: date) -> Rule:
    """The rule that holds on a day (1 statement in a transaction, none in a request of somebody
    who is signed in)."""
    return rule_on(day, _known())


def newest() -> Rule:
    """The version that was set last, although it may hold later only."""
    known = _known()
    return known[-1] if known else DEFAULT


def history() -> Sequence[LightRule]:
    """All versions that were set, the newest first, with who set them."""
    query = select(LightRule).options(joinedload(LightRule.set_by))
    return db.scalars(query.order_by(LightRule.version.desc())).all()


def newest_token() -> Select[str]:
    return select(LightRule.token).order_by(LightRule.version.desc()).limit(1)


def remember(found: str | None) -> None:
    """The token was read just now, together with something else."""
    db().info[_TOKEN] = found


def look_again() -> None:
    """A version was set in this very transaction."""
    db().info.pop(_TOKEN, None)
    db().info.pop(_KEY, None)


def _known() -> tuple[Rule, ...]:
    info = db().info
    if _KEY not in info:
        info[_KEY] = _up_to(info.pop(_TOKEN) if _TOKEN in info else db.scalar(newest_token()))
    known: tuple[Rule, ...] = info[_KEY]
    return known


@event.listens_for(db, "after_transaction_end")
def _forget(session: Any, ended: Any) -> None:
    """Another process may have set one before the next transaction begins."""
    if ended.parent is None:
        session.info.pop(_KEY, None)


@lru_cache(maxsize=4)
def _up_to(token: str | None) -> tuple[Rule, ...]:
    """The versions up to the one with this token, so that they are read once."""
    if token is None:
        return ()
    last = select(LightRule.version).where(LightRule.token == token).scalar_subquery()
    query = select(LightRule).where(LightRule.version <= last).order_by(LightRule.version)
    return tuple(one.rule for one in db.scalars(query))
