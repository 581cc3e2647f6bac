"""The chapter of urgings, slips and interviews, and of leaders' remarks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.remarks import Difficulty, Remark
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.operations import remarks as carry
from tasks_tracker.operations import slips
from tasks_tracker.operations.urgings import urge
from tasks_tracker.persistence import circulars, units, urgings
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]


@dataclass
class Urgings:
    """What the chapter has made so far, by the place in its file."""

    story: Story
    remarks: dict[int, Remark] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for told in facts.tables("chain"):
            yield from self._moves(told, told["steps"])
        for place, told in enumerate(facts.tables("remark")):
            yield Step(told["at"], partial(self.remark, place, told))
            yield from self._handling(place, told)
            yield from self._moves(told.get("urged", {}) | told, told.get("steps", ()))

    def remark(self, place: int, told: Table, now: datetime) -> None:
        given: Table = {}
        if "by" in told:
            given = {"leader": self.story.person(told["leader"]), "remarked_on": told["day"]}
        self.remarks[place] = carry.write_remark(
            self._subject(told),
            by=self.story.person(told["by"] if "by" in told else told["leader"]),
            now=now,
            remark=told["words"],
            difficulty=Difficulty(told["difficulty"]),
            **given,
        )

    def urged(self, place: int, told: Table, now: datetime) -> None:
        carry.turn_into_urgings(
            self.remarks[place],
            by=self.story.person(told["by"]),
            now=now,
            chosen=[self.story.tasks[told["plan"], number] for number in told["tasks"]],
            reason=told["words"],
        )

    def tasked(self, place: int, told: Table, now: datetime) -> None:
        remark = self.remarks[place]
        plan = self.story.tasks[told["plan"], 1].plan
        section = plan.sections[told["section"] - 1]
        lead = units.find(plan.region, told["lead"]) or self.story.tasks[told["plan"], 1].lead_unit
        carry.turn_into_task(
            remark,
            by=self.story.person(told["by"]),
            now=now,
            section=section,
            title=told["title"],
            requirement=told["requirement"],
            lead=lead,
            due_on=told["due_on"],
        )

    def noted(self, place: int, told: Table, now: datetime) -> None:
        by = self.story.person(told["by"])
        carry.note_remark(self.remarks[place], by=by, now=now, handling=told["words"])

    def move(self, told: Table, step: Table, now: datetime) -> None:
        task = self.story.tasks[told["plan"], step["task"] if "task" in step else told["task"]]
        if step["does"] == "urge":
            self._urge(task, step, now)
            return
        urging = self._in_force(task, now)
        if step["does"] == "sign":
            slips.sign_for(urging, by=self.story.liaison(urging.unit), now=now)
        elif step["does"] == "answer":
            by = self.story.liaison(urging.unit)
            slips.answer(urging, by=by, now=now, reply=step["words"])
        else:
            self._judge(urging, step, now)

    def _in_force(self, task: Task, now: datetime) -> Urging:
        found = urgings.in_force(task)
        if not found:
            raise LookupError(f"{task.plan.doc_no} {task.code}: nobody is urged at {now}")
        return found[0]

    def _handling(self, place: int, told: Table) -> Iterator[Step]:
        acts = {"urged": self.urged, "tasked": self.tasked, "noted": self.noted}
        for name, act in acts.items():
            if done := told.get(name):
                given = {"plan": told.get("plan")} | done
                yield Step(done["at"], partial(act, place, given))

    def _moves(self, told: Table, steps: list[Table]) -> Iterator[Step]:
        for step in steps:
            yield Step(step["at"], partial(self.move, told, step))

    def _urge(self, task: Task, step: Table, now: datetime) -> None:
        urge(
            [task],
            by=self.story.person(step["by"]),
            now=now,
            unit=task.lead_unit,
            level=step["level"],
            reason=step["words"],
            urgent_reason=step.get("urgent", ""),
        )

    def _judge(self, urging: Urging, step: Table, now: datetime) -> None:
        act = slips.take_answer if step["does"] == "take" else slips.turn_down_answer
        act(urging, by=self.story.person(step["by"]), now=now, opinion=step["words"])

    def _subject(self, told: Table) -> Task | Plan | Circular:
        if "month" in told:
            found = circulars.find(units.get_region(told["region"]), month_of(told["month"]))
            if found is None:
                raise LookupError(f"no circular of {told['region']} {told['month']}")
            return found
        if "task" in told:
            return self.story.tasks[told["plan"], told["task"]]
        return self.story.tasks[told["plan"], 1].plan


def steps(story: Story) -> Iterator[Step]:
    yield from Urgings(story).steps()
