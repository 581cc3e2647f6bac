"""The ledger of a past day is the one that was seen then, although units objected and tasks were
given to others since."""

from datetime import date, timedelta

import pytest

from tasks_tracker import clock
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.notices import hand_out
from tasks_tracker.operations.objections import (
    raise_objection,
    reassign_task,
    uphold_assignment,
)
from tasks_tracker.persistence import objections, receipts
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import ledger
from tasks_tracker.reports.as_of import region_on
from tests import make
from tests.integration.reports.test_as_of import DAYS, Office, _all_of, at, worked_out


class Disputing(Office):
    """The same, with tasks handed out at random, objected to, and given to others or not."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.units += [make.unit(self.region), make.unit(self.region)]
        self.liaisons = {
            unit: make.person(Role.LIAISON, self.region, unit) for unit in self.units[1:]
        } | {self.units[0]: self.owner}

    def live(self, day: date) -> None:
        for task in self.tasks:
            objection = objections.find_open(task)
            if objection is not None and self.chance.random() < 0.5:
                self.decide(objection, at(day, self.chance.choice([1, 9])))
        super().live(day)
        for task in self.tasks:
            if task.handed_out_on is None and self.can_go(task) and self.chance.random() < 0.4:
                self.hand_out(task, at(day, 23))
            elif task.handed_out_on is not None and self.chance.random() < 0.5:
                self.dispute(task, at(day, 23))

    def can_go(self, task) -> bool:
        return bool(task.milestones) and not task.is_completed

    def hand_out(self, task, now) -> None:
        reply_by = now.date() + timedelta(days=9)
        hand_out(task.plan, [task], by=self.reviewer, now=now, reply_by=reply_by)

    def dispute(self, task, now) -> None:
        """In the first days only; nobody objects to what is done or objected to already."""
        seat = self.chance.choice(task.units)
        found = receipts.of_unit(task, seat.unit)
        is_late = not found or clock.local(now).date() > found[0].object_by
        if is_late or task.is_completed or task.objected_on is not None:
            return
        others = [unit for unit in self.units if unit not in task.leads and unit is not seat.unit]
        if others:
            raise_objection(
                task,
                by=self.liaisons[seat.unit],
                now=now,
                proposed=self.chance.choice(others),
                reason="职能已划转",
                agreed_by="郑安",
            )
            db.flush()

    def decide(self, objection, now) -> None:
        task = objection.task
        free = [unit for unit in self.units if unit not in [seat.unit for seat in task.units]]
        if not free or task.is_completed or self.chance.random() < 0.4:
            uphold_assignment(objection, by=self.head, now=now, opinion="维持")
        else:
            new_unit = self.chance.choice(free)
            reassign_task(objection, by=self.head, now=now, new_unit=new_unit, opinion="改派")

    def report(self, task, now) -> None:
        """By whoever leads it then; nobody reports while the lead objects."""
        objection = objections.find_open(task)
        if objection is None or not objection.stops_clock:
            self.owner = self.liaisons[task.lead_unit]
            super().report(task, now)

    def words_seen(self) -> dict[str, object]:
        return {task.code: (task.lead_unit, tuple(task.leads)) for task in self.tasks}


@pytest.mark.parametrize("seed", range(4))
def test_every_past_evening_is_worked_out_as_it_was_seen(session, seed):
    office, seen, words, lights = Disputing(seed), {}, {}, {}
    for day in DAYS:
        office.live(day)
        session.flush()
        seen[day], words[day] = office.seen(), office.words_seen()
        lights[day] = ledger.tallies(*_all_of(office), day).by_light.counts
    assert any(words[day] != {code: words[DAYS[-1]][code] for code in words[day]} for day in DAYS)
    session.expire_all()
    for day in DAYS:
        assert worked_out(office, day) == seen[day]
        then = region_on(day, office.region, calendar())
        said = {one.task.code: (one.words.lead_unit, one.words.leads) for one in then}
        assert said == words[day]
