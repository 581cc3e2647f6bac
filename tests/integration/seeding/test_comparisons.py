"""The plans of 2021 stand side by side in the demonstration, mostly decided."""

from collections import Counter

from sqlalchemy import select

from tasks_tracker.domain.comparisons import Comparison, LinkState
from tasks_tracker.domain.differences import Relation


def test_180_of_199_measures_are_carried_and_most_are_confirmed(told):
    (comparison,) = told.scalars(select(Comparison)).all()
    carried = [link for link in comparison.links if link.relation is not Relation.DROPPED]
    assert (len(comparison.links), len(carried)) == (199, 180)
    states = Counter(link.state for link in comparison.links)
    assert states[LinkState.CONFIRMED] >= 180
    assert states[LinkState.PROPOSED] >= 10


def test_what_nobody_carries_was_confirmed_with_its_reason(told):
    (comparison,) = told.scalars(select(Comparison)).all()
    dropped = [link for link in comparison.links if link.relation is Relation.DROPPED]
    decided = [link for link in dropped if link.is_confirmed]
    assert 0 < len(decided) < len(dropped)
    assert all(link.words for link in decided)
