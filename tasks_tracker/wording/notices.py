"""Words for objections and shares."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.objections import ObjectionState
from tasks_tracker.domain.shares import ShareState

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ObjectionState: {
        ObjectionState.OPEN: "待答复",
        ObjectionState.REASSIGNED: "已改派",
        ObjectionState.UPHELD: "维持交办",
    },
    ShareState: {
        ShareState.UNCONFIRMED: "待确认",
        ShareState.CONFIRMED: "已确认",
        ShareState.SETTLED: "已完成",
        ShareState.LAPSED: "不再承担",
    },
}
