"""Mails about accountability: a unit hears of what is counted before it has consequences."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker.domain.accountability import Standing
from tasks_tracker.domain.accountability_cases import AccountabilityAction, AccountabilityFact
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.persistence import users
from tasks_tracker.wording import day, word

OF_UNIT = "你是这个单位的负责人或联络员。"


def tell_entered(fact: AccountabilityFact, now: datetime) -> None:
    told = Told(
        subject=f"【问责计数】{fact.unit.name}登记 1 次{fact.rule.fact_name}",
        opening=f"督查室按“{fact.rule.name}”登记了一条事实，还没有达到问责的档次。",
        step="看计数和下一档",
        url=links.accountability(),
        why=OF_UNIT,
        facts=[("日期", day(fact.happened_on)), ("地点", fact.place), ("情况", fact.words)],
    )
    for person in _people(fact.unit):
        tell(
            f"fact-entered:{fact.id}:{person.id}",
            "liability_fact_entered",
            told,
            to=person,
            now=now,
        )


def tell_withdrawn(fact: AccountabilityFact, now: datetime) -> None:
    told = Told(
        subject=f"【问责计数】{fact.unit.name}撤销 1 次{fact.rule.fact_name}",
        opening=f"督查室撤销了{day(fact.happened_on)}的一条事实，不再计数。",
        step="看计数和下一档",
        url=links.accountability(),
        why=OF_UNIT,
        facts=[("情况", fact.words), ("撤销理由", fact.withdrawn_words)],
    )
    for person in _people(fact.unit):
        key = f"fact-withdrawn:{fact.id}:{person.id}"
        tell(key, "liability_fact_withdrawn", told, to=person, now=now)


def tell_near(near: Standing, unit: Unit, now: datetime) -> None:
    """Once for each step: one more and it falls due."""
    step = near.next_step
    if step is None:
        return
    told = Told(
        subject=f"【问责提示】{unit.name}再有一次将{step.measure}",
        opening=f"按“{near.rule.name}”，{unit.name}已计 {near.count} 次，再有一次就达到下一档。",
        step="看计数和下一档",
        url=links.accountability(),
        why=OF_UNIT,
        facts=[
            ("依据", near.version.basis),
            ("周期", f"{day(near.period.first)}至{day(near.period.last)}"),
            ("下一档", f"满 {step.threshold} 次：{step.measure}"),
        ],
    )
    for person in _people(unit):
        key = f"near:{near.rule.id}:{unit.id}:{near.period.key}:{step.threshold}:{person.id}"
        tell(key, "liability_near", told, to=person, now=now)


def tell_fired(action: AccountabilityAction, now: datetime) -> None:
    """The office, which carries it out, and the unit."""
    for person in users.holders(action.rule.region, *OFFICE_ROLES):
        told = _fired(action, "办理这项措施", "你在督查室，问责措施由你们落实。")
        tell(f"fired:{action.id}:{person.id}", "liability_fired", told, to=person, now=now)
    for person in _people(action.unit):
        told = _fired(action, "看依据和事实", OF_UNIT)
        tell(f"fired:{action.id}:{person.id}", "liability_fired", told, to=person, now=now)


def tell_decided(action: AccountabilityAction, now: datetime) -> None:
    told = Told(
        subject=f"【问责】{action.unit.name}：{action.measure}，{word(action.state)}",
        opening=f"按“{action.rule.name}”达到的一档，督查室已经办理。",
        step="看办理情况",
        url=links.liability_action(action.id),
        why=OF_UNIT,
        facts=[("结果", word(action.state)), ("说明", action.words)],
    )
    for person in _people(action.unit):
        key = f"liability-decided:{action.id}:{person.id}"
        tell(key, "liability_decided", told, to=person, now=now)


def _fired(action: AccountabilityAction, step: str, why: str) -> Told:
    return Told(
        subject=f"【问责】{action.unit.name}满 {action.threshold} 次：{action.measure}",
        opening=f"按“{action.rule.name}”，{action.unit.name}计到 {action.count} 次，达到一档。",
        step=step,
        url=links.liability_action(action.id),
        why=why,
        facts=[("措施", action.measure), ("达到日期", day(action.reached_on))],
    )


def _people(unit: Unit) -> Sequence[User]:
    return users.people_of(unit, *UNIT_ROLES)
