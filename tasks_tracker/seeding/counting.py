"""The chapter of accountability: rules, facts, and what became of the steps that fell due."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker.domain.accountability import AccountabilityRule, Counted, Stage
from tasks_tracker.domain.accountability_cases import AccountabilityFact
from tasks_tracker.domain.periods import PeriodKind
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.operations.accountability import (
    carry_out_action,
    enter_fact,
    waive_action,
    withdraw_fact,
)
from tasks_tracker.operations.accountability_rules import Terms, change_rule, set_rule
from tasks_tracker.persistence import accountability, units
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.inspecting import files, unit_named
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]


@dataclass
class Counting:
    """What the chapter has made so far."""

    story: Story
    rules: dict[str, AccountabilityRule] = field(default_factory=dict)
    entered: dict[int, AccountabilityFact] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for told in facts.tables("liability_rule"):
            yield Step(told["at"], partial(self.set_rule, told))
            if "changed" in told:
                yield Step(told["changed"]["at"], partial(self.change_rule, told))
        for place, told in enumerate(facts.tables("liability_fact")):
            yield Step(told["at"], partial(self.enter, place, told))
            if "withdrawn" in told:
                yield Step(told["withdrawn"]["at"], partial(self.withdraw, place, told))
        for told in facts.tables("liability_decision"):
            yield Step(told["at"], partial(self.decide, told))

    def set_rule(self, told: Table, now: datetime) -> None:
        self.rules[told["key"]] = set_rule(
            units.get_region(told["region"]),
            by=self.story.person(told["by"]),
            now=now,
            name=told["name"],
            counted=Counted(told["counted"]),
            fact_name=told.get("fact_name", ""),
            groups=[UnitGroup(one) for one in told.get("groups", ())],
            terms=_terms(told),
        )

    def change_rule(self, told: Table, now: datetime) -> None:
        rule, by = self.rules[told["key"]], self.story.person(told["by"])
        terms = _terms({**told, **told["changed"]})
        change_rule(rule, by=by, now=now, terms=terms, seen=rule.newest.version)

    def enter(self, place: int, told: Table, now: datetime) -> None:
        rule = self.rules[told["rule"]]
        unit = unit_named(rule.region, told["unit"])
        self.entered[place] = enter_fact(
            rule,
            by=self.story.person(told["by"]),
            now=now,
            unit=unit,
            happened_on=told["on"],
            place=told["place"],
            account=told["words"],
            evidence=files(self.story, told, unit, now),
        )

    def withdraw(self, place: int, told: Table, now: datetime) -> None:
        gone = told["withdrawn"]
        by = self.story.person(gone["by"])
        withdraw_fact(self.entered[place], by=by, now=now, reason=gone["words"])

    def decide(self, told: Table, now: datetime) -> None:
        rule, by = self.rules[told["rule"]], self.story.person(told["by"])
        unit = unit_named(rule.region, told["unit"])
        action = next(
            one
            for one in accountability.actions_of(rule, unit)
            if one.threshold == told["threshold"]
        )
        if told.get("waived"):
            waive_action(action, by=by, now=now, outcome=told["words"])
            return
        paper_no = told.get("paper_no", "")
        about = {"done_on": told["done_on"], "paper_no": paper_no, "outcome": told["words"]}
        carry_out_action(action, by=by, now=now, **about)


def steps(story: Story) -> Iterator[Step]:
    return Counting(story).steps()


def _terms(told: Table) -> Terms:
    return Terms(
        basis=told["basis"],
        period=PeriodKind(told["period"]),
        stages=[Stage(threshold, measure) for threshold, measure in told["steps"]],
        holds_from=told["holds_from"],
        from_on=told.get("from_on"),
        to_on=told.get("to_on"),
        reason=told.get("reason", ""),
    )
