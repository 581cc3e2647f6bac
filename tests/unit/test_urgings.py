"""The ladder of urging: no order of steps breaks what must always hold."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.escalation import is_moot, missed, require_step
from tasks_tracker.domain.ladder import DEFAULT, Rung, check
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.domain.users import Role
from tests.unit import loose
from tests.unit.loose import NOW

WORKDAYS = Workdays()
DUE = date(2024, 5, 10)


def made(task, level, on, before=None, **more) -> Urging:
    return Urging(
        task=task,
        unit=task.lead_unit,
        milestone=task.milestones[0],
        missed_on=DUE,
        level=level,
        reason="说明原因。",
        reply_by=WORKDAYS.add(on, 3),
        issued_at=NOW,
        issued_on=on,
        follows=before,
        **more,
    )


class Ladder(RuleBasedStateMachine):
    """One task, one unit, an office; days go by, everybody tries everything."""

    @initialize()
    def begin(self):
        self.task = loose.task()
        loose.milestone(self.task, due_on=DUE)
        self.task.settle(DUE)
        region = self.task.region
        self.liaison = loose.person(Role.LIAISON, region, self.task.lead_unit)
        self.clerk = loose.person(Role.SUPERVISOR, region, account="clerk")
        self.today = DUE
        self.all: list[Urging] = []

    @property
    def before(self) -> Urging | None:
        return next((one for one in self.all if one.is_in_force), None)

    @property
    def milestone(self):
        return self.task.milestones[0]

    @rule(days=st.integers(1, 6))
    def days_go_by(self, days):
        self.today += timedelta(days=days)

    @rule(level=st.integers(0, 6), urgent=st.sampled_from(["", "  ", "汛期临近"]))
    def urge(self, level, urgent):
        before = self.before
        was_open = before and before.state is UrgingState.OPEN
        unanswered = before and before.is_unanswered(self.today)
        late = self.milestone.is_open and self.today > self.milestone.clock_ends_on
        waits = self.task.objected_on or self.task.extension_asked_on
        try:
            missed(self.task, self.today)
            require_step(level, before, self.today, urgent_reason=urgent)
            if before:
                (before.escalate(self.today) if unanswered else before.give_way())
        except Refusal:
            return
        assert late, "nobody is urged for what lies with the office or is not due"
        assert not waits
        assert 1 <= level <= 5
        reached = before.level if before else 0
        assert level == reached + 1 or (level > reached and urgent.strip())
        assert before is None or unanswered or (was_open and urgent.strip())
        self.all.append(made(self.task, level, self.today, before))

    @rule()
    def sign(self):
        self._try(lambda one: one.sign(by=self.liaison, now=NOW))

    @rule(words=st.sampled_from(["", " ", "月底到货"]))
    def answer(self, words):
        state = self.before.state if self.before else None
        if self._try(lambda one: one.answer(words, by=self.liaison, now=NOW, today=self.today)):
            assert state is UrgingState.OPEN
            assert self.before.signed_at is not None
            assert self.before.last_reply.is_late == (self.today > self.before.reply_by)

    @rule()
    def take(self):
        self._try(lambda one: one.take(by=self.clerk, now=NOW))

    @rule(words=st.sampled_from(["", "没有写日期"]), own=st.booleans())
    def turn_down(self, words, own):
        by = self.liaison if own else self.clerk
        given = {"by": by, "now": NOW, "today": self.today, "workdays": WORKDAYS}
        if self._try(lambda one: one.hand_back(**given, words=words)):
            assert words
            was_late = self.before.last_reply.is_late
            assert was_late or not self.before.is_unanswered(self.today), "only the office is late"
            assert not own, "nobody judges what the same person wrote"

    @rule(column=st.sampled_from(["objected_on", "extension_asked_on"]), asks=st.booleans())
    def wait_for_a_decision(self, column, asks):
        setattr(self.task, column, self.today if asks else None)

    @precondition(lambda self: self.milestone.is_open)
    @rule()
    def hand_in(self):
        self.milestone.submit(self.today)
        self.task.awaits_office = True
        self._settle()

    @precondition(lambda self: self.milestone.state is MilestoneState.SUBMITTED)
    @rule()
    def return_it(self):
        self.milestone.hand_back(self.today, WORKDAYS)
        self.task.awaits_office = False
        self._settle()

    @invariant()
    def one_is_in_force_at_most(self):
        assert sum(one.is_in_force for one in getattr(self, "all", [])) <= 1

    @invariant()
    def nothing_is_asked_for_what_lies_with_the_office(self):
        if getattr(self, "all", None) and not self.milestone.is_open:
            assert self.before is None

    @invariant()
    def each_followed_one_that_was_not_answered_in_its_place(self):
        for one in getattr(self, "all", []):
            assert one.follows is None or one.follows.state is UrgingState.ESCALATED
            assert one.follows is None or one.follows.level < one.level

    def _settle(self):
        self.task.settle(self.today)
        for one in self.all:
            if one.is_in_force and is_moot(one, still_owes=False):
                one.lift(self.today, "已经报送")

    def _try(self, act) -> bool:
        if not self.all:
            return False
        try:
            act(self.all[-1])
        except Refusal:
            return False
        return True


TestLadder = Ladder.TestCase
TestLadder.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)


def test_the_ladder_that_comes_along_can_be_gone_up():
    check(DEFAULT)
    for lower, higher in pairwise(DEFAULT):
        assert lower.days + lower.reply_days < higher.days, "answered or not before the next"


@pytest.mark.parametrize(
    ("level", "changes", "words"),
    [
        (2, {"days": 1}, "要晚于催办"),
        (1, {"days": 0}, "填 1 到"),
        (3, {"reply_days": 31}, "填 1 到 30"),
        (4, {"to_liaison": False, "to_head": False}, "没有收件人"),
        (5, {"is_automatic": True}, "不能自动发出"),
    ],
)
def test_a_ladder_that_nobody_could_go_up_is_refused(level, changes, words):
    rungs = [replace(rung, **changes) if rung.level == level else rung for rung in DEFAULT]
    with pytest.raises(Refusal, match=words):
        check(rungs)


def test_a_ladder_with_a_step_missing_is_refused():
    with pytest.raises(Refusal, match="共五级"):
        check(DEFAULT[1:])


def test_reminders_are_no_step_of_it():
    assert Rung(1, days=1, reply_days=3).step == "urging"
