"""反馈表: what a liaison filled in offline, kept from the upload until it is reported."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import User


class WorksheetState(StrEnum):
    """What became of an uploaded sheet."""

    OPEN = "open"
    REPORTED = "reported"
    DROPPED = "dropped"


class Worksheet(Base):
    """One upload; a draft of its person alone. `content` is what `worksheet_rows` understands."""

    __tablename__ = "worksheets"
    __table_args__ = (
        Index("ix_worksheets_by_state", "by_id", "state"),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False)
    by: Mapped[User] = relationship()
    uploaded_at: Mapped[datetime]
    file_name: Mapped[Line]
    content: Mapped[Json]
    state: Mapped[WorksheetState] = mapped_column(
        word_column(WorksheetState), default=WorksheetState.OPEN
    )
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.state is WorksheetState.OPEN

    @property
    def rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.content["rows"]
        return rows

    @property
    def kept_in(self) -> list[dict[str, Any]]:
        """Rows that its person did not leave out."""
        return [row for row in self.rows if not row.get("out")]

    @property
    def remarks(self) -> list[str]:
        remarks: list[str] = self.content["remarks"]
        return remarks

    def row_of(self, task_id: int) -> dict[str, Any]:
        found = next((row for row in self.rows if row["task_id"] == task_id), None)
        if found is None:
            raise Refusal("这份反馈表里没有这一项，请刷新页面。")
        return found

    def change(self, task_id: int, **changes: Any) -> None:
        """Put something right in one row."""
        self.require_open()
        self.row_of(task_id)
        self.content = {
            **self.content,
            "rows": [row | changes if row["task_id"] == task_id else row for row in self.rows],
        }

    def report(self, now: datetime) -> None:
        """Its rows became reports."""
        self._end(WorksheetState.REPORTED, now)

    def drop(self, now: datetime) -> None:
        self._end(WorksheetState.DROPPED, now)

    def require_open(self) -> None:
        if self.state is WorksheetState.REPORTED:
            raise Refusal("这份反馈表已经报送过，不能再报一次；要补充请下载新的反馈表。")
        if self.state is WorksheetState.DROPPED:
            raise Refusal("这份反馈表已经放弃，请重新上传。")

    def _end(self, state: WorksheetState, now: datetime) -> None:
        self.require_open()
        self.state, self.ended_at = state, now
