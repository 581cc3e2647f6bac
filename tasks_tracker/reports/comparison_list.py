"""The list of comparisons, and the pairs of plans that could be compared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks_tracker.domain.comparisons import Comparison, LinkState
from tasks_tracker.domain.differences import Relation
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import comparisons


@dataclass(frozen=True)
class PairRow:
    """One comparison in the list."""

    comparison: Comparison
    relations: dict[Relation, int]
    confirmed: int

    @property
    def total(self) -> int:
        return sum(self.relations.values())


@dataclass(frozen=True)
class Offer:
    """Two plans that could be compared; the one says that it carries out the other."""

    superior: Plan
    subordinate: Plan


@dataclass(frozen=True)
class Index:
    pairs: Sequence[PairRow]
    offers: Sequence[Offer]
    superiors: Sequence[Plan]
    subordinates: Sequence[Plan]


def index(user: User) -> Index:
    """The comparisons that this person sees, and what could be compared (3 statements)."""
    found = comparisons.visible_to(user)
    counts = comparisons.counts(found)
    plans = comparisons.plans_of(user)
    above = [plan for plan in plans if plan.region is user.region]
    below = [plan for plan in plans if plan.region is not user.region]
    known = {(one.plan_id, one.subordinate_id, one.subordinate_no) for one in found}
    offers = [
        Offer(high, low)
        for low in below
        for high in above
        if high.doc_no in low.based_on and (high.id, low.region_id, low.doc_no) not in known
    ]
    return Index([_pair(one, counts) for one in found], offers, above, below)


def _pair(comparison: Comparison, counts: dict[tuple[int, Relation, LinkState], int]) -> PairRow:
    relations: Counter[Relation] = Counter()
    confirmed = 0
    for (comparison_id, relation, state), count in counts.items():
        if comparison_id == comparison.id:
            relations[relation] += count
            confirmed += count if state is LinkState.CONFIRMED else 0
    return PairRow(comparison, dict(relations), confirmed)
