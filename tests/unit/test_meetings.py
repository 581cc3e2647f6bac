"""A dispatch meeting goes through its states once, and only in their order."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.meetings import Meeting, MeetingCut, MeetingState
from tasks_tracker.domain.resolutions import Effect, Resolution
from tests.unit import loose

DAY = date(2024, 5, 10)
NOW = datetime(2024, 5, 10, 2, 0, tzinfo=UTC)


def meeting(*names: str, **changes) -> Meeting:
    region = loose.region()
    made = Meeting(
        **{
            "region": region,
            "title": "五月调度会",
            "held_on": DAY,
            "place": "第二会议室",
            "chair": "常务副市长",
            "attendees": "各牵头单位",
            "cut": MeetingCut.UNIT,
            "prepared_by": loose.user(),
            "prepared_at": NOW,
            **changes,
        }
    )
    for place, name in enumerate(names, start=1):
        unit = loose.unit(region, name)
        unit.id = place
        made.put(unit).id = place
    return made


def resolution(of: Meeting, **changes) -> Resolution:
    given = {
        "meeting": of,
        "item": of.items[0],
        "words": "月底前启用。",
        "effect": Effect.NOTED,
        "entered_by": loose.user(),
        "entered_at": NOW,
        "result": "记录在案",
        **changes,
    }
    return Resolution(**given)


STEPS = {
    "start": lambda one: one.start(now=NOW, today=DAY),
    "close": lambda one: one.close(by=loose.user(), now=NOW, year=2024, number=1),
    "call_off": lambda one: one.call_off("改期"),
    "resolve": resolution,
    "change": lambda one: one.change(title="会", held_on=DAY, place="", chair="市长", attendees=""),
    "arrange": lambda one: one.arrange({}, ()),
}
ALLOWED = {
    MeetingState.PREPARED: {"start", "call_off", "change", "arrange"},
    MeetingState.RUNNING: {"close", "resolve"},
    MeetingState.CLOSED: set(),
    MeetingState.CALLED_OFF: set(),
}


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=8))
def test_only_the_steps_of_its_state_are_taken(steps):
    one = meeting("一局", "二局")
    for step in steps:
        before = one.state
        if step in ALLOWED[before]:
            STEPS[step](one)
        else:
            with pytest.raises(Refusal):
                STEPS[step](one)
            assert one.state is before


def test_it_begins_on_its_day_and_with_an_agenda():
    with pytest.raises(Refusal, match="议程还是空的"):
        meeting().start(now=NOW, today=DAY)
    with pytest.raises(Refusal, match="5月10日"):
        meeting("一局").start(now=NOW, today=date(2024, 5, 11))


def test_the_same_unit_is_not_put_on_the_agenda_twice():
    one = meeting("一局")
    with pytest.raises(Refusal, match="已经有了"):
        one.put(one.items[0].unit)


@given(st.permutations([1, 2, 3, 4]), st.sets(st.integers(1, 4)))
def test_an_agenda_is_in_the_order_of_its_places(order, without):
    one = meeting("一局", "二局", "三局", "四局")
    left_out = one.arrange({item.id: order[item.id - 1] for item in one.items}, without)
    assert {item.id for item in left_out} == without
    assert [order[item.id - 1] for item in one.items] == sorted(
        order[place - 1] for place in {1, 2, 3, 4} - without
    )
    assert [item.position for item in one.items] == list(range(1, len(one.items) + 1))


def test_what_is_taken_back_says_why_and_is_not_taken_back_again():
    one = meeting("一局")
    one.start(now=NOW, today=DAY)
    made = resolution(one)
    with pytest.raises(Refusal, match="写明原因"):
        made.withdraw(by=loose.user(), now=NOW, words=" ")
    assert made.stands
    made.withdraw(by=loose.user(), now=NOW, words="听错了")
    assert not made.stands
    with pytest.raises(Refusal, match="已经撤回"):
        made.withdraw(by=loose.user(), now=NOW, words="又错")


def test_a_closed_meeting_gives_nothing_back():
    one = meeting("一局")
    one.start(now=NOW, today=DAY)
    made = resolution(one)
    STEPS["close"](one)
    with pytest.raises(Refusal, match="已经结束"):
        made.withdraw(by=loose.user(), now=NOW, words="听错了")
    assert made.stands


@pytest.mark.parametrize(("field", "words"), [("title", "会议名称"), ("chair", "主持人")])
def test_the_head_of_the_paper_is_whole(field, words):
    with pytest.raises(Refusal, match=words):
        meeting(**{field: ""})
