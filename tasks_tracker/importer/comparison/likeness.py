"""How alike two measures are: by heading, by the headings above, and by their rarer words."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt

from rapidfuzz import fuzz

from tasks_tracker.importer.comparison.values import Measure, Paper
from tasks_tracker.importer.comparison.wording import heading_of, pairs, plain, without_clauses

TITLE, TEXT, ABOVE = 0.5, 0.4, 0.1
LEAST_TEXT = 0.05
"""Below this the words have nothing to do with each other, whatever the headings say."""
LEAST_TITLE = 0.6

Place = tuple[int, int]


@dataclass(frozen=True)
class Read:
    """A measure as it is compared."""

    title: str
    text: str
    above: str
    pairs: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two measures side by side, each figure from 0 to 1."""

    title: float
    text: float
    above: float

    @property
    def score(self) -> float:
        """By heading and words, or by the words alone where the heading was written anew."""
        own = (1 - ABOVE) * self.text
        return max(TITLE * self.title + TEXT * self.text, own) + ABOVE * self.above


def read(paper: Paper) -> list[Read]:
    return [_read(measure, paper.place) for measure in paper.measures]


def _read(measure: Measure, place: str) -> Read:
    body = plain(without_clauses(measure.text), place)
    title = plain(heading_of(measure.title), place)
    above = "".join(plain(heading_of(label), place) for label in measure.path[:-1])
    return Read(title, body, above, pairs(title + body))


def weights(texts: Sequence[Read]) -> dict[str, float]:
    """A pair of characters weighs the more, the fewer measures use it."""
    used = Counter(pair for text in texts for pair in text.pairs)
    return {pair: log(1 + len(texts) / count) for pair, count in used.items()}


def alike(
    superior: Sequence[Read], subordinate: Sequence[Read], weight: dict[str, float]
) -> dict[Place, Pair]:
    """All pairs of measures that have anything to do with each other."""
    texts = _texts(superior, subordinate, weight)
    above = cache(lambda one, other: fuzz.ratio(one, other) / 100)
    found = {}
    for (one, other), text in texts.items():
        high, low = superior[one], subordinate[other]
        title = fuzz.ratio(high.title, low.title) / 100
        if text >= LEAST_TEXT and (title >= LEAST_TITLE or text >= 2 * LEAST_TEXT):
            found[one, other] = Pair(title, text, above(high.above, low.above))
    return found


def _texts(
    superior: Sequence[Read], subordinate: Sequence[Read], weight: dict[str, float]
) -> dict[Place, float]:
    """The cosine of the weighted pairs, for every two measures that share one."""
    where = defaultdict(list)
    for other, text in enumerate(subordinate):
        for pair in text.pairs:
            where[pair].append(other)
    lengths = [_length(text, weight) for text in subordinate]
    found = {}
    for one, text in enumerate(superior):
        shared: dict[int, float] = defaultdict(float)
        for pair in text.pairs:
            square = weight[pair] ** 2
            for other in where.get(pair, ()):
                shared[other] += square
        length = _length(text, weight)
        found.update(
            {(one, other): dot / (length * lengths[other]) for other, dot in shared.items()}
        )
    return found


def _length(text: Read, weight: dict[str, float]) -> float:
    return sqrt(sum(weight[pair] ** 2 for pair in text.pairs)) or 1.0
