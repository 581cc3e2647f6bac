"""Counting against rules of accountability: facts are entered, steps fall due once, and are
carried out or waived."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tasks_tracker import clock
from tasks_tracker.domain.accountability import (
    AccountabilityRule,
    Reached,
    Standing,
    reached,
    standing,
)
from tasks_tracker.domain.accountability_cases import AccountabilityAction, AccountabilityFact
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.operations import accountability_mails as mails
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import accountability, countable, units
from tasks_tracker.persistence.session import db

LOOKED_BACK = timedelta(days=31)
"""What becomes known so much later is counted in the period of its own day still."""


def enter_fact(
    rule: AccountabilityRule,
    *,
    by: User,
    now: datetime,
    unit: Unit,
    happened_on: date,
    place: str,
    account: str,
    evidence: Sequence[Piece] = (),
) -> AccountabilityFact:
    """Put down what happened at a unit; the steps that it reaches fall due at once."""
    require(by, Action.ENTER_FACT, rule.region)
    if happened_on > _today(now):
        raise Refusal("日期不能在今天以后。", field="happened_on")
    accountability.hold(rule)
    made = AccountabilityFact(
        rule=rule,
        unit=unit,
        happened_on=happened_on,
        place=place,
        words=account,
        by=by,
        entered_at=now,
    )
    db.add(made)
    db.flush()
    subject = f"liability_fact:{made.id}"
    attach(evidence, by=by, now=now, region=rule.region, unit=unit, subject=subject)
    words = f"{unit.name}：{made.words}"
    _note(EventKind.LIABILITY_FACT_ENTERED, rule, by, now, subject=subject, words=words)
    fired = fire_due(rule, now=now, unit_ids={unit.id}, since=happened_on)
    if not fired:
        mails.tell_entered(made, now)
    return made


def withdraw_fact(fact: AccountabilityFact, *, by: User, now: datetime, reason: str) -> None:
    """It was none: it counts no more. What fell due by it stays, and may be waived."""
    require(by, Action.WITHDRAW_FACT, fact)
    accountability.hold(fact.rule)
    fact.withdraw(by=by, now=now, words=reason)
    subject = f"liability_fact:{fact.id}"
    words = f"{fact.unit.name}：{fact.withdrawn_words}"
    _note(EventKind.LIABILITY_FACT_WITHDRAWN, fact.rule, by, now, subject=subject, words=words)
    mails.tell_withdrawn(fact, now)


def fire_due(
    rule: AccountabilityRule,
    *,
    now: datetime,
    unit_ids: set[int] | None = None,
    since: date | None = None,
) -> list[AccountabilityAction]:
    """Put down every step that was reached and is not put down yet; each once, however often and
    by however many this is asked.

    `since` is the day of the earliest fact that may be new.
    """
    today = _today(now)
    accountability.hold(rule)
    span = countable.Span(_first_day(rule, since or today - LOOKED_BACK), today, today)
    facts = countable.facts(rule, span)
    concerned = _concerned(rule, set(facts) if unit_ids is None else unit_ids & set(facts))
    known = accountability.fired(rule, [unit.id for unit in concerned])
    fired = []
    for unit in concerned:
        days = [fact.on for fact in facts[unit.id]]
        new = [
            one
            for one in reached(rule, days)
            if (unit.id, one.period.key, one.step.threshold) not in known
        ]
        fired += [made for one in new if (made := _fire(rule, unit, one, now))]
        if not new:
            _warn(standing(rule, days, today), unit, now)
    return fired


def carry_out_action(
    action: AccountabilityAction,
    *,
    by: User,
    now: datetime,
    done_on: date,
    paper_no: str,
    outcome: str,
) -> None:
    """It was done, on a day, perhaps with a paper."""
    require(by, Action.CARRY_OUT_ACTION, action)
    if done_on > _today(now):
        raise Refusal("落实日期不能在今天以后。", field="done_on")
    action.carry_out(by=by, now=now, on=done_on, words=outcome)
    action.paper_no = paper_no.strip()
    _decided(EventKind.LIABILITY_CARRIED_OUT, action, by, now)


def waive_action(action: AccountabilityAction, *, by: User, now: datetime, outcome: str) -> None:
    """The head of supervision lets it be, with a reason."""
    require(by, Action.WAIVE_ACTION, action)
    action.waive(by=by, now=now, words=outcome)
    _decided(EventKind.LIABILITY_WAIVED, action, by, now)


def _concerned(rule: AccountabilityRule, unit_ids: set[int]) -> Sequence[Unit]:
    found = units.of_ids(rule.region, unit_ids) if unit_ids else ()
    return [unit for unit in found if rule.concerns(unit)]


def _first_day(rule: AccountabilityRule, day: date) -> date:
    """The first day of the period of that day, by every version that counted then or after."""
    periods = [version.period_on(day) for version in rule.versions]
    return min([day, *(period.first for period in periods if period)])


def _fire(
    rule: AccountabilityRule, unit: Unit, one: Reached, now: datetime
) -> AccountabilityAction | None:
    action_id = accountability.fire(
        {
            "rule_id": rule.id,
            "version_id": one.version.id,
            "unit_id": unit.id,
            "period": one.period.key,
            "threshold": one.step.threshold,
            "measure": one.step.measure,
            "count": one.count,
            "reached_on": one.on,
            "fired_at": now,
            "version": 1,
            "state": "open",
            "paper_no": "",
            "words": "",
        }
    )
    if action_id is None:
        return None
    made = accountability.action(action_id)
    words = f"{unit.name}第 {one.count} 次，{one.step.measure}"
    subject = f"liability_action:{made.id}"
    _note(EventKind.LIABILITY_FIRED, rule, None, now, subject=subject, words=words)
    mails.tell_fired(made, now)
    return made


def _warn(near: Standing | None, unit: Unit, now: datetime) -> None:
    if near is not None and near.is_near:
        mails.tell_near(near, unit, now)


def _decided(kind: EventKind, action: AccountabilityAction, by: User, now: datetime) -> None:
    words = f"{action.unit.name}，{action.measure}：{action.words}"
    _note(kind, action.rule, by, now, subject=f"liability_action:{action.id}", words=words)
    mails.tell_decided(action, now)


def _note(
    kind: EventKind, rule: AccountabilityRule, by: User | None, now: datetime, **about: str
) -> None:
    words = f"{rule.name}：{about.pop('words')}"
    record(kind, by=by, now=now, region=rule.region, words=words, **about)


def _today(now: datetime) -> date:
    return clock.local(now).date()
