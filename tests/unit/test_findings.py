from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.findings import Finding, FindingState
from tasks_tracker.domain.inspections import Inspection, InspectionKind, InspectionState
from tasks_tracker.domain.lights import LATE, Light, Lines, light_of
from tasks_tracker.domain.units import Unit, UnitGroup
from tests.unit import loose

CALENDAR = Workdays()
DAY = date(2024, 5, 10)
NOW = loose.NOW


@pytest.fixture
def inspection():
    return made_inspection()


def made_inspection(**more) -> Inspection:
    region = loose.region()
    facts = {
        "kind": InspectionKind.UNANNOUNCED,
        "from_on": DAY,
        "to_on": DAY,
        "team": [loose.user()],
        **more,
    }
    return Inspection(
        region=region,
        year=2024,
        number=1,
        title="窗口",
        basis="安排",
        subject="窗口",
        planned_by=loose.user(),
        planned_at=NOW,
        **facts,
    )


def finding(inspection, due_on=date(2024, 5, 20)) -> Finding:
    unit = Unit(region=inspection.region, name="一局", group=UnitGroup.DEPARTMENT, position=1)
    return Finding(
        inspection=inspection,
        position=1,
        unit=unit,
        fact="三个窗口关着",
        demand="开窗",
        original_due_on=due_on,
    )


def handed_over(inspection, **more) -> Finding:
    made = finding(inspection, **more)
    made.hand_over(now=NOW, today=DAY, workdays=CALENDAR)
    made.receive(by=loose.user(), now=NOW)
    return made


def test_an_inspection_begins_and_ends_once(inspection):
    with pytest.raises(Refusal, match="还没有开始"):
        inspection.conclude(DAY, "好")
    with pytest.raises(Refusal, match="还没有开始"):
        inspection.require_running()
    inspection.start(DAY)
    for step in (lambda: inspection.start(DAY), lambda: inspection.call_off(DAY, "雨")):
        with pytest.raises(Refusal, match="正在进行"):
            step()
    with pytest.raises(Refusal, match="结论"):
        inspection.conclude(DAY, " ")
    inspection.conclude(DAY, "总体较好。")
    assert inspection.state is InspectionState.CONCLUDED
    assert (inspection.started_on, inspection.ended_on) == (DAY, DAY)


def test_what_does_not_take_place_says_why(inspection):
    with pytest.raises(Refusal, match="原因"):
        inspection.call_off(DAY, "")
    inspection.call_off(DAY, "防汛")
    assert inspection.words == "防汛"
    with pytest.raises(Refusal, match="已经取消"):
        inspection.start(DAY)


def test_units_that_were_told_a_day_are_not_surprised_before_it():
    unit = loose.unit(loose.region())
    announced = made_inspection(kind=InspectionKind.ANNOUNCED, units=[unit])
    with pytest.raises(Refusal, match="开始日期还没有到"):
        announced.start(DAY - timedelta(days=1))
    announced.start(DAY)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"to_on": DAY - timedelta(days=1)}, "to_on"),
        ({"team": []}, "team"),
        ({"kind": InspectionKind.ANNOUNCED}, "units"),
    ],
)
def test_an_inspection_that_lacks_something_is_refused(more, field):
    with pytest.raises(Refusal) as refusal:
        made_inspection(**more)
    assert refusal.value.field == field


def test_a_finding_goes_to_one_unit_with_something_to_mend(inspection):
    many = Unit(region=inspection.region, name="各镇", group=UnitGroup.COLLECTIVE, position=2)
    made = finding(inspection)
    for change, field in (
        ({"fact": " "}, "fact"),
        ({"demand": ""}, "demand"),
        ({"unit": many}, "unit"),
        ({"unit": loose.unit(loose.region())}, "unit"),
    ):
        facts = {"unit": made.unit, "fact": "关窗", "demand": "开窗", **change}
        with pytest.raises(Refusal) as refusal:
            finding(inspection).correct(due_on=DAY, **facts)
        assert refusal.value.field == field


def test_what_a_unit_has_is_not_rewritten(inspection):
    made = finding(inspection)
    made.correct(unit=made.unit, fact="两个窗口关着", demand="开窗", due_on=date(2024, 5, 21))
    assert made.original_due_on == made.due_on == date(2024, 5, 21)
    made.hand_over(now=NOW, today=DAY, workdays=CALENDAR)
    with pytest.raises(Refusal, match="不能再改"):
        made.correct(unit=made.unit, fact="一个", demand="开窗", due_on=DAY)
    with pytest.raises(Refusal, match="正在整改"):
        made.hand_over(now=NOW, today=DAY, workdays=CALENDAR)


def test_a_finding_whose_day_has_come_is_not_handed_over(inspection):
    with pytest.raises(Refusal, match="期限已到"):
        finding(inspection, due_on=DAY).hand_over(now=NOW, today=DAY, workdays=CALENDAR)


