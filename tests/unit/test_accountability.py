from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.accountability import (
    AccountabilityRule,
    Counted,
    RuleVersion,
    Stage,
    reached,
    standing,
)
from tasks_tracker.domain.accountability_cases import AccountabilityAction, AccountabilityFact
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import PeriodKind, period_of
from tasks_tracker.domain.units import UnitGroup
from tests.unit import loose

DAY = date(2024, 5, 10)
NOW = loose.NOW
STAGES = [Stage(1, "约谈分管负责人"), Stage(2, "约谈主要负责人"), Stage(4, "全县通报")]


def rule(period=PeriodKind.MONTH, stages=STAGES, holds_from=date(2024, 1, 1), **more):
    made = AccountabilityRule(
        region=loose.region(), name="火点", counted=Counted.ENTERED, fact_name="火点"
    )
    version(made, period, stages, holds_from, **more)
    return made


def version(rule, period, stages, holds_from, **more) -> RuleVersion:
    made = RuleVersion(
        rule=rule,
        version=len(rule.versions) + 1,
        basis="冠政办发〔2018〕62号",
        period=period,
        holds_from=holds_from,
        set_by=loose.user(),
        set_at=NOW,
        **more,
    )
    made.take(stages)
    return made


@pytest.mark.parametrize(
    ("kind", "key", "first", "last"),
    [
        (PeriodKind.MONTH, "2024-05", date(2024, 5, 1), date(2024, 5, 31)),
        (PeriodKind.QUARTER, "2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        (PeriodKind.HALF_YEAR, "2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
        (PeriodKind.YEAR, "2024", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_period_of_a_day(kind, key, first, last):
    found = period_of(kind, DAY)
    assert (found.key, found.first, found.last) == (key, first, last)


@given(
    st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.CAMPAIGN]), st.dates()
)
def test_periods_follow_each_other_without_a_gap(kind, day):
    found = period_of(kind, day)
    assert found.first <= day <= found.last
    if found.last < date.max:
        following = period_of(kind, found.last + timedelta(days=1))
        assert following.first == found.last + timedelta(days=1)
        assert following.key != found.key


def test_outside_its_days_a_campaign_counts_nothing():
    burning = rule(PeriodKind.CAMPAIGN, from_on=date(2024, 5, 1), to_on=date(2024, 5, 9))
    assert reached(burning, [DAY]) == []
    assert standing(burning, [DAY], DAY) is None
    (first,) = reached(burning, [date(2024, 5, 9)])
    assert first.period.key == "2024-05-01/2024-05-09"


def test_each_count_reaches_what_stands_at_it():
    found = reached(rule(), [DAY, DAY, DAY])
    assert [(one.step.threshold, one.count) for one in found] == [(1, 1), (2, 2)]
    assert [one.step.measure for one in found] == ["约谈分管负责人", "约谈主要负责人"]


def test_the_count_begins_anew_with_the_period():
    found = reached(rule(), [date(2024, 4, 30), date(2024, 5, 1)])
    assert [(one.period.key, one.step.threshold) for one in found] == [
        ("2024-04", 1),
        ("2024-05", 1),
    ]


def test_a_unit_sees_what_comes_next():
    now = standing(rule(), [DAY, DAY, DAY], DAY)
    assert (now.count, now.next_step.threshold, now.is_near) == (3, 4, True)
    now = standing(rule(), [DAY, DAY], DAY)
    assert (now.count, now.next_step.threshold, now.is_near) == (2, 4, False)
    assert standing(rule(), [DAY] * 4, DAY).next_step is None
    assert not standing(rule(), [], DAY).is_near


def test_each_fact_is_counted_by_the_version_of_its_own_day():
    changed = rule()
    version(changed, PeriodKind.MONTH, [Stage(3, "通报")], DAY, reason="收严")
    assert [one.step.threshold for one in reached(changed, [date(2024, 5, 9)] * 2)] == [1, 2]
    found = reached(changed, [DAY] * 3)
    assert [(one.step.measure, one.version.version) for one in found] == [("通报", 2)]


def test_nothing_is_counted_before_it_holds_and_after_it_ended():
    made = rule(holds_from=DAY)
    assert reached(made, [date(2024, 5, 9)]) == []
    with pytest.raises(Refusal, match="理由"):
        made.end(date(2024, 5, 20), "")
    made.end(date(2024, 5, 20), "专项行动结束")
    assert len(reached(made, [DAY])) == 1
    assert reached(made, [date(2024, 5, 20)]) == []
    with pytest.raises(Refusal, match="已经停用"):
        made.end(DAY, "再停一次")


DAYS = st.lists(st.dates(date(2024, 3, 1), date(2024, 7, 31)), max_size=12)


@given(DAYS, st.randoms(use_true_random=False))
def test_every_step_is_reached_once_whatever_the_order(days, random):
    """Facts become known one after the other, and some are told twice: what falls due on the way
    is what falls due at the end, and each once."""
    changed = rule(PeriodKind.QUARTER)
    version(changed, PeriodKind.MONTH, [Stage(1, "提醒"), Stage(3, "通报")], date(2024, 5, 15))
    at_the_end = steps(changed, days)
    assert len(at_the_end) == len(set(at_the_end))
    known, fired = [], []
    random.shuffle(days)
    for day in days:
        known.append(day)
        for _ in range(2):
            fired += [step for step in steps(changed, known) if step not in fired]
    assert sorted(fired) == sorted(at_the_end)


@given(DAYS.filter(bool))
def test_withdrawing_a_fact_reaches_nothing_new(days):
    made = rule()
    assert set(steps(made, days[1:])) <= set(steps(made, days))


def steps(rule, days):
    return [(one.period.key, one.step.threshold) for one in reached(rule, days)]


@pytest.mark.parametrize(
    "stages",
    [[], [Stage(0, "约谈")], [Stage(2, "约谈"), Stage(1, "通报")], [Stage(1, " ")]],
)
def test_steps_that_do_not_rise_or_say_nothing_are_refused(stages):
    with pytest.raises(Refusal) as refusal:
        rule(stages=stages)
    assert refusal.value.field == "steps"


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"period": PeriodKind.CAMPAIGN}, "from_on"),
        ({"period": PeriodKind.MONTH, "from_on": DAY, "to_on": DAY}, "from_on"),
        (
            {"period": PeriodKind.CAMPAIGN, "from_on": DAY, "to_on": date(2024, 5, 1)},
            "to_on",
        ),
    ],
)
def test_only_a_campaign_has_days_of_its_own(more, field):
    with pytest.raises(Refusal) as refusal:
        rule(**more)
    assert refusal.value.field == field


