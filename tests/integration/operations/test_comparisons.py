"""Opening a comparison, confirming and correcting its links."""

from decimal import Decimal

import pytest

from tasks_tracker.domain.comparisons import LinkState
from tasks_tracker.domain.differences import DateChange, Relation
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.operations.comparisons import (
    compare_anew,
    confirm_clear_links,
    confirm_link,
    correct_link,
    open_comparison,
)
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations.levels import Levels, events, link_of


@pytest.fixture
def world(session) -> people.World:
    return people.world()


@pytest.fixture
def levels(world) -> Levels:
    return Levels(world)


def test_proposals_are_made_for_every_measure_of_the_superior(levels):
    comparison = levels.open()
    found = {
        one.superior_number: (one.subordinate_number, one.relation) for one in comparison.links
    }
    assert found == {
        levels.same[0].number: (levels.same[1].number, Relation.SAME),
        levels.left[0].number: (levels.left[1].number, Relation.SAME),
        levels.dropped.number: (None, Relation.DROPPED),
    }
    assert {one.state for one in comparison.links} == {LinkState.PROPOSED}
    assert [event.subject for event in events(EventKind.COMPARISON_OPENED)] == [
        f"comparison:{comparison.id}"
    ]


def test_a_date_left_to_the_superior_is_told(levels):
    link = link_of(levels.open(), levels.left[0])
    assert link.date_change is DateChange.LEFT_TO_SUPERIOR


def test_a_pair_is_compared_once(levels):
    levels.open()
    with pytest.raises(Refusal, match="已经开过对照"):
        levels.open()


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor", "system_admin"])
def test_only_the_office_of_the_superior_opens_and_decides(levels, who):
    comparison = levels.open()
    by = levels.world.people[who]
    with pytest.raises(NotAllowed):
        open_comparison(levels.above.plan, levels.below.plan, by=by, now=make.NOW)
    with pytest.raises(NotAllowed):
        confirm_clear_links(comparison, by=by, now=make.NOW)
    with pytest.raises(NotAllowed):
        confirm_link(comparison.links[0], by=by, now=make.NOW)
    with pytest.raises(NotAllowed):
        correct_link(comparison.links[0], by=by, now=make.NOW, carrier=None, words="没有")


def test_only_a_region_below_is_compared(levels):
    with pytest.raises(Refusal, match="不是聊城市的下级"):
        open_comparison(levels.above.plan, levels.above.plan, by=levels.world.head, now=make.NOW)


def test_clear_proposals_are_confirmed_together_in_one_event(levels):
    comparison = levels.open()
    assert confirm_clear_links(comparison, by=levels.world.head, now=make.NOW) == 2
    assert not link_of(comparison, levels.dropped).is_confirmed
    (event,) = events(EventKind.LINKS_CONFIRMED)
    assert event.after == {
        "links": [
            [levels.same[0].number, levels.same[1].number],
            [levels.left[0].number, levels.left[1].number],
        ]
    }
    with pytest.raises(Refusal, match="没有可以一并确认的"):
        confirm_clear_links(comparison, by=levels.world.head, now=make.NOW)


def test_that_nothing_carries_a_measure_is_confirmed_by_itself(levels):
    link = link_of(levels.open(), levels.dropped)
    confirm_link(link, by=levels.world.supervisor, now=make.NOW, words="县里没有外国人常住。")
    assert (link.state, link.decided_by) == (LinkState.CONFIRMED, levels.world.supervisor)
    (event,) = events(EventKind.LINKS_CONFIRMED)
    assert (event.task, event.words) == (levels.dropped, "县里没有外国人常住。")
    with pytest.raises(Refusal, match="已经确认过"):
        confirm_link(link, by=levels.world.supervisor, now=make.NOW)


def test_a_correction_points_elsewhere_and_keeps_what_was(levels):
    comparison = levels.open()
    link = link_of(comparison, levels.dropped)
    correct_link(
        link,
        by=levels.world.supervisor,
        now=make.NOW,
        carrier=levels.own.number,
        words="由大集巡查一并承担。",
    )
    assert (link.subordinate_number, link.state) == (levels.own.number, LinkState.CONFIRMED)
    assert link.relation is Relation.NARROWED
    (event,) = events(EventKind.LINK_CORRECTED)
    assert (event.before, event.after) == ({"carrier": None}, {"carrier": levels.own.number})


def test_two_measures_on_one_are_merged_and_one_alone_is_not(levels):
    comparison = levels.open()
    by, same = levels.world.supervisor, link_of(comparison, levels.same[0])
    dropped = link_of(comparison, levels.dropped)
    carrier = levels.same[1].number
    correct_link(dropped, by=by, now=make.NOW, carrier=carrier, words="一并承担。")
    assert {same.relation, dropped.relation} == {Relation.MERGED}
    correct_link(dropped, by=by, now=make.NOW, carrier=None, words="看错了。")
    assert (same.relation, dropped.relation) == (Relation.SAME, Relation.DROPPED)


@pytest.mark.parametrize(("carrier", "words"), [("own", ""), ("same", "就是它"), ("strange", "它")])
def test_a_correction_without_reason_difference_or_sense_is_refused(levels, carrier, words):
    link = link_of(levels.open(), levels.same[0])
    numbers = {
        "own": levels.own.number,
        "same": levels.same[1].number,
        "strange": levels.world.county_task.number,
    }
    with pytest.raises(Refusal):
        correct_link(
            link, by=levels.world.head, now=make.NOW, carrier=numbers[carrier], words=words
        )


def test_after_an_amendment_what_came_is_proposed_and_decisions_stay(levels):
    comparison = levels.open()
    decided = link_of(comparison, levels.same[0])
    confirm_link(decided, by=levels.world.head, now=make.NOW, words="看过")
    came = levels.measure(levels.above, "规范乡村大集", "划定摊位和停车区，集日安排巡查。")
    assert compare_anew(comparison, by=levels.world.supervisor, now=make.NOW) == 1
    link = link_of(comparison, came)
    assert (link.subordinate_number, link.state) == (levels.own.number, LinkState.PROPOSED)
    assert (decided.words, decided.is_confirmed) == ("看过", True)
    assert compare_anew(comparison, by=levels.world.supervisor, now=make.NOW) == 0
    with pytest.raises(NotAllowed):
        compare_anew(comparison, by=levels.world.county_supervisor, now=make.NOW)


def test_equal_figures_are_equal_however_the_column_keeps_them(levels):
    make.target(levels.same[0], value=Decimal("99.50"))
    make.target(levels.same[1], value=Decimal("99.5"))
    db.expire_all()
    link = link_of(levels.open(), levels.same[0])
    (figure,) = link.differences["figures"]
    assert (figure["change"], figure["superior"]["value"]) == ("kept", "99.5")
