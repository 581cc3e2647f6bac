"""Tables of a circular: heads with their widths, rows in words (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks_tracker.reports.circular_snapshot import Annex, Column, Kind

NONE = "—"
Cells = tuple[str, ...]
Head = tuple[Column, int]
"""A column and its width in millimetres."""


@dataclass(frozen=True)
class Table:
    """An annex before its rows are numbered."""

    key: str
    title: str
    heads: Sequence[Head]
    rows: Iterable[Cells]
    note: str = ""
    empty: str = ""
    foot: Cells = ()
    is_lying: bool = True

    @property
    def annex(self) -> Annex:
        rows = tuple((str(place), *row) for place, row in enumerate(self.rows, 1))
        columns, widths = zip(*((Column("序号", Kind.SHORT), 10), *self.heads), strict=True)
        return Annex(
            title=self.title,
            columns=columns,
            rows=rows,
            note=self.note,
            empty=self.empty,
            foot=self.foot if rows else (),
            key=self.key,
            is_lying=self.is_lying,
            widths=widths,
        )
