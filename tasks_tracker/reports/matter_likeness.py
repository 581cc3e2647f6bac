"""How like two tasks are in what they are about: rare pairs of characters first, then wording."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, sqrt

from rapidfuzz import fuzz

from tasks_tracker.importer.folding import fold

LEAST = 34
"""Below this two tasks are not worth a person's look; set by reading what real plans gave."""
CANDIDATES = 12
CLOSE, ALIKE = 70, 50
"""From which likeness on titles and requirements are called alike."""
COMMON = 0.02
"""Pairs of characters that stand in more of the tasks than this say nothing about a matter."""
FEW = 30
READ = 80
"""How much of a requirement is read to find candidates."""
ORDINAL = re.compile(r"^[（(]?[一二三四五六七八九十0-9]+[）)、.．]?\s*")
# What every plan says at its end is no matter of its own.
USUAL = re.compile(
    r"(?:加强|强化|健全|完善|注重|密切|加大|狠抓|严格|严肃|落实|明确|切实|做好|建立|开展|精心)*"
    r"(?:组织|领导|督查|督导|督促|监督|考核|检查|协作|配合|宣传|舆论|资金|财政|经费|保障|机制|责任|工作|实施|推进"
    r"|协调|管理|扶持|支持|力度|引导|培训|总结|评估|奖惩|问责|调度|跟踪|政策|统筹|任务|分工|目标|落实|和|与|、)+"
)


@dataclass(frozen=True)
class Matter:
    """What a task is about, and who leads it."""

    title: str
    requirement: str
    leads: frozenset[str]


@dataclass(frozen=True)
class Alike:
    """A task like another: which (its place in the list), how much (0 to 100), and why."""

    place: int
    score: int
    why: str


class Matters:
    """Known tasks, made ready to be compared with many others."""

    def __init__(self, known: Sequence[Matter]) -> None:
        self.known = known
        self._places: dict[str, list[int]] = defaultdict(list)
        pairs_of = [_pairs(matter) for matter in known]
        for place, pairs in enumerate(pairs_of):
            for pair in pairs:
                self._places[pair].append(place)
        self._weights = _weights(self._places, len(known))
        self._lengths = [_length(pairs, self._weights) for pairs in pairs_of]

    def like(self, matter: Matter, *, least: int = LEAST, limit: int = 3) -> list[Alike]:
        found = (self._judged(matter, *candidate) for candidate in self._candidates(matter))
        enough = [one for one in found if one.score >= least]
        return sorted(enough, key=lambda one: (-one.score, one.place))[:limit]

    def _candidates(self, matter: Matter) -> list[tuple[int, float]]:
        """Places of the tasks that share most, with how much they share (0 to 1)."""
        pairs = _pairs(matter)
        unheard = sum(pair not in self._places for pair in pairs) * log(len(self.known) + 1) ** 2
        shared: dict[int, float] = defaultdict(float)
        mine = sorted(pair for pair in pairs if pair in self._weights)
        length = sqrt(unheard + sum(self._weights[pair] for pair in mine)) or 1.0
        for pair in mine:
            weight = self._weights[pair]
            for place in self._places[pair]:
                shared[place] += weight
        alike = ((place, sum_ / (length * self._lengths[place])) for place, sum_ in shared.items())
        return nlargest(CANDIDATES, alike, key=lambda one: (one[1], -one[0]))

    def _judged(self, matter: Matter, place: int, shared: float) -> Alike:
        return Alike(place, *judged(matter, self.known[place], shared))


def judged(one: Matter, other: Matter, shared: float) -> tuple[int, str]:
    """The score of two tasks that share so much of their rare words, and the reasons."""
    mine, theirs = plain(one.title), plain(other.title)
    titles = 0 if USUAL.fullmatch(mine) or USUAL.fullmatch(theirs) else fuzz.ratio(mine, theirs)
    wording = fuzz.ratio(one.requirement, other.requirement)
    leads = one.leads & other.leads
    score = 0.4 * titles + 0.2 * wording + 40 * shared + (6 if leads else 0)
    why = [
        words
        for words, holds in (
            ("标题相近", titles >= CLOSE),
            ("要求相近", max(wording, 100 * shared) >= ALIKE),
            (f"同由{'、'.join(sorted(leads))}牵头", leads),
        )
        if holds
    ]
    return min(100, round(score)), "；".join(why) or "用词相近"


def plain(title: str) -> str:
    return ORDINAL.sub("", fold(title)).strip("。，；")


def _pairs(matter: Matter) -> set[str]:
    """Neighbouring characters of the title and of the beginning of the requirement."""
    return {
        text[start : start + 2]
        for text in (plain(matter.title), matter.requirement[:READ])
        for start in range(len(text) - 1)
    }


def _weights(places: Mapping[str, Sequence[int]], total: int) -> Mapping[str, float]:
    """Rare pairs weigh much, common ones nothing."""
    most = max(FEW, COMMON * total)
    return {
        pair: log((total + 1) / len(found)) ** 2
        for pair, found in places.items()
        if len(found) <= most
    }


def _length(pairs: Iterable[str], weights: Mapping[str, float]) -> float:
    return sqrt(sum(weights.get(pair, 0.0) for pair in pairs)) or 1.0
