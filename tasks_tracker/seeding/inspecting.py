"""The chapter of inspections, what they found, and what is counted against whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any

from tasks_tracker.domain.findings import Finding
from tasks_tracker.domain.inspections import Inspection, InspectionKind
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.operations.evidence import StoredFile
from tasks_tracker.operations.findings import (
    accept_mending,
    answer_finding,
    hand_over_findings,
    move_finding,
    receive_finding,
    return_mending,
    withdraw_finding,
    write_finding,
)
from tasks_tracker.operations.inspections import (
    call_off_inspection,
    conclude_inspection,
    plan_inspection,
    start_inspection,
)
from tasks_tracker.persistence import units
from tasks_tracker.seeding import facts, paper
from tasks_tracker.seeding.story import Step, Story
from tasks_tracker.wording import full_day

Table = dict[str, Any]


@dataclass
class Inspecting:
    """What the chapter has made so far."""

    story: Story
    made: dict[str, Inspection] = field(default_factory=dict)
    found: dict[int, Finding] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for told in facts.tables("inspection"):
            yield from self._of_inspection(told)
        for place, told in enumerate(facts.tables("inspection_finding")):
            yield from self._of_finding(place, told)

    def _of_inspection(self, told: Table) -> Iterator[Step]:
        yield Step(told["at"], partial(self.plan, told))
        for key, act in (("started_at", self.start), ("handed_over_at", self.hand_over)):
            if key in told:
                yield Step(told[key], partial(act, told))
        for key, act in (("concluded", self.conclude), ("called_off", self.call_off)):
            if key in told:
                yield Step(told[key]["at"], partial(act, told))

    def _of_finding(self, place: int, told: Table) -> Iterator[Step]:
        yield Step(told["at"], partial(self.write, place, told))
        if "received_at" in told:
            yield Step(told["received_at"], partial(self.receive, place))
        for reply in told.get("reply", ()):
            yield Step(reply["at"], partial(self.answer, place, reply))
            if "review" in reply:
                yield Step(reply["review"]["at"], partial(self.review, place, reply["review"]))
        for key, act in (("moved", self.move), ("withdrawn", self.withdraw)):
            if key in told:
                yield Step(told[key]["at"], partial(act, place, told[key]))

    def plan(self, told: Table, now: datetime) -> None:
        region, by = units.get_region(told["region"]), self.story.person(told["by"])
        folder = told.get("plan")
        self.made[told["key"]] = plan_inspection(
            region,
            by=by,
            now=now,
            title=told["title"],
            kind=InspectionKind(told["kind"]),
            basis=told["basis"],
            subject=told["subject"],
            from_on=told["from_on"],
            to_on=told["to_on"],
            team=[self.story.person(one) for one in told["team"]],
            units=[unit_named(region, name) for name in told.get("units", ())],
            others=told.get("others", ""),
            plan=self.story.tasks[folder, 1].plan if folder else None,
        )

    def start(self, told: Table, now: datetime) -> None:
        start_inspection(self.made[told["key"]], by=self.story.person(told["by"]), now=now)

    def hand_over(self, told: Table, now: datetime) -> None:
        inspection = self.made[told["key"]]
        ids = [
            one.id for one in self.found.values() if one.inspection is inspection and one.is_draft
        ]
        by = self.story.person(told["by"])
        hand_over_findings(inspection, by=by, now=now, finding_ids=ids)

    def conclude(self, told: Table, now: datetime) -> None:
        words = told["concluded"]["words"]
        inspection, by = self.made[told["key"]], self.story.person(told["by"])
        conclude_inspection(inspection, by=by, now=now, conclusion=words)

    def call_off(self, told: Table, now: datetime) -> None:
        words = told["called_off"]["words"]
        inspection, by = self.made[told["key"]], self.story.person(told["by"])
        call_off_inspection(inspection, by=by, now=now, reason=words)

    def write(self, place: int, told: Table, now: datetime) -> None:
        inspection = self.made[told["inspection"]]
        unit, task = unit_named(inspection.region, told["unit"]), None
        if "task" in told:
            folder, number = told["task"]
            task = self.story.tasks[folder, number]
        self.found[place] = write_finding(
            inspection,
            by=self.story.person(told["by"]),
            now=now,
            unit=unit,
            fact=told["fact"],
            demand=told["demand"],
            due_on=told["due_on"],
            task=task,
            evidence=files(self.story, told, unit, now),
        )

    def receive(self, place: int, now: datetime) -> None:
        finding = self.found[place]
        receive_finding(finding, by=self.story.liaison(finding.unit), now=now)

    def answer(self, place: int, told: Table, now: datetime) -> None:
        finding = self.found[place]
        answer_finding(
            finding,
            by=self.story.liaison(finding.unit),
            now=now,
            mended=told["words"],
            no_evidence=told.get("no_evidence", ""),
            evidence=files(self.story, told, finding.unit, now),
        )

    def review(self, place: int, told: Table, now: datetime) -> None:
        by, words = self.story.person(told["by"]), told.get("words", "")
        decide = accept_mending if told["decision"] == "accepted" else return_mending
        decide(self.found[place], by=by, now=now, opinion=words)

    def move(self, place: int, told: Table, now: datetime) -> None:
        by = self.story.person(told["by"])
        facts_of_it = {"new_due_on": told["to"], "reason": told["reason"]}
        move_finding(self.found[place], by=by, now=now, **facts_of_it)

    def withdraw(self, place: int, told: Table, now: datetime) -> None:
        by = self.story.person(told["by"])
        withdraw_finding(self.found[place], by=by, now=now, reason=told["words"])


def steps(story: Story) -> Iterator[Step]:
    return Inspecting(story).steps()


def unit_named(region: Region, name: str) -> Unit:
    found = units.find(region, name)
    if found is None:
        raise LookupError(f"no unit {name} in {region.name}")
    return found


def files(story: Story, told: Table, unit: Unit, now: datetime) -> list[StoredFile]:
    """Its evidence, kept; the story takes them away again if the telling fails."""
    with story.new_intake() as intake:
        for name in told.get("evidence", ()):
            words = [PurePath(name).stem, f"{unit.name} {full_day(now.date())}"]
            intake.take(name, paper.made_for(name, words))
        intake.keep()
    story.files.extend(intake.files)
    return intake.files
