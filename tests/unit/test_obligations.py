"""What one report answers, and what a signature decides: whatever the order of steps."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.obligations import answered_by
from tasks_tracker.domain.reporting import periods
from tasks_tracker.domain.unsigned import SignState, UnsignedReport
from tests.unit import loose

NOW = datetime(2024, 5, 10, tzinfo=UTC)
START = date(2024, 1, 1)
RULES = ("monthly:25", "weekly:1", "quarterly")


@dataclass
class Owed:
    """As much of an obligation as the choice looks at."""

    opens_on: date
    due_on: date
    milestone_id: int | None
    answered_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.answered_on is None


def owed(duties: dict[int | None, str], until: date) -> list[Owed]:
    return [
        Owed(one.opens_on, one.due_on, duty)
        for duty, rule in duties.items()
        for one in periods(rule, START, until)
    ]


DUTIES = st.dictionaries(
    st.sampled_from([None, 1, 2]), st.sampled_from(RULES), min_size=1, max_size=3
)
DAYS = st.lists(st.integers(0, 200), min_size=1, max_size=12)


@given(DUTIES, DAYS)
def test_reports_answer_in_order_and_never_ahead(duties, days):
    every = owed(duties, START + timedelta(days=260))
    for day in sorted(START + timedelta(days=number) for number in days):
        found = answered_by(every, day)
        for one in found:
            assert one.opens_on <= day
            one.answered_on = day
        for duty in duties:
            of_duty = [one for one in every if one.milestone_id == duty]
            answered = [one for one in of_duty if one in found]
            assert all(one.due_on < day for one in answered) or len(answered) == 1
            assert not [one for one in of_duty if one.is_open and one.due_on < day]
    for duty in duties:
        states = [one.is_open for one in every if one.milestone_id == duty]
        assert states == sorted(states)


@given(DUTIES)
def test_who_reports_on_the_day_of_each_period_is_never_late(duties):
    every = owed(duties, START + timedelta(days=200))
    for one in sorted(every, key=lambda one: one.due_on):
        for answer in answered_by(every, one.due_on):
            answer.answered_on = one.due_on
    assert all(one.answered_on and one.answered_on <= one.due_on for one in every)


STEPS = st.lists(st.sampled_from(["sign", "own", "give_back", "wordless", "withdraw"]), max_size=8)


@settings(deadline=None)
@given(STEPS)
def test_a_report_is_decided_once_and_never_signed_by_who_wrote_it(steps):
    task, head = loose.task(), loose.user("head")
    one = UnsignedReport(
        task=task, unit=task.lead_unit, by=loose.user(), written_at=NOW, content={}
    )
    acts = {
        "sign": lambda: one.sign(None, by=head, now=NOW),
        "own": lambda: one.sign(None, by=one.by, now=NOW),
        "give_back": lambda: one.give_back(by=head, now=NOW, words="改"),
        "wordless": lambda: one.give_back(by=head, now=NOW, words=" "),
        "withdraw": lambda: one.withdraw(by=one.by, now=NOW),
    }
    legal = {"sign", "give_back", "withdraw"}
    for step in steps:
        if one.is_waiting and step in legal:
            acts[step]()
            decided = (one.state, one.decided_by, one.words)
        else:
            with pytest.raises(Refusal):
                acts[step]()
            if not one.is_waiting:
                assert (one.state, one.decided_by, one.words) == decided
    assert one.is_waiting == legal.isdisjoint(steps)
    assert not (one.state is SignState.SIGNED and one.decided_by is one.by)
