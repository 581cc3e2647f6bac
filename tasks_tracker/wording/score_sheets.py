"""Words for score sheets and objections to scores."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.score_objections import ScoreObjectionState
from tasks_tracker.domain.score_sheets import SheetState

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    SheetState: {
        SheetState.FROZEN: "已冻结，单位核对",
        SheetState.PUBLISHED: "已公布",
    },
    ScoreObjectionState: {
        ScoreObjectionState.OPEN: "待复核",
        ScoreObjectionState.ACCEPTED: "采纳",
        ScoreObjectionState.REJECTED: "不采纳",
    },
}
