"""Which task of the draft is which in the ledger: by the very words first, then by likeness."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache

from tasks_tracker.importer.amendment.values import Clause, Labels
from tasks_tracker.importer.comparison.likeness import alike, read, weights
from tasks_tracker.importer.comparison.matching import assigned
from tasks_tracker.importer.comparison.values import Measure, Paper
from tasks_tracker.importer.comparison.wording import heading_of, without_clauses

LEAST = 0.5
SAME_PLACE = 0.1
"""What it counts that heading and part are the same."""
LEAST_WORDS = 12
"""Fewer characters may well be the words of another task too."""

Pairing = Mapping[int, int | None]
"""By key of the draft the number in the ledger as a person said; None for a new task."""


def matched(
    ledger: Sequence[Clause], draft: Sequence[Clause], said: Pairing
) -> list[tuple[Clause, Clause]]:
    """One to one, in the order of the draft."""
    by_number = {clause.ref: clause for clause in ledger}
    found = {
        new.ref: by_number[number]
        for new in draft
        if (number := said.get(new.ref)) is not None and number in by_number
    }
    new_ones = {key for key, number in said.items() if number is None}
    olds, news = _rest(ledger, draft, found, new_ones)
    for key_of in (_by_place_and_words, _by_words, _by_place_and_title):
        found.update(_same(olds, news, key_of))
        olds, news = _rest(ledger, draft, found, new_ones)
    found.update(_alike(olds, news))
    return [(found[new.ref], new) for new in draft if new.ref in found]


def _rest(
    ledger: Sequence[Clause],
    draft: Sequence[Clause],
    found: Mapping[int, Clause],
    new_ones: set[int],
) -> tuple[list[Clause], list[Clause]]:
    taken = {clause.ref for clause in found.values()}
    return (
        [clause for clause in ledger if clause.ref not in taken],
        [clause for clause in draft if clause.ref not in found and clause.ref not in new_ones],
    )


def _same(
    olds: Sequence[Clause], news: Sequence[Clause], key_of: Callable[[Clause], Hashable | None]
) -> dict[int, Clause]:
    """Those of one key, the first with the first and so on."""
    waiting: dict[Hashable, list[Clause]] = defaultdict(list)
    for old in olds:
        waiting[key_of(old)].append(old)
    found = {}
    for new in news:
        key = key_of(new)
        if key is not None and waiting[key]:
            found[new.ref] = waiting[key].pop(0)
    return found


def _by_place_and_words(clause: Clause) -> Hashable:
    return plain_path(clause.path), words_of(clause.requirement), clause.title


def _by_words(clause: Clause) -> Hashable | None:
    words = words_of(clause.requirement)
    return words if len(words) >= LEAST_WORDS else None


def _by_place_and_title(clause: Clause) -> Hashable:
    return plain_path(clause.path), clause.part, clause.title, clause.part_title


def _alike(olds: Sequence[Clause], news: Sequence[Clause]) -> dict[int, Clause]:
    high, low = read(_paper(olds)), read(_paper(news))
    pairs = alike(high, low, weights(high + low))
    worth = {
        place: pair.score + (SAME_PLACE if _stand_alike(olds[place[0]], news[place[1]]) else 0.0)
        for place, pair in pairs.items()
    }
    taken = assigned({place: value - LEAST for place, value in worth.items() if value >= LEAST})
    return {news[other].ref: olds[one] for one, other in taken.items()}


def _stand_alike(old: Clause, new: Clause) -> bool:
    return (plain_path(old.path), old.part) == (plain_path(new.path), new.part)


def _paper(clauses: Sequence[Clause]) -> Paper:
    measures = [
        Measure(path=clause.path, title=clause.title, text=clause.requirement) for clause in clauses
    ]
    return Paper(doc_no="", place="", measures=measures)


def plain_path(path: Labels) -> Labels:
    """The headings without their ordinals: what a renumbered document keeps."""
    return tuple(map(plain_heading, path))


@lru_cache(maxsize=8192)
def plain_heading(label: str) -> str:
    return "".join(heading_of(label).split())


@lru_cache(maxsize=8192)
def words_of(requirement: str) -> str:
    """The wording alone: who answers for it is compared apart."""
    return plain_heading(without_clauses(requirement))
