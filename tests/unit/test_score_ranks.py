from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.score_ranks import Entrant, Place, movement, places

GROUPS = st.sampled_from(["department", "town", "park"])
ENTRANTS = st.lists(
    st.builds(
        Entrant,
        unit_id=st.integers(1, 40),
        group=GROUPS,
        total=st.integers(0, 30),
        is_ranked=st.booleans(),
    ),
    unique_by=lambda one: one.unit_id,
    max_size=25,
)


def of_group(entrants, group):
    return [one for one in entrants if one.group == group and one.is_ranked]


@given(ENTRANTS)
def test_the_best_of_each_group_is_first_and_nobody_skips_ahead(entrants):
    found = places(entrants)
    for group in {one.group for one in entrants}:
        totals = sorted((one.total for one in of_group(entrants, group)), reverse=True)
        for one in of_group(entrants, group):
            assert found[one.unit_id].rank == totals.index(one.total) + 1


@given(ENTRANTS)
def test_equal_scores_share_a_rank_and_a_better_one_has_a_better_rank(entrants):
    found = places(entrants)
    for one in entrants:
        for other in entrants:
            if one.is_ranked and other.is_ranked and one.group == other.group:
                ranks = found[one.unit_id].rank, found[other.unit_id].rank
                assert (ranks[0] < ranks[1]) == (one.total > other.total)
                assert (ranks[0] == ranks[1]) == (one.total == other.total)


@given(ENTRANTS, ENTRANTS)
def test_a_group_is_ranked_as_if_no_other_were_there(entrants, others):
    alone = places(one for one in entrants if one.group == "town")
    known = {one.unit_id for one in entrants}
    more = [one for one in others if one.unit_id not in known and one.group != "town"]
    together = places([*entrants, *more])
    assert all(together[unit_id] == place for unit_id, place in alone.items())


@given(ENTRANTS)
def test_a_small_sample_has_no_rank_and_takes_none_away(entrants):
    found = places(entrants)
    assert all((found[one.unit_id].rank is None) == (not one.is_ranked) for one in entrants)
    ranked = places(one for one in entrants if one.is_ranked)
    assert all(found[unit_id] == place for unit_id, place in ranked.items())


@given(ENTRANTS, st.randoms())
def test_the_order_of_the_units_is_irrelevant(entrants, chance):
    shuffled = list(entrants)
    chance.shuffle(shuffled)
    assert places(shuffled) == places(entrants)


@given(ENTRANTS)
def test_movement_against_oneself_is_none_and_against_the_mirror_image_opposite(entrants):
    found = places(entrants)
    for unit_id, place in found.items():
        assert movement(place, found, unit_id) == (None if place.rank is None else 0)
    better = {
        unit_id: Place(p.group, None if p.rank is None else p.rank + 2)
        for unit_id, p in found.items()
    }
    for unit_id, place in found.items():
        there, back = movement(place, better, unit_id), movement(better[unit_id], found, unit_id)
        assert (there, back) == ((None, None) if place.rank is None else (2, -2))


def test_movement_compares_a_unit_with_itself_in_the_same_group_only():
    now = Place("town", 2)
    assert movement(now, {1: Place("town", 5)}, 1) == 3
    assert movement(now, {1: Place("park", 5)}, 1) is None
    assert movement(now, {2: Place("town", 5)}, 1) is None
    assert movement(now, {1: Place("town", None)}, 1) is None