def test_a_rule_is_about_the_groups_that_it_names():
    made, town = rule(), loose.unit(loose.region(), group=UnitGroup.TOWN)
    assert made.concerns(town)
    made.groups = [UnitGroup.PARK.value]
    assert not made.concerns(town)
    made.groups = []
    assert not made.concerns(loose.unit(loose.region(), group=UnitGroup.COLLECTIVE))


def test_a_rule_says_what_is_entered_or_nothing_of_it():
    for counted, fact_name in ((Counted.ENTERED, " "), (Counted.RED_SLIPS, "火点")):
        with pytest.raises(Refusal) as refusal:
            AccountabilityRule(
                region=loose.region(), name="规则", counted=counted, fact_name=fact_name
            )
        assert refusal.value.field == "fact_name"


def fact(rule, **more) -> AccountabilityFact:
    facts = {
        "unit": loose.unit(rule.region, group=UnitGroup.TOWN),
        "happened_on": DAY,
        "place": "村南",
        "words": "一处火点",
        **more,
    }
    return AccountabilityFact(rule=rule, by=loose.user(), entered_at=NOW, **facts)


def test_a_fact_that_the_rule_does_not_count_is_refused():
    made = rule()
    for more, field in (
        ({"unit": loose.unit(loose.region())}, "unit"),
        ({"unit": loose.unit(made.region, group=UnitGroup.COLLECTIVE)}, "unit"),
        ({"words": " "}, "words"),
        ({"happened_on": date(2023, 12, 31)}, "happened_on"),
    ):
        with pytest.raises(Refusal) as refusal:
            fact(made, **more)
        assert refusal.value.field == field


def test_a_fact_is_withdrawn_once_and_with_a_reason():
    made = fact(rule())
    with pytest.raises(Refusal, match="理由"):
        made.withdraw(by=loose.user(), now=NOW, words=" ")
    made.withdraw(by=loose.user(), now=NOW, words="复核是焊接火花")
    with pytest.raises(Refusal, match="已经撤销"):
        made.withdraw(by=loose.user(), now=NOW, words="再撤")


def test_a_step_is_decided_once_and_with_words():
    made = rule()
    action = AccountabilityAction(
        rule=made,
        rule_version=made.newest,
        unit=loose.unit(made.region),
        period="2024-05",
        threshold=1,
        measure="约谈",
        count=1,
        reached_on=DAY,
        fired_at=NOW,
    )
    by = loose.user()
    with pytest.raises(Refusal, match="写明"):
        action.waive(by=by, now=NOW, words="")
    with pytest.raises(Refusal, match="不能早于"):
        action.carry_out(by=by, now=NOW, on=date(2024, 5, 9), words="已约谈")
    action.carry_out(by=by, now=NOW, on=DAY, words="已约谈")
    assert (action.is_open, action.done_on) == (False, DAY)
    with pytest.raises(Refusal, match="已经办过"):
        action.waive(by=by, now=NOW, words="算了")
