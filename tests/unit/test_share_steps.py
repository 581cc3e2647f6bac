"""Any order of steps, legal and illegal, on a share and on those who wait for it."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.seating import parts_of
from tasks_tracker.domain.shares import Share, ShareState, Waiting
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.units import UnitGroup
from tests.unit import loose
from tests.unit.loose import NOW, TODAY

STEPS = ("confirm", "tell", "settle", "wait", "end_wait", "lapse", "revive")
LEGAL = {
    (ShareState.UNCONFIRMED, ShareState.CONFIRMED),
    (ShareState.CONFIRMED, ShareState.SETTLED),
    (ShareState.UNCONFIRMED, ShareState.LAPSED),
    (ShareState.CONFIRMED, ShareState.LAPSED),
    (ShareState.SETTLED, ShareState.LAPSED),
    (ShareState.LAPSED, ShareState.UNCONFIRMED),
}


class History:
    """One share lived through; a refused step changes nothing."""

    def __init__(self) -> None:
        self.task = loose.task()
        helper = loose.unit(self.task.region, "市二局")
        self.task.assign(helper, Duty.SUPPORT)
        loose.milestone(self.task)
        (self.part,) = [part for part in parts_of(self.task) if part.has_share]
        self.share, self.today = Share.of(self.part, TODAY), TODAY
        self.by = loose.user()

    def take(self, step: str, days: int) -> None:
        self.today += timedelta(days=days)
        before, state = self.picture(), self.share.state
        try:
            self.do(step, days)
        except Refusal:
            assert self.picture() == before
        assert state is self.share.state or (state, self.share.state) in LEGAL
        self.check()

    def picture(self):
        one = self.share
        waits = [wait.is_open for wait in one.waits]
        return one.state, one.what, one.due_on, one.told, one.settled_on, one.lapsed_on, waits

    def do(self, step: str, days: int) -> None:
        said = {"by": self.by, "at": NOW}
        match step:
            case "confirm":
                self.share.confirm(**said, what="名单", due_on=TODAY + timedelta(days=12 * days))
            case "tell":
                self.share.tell(**said, told="一半")
            case "settle":
                self.share.settle(**said, on=self.today, told="完成")
            case _:
                self.do_around(step, said)

    def do_around(self, step: str, said: dict) -> None:
        match step:
            case "wait":
                waiting = Waiting(what="名单", since_on=self.today)
                self.share.wait(self.task.lead_unit, **said, on=self.today, of=waiting)
            case "end_wait":
                if self.share.waits:
                    self.share.waits[-1].end(**said)
            case "lapse":
                self.share.lapse(self.today, NOW)
            case _:
                if self.share.state is not ShareState.LAPSED:
                    raise Refusal("还在承担")
                self.share.revive(self.part, self.today)

    def check(self) -> None:
        one = self.share
        assert sum(wait.is_open for wait in one.waits) <= int(one.is_open)
        assert bool(one.what) == (one.confirmed_at is not None) == (one.due_on is not None)
        assert (one.state is ShareState.LAPSED) == (one.lapsed_on is not None)
        if one.state is ShareState.SETTLED:
            assert one.what
            assert one.told
        if one.due_on and one.due_on > loose.milestone(loose.task()).due_on:
            assert one.why_later


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 3)), max_size=14))
def test_no_order_of_steps_breaks_a_rule(steps):
    history = History()
    for step in steps:
        history.take(*step)


def test_who_leads_has_no_share_and_a_member_has_one_of_its_own():
    task = loose.task()
    counties = loose.unit(task.region, "各县", UnitGroup.COLLECTIVE)
    for name in ("东县", "西县"):
        counties.take_in(loose.unit(task.region, name))
    counties.members.append(task.lead_unit)
    task.assign(counties, Duty.SUPPORT)
    found = {part.unit.name: (part.duty, part.has_share) for part in parts_of(task)}
    assert found == {
        "市一局": (Duty.LEAD, False),
        "东县": (Duty.SUPPORT, True),
        "西县": (Duty.SUPPORT, True),
    }
