"""What an uploaded 反馈表 would report: each row with its cells, those that need a person first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tasks_tracker import wording
from tasks_tracker.domain.worksheet_cells import (
    HEADS,
    MILESTONES,
    PERCENT,
    TEXTS,
    figure_cell,
)
from tasks_tracker.domain.worksheet_rows import WHOLE, Conflict, RowState, Weighed

TURN = tuple(RowState)


@dataclass(frozen=True)
class CellView:
    """One cell: what was said last, what is to be said, what is wrong with it."""

    name: str
    label: str
    before: str
    now: str
    error: str
    conflict: Conflict | None


@dataclass(frozen=True)
class RowView:
    """One item of the sheet."""

    weighed: Weighed

    @property
    def state(self) -> RowState:
        return self.weighed.state

    @property
    def error(self) -> str:
        """What is wrong with the item as a whole."""
        return self.weighed.errors.get(WHOLE, "")

    @cached_property
    def cells(self) -> Sequence[CellView]:
        """All cells that can be filled in."""
        row, before = self.weighed.row["cells"], self._before
        conflicts = {one.cell: one for one in self.weighed.conflicts}
        return [
            CellView(
                name=name,
                label=label,
                before=before.get(name, ""),
                now=row.get(name, ""),
                error=self.weighed.errors.get(name, ""),
                conflict=conflicts.get(name),
            )
            for name, label in self._labels.items()
        ]

    @property
    def first(self) -> Sequence[CellView]:
        """The cells to look at: filled in, wrong, or the one that no report can do without."""
        return [one for one in self.cells if one.now or one.error or one.name == "progress"]

    @property
    def rest(self) -> Sequence[CellView]:
        return [one for one in self.cells if one not in self.first]

    @property
    def told(self) -> Sequence[CellView]:
        """The cells that the report will speak of."""
        return [one for one in self.cells if one.name in self.weighed.typed]

    @property
    def claimed(self) -> Sequence[str]:
        """The milestones that it says are met."""
        ids = self.weighed.said.get(MILESTONES, ())
        return [one.deliverable for one in self.weighed.task.dated if one.id in ids]

    @property
    def listed(self) -> Sequence[str]:
        """The milestones by the numbers of the sheet."""
        own = {one.id: one for one in self.weighed.task.dated}
        return [
            f"{at}. {own[one].deliverable}"
            for at, one in enumerate(self.weighed.row["milestones"], 1)
            if one in own
        ]

    @property
    def _labels(self) -> Mapping[str, str]:
        figures = {
            figure_cell(one.id): f"{one.phrase}（{wording.target(one.op, one.value, one.unit)}）"
            for one in self.weighed.task.current_targets
        }
        return HEADS | figures

    @property
    def _before(self) -> Mapping[str, str]:
        task, last = self.weighed.task, self.weighed.last
        said = {cell: getattr(last, cell) for cell in TEXTS} if last else {}
        figures = {
            figure_cell(one.id): wording.figure(one.reported_value)
            for one in task.current_targets
            if one.reported_value is not None
        }
        percent = {} if task.percent is None else {PERCENT: str(task.percent)}
        return said | figures | percent


def view(found: Sequence[Weighed]) -> list[RowView]:
    """The rows, those that need a person first, then in the order of the sheet."""
    rows = [RowView(one) for one in found]
    return sorted(rows, key=lambda row: (TURN.index(row.state), row.weighed.row["line"]))
