"""The chapter of dispatch meetings: prepared, gone through screen by screen, closed, answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from sqlalchemy import select

from tasks_tracker import clock
from tasks_tracker.domain.meetings import AgendaItem, Meeting, MeetingCut
from tasks_tracker.domain.resolutions import Effect, Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import UrgingState
from tasks_tracker.operations import meetings as hold
from tasks_tracker.operations import slips
from tasks_tracker.operations.resolutions import NewTask, resolve, withdraw_resolution
from tasks_tracker.persistence import tasks, units, urgings
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import meeting_screens
from tasks_tracker.reports.meeting_standings import Scope, worst_first
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]


@dataclass
class Meetings:
    """What the chapter has made so far."""

    story: Story
    made: dict[str, Meeting] = field(default_factory=dict)
    """By title."""
    said: dict[tuple[str, int], Resolution] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for told in facts.tables("meeting"):
            yield Step(told["prepared"], partial(self.prepare, told))
            yield Step(told["begins"], partial(self.begin, told))
            for place, one in enumerate(told["says"]):
                yield Step(one["at"], partial(self.say, told, place, one))
            yield from self._later(told)
            yield Step(told["ends"], partial(self.end, told))

    def prepare(self, told: Table, now: datetime) -> None:
        region = units.get_region(told["region"])
        plans = [self.story.tasks[plan, 1].plan for plan in told["plans"]]
        scope = Scope(region, MeetingCut(told["cut"]), plans, _today(now))
        self.made[told["title"]] = hold.prepare_meeting(
            region,
            by=self.story.person(told["by"]),
            now=now,
            title=told["title"],
            held_on=told["begins"].date(),
            place=told["place"],
            chair=told["chair"],
            attendees=told["attendees"],
            cut=scope.cut,
            plans=plans,
            agenda=worst_first(scope)[: told["screens"]],
        )

    def begin(self, told: Table, now: datetime) -> None:
        meeting = self.made[told["title"]]
        shown = meeting_screens.shown(meeting, _today(now))
        hold.start_meeting(meeting, by=self.story.person(told["by"]), now=now, shown=shown)

    def say(self, told: Table, place: int, one: Table, now: datetime) -> None:
        item = self.made[told["title"]].items[one["screen"] - 1]
        effect = Effect(one["effect"])
        about = _worst(item) if "task" in one else None
        self.said[told["title"], place] = resolve(
            item,
            by=self.story.person(told["by"]),
            now=now,
            said=one["words"],
            effect=effect,
            leader=self.story.person(one["leader"]) if "leader" in one else None,
            chosen=[about] if about else [],
            reply_by=one.get("reply_by"),
            new_task=_wanted(item, one) if effect is Effect.TASKED else None,
        )

    def withdraw(self, told: Table, place: int, one: Table, now: datetime) -> None:
        by = self.story.person(told["by"])
        withdraw_resolution(self.said[told["title"], place], by=by, now=now, reason=one["words"])

    def answer(self, told: Table, place: int, one: Table, now: datetime) -> None:
        for urging in urgings.of_resolutions([self.said[told["title"], place]]):
            if urging.state is UrgingState.OPEN:
                by = self.story.liaison(urging.unit)
                slips.answer(urging, by=by, now=now, reply=one["words"])

    def take(self, told: Table, place: int, one: Table, now: datetime) -> None:
        for urging in urgings.of_resolutions([self.said[told["title"], place]]):
            if urging.state is UrgingState.ANSWERED:
                by = self.story.person(one["by"])
                slips.take_answer(urging, by=by, now=now, opinion=one["words"])

    def end(self, told: Table, now: datetime) -> None:
        hold.close_meeting(self.made[told["title"]], by=self.story.person(told["by"]), now=now)

    def _later(self, told: Table) -> Iterator[Step]:
        acts = {"withdrawn": self.withdraw, "answered": self.answer, "taken": self.take}
        for place, one in enumerate(told["says"]):
            for name, act in acts.items():
                if name in one:
                    yield Step(one[name]["at"], partial(act, told, place, one[name]))


def _worst(item: AgendaItem) -> Task:
    """Of the unit or section on the screen, the one that is late longest and lies with its unit."""
    of = Task.lead_unit_id == item.unit_id if item.unit else Task.section_id == item.section_id
    query = select(Task).where(
        of,
        tasks.IN_FORCE,
        Task.is_completed.is_(False),
        Task.clock_ends_on.is_not(None),
        Task.objected_on.is_(None),
        Task.extension_asked_on.is_(None),
        *([Task.plan_id.in_(_ids(item))] if item.meeting.plans else []),
    )
    found = db.scalars(query.order_by(Task.clock_ends_on, Task.number).limit(1)).one()
    return tasks.whole([found.id])[0]


def _ids(item: AgendaItem) -> list[int]:
    return [plan.id for plan in item.meeting.plans]


def _wanted(item: AgendaItem, one: Table) -> NewTask:
    worst = _worst(item)
    return NewTask(worst.section, one["title"], one["words"], worst.lead_unit, one["due_on"])


def _today(now: datetime) -> date:
    return clock.local(now).date()


def steps(story: Story) -> Iterator[Step]:
    yield from Meetings(story).steps()
