"""The chapter of notices, receipts, objections and shares, each step by the one who takes it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zlib import crc32

from tasks_tracker.domain.notices import Notice, why_not
from tasks_tracker.domain.objections import Objection
from tasks_tracker.domain.shares import Share, Wait
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.notices import hand_out
from tasks_tracker.operations.objections import (
    raise_objection,
    reassign_task,
    uphold_assignment,
)
from tasks_tracker.operations.receipts import sign_receipt
from tasks_tracker.operations.shares import (
    confirm_as_asked,
    confirm_share,
    end_wait,
    settle_share,
    tell_share,
    wait_for_share,
)
from tasks_tracker.persistence import receipts, shares, units, users
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]
EVERY = 1000
ROUNDS = (
    (timedelta(hours=1), range(3)),
    (timedelta(hours=18), range(3, 7)),
    (timedelta(hours=23), range(7, 8)),
    (timedelta(days=3, hours=17), range(8, 9)),
)
"""When which of ten units sign, counted from the notice; one of ten signs by reporting only."""


@dataclass
class HandingOut:
    """What the chapter has made so far."""

    story: Story
    objections: dict[int, Objection] = field(default_factory=dict)
    waits: dict[int, Wait] = field(default_factory=dict)

    def steps(self) -> Iterator[Step]:
        for told in facts.tables("notice"):
            yield from self._of_notice(told)
        for told in facts.tables("share"):
            yield from self._of_share(told)
        for told in facts.tables("confirmation"):
            yield self._step(told["at"], self.confirm_many, told)
        yield from self._of_objections()
        yield from self._of_waits()

    def _of_notice(self, told: Table) -> Iterator[Step]:
        notices: list[Notice] = []
        yield self._step(told["at"], self.hand_out, told, notices)
        for after, turn in ROUNDS:
            yield self._step(told["at"] + after, self.sign, notices, turn)

    def _of_share(self, told: Table) -> Iterator[Step]:
        yield self._step(told["at"], self.confirm, told)
        for one in told.get("told", ()):
            yield self._step(one["at"], self.tell, told, one["words"])
        if done := told.get("settled"):
            yield self._step(done["at"], self.settle, told, done["words"])

    def _of_objections(self) -> Iterator[Step]:
        for place, told in enumerate(facts.tables("objection")):
            yield self._step(told["at"], self.object_to, told, place)
            if answer := told.get("answer"):
                yield self._step(answer["at"], self.answer, told, place)

    def _of_waits(self) -> Iterator[Step]:
        for place, told in enumerate(facts.tables("wait")):
            yield self._step(told["at"], self.wait, told, place)
            if "ended_at" in told:
                yield self._step(told["ended_at"], self.end_wait, told, place)

    def _step(self, at: datetime, act: Any, *about: Any) -> Step:
        return Step(at, partial(act, *about))

    def hand_out(self, told: Table, made: list[Notice], now: datetime) -> None:
        sections = told.get("sections")
        chosen = [
            task
            for (folder, _), task in self.story.tasks.items()
            if folder == told["plan"]
            and (sections is None or task.section.position in sections)
            and not why_not(task)
        ]
        notice = hand_out(
            chosen[0].plan,
            chosen,
            by=self.story.person(told["by"]),
            now=now,
            reply_by=told["reply_by"],
            requirements=told.get("requirements", ""),
        )
        made.append(notice)

    def sign(self, made: list[Notice], turn: range, now: datetime) -> None:
        known = receipts.of_notice(made[0])
        people = users.liaisons_of([receipt.unit_id for receipt in known])
        speaks = {unit: person for person in people for unit in person.units}
        for receipt in known:
            number = crc32(f"{made[0].doc_no}/{receipt.unit.name}".encode())
            by = speaks.get(receipt.unit) if number % 10 in turn else None
            if by is not None and receipt.is_open:
                sign_receipt(receipt, by=by, now=now + timedelta(minutes=number % 50))

    def object_to(self, told: Table, place: int, now: datetime) -> None:
        task, unit = self._task(told), self._unit(told)
        self.objections[place] = raise_objection(
            task,
            by=self._somebody(unit),
            now=now,
            unit=unit,
            proposed=self._named(task, told["proposed"]),
            reason=told["reason"],
            agreed_by=told["agreed_by"],
        )

    def answer(self, told: Table, place: int, now: datetime) -> None:
        objection, answer = self.objections[place], told["answer"]
        by, opinion = self.story.person(answer["by"]), answer["opinion"]
        if "new_unit" not in answer:
            uphold_assignment(objection, by=by, now=now, opinion=opinion)
            return
        new_unit = self._named(objection.task, answer["new_unit"])
        reassign_task(objection, by=by, now=now, new_unit=new_unit, opinion=opinion)

    def confirm(self, told: Table, now: datetime) -> None:
        given: dict[str, Any] = {key: told.get(key, "") for key in ("what", "due_on", "why_later")}
        share = self._share(told)
        confirm_share(share, by=self._somebody(share.unit), now=now, **given)

    def confirm_many(self, told: Table, now: datetime) -> None:
        unit = units.find(units.get_region(told["region"]), told["unit"])
        if unit is None:
            raise LookupError(f"no unit {told['unit']}")
        by = self._somebody(unit)
        waiting = shares.listed(by, shares.own(by), limit=EVERY)
        chosen = shares.of_ids([share.id for share in waiting], by)
        confirm_as_asked([share for share in chosen if share.unit is unit], by=by, now=now)

    def tell(self, told: Table, words: str, now: datetime) -> None:
        share = self._share(told)
        tell_share(share, by=self._somebody(share.unit), now=now, told=words)

    def settle(self, told: Table, words: str, now: datetime) -> None:
        share = self._share(told)
        settle_share(share, by=self._somebody(share.unit), now=now, told=words)

    def wait(self, told: Table, place: int, now: datetime) -> None:
        share = self._share(told)
        by = self._somebody(share.task.lead_unit)
        self.waits[place] = wait_for_share(
            share, by=by, now=now, what=told["what"], since_on=told["since_on"]
        )

    def end_wait(self, told: Table, place: int, now: datetime) -> None:
        by = self._somebody(self._task(told).lead_unit)
        end_wait(self.waits[place], by=by, now=now)

    def _task(self, told: Table) -> Task:
        return self.story.tasks[told["plan"], told["task"]]

    def _unit(self, told: Table) -> Unit:
        return self._named(self._task(told), told["unit"])

    def _named(self, task: Task, name: str) -> Unit:
        found = units.find(task.region, name)
        if found is None:
            raise LookupError(f"{task.code}: no unit {name}")
        return found

    def _share(self, told: Table) -> Share:
        task, unit = self._task(told), self._unit(told)
        return next(share for share in shares.of_task(task) if share.unit is unit)

    def _somebody(self, unit: Unit) -> User:
        """Who speaks for a unit on that day; posts pass from one to another."""
        found = users.people_of(unit, Role.LIAISON)
        if not found:
            raise LookupError(f"nobody speaks for {unit.name}")
        return found[0]


def steps(story: Story) -> Iterator[Step]:
    return HandingOut(story).steps()
