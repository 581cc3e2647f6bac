"""Rules of accountability, facts and steps as they are looked up; what the tables count is in
countable."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.accountability import AccountabilityRule, RuleVersion
from tasks_tracker.domain.accountability_cases import (
    AccountabilityAction,
    AccountabilityFact,
    ActionState,
)
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.persistence.session import db

_WHOLE = selectinload(AccountabilityRule.versions).joinedload(RuleVersion.steps)


def rules(region: Region) -> Sequence[AccountabilityRule]:
    """With their versions and steps (2 statements)."""
    query = (
        select(AccountabilityRule)
        .where(AccountabilityRule.region_id == region.id)
        .options(_WHOLE)
        .order_by(AccountabilityRule.ended_on.nulls_first(), AccountabilityRule.id)
    )
    return db.scalars(query).all()


def get_rule(rule_id: int, user: User) -> AccountabilityRule:
    """A rule of the own region; everybody may know by what is counted."""
    query = select(AccountabilityRule).where(
        AccountabilityRule.id == rule_id,
        AccountabilityRule.region_id == (user.region.id if user.region else None),
    )
    return db.scalars(query.options(_WHOLE)).one()


def in_force() -> Sequence[AccountabilityRule]:
    """Of all regions, those that have not ended."""
    query = select(AccountabilityRule).where(AccountabilityRule.ended_on.is_(None))
    return db.scalars(query.options(_WHOLE).order_by(AccountabilityRule.id)).all()


def hold(rule: AccountabilityRule) -> None:
    """Whoever counts for a rule at the same moment waits until this transaction ends: of two who
    enter a fact the second counts both. SQLite has but one writer."""
    query = select(AccountabilityRule.id).where(AccountabilityRule.id == rule.id)
    db.execute(query.with_for_update())


def facts_of(rule: AccountabilityRule, unit: Unit) -> Sequence[AccountabilityFact]:
    """What was entered about a unit, withdrawn or not, the newest first."""
    query = (
        select(AccountabilityFact)
        .where(AccountabilityFact.rule_id == rule.id, AccountabilityFact.unit_id == unit.id)
        .options(joinedload(AccountabilityFact.by), joinedload(AccountabilityFact.withdrawn_by))
        .order_by(AccountabilityFact.happened_on.desc(), AccountabilityFact.id.desc())
    )
    return db.scalars(query).all()


def get_fact(fact_id: int, user: User) -> AccountabilityFact:
    query = (
        select(AccountabilityFact)
        .join(AccountabilityFact.rule)
        .where(AccountabilityFact.id == fact_id, _own(user, AccountabilityFact.unit_id))
        .options(joinedload(AccountabilityFact.unit), joinedload(AccountabilityFact.rule))
    )
    return db.scalars(query).one()


def fired(rule: AccountabilityRule, unit_ids: Sequence[int]) -> set[tuple[int, str, int]]:
    """Unit, period and threshold of every step that was taken."""
    query = select(
        AccountabilityAction.unit_id, AccountabilityAction.period, AccountabilityAction.threshold
    ).where(AccountabilityAction.rule_id == rule.id, AccountabilityAction.unit_id.in_(unit_ids))
    return set(db.execute(query))


def fire(values: dict[str, Any]) -> int | None:
    """The id of the step that was put down; None where it was there already."""
    is_postgresql = db.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgresql else sqlite.insert
    query = (
        insert(AccountabilityAction)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["rule_id", "unit_id", "period", "threshold"])
        .returning(AccountabilityAction.id)
    )
    return db.scalars(query).one_or_none()


def actions(user: User) -> Sequence[AccountabilityAction]:
    """Steps that this person may see, the newest first."""
    query = _actions(user)
    newest = (AccountabilityAction.fired_at.desc(), AccountabilityAction.id.desc())
    return db.scalars(query.order_by(*newest)).all()


def actions_of(rule: AccountabilityRule, unit: Unit) -> Sequence[AccountabilityAction]:
    """All steps of a unit under a rule, the newest first."""
    query = select(AccountabilityAction).where(
        AccountabilityAction.rule_id == rule.id, AccountabilityAction.unit_id == unit.id
    )
    newest = (AccountabilityAction.fired_at.desc(), AccountabilityAction.id.desc())
    return db.scalars(query.order_by(*newest)).all()


def get_action(action_id: int, user: User) -> AccountabilityAction:
    query = _actions(user).where(AccountabilityAction.id == action_id)
    return db.scalars(query.options(joinedload(AccountabilityAction.decided_by))).one()


def action(action_id: int) -> AccountabilityAction:
    """One that was put down just now."""
    query = select(AccountabilityAction).where(AccountabilityAction.id == action_id)
    parts = (AccountabilityAction.unit, AccountabilityAction.rule)
    return db.scalars(query.options(*map(joinedload, parts))).one()


def open_by_region(_today: date) -> dict[int, int]:
    """How many steps wait for each office."""
    query = (
        select(AccountabilityRule.region_id, func.count())
        .join(AccountabilityAction, AccountabilityAction.rule_id == AccountabilityRule.id)
        .where(AccountabilityAction.state == ActionState.OPEN)
        .group_by(AccountabilityRule.region_id)
    )
    return dict(db.execute(query).all())


def _actions(user: User) -> Select[AccountabilityAction]:
    return (
        select(AccountabilityAction)
        .join(AccountabilityAction.rule)
        .where(_own(user, AccountabilityAction.unit_id))
        .options(
            joinedload(AccountabilityAction.unit),
            joinedload(AccountabilityAction.rule),
            joinedload(AccountabilityAction.rule_version),
        )
    )


def _own(user: User, unit_id: Any) -> ColumnElement[bool]:
    """Of the own region; of a unit's people what is about their unit."""
    region = AccountabilityRule.region_id == (user.region.id if user.region else None)
    if user.holds(*OFFICE_ROLES, Role.LEADER):
        return region
    mine = [unit.id for unit in user.units] if user.holds(*UNIT_ROLES) else []
    return and_(region, unit_id.in_(mine))
