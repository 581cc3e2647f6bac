"""The chapter of checks, samples, closings and endings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker.domain.checks import Check, CheckReason, Finding
from tasks_tracker.domain.closing import own_part
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.standing import Ending, Grade
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations.attaching import SiteNote
from tasks_tracker.operations.checks import draw_sample, open_check, preview, record_finding
from tasks_tracker.operations.closing import close_tasks
from tasks_tracker.operations.completion import unsettled
from tasks_tracker.operations.endings import end_task
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.persistence import checks, closing, completion, units
from tasks_tracker.persistence.checks import Frame
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.facts import Table
from tasks_tracker.seeding.story import Step, Story


@dataclass
class Conclusions:
    """What the chapter has made so far, by the place of its table."""

    story: Story
    checks: dict[int, Check] = field(default_factory=dict)
    again: dict[int, ProgressReport] = field(default_factory=dict)
    drawn: dict[int, list[Check]] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for place, told in enumerate(facts.tables("check")):
            yield from self._of_check(place, told)
        for place, told in enumerate(facts.tables("sample")):
            yield self._step(told["at"], self.draw, place, told)
            yield self._step(told["found_at"], self.find_drawn, place, told)
        for told in facts.tables("closing"):
            yield self._step(told["at"], self.close, told)
        for told in facts.tables("ending"):
            yield self._step(told["at"], self.end, told)

    def _of_check(self, place: int, told: Table) -> Iterator[Step]:
        yield self._step(told["at"], self.open, place, told)
        if found := told.get("found"):
            yield self._step(found["at"], self.find, place, found)
        if again := told.get("again"):
            yield self._step(again["at"], self.apply_again, place, again)
            yield self._step(again["reviewed_at"], self.review_again, place, again)

    def _step(self, at: datetime, act: Any, *about: Any) -> Step:
        return Step(at, partial(act, *about))

    def open(self, place: int, told: Table, now: datetime) -> None:
        self.checks[place] = open_check(
            self._task(told),
            by=self.story.person(told["by"]),
            now=now,
            reason=CheckReason(told["reason"]),
            occasion=told["occasion"],
            people=[self.story.person(account).id for account in told["people"]],
        )

    def find(self, place: int, found: Table, now: datetime) -> None:
        check = self.checks[place]
        by = self.story.person(found["by"]) if "by" in found else check.people[0]
        dated = check.task.dated
        record_finding(
            check,
            by=by,
            now=now,
            finding=Finding(found["finding"]),
            found_words=found["words"],
            milestones=[dated[position - 1].id for position in found.get("meets", ())],
            evidence=[SiteNote(found["note"])] if "note" in found else [],
        )

    def apply_again(self, place: int, again: Table, now: datetime) -> None:
        """The unit has done what was missing."""
        task = self.checks[place].task
        self.again[place] = report_progress(
            task,
            by=self.story.liaison(task.lead_unit),
            now=now,
            progress=again["words"],
            milestones=[one.id for one in task.dated if one.is_open],
            no_evidence=again["why_no_evidence"],
            is_application=True,
            shares_words=again.get("shares", "") if unsettled(task) else "",
        )

    def review_again(self, place: int, again: Table, now: datetime) -> None:
        accept_report(
            self.again[place],
            by=self.story.person(again["reviewed_by"]),
            now=now,
            words=again["review"],
            grade=Grade(again["grade"]),
        )

    def draw(self, place: int, told: Table, now: datetime) -> None:
        region = units.get_region(told["region"])
        frame = Frame(told["since"], told["until"])
        size = told.get("count"), told.get("per_cent")
        draw = draw_sample(
            region,
            by=self.story.person(told["by"]),
            now=now,
            frame=frame,
            count=size[0],
            per_cent=size[1],
            people=[self.story.person(account).id for account in told["people"]],
            seen=preview(region, told["at"].date(), frame, size)[2],
            occasion=told["occasion"],
        )
        self.drawn[place] = list(checks.of_draw(draw))

    def find_drawn(self, place: int, told: Table, now: datetime) -> None:
        """All of them are as reported; some are left to look at."""
        found = self.drawn[place]
        for number, check in enumerate(found[: len(found) - told.get("left", 0)]):
            record_finding(
                check,
                by=check.people[0],
                now=now,
                finding=Finding.TRUE,
                found_words=told["words"][number % len(told["words"])],
            )

    def close(self, told: Table, now: datetime) -> None:
        """What was completed by that day and taken by others."""
        by = self.story.person(told["by"])
        waiting = [one for one in closing.waiting(by) if one.completed_on <= told["until"]]
        taken = completion.applications_of([task.id for task in waiting])
        chosen = [task for task in waiting if not own_part(taken.get(task.id), by)]
        close_tasks(chosen, by=by, now=now, remarks=told.get("remarks", ""))

    def end(self, told: Table, now: datetime) -> None:
        folder_and_number = told.get("into")
        end_task(
            self._task(told),
            by=self.story.person(told["by"]),
            now=now,
            ending=Ending(told["ending"]),
            reason=told["reason"],
            doc_no=told["doc_no"],
            decided_on=told["decided_on"],
            merged_into=self.story.tasks[tuple(folder_and_number)] if folder_and_number else None,
            standing_rule=told.get("standing_rule", ""),
        )

    def _task(self, told: Table) -> Task:
        return self.story.tasks[told["plan"], told["task"]]


def steps(story: Story) -> Iterator[Step]:
    return Conclusions(story).steps()
