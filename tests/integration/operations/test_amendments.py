"""A document is told to amend a plan, and its tasks are paired with those of the ledger."""

from datetime import UTC, datetime

import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import plans
from tasks_tracker.operations.amendments import declare_amendment, pair_task, proposal_of
from tasks_tracker.operations.papers import paper_of
from tasks_tracker.persistence import tasks
from tests import make
from tests.integration.operations.amended import (
    AMENDED,
    DOCUMENT,
    SUPPLEMENT,
    adopt,
    amend,
    hand_in,
)

LATER = datetime(2024, 6, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def city(session):
    return make.region("平川市", "平")


@pytest.fixture
def clerk(city):
    return make.person(Role.SUPERVISOR, city)


@pytest.fixture
def plan(city, clerk):
    return adopt(city, clerk)


def test_a_known_document_with_another_text_amends_its_plan(city, clerk, plan):
    assert hand_in(city, clerk, AMENDED).amends is plan


def test_the_same_text_again_is_refused_even_with_other_line_breaks(city, clerk, plan):
    with pytest.raises(Refusal, match="已经立项"):
        hand_in(city, clerk, DOCUMENT)
    with pytest.raises(Refusal, match="已经立项"):
        hand_in(city, clerk, DOCUMENT.replace("\n\n", "\n\n\n"))


def test_it_cannot_be_adopted_beside_its_plan(city, clerk, plan):
    with pytest.raises(Refusal, match="修订对照"):
        plans.adopt_plan(hand_in(city, clerk, AMENDED), by=clerk, now=LATER)


def test_a_supplement_of_its_own_number_changes_what_it_speaks_of(session, city, clerk, plan):
    draft, before = hand_in(city, clerk, SUPPLEMENT), plan.source
    assert draft.amends is None
    declare_amendment(draft, by=clerk, now=LATER, plan=plan)
    amend(draft, clerk, "dropped-2", "dropped-3", now=LATER)
    first, second, third = list(tasks.of_plan(plan))
    assert (str(first.clock_ends_on), first.document) == ("2024-10-31", draft.source)
    assert (second.document, third.is_ended, plan.source) == (before, False, before)
    assert first.path[0] == "二、重点任务"
    with pytest.raises(Refusal, match="已经立项"):
        hand_in(city, clerk, SUPPLEMENT)


def test_an_adopted_number_cannot_be_declared_a_plan_of_its_own(city, clerk, plan):
    draft = hand_in(city, clerk, AMENDED)
    with pytest.raises(Refusal, match="只能作为它的修订"):
        declare_amendment(draft, by=clerk, now=LATER, plan=None)


def test_a_plan_of_another_region_cannot_be_amended(city, clerk, plan):
    other = make.plan(make.region("平谷县", "谷", parent=city))
    with pytest.raises(Refusal, match="本地区"):
        declare_amendment(hand_in(city, clerk, SUPPLEMENT), by=clerk, now=LATER, plan=other)


def test_a_person_pairs_what_the_comparison_did_not(session, city, clerk, plan):
    draft = hand_in(city, clerk, AMENDED)
    added = proposal_of(draft).diff.added[0]
    pair_task(draft, added.ref, by=clerk, now=LATER, number=3)
    diff = proposal_of(draft).diff
    assert ([one.old.ref for one in diff.changed], diff.added, diff.dropped) == ([1, 3], (), ())
    pair_task(draft, added.ref, by=clerk, now=LATER, number=0)
    assert [one.ref for one in proposal_of(draft).diff.added] == [added.ref]
    with pytest.raises(Refusal, match="不在这份方案"):
        pair_task(draft, added.ref, by=clerk, now=LATER, number=99)


def test_a_task_added_to_a_measure_is_compared_between_levels_by_itself(city, clerk, plan):
    more = "9月底前公布取消清单。（牵头单位：市司法局）每季度抽查一次。（牵头单位：市民政局）"
    text = DOCUMENT.replace("9月底前公布取消清单。（牵头单位：市司法局）", more)
    amend(hand_in(city, clerk, text), clerk, now=LATER)
    standing = tasks.of_plan(plan)
    assert standing[2].path == standing[3].path
    paper = paper_of(plan, standing)
    assert [paper.numbers(place) for place in range(4)] == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_the_first_text_may_come_again_once_another_took_its_place(city, clerk, plan):
    anew = AMENDED.replace("平政发〔2024〕3号", "平政发〔2024〕9号")
    draft = hand_in(city, clerk, anew)
    declare_amendment(draft, by=clerk, now=LATER, plan=plan)
    amend(draft, clerk, now=LATER)
    assert plan.source is draft.source
    with pytest.raises(Refusal, match="已经立项"):
        hand_in(city, clerk, anew)
    again = hand_in(city, clerk, DOCUMENT)
    assert again.amends is plan
    assert [one.old.title for one in proposal_of(again).diff.changed] == ["推行一窗受理"]
