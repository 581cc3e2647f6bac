"""Words for what happens before a circular is issued."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.circular_notices import CorrectionState

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    CorrectionState: {
        CorrectionState.OPEN: "待答复",
        CorrectionState.PUT_RIGHT: "采纳，更正数据",
        CorrectionState.UNNAMED: "采纳，不点名",
        CorrectionState.REJECTED: "不采纳",
    },
}
