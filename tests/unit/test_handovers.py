"""However its people act, a post passes under two signatures or not at all."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.archives import require_over
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.handovers import Handover, HandoverState
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import Appointment, Post, Role, User
from tests.unit.loose import task

NOW = datetime(2024, 5, 10, 2, 0, tzinfo=UTC)
DAY = date(2024, 5, 10)
NAMES = ("leaver", "first", "second", "clerk", "confirmer")
STEPS = st.lists(
    st.tuples(st.sampled_from(["confirm", "hand", "take", "cancel"]), st.sampled_from(NAMES)),
    max_size=12,
)


class Room:
    """A sheet of two posts, and everybody who may come by."""

    def __init__(self) -> None:
        self.region = Region(name="聊城市", mark="聊", office="督查室")
        self.people = {name: User(account=name, name=name, email="a@b") for name in NAMES}
        leaver = self.people["leaver"]
        for title in ("甲", "乙"):
            post = Post(region=self.region, role=Role.LEADER, title=title)
            Appointment(user=leaver, post=post, started_on=DAY)
        self.sheet = Handover(
            region=self.region,
            year=2024,
            number=1,
            leaver=leaver,
            reason="调任",
            opened_by=self.people["clerk"],
            opened_at=NOW,
        )
        for post, name in zip(leaver.posts, ("first", "second"), strict=True):
            self.sheet.pass_on(post, self.people[name])

    def act(self, step: str, name: str) -> None:
        by, sheet = self.people[name], self.sheet
        if step == "confirm":
            sheet.confirm(by=by, now=NOW)
        elif step == "hand":
            sheet.hand_over(by=by, now=NOW)
        elif step == "take":
            line = next((one for one in sheet.posts if one.successor is by), sheet.posts[0])
            sheet.take(line, now=NOW)
        else:
            sheet.cancel(now=NOW, words="不办了" if name != "clerk" else " ")


def holds(sheet: Handover) -> None:
    taken = [line for line in sheet.posts if line.taken_at]
    assert not taken or (sheet.handed_at and sheet.confirmed_at)
    assert not sheet.handed_at or sheet.confirmed_at
    assert sheet.handed_by not in sheet.successors
    assert sheet.confirmed_by not in {sheet.leaver, *sheet.successors}
    assert sheet.is_over == (sheet.ended_at is not None)
    assert (sheet.state is HandoverState.TAKEN) == (
        len(taken) == len(sheet.posts) and sheet.state is not HandoverState.CANCELLED
    )
    assert (sheet.state is HandoverState.CANCELLED) == bool(sheet.ended_words)


def seen(sheet: Handover) -> tuple:
    times = tuple(line.taken_at for line in sheet.posts)
    return sheet.state, sheet.confirmed_by, sheet.handed_by, sheet.ended_words, times


@given(STEPS)
def test_no_order_of_steps_breaks_the_rules(steps):
    room = Room()
    for step in steps:
        before = seen(room.sheet)
        assert is_done(room, *step) or seen(room.sheet) == before
        holds(room.sheet)


def is_done(room: Room, *step: str) -> bool:
    try:
        room.act(*step)
    except Refusal:
        return False
    return True


@given(STEPS)
def test_what_is_over_stays_as_it_is(steps):
    room = Room()
    room.act("confirm", "confirmer")
    room.act("hand", "leaver")
    room.act("take", "first")
    room.act("take", "second")
    done = seen(room.sheet)
    for step in steps:
        with pytest.raises(Refusal):
            room.act(*step)
    assert seen(room.sheet) == done


@pytest.mark.parametrize("is_closed", [True, False])
def test_what_is_put_away_was_closed_or_ended(is_closed):
    one = task()
    with pytest.raises(Refusal, match="还在办理"):
        require_over(one)
    one.is_completed, one.completed_on = True, DAY
    with pytest.raises(Refusal, match="还没有销号"):
        require_over(one)
    one.closed_on = DAY
    require_over(one)
    one.archived_on = DAY
    with pytest.raises(Refusal, match="已经归档"):
        require_over(one)
