"""Any order of steps, legal and illegal, on a task whose units object to it."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.notices import Notice
from tasks_tracker.domain.objections import (
    Objection,
    Ruling,
    require_objectionable,
    require_proposable,
)
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Duty
from tests.unit import loose
from tests.unit.loose import NOW, TODAY

WORKDAYS = Workdays()
DUE = TODAY + timedelta(days=21)
STEPS = ("sign", "object", "object", "uphold", "reassign", "report", "return")


class History:
    """A task with a lead, a helper and a third unit lived through; a refused step changes
    nothing."""

    def __init__(self) -> None:
        self.task = loose.task()
        region = self.task.region
        self.units = [self.task.lead_unit, *(loose.unit(region, name) for name in "乙丙丁")]
        self.task.assign(self.units[1], Duty.SUPPORT)
        self.milestone = loose.milestone(self.task, due_on=DUE)
        self.milestone.wind(WORKDAYS)
        self.task.handed_out_on = TODAY
        self.clerk, self.liaison = loose.user("clerk"), loose.user("liaison")
        self.receipts = [self.receipt(seat.unit) for seat in self.task.units]
        self.today, self.raised, self.lead = TODAY, [], self.task.lead_unit

    def receipt(self, unit) -> Receipt:
        task = self.task
        notice = Notice(
            region=task.region,
            plan=task.plan,
            year=2024,
            number=1,
            doc_no="督办〔2024〕1号",
            by=loose.user("clerk"),
            issued_at=NOW,
            issued_on=TODAY,
            reply_by=DUE,
        )
        by = WORKDAYS.add(TODAY, 3)
        return Receipt(notice=notice, unit=unit, added_on=TODAY, due_on=by, object_by=by)

    def take(self, step: str, days: int, at: int) -> None:
        self.today += timedelta(days=days)
        before = self.picture()
        try:
            self.do(step, self.units[at])
        except Refusal:
            assert self.picture() == before
        self.check()

    def picture(self):
        one = self.milestone
        seats = [(seat.unit, seat.duty) for seat in self.task.units]
        signed = [receipt.signed_on for receipt in self.receipts]
        clock = (one.state, one.clock_ends_on, one.paused_days, one.stopped_by)
        return seats, signed, clock, self.task.objected_on, [each.state for each in self.raised]

    def do(self, step: str, unit) -> None:
        match step:
            case "sign":
                self.receipts[0].sign(by=self.liaison, at=NOW, on=self.today)
            case "object":
                self.object(unit)
            case "uphold":
                self.last.uphold(self.ruling, WORKDAYS)
            case "reassign":
                self.last.reassign(unit, self.ruling, WORKDAYS)
                self.task.units[:] = [one for one in self.task.units if one.unit is not unit]
                self.last.take_seat()
            case _:
                self.do_to_milestone(step)

    def do_to_milestone(self, step: str) -> None:
        if step == "report":
            self.milestone.submit(self.today)
        elif self.milestone.stopped_by is not StopReason.REPORT:
            raise Refusal("没有报送")
        else:
            self.milestone.hand_back(self.today, WORKDAYS)

    def object(self, unit) -> None:
        if any(each.is_open for each in self.raised):
            raise Refusal("已有一件")
        known = next((one for one in self.receipts if one.unit is unit), None)
        seat = require_objectionable(self.task, unit, known, self.today)
        proposed = self.units[3]
        require_proposable(self.task, unit, proposed)
        made = Objection(
            task=self.task,
            unit=unit,
            duty=seat.duty,
            proposed=proposed,
            by=self.liaison,
            raised_at=NOW,
            raised_on=self.today,
            reason="职能已划转",
            agreed_by="郑安",
        )
        made.stop()
        self.raised.append(made)

    @property
    def last(self) -> Objection:
        if not self.raised:
            raise Refusal("没有异议")
        return self.raised[-1]

    @property
    def ruling(self) -> Ruling:
        return Ruling(by=self.clerk, at=NOW, on=self.today, opinion="看过")

    def check(self) -> None:
        one, still = self.milestone, [each for each in self.raised if each.is_open]
        assert (one.original_due_on, one.due_on) == (DUE, DUE)
        assert len(still) <= 1
        assert (self.task.objected_on is not None) == any(each.stops_clock for each in still)
        if one.stopped_by is StopReason.OBJECTION:
            assert [each.stops_clock for each in still] == [True]
        assert self.task.leads
        assert self.task.leads[0] is self.task.lead_unit
        assert len({seat.unit for seat in self.task.units}) == len(self.task.units)
        assert one.paused_days == sum(stop.days for stop in one.stops)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2), st.integers(0, 3)), max_size=14)
)
def test_no_order_of_steps_breaks_a_rule(steps):
    history = History()
    for step in steps:
        history.take(*step)


@settings(deadline=None)
@given(st.integers(0, 3), st.integers(0, 30))
def test_the_days_of_an_objection_are_the_offices(before, waited):
    history = History()
    history.take("object", before, 0)
    left = WORKDAYS.between(history.today, history.milestone.original_due_on)
    history.take("uphold", waited, 0)
    if history.raised:
        assert WORKDAYS.between(history.today, history.milestone.clock_ends_on) == left
