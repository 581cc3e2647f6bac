"""Ranks of scores: each group apart, equal scores share a rank, small samples have none."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Entrant:
    """A unit as it takes part in the ranking."""

    unit_id: int
    group: str
    total: int
    """Hundredths of a point."""
    is_ranked: bool = True


@dataclass(frozen=True)
class Place:
    """Where a unit stood in a group."""

    group: str
    rank: int | None


def places(entrants: Iterable[Entrant]) -> dict[int, Place]:
    """1, 2, 2, 4 within each group; None for whoever is not ranked (pure)."""
    found = list(entrants)
    return {
        one.unit_id: Place(one.group, _rank(one, found) if one.is_ranked else None) for one in found
    }


def movement(now: Place, before: Mapping[int, Place], unit_id: int) -> int | None:
    """How many ranks it went up (below 0: down); None where the two cannot be compared."""
    then = before.get(unit_id)
    if then is None or then.group != now.group or then.rank is None or now.rank is None:
        return None
    return then.rank - now.rank


def _rank(one: Entrant, entrants: Iterable[Entrant]) -> int:
    ahead = (
        other
        for other in entrants
        if other.is_ranked and other.group == one.group and other.total > one.total
    )
    return 1 + sum(1 for _ in ahead)
