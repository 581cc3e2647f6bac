"""Which measure carries which, decided for all at once; in order where nothing speaks against."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from sys import maxsize

from tasks_tracker.importer.comparison.likeness import Pair, Place, Read, alike, read, weights
from tasks_tracker.importer.comparison.values import Paper
from tasks_tracker.importer.comparison.wording import share

LEAST = 0.5
IN_ORDER = 0.15
"""What it counts that the neighbours on both sides carry each other."""
CLEAR = 0.6
STEP = 0.002
MERGED = 0.55
"""How much of a measure stands in one that carries another, beyond what that other explains."""


@dataclass(frozen=True)
class Match:
    superior: int
    subordinate: int
    likeness: float


@dataclass(frozen=True)
class Known:
    """The measures of both plans as read, with what their words weigh."""

    high: Sequence[Read]
    low: Sequence[Read]
    weight: dict[str, float]
    found: Mapping[Place, Pair]
    """The pairs that have anything to do with each other."""


def matched(superior: Paper, subordinate: Paper) -> list[Match]:
    """The matches in the order of the superior's plan; what found none is left out."""
    high, low = read(superior), read(subordinate)
    weight = weights(high + low)
    known = Known(high, low, weight, alike(high, low, weight))
    scores = _scores(known.found)
    taken = assigned({place: score - LEAST for place, score in scores.items() if score >= LEAST})
    matches = [Match(one, other, scores[one, other]) for one, other in taken.items()]
    free = [one for one in range(len(high)) if one not in taken]
    seconds = [second for one in free if (second := _second(one, matches, known))]
    return sorted([*matches, *seconds], key=lambda match: match.superior)


def _scores(found: Mapping[Place, Pair]) -> dict[Place, float]:
    """The likeness of each pair, more for those that stand between two that are clear."""
    anchors = _anchors({place: pair.score for place, pair in found.items()})
    return {
        place: min(1.0, pair.score + (IN_ORDER if _fits(place, anchors) else 0.0))
        for place, pair in found.items()
    }


def _anchors(scores: Mapping[Place, float]) -> list[Place]:
    """Clear pairs that like each other best, as far as they follow each other in both plans."""
    best_of_high: dict[int, float] = defaultdict(float)
    best_of_low: dict[int, float] = defaultdict(float)
    for (one, other), score in scores.items():
        best_of_high[one] = max(best_of_high[one], score)
        best_of_low[other] = max(best_of_low[other], score)
    clear = [
        (one, other)
        for (one, other), score in sorted(scores.items())
        if score >= CLEAR and score == best_of_high[one] == best_of_low[other]
    ]
    return _longest_rising(clear)


def _longest_rising(places: Sequence[Place]) -> list[Place]:
    """The longest run in which both orders rise (the others were moved)."""
    length = [1] * len(places)
    before = [-1] * len(places)
    for at, (one, other) in enumerate(places):
        for earlier in range(at):
            rises = places[earlier][0] < one and places[earlier][1] < other
            if rises and length[earlier] >= length[at]:
                length[at], before[at] = length[earlier] + 1, earlier
    at = max(range(len(places)), key=length.__getitem__, default=-1)
    run = []
    while at >= 0:
        run.append(places[at])
        at = before[at]
    return run[::-1]


def _fits(place: Place, anchors: Sequence[Place]) -> bool:
    """Whether the pair crosses no anchor."""
    at = bisect_left(anchors, place)
    if at < len(anchors) and anchors[at] == place:
        return True
    before = anchors[at - 1] if at else (-1, -1)
    after = anchors[at] if at < len(anchors) else (maxsize, maxsize)
    ahead = before[0] < place[0] and before[1] < place[1]
    return bool(anchors) and ahead and place[0] < after[0] and place[1] < after[1]


def assigned(worth: Mapping[Place, float]) -> dict[int, int]:
    """The assignment of the greatest worth in all, by auction: who is outbid bids anew."""
    offers: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for (one, other), value in sorted(worth.items()):
        offers[one].append((other, value))
    price: dict[int, float] = defaultdict(float)
    owner: dict[int, int] = {}
    bidders = list(offers)
    while bidders:
        one = bidders.pop()
        gains = sorted(
            ((value - price[other], other) for other, value in offers[one]), reverse=True
        )
        best, other = gains[0]
        if best < 0:
            continue
        price[other] += best - max(gains[1][0] if len(gains) > 1 else 0.0, 0.0) + STEP
        if other in owner:
            bidders.append(owner[other])
        owner[other] = one
    return dict(sorted((one, other) for other, one in owner.items()))


def _second(one: int, matches: Sequence[Match], known: Known) -> Match | None:
    """The measure that carries this one beside another: it says what only this one says."""
    best = None
    for match in matches:
        if (one, match.subordinate) not in known.found:
            continue
        own = known.high[one].pairs - known.high[match.superior].pairs
        held = share(own, known.low[match.subordinate].pairs, known.weight)
        if own and held >= MERGED and (best is None or held > best.likeness):
            best = Match(one, match.subordinate, held)
    return best
