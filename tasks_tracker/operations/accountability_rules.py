"""Rules of accountability are data: the head of supervision sets one version after another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tasks_tracker import clock
from tasks_tracker.domain.accountability import (
    AccountabilityRule,
    Counted,
    RuleVersion,
    Stage,
)
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.periods import PeriodKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Region, UnitGroup
from tasks_tracker.domain.users import User
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import full_day


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What may differ from one version of a rule to the next."""

    basis: str
    period: PeriodKind
    stages: Sequence[Stage]
    holds_from: date
    from_on: date | None = None
    to_on: date | None = None
    reason: str = ""


def set_rule(
    region: Region,
    *,
    by: User,
    now: datetime,
    name: str,
    counted: Counted,
    terms: Terms,
    fact_name: str = "",
    groups: Sequence[UnitGroup] = (),
) -> AccountabilityRule:
    """A new rule with its first version."""
    require(by, Action.SET_ACCOUNTABILITY, region)
    made = AccountabilityRule(
        region=region,
        name=name,
        counted=counted,
        fact_name=fact_name,
        groups=[group.value for group in groups],
    )
    _version(made, 1, terms, by, now)
    db.add(made)
    db.flush()
    _note(EventKind.LIABILITY_RULE_SET, made, by, now, full_day(terms.holds_from))
    return made


def change_rule(
    rule: AccountabilityRule, *, by: User, now: datetime, terms: Terms, seen: int
) -> RuleVersion:
    """A later version; the earlier ones hold for their time."""
    require(by, Action.SET_ACCOUNTABILITY, rule.region)
    if rule.ended_on is not None:
        raise Refusal("这条规则已经停用，不再改动。")
    newest = rule.newest
    if seen != newest.version:
        raise Refusal("打开本页之后，规则有了新的版本，请看过再改。填的内容还在下面。")
    if terms.holds_from <= newest.holds_from:
        raise Refusal(
            f"施行日期须晚于现行版本的{full_day(newest.holds_from)}。", field="holds_from"
        )
    if not terms.reason.strip():
        raise Refusal("修改规则须写明理由。", field="reason")
    made = _version(rule, newest.version + 1, terms, by, now)
    db.add(made)
    db.flush()
    words = f"第 {made.version} 版，{full_day(terms.holds_from)}起：{made.reason}"
    _note(EventKind.LIABILITY_RULE_SET, rule, by, now, words)
    return made


def end_rule(rule: AccountabilityRule, *, by: User, now: datetime, reason: str) -> None:
    """Nothing is counted from today on; what fell due stays."""
    require(by, Action.SET_ACCOUNTABILITY, rule.region)
    rule.end(clock.local(now).date(), reason)
    _note(EventKind.LIABILITY_RULE_ENDED, rule, by, now, rule.ended_words)


def _version(
    rule: AccountabilityRule, number: int, terms: Terms, by: User, now: datetime
) -> RuleVersion:
    if terms.holds_from < clock.local(now).date():
        raise Refusal("规则不溯及既往，施行日期最早是今天。", field="holds_from")
    made = RuleVersion(
        rule=rule,
        version=number,
        basis=terms.basis.strip(),
        period=terms.period,
        holds_from=terms.holds_from,
        from_on=terms.from_on,
        to_on=terms.to_on,
        reason=terms.reason.strip(),
        set_by=by,
        set_at=now,
    )
    made.take(terms.stages)
    return made


def _note(kind: EventKind, rule: AccountabilityRule, by: User, now: datetime, words: str) -> None:
    record(
        kind,
        by=by,
        now=now,
        region=rule.region,
        subject=f"liability_rule:{rule.id}",
        words=f"{rule.name}：{words}",
    )
