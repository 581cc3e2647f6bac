"""Any order of steps, legal and illegal, on one milestone that units ask more time for."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.domain.consents import Consent
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.extensions import Extension, ExtensionState
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.users import Role
from tests.unit import loose
from tests.unit.loose import NOW, TODAY
from tests.unit.test_extensions import DUE, WORKDAYS, ask, decision

STEPS = ("ask", "agree", "decline", "hand_over", "grant", "refuse", "withdraw", "report", "return")


class History:
    """One milestone lived through legal and illegal steps; a refused step must change nothing."""

    def __init__(self, rule: WorkdayRule) -> None:
        task = loose.task()
        task.plan.workday_rule = rule
        self.milestone = loose.milestone(task, due_on=DUE)
        self.milestone.wind(WORKDAYS)
        self.helper = loose.unit(task.region, "市二局")
        self.head = loose.person(Role.SUPERVISION_HEAD, task.region, account="head")
        self.today, self.asked, self.granted = TODAY, [], []

    @property
    def last(self) -> Extension:
        if not self.asked:
            raise Refusal("没有申请")
        return self.asked[-1]

    def take(self, step: str, days: int, later: int) -> None:
        self.today += timedelta(days=days)
        before = self.picture()
        try:
            self.do(step, later)
        except Refusal:
            assert self.picture() == before
        self.check()

    def picture(self):
        one = self.milestone
        states = [(each.state, len(each.pending)) for each in self.asked]
        return one.state, one.due_on, one.clock_ends_on, one.paused_days, len(one.stops), states

    def do(self, step: str, later: int) -> None:
        decided = decision(self.head, self.today)
        match step:
            case "ask":
                self.ask(later)
            case "agree" | "decline":
                answer = Consent.AGREED if step == "agree" else Consent.DECLINED
                self.last.consents[0].give(
                    answer, by=loose.user(), now=NOW, today=self.today, words="看过"
                )
            case "hand_over":
                self.last.require_alive(self.today)
                self.last.hand_over(self.today)
            case "grant":
                self.grant(decided)
            case _:
                self.end(step, decided)

    def ask(self, later: int) -> None:
        if any(one.is_open for one in self.asked):
            raise Refusal("已有一份")
        new = max(self.today, self.milestone.due_on) + timedelta(days=later)
        ends_on = self.milestone.clock_ends_on
        self.asked.append(
            ask(self.milestone, on=self.today, new_due_on=new, consents=[self.helper])
        )
        assert ends_on >= self.today, "an overdue milestone cannot be extended"

    def grant(self, decided) -> None:
        self.last.grant(**decided)
        self.granted.append(self.last.new_due_on)
        assert self.milestone.clock_ends_on >= self.today, "a slow office makes nobody late"

    def end(self, step: str, decided) -> None:
        match step:
            case "refuse":
                self.last.refuse(**decided, words="不同意")
            case "withdraw":
                self.last.withdraw(**decided)
            case "report":
                self.report(decided)
            case _:
                if self.milestone.stopped_by is StopReason.EXTENSION:
                    raise Refusal("这是延期，不是反馈")
                self.milestone.hand_back(self.today, WORKDAYS)

    def report(self, decided) -> None:
        for one in self.asked:
            if one.is_open:
                one.give_way_to_report(**decided)
        self.milestone.submit(self.today)

    def check(self) -> None:
        one = self.milestone
        assert one.original_due_on == DUE
        assert one.due_on == (self.granted or [DUE])[-1]
        assert [move.after for move in one.moves] == self.granted
        assert sum(each.is_open for each in self.asked) <= 1
        at_office = [each for each in self.asked if each.state is ExtensionState.WITH_OFFICE]
        assert bool(at_office) == (one.stopped_by == "extension")
        assert one.paused_days == sum(stop.days for stop in one.stops)
        for stop in one.stops:
            lain = WORKDAYS.between(stop.started_on, stop.ended_on) if stop.ended_on else 0
            assert 0 <= stop.days <= max(0, lain)


@settings(deadline=None)  # the first one waits for the mappers
@given(
    st.sampled_from(list(WorkdayRule)),
    st.lists(
        st.tuples(st.sampled_from(STEPS), st.integers(0, 6), st.integers(-3, 45)),
        min_size=1,
        max_size=25,
    ),
)
def test_no_order_of_steps_breaks_a_rule(rule, steps):
    history = History(rule)
    for step, days, later in steps:
        history.take(step, days, later)
