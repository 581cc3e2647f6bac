"""Shares that add up: tenths of a per cent by the largest remainder."""

from collections.abc import Sequence

WHOLE = 1000
"""Tenths of a per cent in 100.0 %."""


def tenths(parts: Sequence[int]) -> list[int]:
    """The share of each part in tenths of a per cent, 1000 together; all 0 where nothing is.

    Everyone gets the tenths that are full; what is left goes one by one to the largest remainders,
    of equal ones to the earlier part.
    """
    total = sum(parts)
    if not total:
        return [0] * len(parts)
    shares = [part * WHOLE // total for part in parts]
    rest = [part * WHOLE % total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: -rest[place])
    for place in by_remainder[: WHOLE - sum(shares)]:
        shares[place] += 1
    return shares


def rate(part: int, total: int, *, at_least: int = 1) -> int | None:
    """One part of a total in tenths, rounded half up; None where the total is too small to tell."""
    if total < max(at_least, 1):
        return None
    return (part * WHOLE * 2 + total) // (total * 2)
