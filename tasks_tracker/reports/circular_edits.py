"""What a circular says: its snapshot, with what the office wrote instead of drafted sentences."""

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_snapshot import Snapshot


def as_written(circular: Circular) -> Snapshot:
    """What pages and files are rendered from."""
    return read(circular.snapshot)
