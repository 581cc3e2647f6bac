"""Later dates: who may ask, who decides, and what happens to the clock on every path."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.consents import Consent
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.extension_rules import concerned_units, decider
from tasks_tracker.domain.extensions import Extension, ExtensionState
from tasks_tracker.domain.plans import Phase
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role
from tests.unit import loose
from tests.unit.loose import NOW, TODAY

WORKDAYS = Workdays(holidays=frozenset({date(2024, 6, 10)}), makeup_days=frozenset())
DUE = date(2024, 5, 31)


@pytest.fixture
def milestone():
    return loose.milestone(loose.task(), due_on=DUE)


@pytest.fixture
def head(milestone):
    return loose.person(Role.SUPERVISION_HEAD, milestone.task.region, account="head")


def ask(milestone, *, on=TODAY, new_due_on=date(2024, 6, 14), consents=(), **more) -> Extension:
    made = Extension(
        milestone=milestone,
        unit=milestone.task.lead_unit,
        by=loose.user(),
        asked_at=NOW,
        asked_on=on,
        new_due_on=new_due_on,
        reason="等批复",
        consent_due_on=WORKDAYS.add(on, 3),
        **more,
    )
    made.id = 1
    for unit in consents:
        made.ask_consent(unit, wants_head=False)
    return made


def at_office(milestone, *, on=TODAY, **more) -> Extension:
    made = ask(milestone, on=on, **more)
    made.hand_over(on)
    return made


def decision(by, on) -> dict:
    return {"by": by, "now": NOW, "today": on, "workdays": WORKDAYS}


def test_a_grant_moves_the_date_to_the_one_asked_for_and_waiting_adds_nothing(milestone, head):
    extension = at_office(milestone)
    extension.grant(**decision(head, date(2024, 5, 17)))
    assert milestone.due_on == milestone.clock_ends_on == date(2024, 6, 14)
    assert milestone.original_due_on == DUE
    assert milestone.is_open


def test_a_refusal_gives_back_the_days_at_the_office_and_no_more(milestone, head):
    extension = at_office(milestone)
    extension.refuse(**decision(head, date(2024, 5, 15)), words="条件具备")
    assert milestone.due_on == DUE
    assert milestone.clock_ends_on == WORKDAYS.add(DUE, 3)


def test_who_takes_it_back_gains_nothing(milestone, head):
    extension = at_office(milestone)
    extension.withdraw(**decision(head, date(2024, 5, 15)))
    assert milestone.clock_ends_on == DUE
    assert extension.state is ExtensionState.WITHDRAWN


def test_a_report_in_its_place_keeps_the_days_at_the_office(milestone):
    extension = at_office(milestone, on=date(2024, 5, 31))
    extension.give_way_to_report(**decision(loose.user(), date(2024, 6, 5)))
    milestone.submit(date(2024, 6, 5))
    assert milestone.was_on_time


def test_a_slow_office_makes_nobody_late_by_granting(milestone, head):
    """Whoever is granted a day has never less time than whoever was refused on that day."""
    extension = at_office(milestone, on=DUE, new_due_on=date(2024, 6, 3))
    extension.grant(**decision(head, date(2024, 6, 20)))
    assert milestone.due_on == date(2024, 6, 3)
    assert milestone.clock_ends_on == date(2024, 6, 20)


def test_after_the_date_nothing_can_be_asked(milestone):
    with pytest.raises(Refusal, match="逾期说明"):
        ask(milestone, on=DUE + timedelta(days=1))
    assert ask(milestone, on=DUE).is_open


@pytest.mark.parametrize(
    ("new_due_on", "words"),
    [(DUE, "晚于现行期限"), (date(2024, 5, 1), "晚于现行期限"), (date(2034, 5, 1), "三年")],
)
def test_a_new_date_that_cannot_be_is_refused_at_its_field(milestone, new_due_on, words):
    with pytest.raises(Refusal, match=words) as refusal:
        ask(milestone, new_due_on=new_due_on)
    assert refusal.value.field == "new_due_on"


def test_what_lies_with_the_office_cannot_be_asked_for(milestone):
    milestone.submit(TODAY)
    with pytest.raises(Refusal, match="已经报送"):
        ask(milestone)


def test_a_milestone_without_a_clock_needs_no_later_date(milestone):
    milestone.give_way(TODAY)
    with pytest.raises(Refusal, match="没有期限"):
        ask(milestone)


def test_beyond_the_last_phase_of_the_plan_a_word_is_wanted(milestone):
    plan = milestone.task.plan
    Phase(plan=plan, position=1, phrase="5月底前", due_on=DUE, deliverable="完成")
    with pytest.raises(Refusal, match="总节点") as refusal:
        ask(milestone)
    assert refusal.value.field == "beyond_phase"
    assert ask(milestone, beyond_phase="不影响总体").goes_beyond_the_plan


def test_the_head_decides_up_to_thirty_days_and_only_once(milestone, head):
    assert decider(milestone, DUE + timedelta(days=30)) is Role.SUPERVISION_HEAD
    assert decider(milestone, DUE + timedelta(days=31)) is Role.LEADER
    at_office(milestone).grant(**decision(head, TODAY))
    assert decider(milestone, date(2024, 6, 15)) is Role.LEADER


def test_who_asked_or_consented_does_not_decide(milestone, head):
    helper = loose.unit(milestone.task.region, "市二局")
    extension = ask(milestone, consents=[helper])
    extension.consents[0].give(Consent.AGREED, by=head, now=NOW, today=TODAY, words="")
    extension.hand_over(TODAY)
    for person in (head, extension.by):
        with pytest.raises(Refusal, match="换一位"):
            extension.grant(**decision(person, TODAY))


def test_a_refusal_and_a_dissent_need_a_reason(milestone, head):
    helper = loose.unit(milestone.task.region, "市二局")
    extension = ask(milestone, consents=[helper])
    with pytest.raises(Refusal, match="理由"):
        extension.consents[0].give(Consent.DECLINED, by=head, now=NOW, today=TODAY, words=" ")
    extension.consents[0].give(
        Consent.DECLINED, by=loose.user(), now=NOW, today=TODAY, words="不行"
    )
    extension.hand_over(TODAY)
    assert [consent.unit for consent in extension.declined] == [helper]
    with pytest.raises(Refusal, match="理由"):
        extension.refuse(**decision(head, TODAY), words=" ")


def test_silence_is_waited_for_and_then_no_more(milestone):
    helper = loose.unit(milestone.task.region, "市二局")
    extension = ask(milestone, consents=[helper])
    with pytest.raises(Refusal, match="没有答复"):
        extension.hand_over(extension.consent_due_on)
    extension.hand_over(extension.consent_due_on + timedelta(days=1))
    assert extension.state is ExtensionState.WITH_OFFICE


def test_consents_that_come_after_the_date_are_of_no_use(milestone):
    helper = loose.unit(milestone.task.region, "市二局")
    extension = ask(milestone, consents=[helper])
    later = DUE + timedelta(days=1)
    with pytest.raises(Refusal, match="已过"):
        extension.consents[0].give(Consent.AGREED, by=loose.user(), now=NOW, today=later, words="")
    with pytest.raises(Refusal, match="还没有过"):
        extension.lapse(now=NOW, today=DUE)
    extension.lapse(now=NOW, today=later)
    assert extension.state is ExtensionState.LAPSED


def test_every_other_unit_is_concerned_and_a_collective_by_its_members(milestone):
    task, region = milestone.task, milestone.task.region
    helper, town = loose.unit(region, "市二局"), loose.unit(region, "甲镇", UnitGroup.TOWN)
    towns = loose.unit(region, "各镇", UnitGroup.COLLECTIVE)
    towns.take_in(town)
    for unit in (helper, towns):
        task.assign(unit, Duty.SUPPORT)
    assert concerned_units(task, task.lead_unit) == [helper, town]
    assert concerned_units(task, helper) == [task.lead_unit, town]
