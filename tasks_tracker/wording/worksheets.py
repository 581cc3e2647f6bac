"""Words for filled in 反馈表 and their rows."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.worksheet_rows import RowState
from tasks_tracker.domain.worksheets import WorksheetState

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    WorksheetState: {
        WorksheetState.OPEN: "待报送",
        WorksheetState.REPORTED: "已报送",
        WorksheetState.DROPPED: "已放弃",
    },
    RowState: {
        RowState.ERROR: "要改",
        RowState.CONFLICT: "有冲突，请选",
        RowState.READY: "将报送",
        RowState.LEFT_OUT: "这次不报",
        RowState.SAME: "没有填，不报送",
    },
}
"""By kind first: members of two kinds that share a value are equal, as all text is."""
