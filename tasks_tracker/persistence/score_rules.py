"""The rule of scores: what came with the program, and the versions that a region set since."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.score_rules import DEFAULT, Rule, ScoreRule, rule_on
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence.session import db


def of_period(region: Region, period: Period) -> Rule:
    """By which a period is scored: the one that held on its first day, so that nobody is scored by
    what was set after it had begun (1 statement)."""
    return on(region, period.first)


def on(region: Region, day: date) -> Rule:
    """The one that holds on a day (1 statement)."""
    return rule_on(day, _all(region))


def newest(region: Region) -> Rule:
    """The version that was set last, although it may hold later only (1 statement)."""
    known = _all(region)
    return known[-1] if known else DEFAULT


def version(region: Region, number: int) -> Rule:
    """A version that was set; 0 is the one that came with the program (1 statement)."""
    return next((rule for rule in _all(region) if rule.version == number), DEFAULT)


def history(region: Region) -> Sequence[ScoreRule]:
    """All versions that were set, the newest first, with who set them (1 statement)."""
    query = select(ScoreRule).where(ScoreRule.region_id == region.id)
    with_people = query.options(joinedload(ScoreRule.set_by))
    return db.scalars(with_people.order_by(ScoreRule.version.desc())).all()


def _all(region: Region) -> list[Rule]:
    query = select(ScoreRule).where(ScoreRule.region_id == region.id)
    return [one.rule for one in db.scalars(query.order_by(ScoreRule.version))]
