"""Where units stand by the published sheet of a period, as circulars print it."""

from collections.abc import Mapping
from dataclasses import dataclass

from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import score_sheets


@dataclass(frozen=True)
class Standing:
    """What a unit got, and its place in its group."""

    score: int
    """Hundredths of a point."""
    rank: int | None
    """None for a small sample, which is not ranked."""
    movement: int | None
    """Ranks gained against the period before; below 0, lost."""


def standings(region: Region, period: Period) -> Mapping[int, Standing]:
    """By unit; empty where no sheet is published for the period (1 statement)."""
    return {
        row.unit_id: Standing(row.total, row.rank, row.movement)
        for row in score_sheets.published_of(region, period)
    }
