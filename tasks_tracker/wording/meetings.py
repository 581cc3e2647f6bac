"""Words for dispatch meetings and what they resolve."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.meetings import MeetingCut, MeetingState
from tasks_tracker.domain.resolutions import Effect

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    MeetingCut: {
        MeetingCut.UNIT: "按单位过",
        MeetingCut.SECTION: "按板块过",
    },
    MeetingState: {
        MeetingState.PREPARED: "待开",
        MeetingState.RUNNING: "进行中",
        MeetingState.CLOSED: "已散会",
        MeetingState.CALLED_OFF: "已取消",
    },
    Effect: {
        Effect.URGED: "转催办",
        Effect.TASKED: "立为任务",
        Effect.NOTED: "记录在案",
    },
}
