"""The circular as files: rendered from its snapshot, the same bytes each time."""

from datetime import date
from pathlib import Path

from tasks_tracker import clock, wording
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import circulars
from tasks_tracker.reports.circular import take_snapshot
from tasks_tracker.reports.circular_edits import as_written
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_snapshot import Imprint, Snapshot


def imprint_of(circular: Circular) -> Imprint:
    """What a circular bears beside its snapshot: number and day, once it is published."""
    at = circular.published_at
    return Imprint(
        year=circular.year,
        number=circular.number,
        published_on=clock.local(at).date() if at else None,
    )


def document(circular: Circular) -> bytes:
    """The stored circular as DOCX; the same bytes each time."""
    return _as_docx(as_written(circular), imprint_of(circular))


def file_name(circular: Circular) -> str:
    return _file_name(circular.region, circular.period)


def build(region: Region, period: Period, out: Path, *, today: date) -> list[Path]:
    """Write the circular of a period into a folder: the stored one, else as it would be drafted."""
    stored = circulars.find(region, period)
    if stored:
        content = document(stored)
    else:
        fresh = read(take_snapshot(region, period, today=today))
        content = _as_docx(fresh, Imprint(year=period.first.year))
    out.mkdir(parents=True, exist_ok=True)
    path = out / _file_name(region, period)
    path.write_bytes(content)
    return [path]


def _file_name(region: Region, period: Period) -> str:
    return f"{region.name}{wording.period_words(period.key)}调度通报.docx"


def _as_docx(snapshot: Snapshot, imprint: Imprint) -> bytes:
    # Brings python-docx and lxml, which the start can do without.
    from tasks_tracker.reports.circular_docx import render

    return render(snapshot, imprint)
