"""The rows behind a number of a circular, as the snapshot has them (pure)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks_tracker.reports.circular_counted import LedgerRow
from tasks_tracker.reports.circular_snapshot import Snapshot
from tasks_tracker.reports.circular_sources import meaning
from tasks_tracker.reports.circular_tokens import known, label_of


@dataclass(frozen=True)
class Row:
    """A task behind the number, and how often it counts (two milestones count twice)."""

    code: str
    times: int
    ledger: LedgerRow | None


@dataclass(frozen=True)
class Behind:
    """A number with what was counted for it."""

    figure: str
    label: str
    value: str
    words: str
    rows: Sequence[Row]
    is_kept: bool
    """Old snapshots did not keep which rows were counted."""


def behind_figure(snapshot: Snapshot, figure: str) -> Behind | None:
    """None for a number that this circular does not know."""
    values = known(snapshot)
    if figure not in values and figure not in snapshot.rows:
        return None
    ledger = {row.code: row for row in snapshot.figures.ledger}
    counted = Counter(snapshot.rows.get(figure, ()))
    return Behind(
        figure=figure,
        label=label_of(figure),
        value=values.get(figure, str(sum(counted.values()))),
        words=_meaning(figure),
        rows=[Row(code, times, ledger.get(code)) for code, times in counted.items()],
        is_kept=figure in snapshot.rows,
    )


def _meaning(figure: str) -> str:
    try:
        return meaning(figure)[1]
    except KeyError:
        return ""
