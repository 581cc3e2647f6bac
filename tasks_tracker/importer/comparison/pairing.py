"""Entries of two short lists paired, the likest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Paired(Generic[T]):
    pairs: list[tuple[T, T]]
    high: list[T]
    """What of the first list is left."""
    low: list[T]


def paired(high: Sequence[T], low: Sequence[T], worth: Callable[[T, T], float]) -> Paired[T]:
    """The pairs of the greatest worth; those that are worth nothing are none."""
    ranked = sorted(
        (
            (-value, one, other)
            for one, first in enumerate(high)
            for other, second in enumerate(low)
            if (value := worth(first, second)) > 0
        ),
    )
    taken: dict[int, int] = {}
    for _, one, other in ranked:
        if one not in taken and other not in taken.values():
            taken[one] = other
    return Paired(
        [(high[one], low[other]) for one, other in sorted(taken.items())],
        [first for one, first in enumerate(high) if one not in taken],
        [second for other, second in enumerate(low) if other not in taken.values()],
    )
