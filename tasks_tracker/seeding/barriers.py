"""The chapter of later dates, explanations of lateness and blockers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations import blockers as coordinate
from tasks_tracker.operations import extensions as extend
from tasks_tracker.operations.attaching import Link
from tasks_tracker.operations.explanations import explain_lateness
from tasks_tracker.persistence import users
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]


@dataclass
class Barriers:
    """What the chapter has made so far, by the place in its file."""

    story: Story
    extensions: dict[int, Extension] = field(default_factory=dict)
    blockers: dict[int, Blocker] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for place, told in enumerate(facts.tables("extension")):
            yield from self._of_extension(place, told)
        for told in facts.tables("explanation"):
            yield Step(told["at"], partial(self.explain, told))
        for place, told in enumerate(facts.tables("blocker")):
            yield Step(told["at"], partial(self.put, place, told))
            for step in told.get("steps", ()):
                yield Step(step["at"], partial(self.move, place, step))

    def _of_extension(self, place: int, told: Table) -> Iterator[Step]:
        yield Step(told["at"], partial(self.ask, place, told))
        for said in told.get("consents", ()):
            yield Step(said["at"], partial(self.consent, place, said))
        if "handed_over_at" in told:
            yield Step(told["handed_over_at"], partial(self.hand_over, place))
        if decided := told.get("decision"):
            yield Step(decided["at"], partial(self.decide, place, decided))
        if ended := told.get("withdrawn"):
            yield Step(ended["at"], partial(self.withdraw, place, ended["words"]))

    def ask(self, place: int, told: Table, now: datetime) -> None:
        task = self._task(told)
        self.extensions[place] = extend.request_extension(
            self._milestone(told),
            by=self.story.liaison(task.lead_unit),
            now=now,
            new_due_on=told["new_due_on"],
            reason=told["reason"],
            beyond_phase=told.get("beyond_phase", ""),
            **_proof(told),
        )

    def consent(self, place: int, said: Table, now: datetime) -> None:
        extension = self.extensions[place]
        consent = next(one for one in extension.consents if one.unit.name == said["unit"])
        extend.answer_consent(
            consent,
            by=self._speaker(consent.unit, Role.UNIT_HEAD if consent.wants_head else Role.LIAISON),
            now=now,
            agrees=said.get("agrees", True),
            words=said.get("words", ""),
        )

    def hand_over(self, place: int, now: datetime) -> None:
        extension = self.extensions[place]
        extend.hand_over(extension, by=self.story.liaison(extension.unit), now=now)

    def decide(self, place: int, decided: Table, now: datetime) -> None:
        step = extend.grant_extension if decided["granted"] else extend.refuse_extension
        by = self.story.person(decided["by"])
        step(self.extensions[place], by=by, now=now, words=decided["words"])

    def withdraw(self, place: int, words: str, now: datetime) -> None:
        extension = self.extensions[place]
        by = self.story.liaison(extension.unit)
        extend.withdraw_extension(extension, by=by, now=now, words=words)

    def explain(self, told: Table, now: datetime) -> None:
        explain_lateness(
            self._milestone(told),
            by=self.story.liaison(self._task(told).lead_unit),
            now=now,
            cause=Cause(told["cause"]),
            reason=told["reason"],
            promised_on=told["promised_on"],
            **_proof(told),
        )

    def put(self, place: int, told: Table, now: datetime) -> None:
        task = self._task(told)
        self.blockers[place] = coordinate.raise_blocker(
            task,
            by=self.story.liaison(task.lead_unit),
            now=now,
            cause=Cause(told["cause"]),
            request=told["request"],
            to=self._addressee(task, told["to"]),
        )

    def move(self, place: int, step: Table, now: datetime) -> None:
        blocker = self.blockers[place]
        own = self.story.liaison(blocker.unit)
        match step:
            case {"answer": words}:
                by = self._answerer(blocker, step.get("by", ""))
                coordinate.answer_blocker(blocker, by=by, now=now, answer=words)
            case {"confirm": words}:
                coordinate.confirm_blocker(blocker, by=own, now=now, words=words)
            case {"reject": words}:
                coordinate.reject_answer(blocker, by=own, now=now, words=words)
            case {"withdraw": words}:
                coordinate.withdraw_blocker(blocker, by=own, now=now, words=words)
            case _:
                raise LookupError(f"what is done at {step['at']}?")

    def _task(self, told: Table) -> Task:
        return self.story.tasks[told["plan"], told["task"]]

    def _milestone(self, told: Table) -> Milestone:
        place: int = told.get("milestone", 1)
        return self._task(told).dated[place - 1]

    def _addressee(self, task: Task, name: str) -> Unit | User | None:
        if name == "office":
            return None
        kind, _, account = name.partition(":")
        return self.story.person(account) if kind == "person" else self.story.unit(task, name)

    def _answerer(self, blocker: Blocker, account: str) -> User:
        if blocker.to_unit is not None:
            return self.story.liaison(blocker.to_unit)
        return blocker.to_person or self.story.person(account)

    def _speaker(self, unit: Unit, role: Role) -> User:
        return users.people_of(unit, role)[0]


def _proof(told: Table) -> dict[str, Any]:
    """An address with what is to be seen there, or why nothing is enclosed."""
    if "link" in told:
        return {"evidence": [Link(*told["link"])]}
    return {"no_evidence": told["no_evidence"]}


def steps(story: Story) -> Iterator[Step]:
    return Barriers(story).steps()
