"""The ledger of a past day is the one that was seen, through requests for later dates and all that
becomes of them."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import true

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.extensions import ExtensionState
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import extensions as act
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.changes import since_last_workday
from tests import make
from tests.integration.reports.test_as_of import DAYS, Office, at, worked_out


class AskingOffice(Office):
    """Units that ask for later dates besides, and people above who answer."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.asked, self.refused_steps = [], 0
        self.leader = make.person(Role.LEADER, self.region)
        self.helper = make.person(Role.LIAISON, self.region, self.units[1])

    def live(self, day: date) -> None:
        super().live(day)
        for extension in self.asked:
            if extension.is_open and self.chance.random() < 0.7:
                self.tried(self.move_on, extension, at(day, self.chance.choice([3, 11, 23])))
        for task in self.tasks:
            for milestone in task.dated:
                if self.chance.random() < 0.3:
                    self.tried(self.ask, milestone, at(day, self.chance.choice([2, 10, 22])))

    def tried(self, step, thing, now) -> None:
        try:
            step(thing, now)
        except Refusal:
            self.refused_steps += 1

    def ask(self, milestone, now) -> None:
        new_due_on = milestone.due_on + timedelta(days=self.chance.randint(1, 40))
        given = {"new_due_on": new_due_on, "reason": "等批复", "no_evidence": "在途"}
        self.asked.append(act.request_extension(milestone, by=self.owner, now=now, **given))

    def move_on(self, extension, now) -> None:
        if self.chance.random() < 0.1:
            act.withdraw_extension(extension, by=self.owner, now=now)
        elif extension.state is ExtensionState.ASKED:
            for consent in extension.pending:
                act.answer_consent(consent, by=self.helper, now=now, agrees=True)
        else:
            by = self.head if extension.decider is Role.SUPERVISION_HEAD else self.leader
            if self.chance.random() < 0.6:
                act.grant_extension(extension, by=by, now=now)
            else:
                act.refuse_extension(extension, by=by, now=now, words="不同意")


@pytest.mark.parametrize("seed", range(4))
def test_every_past_evening_is_worked_out_as_it_was_seen(session, seed):
    office, seen = AskingOffice(seed), {}
    for day in DAYS:
        office.live(day)
        session.flush()
        seen[day] = office.seen()
    became = {extension.state for extension in office.asked}
    assert became & {ExtensionState.GRANTED, ExtensionState.REFUSED}
    originals = {one.id: one.original_due_on for task in office.tasks for one in task.dated}
    granted = {
        extension.milestone_id: extension.new_due_on
        for extension in office.asked
        if extension.state is ExtensionState.GRANTED
    }
    session.expire_all()
    for day in DAYS:
        assert worked_out(office, day) == seen[day]
    for task in office.tasks:
        for one in task.dated:
            assert one.original_due_on == originals[one.id]
            assert one.due_on >= granted.get(one.id, one.original_due_on)


@pytest.mark.parametrize("seed", range(2))
def test_what_changed_since_yesterday_is_what_was_seen_to_change(session, seed):
    office, seen = AskingOffice(seed), {}
    for day in DAYS:
        office.live(day)
        session.flush()
        lines = light_rules.lines(day)
        seen[day] = {task.code: task.light(lines) for task in office.tasks}
        before = seen.get(calendar().last_before(day))
        if before is None:
            continue
        found = since_last_workday(true(), day)
        assert found.before.counts == Counter(before.values())
        assert found.after.counts == Counter(seen[day].values())