def test_steps_that_follow_another_are_refused_before_it(inspection):
    made, by = finding(inspection), loose.user()
    with pytest.raises(Refusal, match="还没有交办"):
        made.receive(by=by, now=NOW)
    with pytest.raises(Refusal, match="还没有交办"):
        made.reply(by=by, now=NOW, today=DAY, words="改了")
    made.hand_over(now=NOW, today=DAY, workdays=CALENDAR)
    with pytest.raises(Refusal, match="先签收"):
        made.reply(by=by, now=NOW, today=DAY, words="改了")
    made.receive(by=by, now=NOW)
    with pytest.raises(Refusal, match="已经签收过"):
        made.receive(by=by, now=NOW)
    with pytest.raises(Refusal, match="没有待审的回复"):
        made.accept(by=by, now=NOW, today=DAY)


def test_nobody_reviews_the_own_reply(inspection):
    made, by = handed_over(inspection), loose.user()
    made.reply(by=by, now=NOW, today=DAY, words="改了")
    with pytest.raises(Refusal, match="不能由本人审核"):
        made.accept(by=by, now=NOW, today=DAY)
    made.accept(by=loose.user(), now=NOW, today=DAY)
    assert (made.state, made.mended_on) == (FindingState.MENDED, DAY)
    assert light_of(made.facts, Lines.on(date(2025, 1, 1), CALENDAR)) is Light.DONE
    with pytest.raises(Refusal, match="已经整改销号"):
        made.reply(by=by, now=NOW, today=DAY, words="又改了")


def test_a_return_gives_back_the_days_with_the_office_and_keeps_the_date(inspection):
    made = handed_over(inspection)
    made.reply(by=loose.user(), now=NOW, today=DAY, words="改了")
    week_later, other = DAY + timedelta(days=7), loose.user()
    with pytest.raises(Refusal, match="理由"):
        made.send_back(by=other, now=NOW, today=week_later, words="", workdays=CALENDAR)
    made.send_back(by=other, now=NOW, today=week_later, words="还差一个", workdays=CALENDAR)
    assert (made.due_on, made.paused_days) == (date(2024, 5, 20), 5)
    assert made.clock_ends_on == date(2024, 5, 27)


def test_only_a_later_date_is_granted_and_the_original_one_stays(inspection):
    made, head = handed_over(inspection), loose.user()

    def move(after, reason="雨季"):
        made.move(after, by=head, today=DAY, reason=reason, workdays=CALENDAR)

    for after, reason in ((date(2024, 5, 17), "雨季"), (date(2024, 5, 30), " ")):
        with pytest.raises(Refusal):
            move(after, reason)
    move(date(2024, 5, 30))
    assert made.is_moved
    assert (made.original_due_on, made.clock_ends_on) == (date(2024, 5, 20), date(2024, 5, 30))
    made.reply(by=loose.user(), now=NOW, today=DAY, words="改了")
    with pytest.raises(Refusal, match="等督查室审核"):
        move(date(2024, 6, 3))


def test_what_was_none_is_withdrawn_with_a_reason(inspection):
    made = handed_over(inspection)
    with pytest.raises(Refusal, match="理由"):
        made.withdraw("")
    made.reply(by=loose.user(), now=NOW, today=DAY, words="改了")
    with pytest.raises(Refusal, match="先审核"):
        made.withdraw("记重了")
    made.send_back(by=loose.user(), now=NOW, today=DAY, words="看看", workdays=CALENDAR)
    made.withdraw("记重了")
    with pytest.raises(Refusal, match="已经撤销"):
        made.withdraw("记重了")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["reply", "return", "accept", "receive", "move", "hand_over", "withdraw"]),
        st.integers(0, 9),
    ),
    max_size=14,
)


@given(STEPS)
def test_whatever_comes_the_unit_is_late_by_its_own_days_alone(steps):
    """The working days between the hand-over and the end of the clock are those that the unit was
    given; each day with the office is given back, and illegal steps change nothing. A clock that
    ended on a Friday has run out on the Saturday, though no further day was worked."""
    made = handed_over(made_inspection())
    today, with_unit, people = DAY, 0, (loose.user(), loose.user())
    for step, wait in steps:
        passed = CALENDAR.between(today, today + timedelta(days=wait))
        with_unit += passed if made.is_open else 0
        today += timedelta(days=wait)
        before = seen(made)
        try:
            act(made, step, *people, today)
        except Refusal:
            assert before == seen(made)
        light = light_of(made.facts, Lines.on(today, CALENDAR))
        left = CALENDAR.between(DAY, made.due_on) - with_unit
        assert light not in LATE or (made.is_open and left <= 0)
        assert light in LATE or not made.is_open or left >= 0
        assert made.original_due_on == date(2024, 5, 20)


def seen(made):
    return made.state, made.due_on, made.clock_ends_on, len(made.replies)


def act(made, step, unit, office, today):
    deed = {
        "reply": lambda: made.reply(by=unit, now=NOW, today=today, words="改了"),
        "return": lambda: made.send_back(
            by=office, now=NOW, today=today, words="还差", workdays=CALENDAR
        ),
        "accept": lambda: made.accept(by=office, now=NOW, today=today),
        "receive": lambda: made.receive(by=unit, now=NOW),
        "move": lambda: made.move(
            made.due_on + timedelta(days=7), by=office, today=today, reason="雨", workdays=CALENDAR
        ),
        "hand_over": lambda: made.hand_over(now=NOW, today=today, workdays=CALENDAR),
        "withdraw": lambda: made.withdraw("记重了"),
    }
    deed[step]()
