"""How facts become points: exact, fair to equals, and the same in every order."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.score_rules import (
    BONUSES,
    DEDUCTIONS,
    DEFAULT,
    Bonus,
    Deduction,
    Rate,
    Rule,
    check,
    rule_on,
)
from tasks_tracker.domain.scores import LeftOut, LeftOutReason, ScorePart, UnitScore
from tasks_tracker.domain.scoring import Item, Mark, Record, portions, score
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.wording import word
from tasks_tracker.wording.scores import points

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2021, 8, 31)
PARTS = (ScorePart.COMPLETION, ScorePart.REPORTING, ScorePart.FIRST_PASS, ScorePart.PROGRESS)
TODAY = date(2021, 8, 20)


def item(part, number, *, is_met, weight=Duty.LEAD) -> Item:
    return Item(part, f"milestone:{number}", "聊001", f"第{number}件", DAY, is_met, weight)


def items(part, met, missed) -> list[Item]:
    return [item(part, number, is_met=number < met) for number in range(met + missed)]


def scored(*counted, rule=DEFAULT, group=UnitGroup.DEPARTMENT) -> UnitScore:
    record = Record(
        1,
        "市一局",
        group,
        items=tuple(one for one in counted if isinstance(one, Item)),
        marks=tuple(one for one in counted if isinstance(one, Mark)),
        left_out=tuple(one for one in counted if isinstance(one, LeftOut)),
    )
    return score(record, rule)


def mark(what, number=1, **more) -> Mark:
    return Mark(what, f"milestone:{number}", "聊001", "一件", DAY, **more)


all_items = st.lists(
    st.builds(
        item,
        st.sampled_from(PARTS),
        st.integers(1, 10**6),
        is_met=st.booleans(),
        weight=st.sampled_from(Duty),
    ),
    max_size=40,
    unique_by=lambda one: one.subject,
)
all_marks = st.lists(
    st.builds(mark, st.sampled_from([*Deduction, *Bonus]), st.integers(1, 99), days=st.just(30)),
    max_size=8,
)
weights = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted)
rules = st.builds(
    lambda cuts, support, cap: Rule(
        completion=cuts[0],
        reporting=cuts[1] - cuts[0],
        first_pass=cuts[2] - cuts[1],
        progress=100 - cuts[2],
        support=support,
        cap=cap,
    ),
    weights,
    st.integers(0, 100),
    st.integers(100, 200),
)


@given(all_items, all_marks, rules)
def test_the_points_add_up_to_the_hundredth(some, marks, rule):
    found = scored(*some, *marks, rule=rule)
    assert found.sum == sum(found.parts.values()) == sum(one.value for one in found.points)
    assert 0 <= found.total <= rule.cap * 100
    assert found.total == found.sum + found.cut
    assert sum(found.possible.values()) in {0, 100_00}
    assert all(0 <= one.value <= one.possible for one in found.points if one.part in PARTS)


@given(all_items, rules, st.randoms(use_true_random=False))
def test_the_order_in_which_things_come_does_not_matter(some, rule, chance):
    assert scored(*chance.sample(some, len(some)), rule=rule) == scored(*some, rule=rule)


@given(all_items, rules, st.randoms(use_true_random=False))
def test_equal_shares_bring_equal_scores_whichever_things_were_missed(some, rule, chance):
    """Units that did as much of as much share a rank: rounding favours nobody."""
    swapped = []
    for part in PARTS:
        for weight in Duty:
            own = [one for one in some if one.part is part and one.weight is weight]
            met = [one.is_met for one in own]
            chance.shuffle(met)
            swapped += [
                item(part, int(one.subject.split(":")[1]), is_met=is_met, weight=weight)
                for one, is_met in zip(own, met, strict=True)
            ]
    assert scored(*swapped, rule=rule).total == scored(*some, rule=rule).total


@given(all_items, rules, st.integers(0, 39))
def test_doing_one_thing_more_never_costs(some, rule, place):
    missed = [one for one in some if not one.is_met]
    if not missed:
        return
    one = missed[place % len(missed)]
    number = int(one.subject.split(":")[1])
    better = [item(one.part, number, is_met=True, weight=one.weight), *some]
    better.remove(one)
    assert scored(*better, rule=rule).sum >= scored(*some, rule=rule).sum


@given(all_items, all_marks)
def test_what_is_kept_is_read_as_it_was(some, marks):
    left = LeftOut(LeftOutReason.EXTENDED, "milestone:3", "聊003", "延期", DAY)
    found = scored(*some, *marks, left)
    assert UnitScore.read(found.as_json) == found


def test_the_default_rule_with_every_part():
    found = scored(
        *items(ScorePart.COMPLETION, 2, 1),
        *items(ScorePart.REPORTING, 3, 1),
        *items(ScorePart.FIRST_PASS, 1, 0),
        *items(ScorePart.PROGRESS, 1, 1),
        mark(Deduction.LATE_CLOSING),
    )
    assert [found.parts[part] for part in PARTS] == [33_33, 15_00, 20_00, 5_00]
    assert (found.parts[ScorePart.DEDUCTION], found.total) == (-1_00, 72_33)
    assert (found.due, found.is_ranked) == (7, True)


def test_the_example_of_the_handbook_is_what_comes_out():
    found = scored(
        *items(ScorePart.COMPLETION, 2, 1),
        *items(ScorePart.REPORTING, 3, 1),
        *items(ScorePart.FIRST_PASS, 1, 1),
        *items(ScorePart.PROGRESS, 3, 1),
        mark(Deduction.LATE_CLOSING),
        mark(Deduction.LATE_REPORT),
    )
    said = [f"{word(part)} {points(found.parts[part])}" for part in PARTS]
    said += [f"得 {points(found.total)} 分"]
    handbook = (ROOT / "docs" / "handbook.md").read_text(encoding="utf-8")
    assert [words for words in said if words not in handbook] == []


def test_a_part_without_a_basis_leaves_its_weight_to_the_others_in_proportion():
    found = scored(*items(ScorePart.COMPLETION, 1, 0), *items(ScorePart.PROGRESS, 0, 1))
    assert found.possible[ScorePart.COMPLETION] == 83_33
    assert found.total == 83_33
    assert found.without_basis == (ScorePart.REPORTING, ScorePart.FIRST_PASS)


def test_a_supporting_unit_counts_by_the_coefficient():
    own = item(ScorePart.COMPLETION, 1, is_met=True)
    helped = item(ScorePart.COMPLETION, 2, is_met=False, weight=Duty.SUPPORT)
    late = mark(Deduction.LATE_CLOSING, 2, weight=Duty.SUPPORT)
    found = scored(own, helped, late)
    assert found.parts[ScorePart.COMPLETION] == 66_67
    assert found.parts[ScorePart.DEDUCTION] == -50
    assert scored(own, helped, late, rule=Rule(support=0)).total == 100_00


def test_the_score_has_a_floor_and_a_cap():
    low = scored(*(mark(Deduction.INTERVIEW, number) for number in range(3)))
    assert (low.sum, low.total, low.cut) == (-9_00, 0, 9_00)
    early = [mark(Bonus.EARLY, number, days=10) for number in range(60)]
    high = scored(*items(ScorePart.COMPLETION, 3, 0), *early)
    assert (high.sum, high.total, high.cut) == (112_00, 110_00, -2_00)


def test_early_is_early_from_the_days_of_the_rule_on():
    assert scored(mark(Bonus.EARLY, days=9)).points == ()
    assert len(scored(mark(Bonus.EARLY, days=9), rule=Rule(early_days=9)).points) == 1


def test_what_does_not_count_costs_nothing():
    off = Rule(deductions={**DEDUCTIONS, Deduction.LATE_CLOSING: Rate(100, is_on=False)})
    assert scored(mark(Deduction.LATE_CLOSING), rule=off).points == ()


@pytest.mark.parametrize(("due", "is_ranked"), [(2, False), (3, True)])
def test_too_small_a_sample_is_not_ranked(due, is_ranked):
    found = scored(*items(ScorePart.COMPLETION, due - 1, 0), *items(ScorePart.REPORTING, 0, 1))
    assert (found.due, found.is_ranked) == (due, is_ranked)


def test_a_collective_unit_is_never_ranked():
    many = items(ScorePart.COMPLETION, 9, 0)
    assert not scored(*many, group=UnitGroup.COLLECTIVE).is_ranked


def test_groups_are_ranked_apart_unless_the_rule_joins_them():
    assert scored(group=UnitGroup.VERTICAL).group == "vertical"
    joined = Rule(joined=(UnitGroup.VERTICAL,))
    assert scored(group=UnitGroup.VERTICAL, rule=joined).group == "department"
    assert scored(group=UnitGroup.PARK, rule=joined).group == "park"


@given(st.integers(0, 10**5), st.lists(st.integers(0, 100), max_size=30))
def test_portions_are_proportional_and_exact(total, parts):
    found = portions(total, parts)
    assert sum(found) == (total if sum(parts) else 0)
    for part, got in zip(parts, found, strict=True):
        assert sum(parts) == 0 or abs(got - total * part / sum(parts)) < 1


def test_a_rule_holds_for_the_days_from_its_first_on():
    versions = [
        Rule(version=1, holds_from=date(2021, 7, 1)),
        Rule(version=2, holds_from=date(2021, 9, 1)),
        Rule(version=3, holds_from=date(2021, 9, 1)),
    ]
    days = (date(2021, 6, 30), date(2021, 7, 1), date(2021, 8, 31), date(2021, 9, 1))
    assert [rule_on(day, versions).version for day in days] == [0, 1, 1, 3]


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (Rule(holds_from=date(2021, 9, 2), cap=120), "holds_from"),
        (Rule(holds_from=date(2021, 8, 1), cap=120), "holds_from"),
        (Rule(holds_from=date(2021, 9, 1), completion=51), "completion"),
        (Rule(holds_from=date(2021, 9, 1), completion=-10, progress=70), "completion"),
        (Rule(holds_from=date(2021, 9, 1), cap=99), "cap"),
        (Rule(holds_from=date(2021, 9, 1), joined=(UnitGroup.COLLECTIVE,)), "joined"),
        (Rule(holds_from=date(2021, 9, 1), bonuses={Bonus.EARLY: Rate(0)}), "early"),
        (Rule(holds_from=date(2021, 9, 1)), None),
    ],
)
def test_a_version_that_cannot_be_is_refused(rule, field):
    with pytest.raises(Refusal) as refused:
        check(rule, newest=DEFAULT, today=TODAY)
    assert refused.value.field == field


def test_a_version_is_not_older_than_the_newest():
    newest = Rule(version=1, holds_from=date(2021, 10, 1))
    with pytest.raises(Refusal, match="不能早于它"):
        check(Rule(holds_from=date(2021, 9, 1), cap=120), newest=newest, today=TODAY)
    check(Rule(holds_from=date(2021, 10, 1), cap=120), newest=newest, today=TODAY)


def test_every_mark_has_a_rate():
    assert (set(DEDUCTIONS), set(BONUSES)) == (set(Deduction), set(Bonus))
