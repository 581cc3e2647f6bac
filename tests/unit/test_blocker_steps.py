"""Any order of steps, legal and illegal, around what a unit cannot settle alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.domain.blockers import ANSWER_WORKDAYS, Blocker, BlockerState
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tests.unit import loose
from tests.unit.loose import NOW, TODAY

WORKDAYS = Workdays(holidays=frozenset({date(2024, 6, 10)}))
STEPS = ("answer", "confirm", "reject", "withdraw", "empty answer", "empty reject")


class History:
    """One blocker; a refused step must change nothing."""

    def __init__(self) -> None:
        task = loose.task()
        self.owner, self.helper = loose.user("owner"), loose.user("helper")
        self.blocker = Blocker(
            task=task,
            unit=task.lead_unit,
            by=self.owner,
            raised_at=NOW,
            raised_on=TODAY,
            cause=Cause.DATA,
            request="请开放接口",
            to_unit=loose.unit(task.region, "市二局"),
        )
        self.blocker.put(TODAY, WORKDAYS)
        self.today = TODAY

    def take(self, step: str, days: int) -> None:
        self.today += timedelta(days=days)
        before = self.picture()
        try:
            self.do(step)
        except Refusal:
            assert self.picture() == before
        self.check()

    def picture(self):
        one = self.blocker
        return one.state, one.round, one.due_on, one.late_answers, one.closed_on, len(one.rounds)

    def do(self, step: str) -> None:
        words = "" if step.startswith("empty") else "写明了"
        decided = {"by": self.owner, "now": NOW, "today": self.today}
        match step.removeprefix("empty "):
            case "answer":
                answered = {**decided, "by": self.helper}
                self.blocker.answer(words, **answered)
            case "confirm":
                self.blocker.confirm(**decided)
            case "reject":
                self.blocker.reject(words, **decided, workdays=WORKDAYS)
            case "withdraw":
                self.blocker.withdraw(**decided, words=words)

    def check(self) -> None:
        one = self.blocker
        rounds = one.rounds
        assert [each.number for each in rounds] == list(range(1, one.round + 1))
        assert one.due_on == rounds[-1].due_on
        assert one.late_answers == sum(each.is_late for each in rounds)
        assert one.is_settled == (one.closed_on is not None)
        assert all(each.is_solved is False and each.words for each in rounds[:-1])
        assert (one.state is BlockerState.SOLVED) == bool(rounds[-1].is_solved)
        for each in rounds:
            assert each.due_on == WORKDAYS.add(each.opened_on, ANSWER_WORKDAYS)


@settings(deadline=None)  # the first one waits for the mappers
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9)), min_size=1, max_size=20))
def test_no_order_of_steps_breaks_a_rule(steps):
    history = History()
    for step, days in steps:
        history.take(step, days)


def test_who_answered_does_not_say_that_it_helped():
    history = History()
    history.do("answer")
    blocker = history.blocker
    with pytest.raises(Refusal, match="另一位"):
        blocker.confirm(by=history.helper, now=NOW, today=TODAY)
    assert blocker.state is BlockerState.ANSWERED
