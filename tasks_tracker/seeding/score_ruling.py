"""The chapter of the rule of scores: what two regions changed, and from when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker.domain.score_rules import Deduction, Rate
from tasks_tracker.operations.score_rules import set_score_rule
from tasks_tracker.persistence import score_rules, units
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]


def steps(story: Story) -> Iterator[Step]:
    for told in facts.tables("score_rule"):
        yield Step(told["at"], partial(_set, story, told))


def _set(story: Story, told: Table, now: datetime) -> None:
    """The newest version with other figures."""
    region = units.get_region(told["region"])
    newest = score_rules.newest(region)
    marks = {Deduction(key): Rate(points) for key, points in told["marks"].items()}
    rule = replace(
        newest,
        holds_from=told["holds_from"],
        deductions={**newest.deductions, **marks},
        **told["figures"],
    )
    by = story.person(told["by"])
    set_score_rule(region, rule, by=by, now=now, reason=told["reason"], seen=newest.version)
