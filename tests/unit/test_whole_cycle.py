"""The whole cycle of one task in any order of steps, legal and illegal, against a model that only
counts the working days on which an item lay with its unit (PRODUCT, section 3)."""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tasks_tracker.domain.checks import Check, CheckReason, Finding
from tasks_tracker.domain.closing import require_closable
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.lights import LATE, Lines
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.objections import Objection, Ruling
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.progress import ReportState
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.users import Role
from tests.unit import loose
from tests.unit.loose import NOW, TODAY
from tests.unit.test_extensions import ask

WORKDAYS = Workdays(holidays=frozenset({date(2024, 6, 10)}), makeup_days=frozenset())
DUE = (date(2024, 5, 31), date(2024, 6, 14))
WHICH = st.integers(0, 1)


class Cycle(RuleBasedStateMachine):
    """Two milestones; people who report, review, decide, check and close."""

    @initialize(workday_rule=st.sampled_from(WorkdayRule))
    def begin(self, workday_rule):
        self.task = loose.task()
        self.task.plan.workday_rule = workday_rule
        for day in DUE:
            loose.milestone(self.task, due_on=day).wind(WORKDAYS)
        region = self.task.region
        self.helper = loose.unit(region, "市二局")
        self.people = [
            loose.person(role, region, account=f"p{number}")
            for number, role in enumerate([Role.SUPERVISOR, Role.SUPERVISOR, Role.SUPERVISION_HEAD])
        ]
        self.owner = loose.person(Role.LIAISON, region, self.task.lead_unit)
        self.today = TODAY
        self.reports, self.requests, self.checks = [], [], []
        self.objection, self.granted = None, [[], []]
        self.left = [WORKDAYS.between(TODAY, m.clock_ends_on) for m in self.task.milestones]
        self.task.settle(TODAY)

    def attempt(self, step) -> bool:
        """Whether the step was taken; one that was refused changed nothing."""
        before = self.picture()
        try:
            step()
        except Refusal:
            assert self.picture() == before
            return False
        self.task.settle(self.today)
        return True

    def picture(self):
        marks = [(m.state, m.due_on, m.clock_ends_on, len(m.stops)) for m in self.task.milestones]
        task = self.task
        states = [one.state for one in (*self.reports, *self.requests)]
        return marks, states, task.is_completed, task.closed_on, task.objected_on

    def decided(self, person: int = 2) -> dict:
        by = self.people[person]
        return {"by": by, "now": NOW, "today": self.today, "workdays": WORKDAYS}

    @rule(days=st.integers(1, 9))
    def wait(self, days):
        for _ in range(days):
            self.today += timedelta(days=1)
            for place, milestone in enumerate(self.task.milestones):
                if milestone.state is MilestoneState.OPEN and WORKDAYS.is_workday(self.today):
                    self.left[place] -= 1

    @rule(places=st.sets(WHICH, min_size=1))
    def report(self, places):
        def step():
            wanted = [self.task.milestones[place] for place in sorted(places)]
            if any(one.state is not MilestoneState.OPEN for one in wanted):
                raise Refusal("有节点不在办理中")
            self.task.note_report(self.today)
            made = loose.report(self.task, self.owner, *wanted, on=self.today)
            made.is_application = made.claims_the_rest
            self.reports.append(made)

        self.attempt(step)

    @precondition(lambda self: self.reports)
    @rule(last=st.booleans(), person=st.integers(0, 2), takes=st.booleans())
    def review(self, last, person, takes):
        report = self.reports[-1 if last else 0]

        def step():
            if takes:
                accept = {k: v for k, v in self.decided(person).items() if k != "workdays"}
                report.accept(**accept)
            else:
                report.send_back(**self.decided(person), words="补数据")

        self.attempt(step)

    @rule(place=WHICH, later=st.integers(1, 40), through=st.booleans())
    def ask_for_more(self, place, later, through):
        milestone = self.task.milestones[place]

        def step():
            if any(one.is_open and one.milestone is milestone for one in self.requests):
                raise Refusal("已有一份")
            new = max(self.today, milestone.due_on) + timedelta(days=later)
            made = ask(milestone, on=self.today, new_due_on=new)
            made.hand_over(self.today)
            self.requests.append(made)

        self.attempt(step)

    @precondition(lambda self: self.today >= DUE[0])
    @rule()
    def carry_through(self):
        """What a diligent unit and office do: without it hardly a history comes to its end."""
        if self.objection:
            self.uphold()
        if self.requests:
            self.answer("refuse")
        self.report({0, 1})
        for place in (0, 1):
            self.report({place})
        for report in self.reports:
            accept = {k: v for k, v in self.decided(0).items() if k != "workdays"}
            self.attempt(lambda report=report, accept=accept: report.accept(**accept))

    @precondition(lambda self: self.requests)
    @rule(how=st.sampled_from(["grant", "refuse", "withdraw"]))
    def answer(self, how):
        request = self.requests[-1]
        place = self.task.milestones.index(request.milestone)
        words = {"words": "不同意"} if how == "refuse" else {}
        if not self.attempt(lambda: getattr(request, how)(**self.decided(), **words)):
            return
        milestone = request.milestone
        if how == "grant":
            self.granted[place].append(request.new_due_on)
            assert milestone.clock_ends_on >= self.today
            self.left[place] = WORKDAYS.between(self.today, milestone.clock_ends_on)
        if how == "withdraw":  # the days of waiting are the unit's own
            self.left[place] -= WORKDAYS.between(request.office_on, self.today)

    @rule()
    def object(self):
        def step():
            if self.task.objected_on or self.task.is_completed or self.task.is_ended:
                raise Refusal("不能提")
            made = Objection(
                task=self.task,
                unit=self.task.lead_unit,
                duty=Duty.LEAD,
                proposed=self.helper,
                by=self.owner,
                raised_at=NOW,
                raised_on=self.today,
                reason="职责在市二局",
                agreed_by="局长",
            )
            made.stop()
            self.objection = made

        self.attempt(step)

    @precondition(lambda self: self.objection)
    @rule()
    def uphold(self):
        ruling = Ruling(by=self.people[0], at=NOW, on=self.today, opinion="按分工办理")
        self.attempt(lambda: self.objection.uphold(ruling, WORKDAYS))

    @precondition(lambda self: self.task.is_completed)
    @rule(person=st.integers(0, 2), is_true=st.booleans())
    def check(self, person, is_true):
        def step():
            made = self.opened(person)
            finding = Finding.TRUE if is_true else Finding.UNTRUE
            made.find(finding, words="现场看过", by=self.people[person], now=NOW, today=self.today)
            if not is_true:
                made.undo(made.claimed, today=self.today, workdays=WORKDAYS)

        self.attempt(step)

    def opened(self, person: int) -> Check:
        applied = [one for one in self.reports if one.is_application and one.stands]
        return Check(
            region=self.task.region,
            year=2024,
            number=1,
            task=self.task,
            report=applied[-1] if applied else None,
            reason=CheckReason.SAMPLE,
            occasion="抽查",
            opened_by=self.people[person],
            opened_at=NOW,
            opened_on=self.today,
            people=[self.people[person]],
        )

    @rule(person=st.integers(0, 2))
    def close(self, person):
        def step():
            applied = [one for one in self.reports if one.is_application and one.stands]
            application = applied[-1] if applied else None
            require_closable(self.task, application, by=self.people[person])
            self.task.closed_on = self.today
            assert application.reviewed_by is not self.people[person]

        self.attempt(step)

    @invariant()
    def original_dates_stay(self):
        for place, milestone in enumerate(self.task.milestones):
            assert milestone.original_due_on == DUE[place]
            assert milestone.due_on == ([DUE[place], *self.granted[place]])[-1]

    @invariant()
    def a_unit_has_all_the_working_days_that_it_was_given(self):
        for place, milestone in enumerate(self.task.milestones):
            if milestone.state is MilestoneState.OPEN:
                left = WORKDAYS.between(self.today, milestone.clock_ends_on)
                assert left == self.left[place]

    @invariant()
    def nothing_is_red_that_lies_with_the_office(self):
        if all(m.state is not MilestoneState.OPEN for m in self.task.milestones):
            assert self.task.light(Lines.on(self.today, WORKDAYS)) not in LATE

    @invariant()
    def four_eyes(self):
        decided = [one for one in self.reports if one.state is not ReportState.SUBMITTED]
        assert all(one.reviewed_by is not one.by for one in decided)

    @invariant()
    def done_means_that_everything_was_met(self):
        states = {milestone.state for milestone in self.task.milestones}
        assert self.task.is_completed <= (states == {MilestoneState.MET})
        assert self.task.is_completed or self.task.closed_on is None


Cycle.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
test_no_order_of_steps_breaks_a_rule = Cycle.TestCase
