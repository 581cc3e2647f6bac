"""How units stand to the rules of accountability on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tasks_tracker.domain.accountability import AccountabilityRule, Standing, standing
from tasks_tracker.domain.accountability_cases import AccountabilityAction, ActionState
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence import accountability, units
from tasks_tracker.persistence.countable import CountedFact, Span, facts
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.todo import Todo


@dataclass(frozen=True)
class Counter:
    """One unit under one rule, with what is counted in the period of today."""

    unit: Unit
    standing: Standing
    facts: Sequence[CountedFact]


@dataclass(frozen=True)
class Board:
    """One rule with the units that count something, most first."""

    rule: AccountabilityRule
    counters: Sequence[Counter]


def boards(user: User, today: date) -> list[Board]:
    """Rules that count today, with the counters that this person may see: a unit sees its own,
    those at zero too (1 statement for each rule, 1 for names)."""
    if user.region is None:
        return []
    counted = [
        (rule, _facts(rule, today))
        for rule in accountability.rules(user.region)
        if standing(rule, (), today) is not None
    ]
    shown = _units(user, {unit_id for _, found in counted for unit_id in found})
    own = {unit.id for unit in user.units}
    return [
        Board(
            rule,
            _counters(rule, found, [one for one in shown if one.id in own | set(found)], today),
        )
        for rule, found in counted
    ]


def counter(rule: AccountabilityRule, unit: Unit, today: date) -> Counter | None:
    """One unit under one rule (1 statement); None where the rule counts nothing today."""
    return _counter(rule, unit, _facts(rule, today).get(unit.id, []), today)


def to_carry_out(user: User, _today: date) -> Todo | None:
    """Steps that wait for the own office (1 statement)."""
    if not user.holds(*OFFICE_ROLES) or user.region is None:
        return None
    query = (
        select(func.count(), func.min(AccountabilityAction.measure))
        .join(AccountabilityAction.rule)
        .where(
            AccountabilityRule.region_id == user.region.id,
            AccountabilityAction.state == ActionState.OPEN,
        )
    )
    count, first = db.execute(query).one()
    return Todo("问责待落实", count, "accountability.index", first=first or "")


def _facts(rule: AccountabilityRule, today: date) -> dict[int, list[CountedFact]]:
    now = standing(rule, (), today)
    if now is None:
        return {}
    return dict(facts(rule, Span(now.period.first, now.period.last, today)))


def _units(user: User, counted: set[int]) -> Sequence[Unit]:
    if user.units:
        return user.units
    return units.of_ids(user.region, counted) if user.region and counted else ()


def _counters(
    rule: AccountabilityRule,
    found: dict[int, list[CountedFact]],
    shown: Sequence[Unit],
    today: date,
) -> list[Counter]:
    made = (
        _counter(rule, unit, found.get(unit.id, []), today) for unit in shown if rule.concerns(unit)
    )
    kept = [one for one in made if one is not None]
    return sorted(kept, key=lambda one: (-one.standing.count, one.unit.position))


def _counter(
    rule: AccountabilityRule, unit: Unit, found: Sequence[CountedFact], today: date
) -> Counter | None:
    now = standing(rule, [fact.on for fact in found], today)
    return Counter(unit, now, found) if now else None
