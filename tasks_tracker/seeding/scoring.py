"""The chapter of scores: frozen, looked over, objected to, re-checked, published."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.periods import Period, period_named
from tasks_tracker.domain.score_objections import ScoreObjection
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.score_sheets import ScoreSheet
from tasks_tracker.domain.scores import ScorePart
from tasks_tracker.operations.score_objections import (
    accept_objection,
    object_to_score,
    reject_objection,
)
from tasks_tracker.operations.score_sheets import (
    freeze_scores,
    look_over_score,
    publish_scores,
)
from tasks_tracker.persistence import score_rules, units
from tasks_tracker.reports.scores import scores
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]


@dataclass
class Scoring:
    """What the chapter has made so far."""

    story: Story
    sheets: dict[tuple[str, str], ScoreSheet] = field(default_factory=dict)
    """By region and period."""
    objections: dict[int, ScoreObjection] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for told in facts.tables("score_sheet"):
            yield Step(told["at"], partial(self.freeze, told))
            for one in told.get("looked_over", ()):
                yield Step(one["at"], partial(self.look_over, told, one))
            if "published" in told:
                yield Step(told["published"]["at"], partial(self.publish, told))
        for place, told in enumerate(facts.tables("score_objection")):
            yield Step(told["at"], partial(self.object, place, told))
            if "decided" in told:
                yield Step(told["decided"]["at"], partial(self.decide, place, told["decided"]))

    def freeze(self, told: Table, now: datetime) -> None:
        region, period = units.get_region(told["region"]), _period(told)
        rule = score_rules.of_period(region, period)
        self.sheets[told["region"], told["period"]] = freeze_scores(
            region,
            by=self.story.person(told["by"]),
            now=now,
            period=period,
            scores=scores(region, period, today=clock.local(now).date(), rule=rule),
            rule_version=rule.version,
            days=told["days"],
        )

    def look_over(self, told: Table, one: Table, now: datetime) -> None:
        row = self._row(told, one["unit"])
        look_over_score(row, by=self.story.liaison(row.unit), now=now)

    def object(self, place: int, told: Table, now: datetime) -> None:
        row = self._row(told, told["unit"])
        self.objections[place] = object_to_score(
            row,
            by=self.story.liaison(row.unit),
            now=now,
            place=_place(row, told),
            reason=told["reason"],
            agreed_by=told["agreed_by"],
            no_evidence=told["no_evidence"],
        )

    def decide(self, place: int, told: Table, now: datetime) -> None:
        objection, by = self.objections[place], self.story.person(told["by"])
        said: dict[str, Any] = {"by": by, "now": now, "opinion": told["opinion"]}
        if told["accepted"]:
            point = objection.row.score.points[objection.place - 1]
            accept_objection(objection, changes={objection.place: point.possible}, **said)
        else:
            reject_objection(objection, **said)

    def publish(self, told: Table, now: datetime) -> None:
        by = self.story.person(told["published"]["by"])
        publish_scores(self._sheet(told), by=by, now=now)

    def _sheet(self, told: Table) -> ScoreSheet:
        return self.sheets[told["region"], told["period"]]

    def _row(self, told: Table, unit: str) -> ScoreRow:
        return next(row for row in self._sheet(told).rows if row.unit.name == unit)


def steps(story: Story) -> Iterator[Step]:
    return Scoring(story).steps()


def _period(told: Table) -> Period:
    period = period_named(told["period"])
    if period is None:
        raise LookupError(f"no period {told['period']}")
    return period


def _place(row: ScoreRow, told: Table) -> int:
    """Of a part the first point, which lost most, or the one of a task."""
    part, code = ScorePart(told["part"]), told.get("code")
    for place, point in enumerate(row.counted.points, 1):
        if point.part is part and code in {None, point.code}:
            return place
    raise LookupError(f"{row.unit.name} has no such point")
