"""The chapter of reporting: rules of plans, reports by them, what heads of units sign."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.operations.attaching import Piece, link_to, noted_on_site
from tasks_tracker.operations.evidence import Intake
from tasks_tracker.operations.reporting import set_reporting
from tasks_tracker.operations.unsigned import give_back, hand_in, sign, withdraw
from tasks_tracker.seeding import facts, paper
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]
SAID = ("progress", "problems", "next_steps", "coordination", "percent", "no_evidence")


@dataclass
class Reporting:
    """What the chapter has made so far."""

    story: Story
    waiting: dict[str, UnsignedReport] = field(default_factory=dict)
    """What waits for a signature, by the name that the file gives it."""

    def steps(self) -> Iterator[Step]:
        for told in facts.tables("reporting"):
            yield Step(told["at"], partial(self.set, told))
        for told in facts.tables("handed_in"):
            yield Step(told["at"], partial(self.hand_in, told))
        for name, act in (
            ("report_signed", self.sign),
            ("report_given_back", self.give_back),
            ("report_withdrawn", self.withdraw),
        ):
            for told in facts.tables(name):
                yield Step(told["at"], partial(act, told))

    def set(self, told: Table, now: datetime) -> None:
        set_reporting(
            self.story.tasks[told["plan"], 1].plan,
            by=self.story.person(told["by"]),
            now=now,
            reporting_rule=told["rule"],
            wants_sign_off=told.get("sign_off", False),
            excuses_objected=True,
        )

    def hand_in(self, told: Table, now: datetime) -> None:
        task = self.story.tasks[told["plan"], told["task"]]
        unit = self.story.unit(task, told["unit"])
        with self.story.new_intake() as intake:
            made = hand_in(
                task,
                by=self.story.liaison(unit),
                now=now,
                unit=unit,
                evidence=_pieces(told, intake, unit.name),
                also=[self.story.tasks[told["plan"], number] for number in told.get("also", ())],
                **{name: told[name] for name in SAID if name in told},
            )
            intake.keep()
        self.story.files.extend(intake.files)
        if made.unsigned is not None:
            self.waiting[told["name"]] = made.unsigned

    def sign(self, told: Table, now: datetime) -> None:
        sign(self.waiting[told["name"]], by=self.story.person(told["by"]), now=now)

    def give_back(self, told: Table, now: datetime) -> None:
        by = self.story.person(told["by"])
        give_back(self.waiting[told["name"]], by=by, now=now, reason=told["words"])

    def withdraw(self, told: Table, now: datetime) -> None:
        one = self.waiting[told["name"]]
        withdraw(one, by=one.by, now=now)


def _pieces(told: Table, intake: Intake, unit: str) -> list[Piece]:
    files = told.get("files", ())
    made: list[Piece] = [intake.take(name, paper.made_for(name, [name, unit])) for name in files]
    if "link" in told:
        made.append(link_to(told["link"], told["link_note"]))
    if "site_note" in told:
        made.append(noted_on_site(told["site_note"]))
    return made


def steps(story: Story) -> Iterator[Step]:
    return Reporting(story).steps()
