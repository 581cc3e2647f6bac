"""What a measure asks for and the one below does not mention."""

from collections.abc import Iterator
from itertools import groupby

from tasks_tracker.importer.comparison.dates import says_as_directed
from tasks_tracker.importer.comparison.values import Measure
from tasks_tracker.importer.comparison.wording import (
    heading_of,
    pairs,
    plain,
    sentences,
    share,
    without_clauses,
)

LOST = 0.3
"""A stretch of which less than this, by weight, stands in the other text is not in it."""
SHORTEST = 7
REWORDED = 0.7
"""Where less than this is shared as a whole, the text was written anew,"""
LEAST = 0.1
"""and a stretch is missing only if it has still less in common, but never less than this part."""


def missing_actions(
    superior: Measure, place: str, said: frozenset[str], weight: dict[str, float]
) -> tuple[str, ...]:
    """Stretches between commas, those that follow each other joined, in the document's words."""
    heading = heading_of(superior.title)
    parts = [heading_of(part) for part in sentences(without_clauses(superior.text))]
    asked = [part for part in parts if part != heading]
    whole = share(pairs(plain("".join(asked), place)), said, weight)
    limit = LOST * max(LEAST, min(1.0, whole / REWORDED) ** 2)
    stretches = [
        [(stretch, _held(stretch, place, said, weight)) for stretch in part.split("，") if stretch]
        for part in asked
    ]
    return tuple(lost for part in stretches for lost in _joined(part, limit))


def _held(stretch: str, place: str, said: frozenset[str], weight: dict[str, float]) -> float:
    """How much of a stretch stands in the other text; what is no action counts as held."""
    words = plain(stretch, place)
    if len(words) < SHORTEST or says_as_directed(stretch):
        return 1.0
    return share(pairs(words), said, weight)


def _joined(stretches: list[tuple[str, float]], limit: float) -> Iterator[str]:
    for is_lost, run in groupby(stretches, key=lambda one: one[1] < limit):
        if is_lost:
            yield "，".join(words for words, _ in run)
