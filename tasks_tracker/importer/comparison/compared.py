"""The comparison of two plans: links from the superior's measures, differences, own additions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks_tracker.domain.differences import Relation
from tasks_tracker.importer.comparison.actions import missing_actions
from tasks_tracker.importer.comparison.dates import date_links
from tasks_tracker.importer.comparison.figures import figure_links
from tasks_tracker.importer.comparison.likeness import Read, read, weights
from tasks_tracker.importer.comparison.matching import Match, matched
from tasks_tracker.importer.comparison.units import Counterparts, counterparts, unit_links
from tasks_tracker.importer.comparison.values import Comparison, Differences, Link, Paper


@dataclass(frozen=True)
class SideBySide:
    """Two plans with what is known of their words and units."""

    superior: Paper
    subordinate: Paper
    below: Sequence[Read]
    weight: dict[str, float]
    units: Counterparts

    def differences(self, superior: int, subordinate: int) -> Differences:
        high = self.superior.measures[superior]
        low = self.subordinate.measures[subordinate]
        return Differences(
            dates=date_links(high, low),
            figures=figure_links(high, low),
            missing=missing_actions(
                high, self.superior.place, self.below[subordinate].pairs, self.weight
            ),
            units=unit_links(high, low, self.units),
        )


def side_by_side(
    superior: Paper, subordinate: Paper, carried: Sequence[tuple[int, int]]
) -> SideBySide:
    """Ready to tell differences, by the links that are known."""
    high, low = read(superior), read(subordinate)
    measures = [(superior.measures[one], subordinate.measures[other]) for one, other in carried]
    units = counterparts(superior, subordinate, measures)
    return SideBySide(superior, subordinate, low, weights(high + low), units)


def compare(superior: Paper, subordinate: Paper) -> Comparison:
    """One link for each of the superior's measures, in its order."""
    matches = {match.superior: match for match in matched(superior, subordinate)}
    carried = [(match.superior, match.subordinate) for match in matches.values()]
    known = side_by_side(superior, subordinate, carried)
    carrying = Counter(other for _, other in carried)
    links = [_link(one, matches.get(one), known, carrying) for one in range(len(superior.measures))]
    additions = [at for at in range(len(subordinate.measures)) if at not in carrying]
    return Comparison(
        superior=superior,
        subordinate=subordinate,
        links=tuple(links),
        additions=tuple(additions),
    )


def _link(one: int, match: Match | None, known: SideBySide, carrying: Counter[int]) -> Link:
    if match is None:
        return Link(
            superior=one,
            subordinate=None,
            relation=Relation.DROPPED,
            likeness=0.0,
            differences=Differences(),
        )
    differences = known.differences(one, match.subordinate)
    return Link(
        superior=one,
        subordinate=match.subordinate,
        relation=relation_of(differences, shared=carrying[match.subordinate] > 1),
        likeness=match.likeness,
        differences=differences,
    )


def relation_of(differences: Differences, *, shared: bool) -> Relation:
    """How a measure that is carried fares; `shared` where one measure carries several."""
    if shared:
        return Relation.MERGED
    return Relation.NARROWED if differences.is_narrowed else Relation.SAME
