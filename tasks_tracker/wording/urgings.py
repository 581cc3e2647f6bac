"""Words for urgings and remarks."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.ladder import NAMES, Step
from tasks_tracker.domain.remarks import Difficulty, RemarkState
from tasks_tracker.domain.urgings import UrgingState, Verdict

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Step: NAMES,
    UrgingState: {
        UrgingState.OPEN: "待答复",
        UrgingState.ANSWERED: "答复待审",
        UrgingState.ACCEPTED: "答复已认可",
        UrgingState.ESCALATED: "未按期答复，已升级",
        UrgingState.LIFTED: "已解除",
    },
    Verdict: {
        Verdict.SUFFICIENT: "认可",
        Verdict.UNSATISFACTORY: "不认可",
    },
    Difficulty: {
        Difficulty.URGENT: "紧急",
        Difficulty.ORDINARY: "一般",
        Difficulty.DIFFICULT: "复杂",
    },
    RemarkState: {
        RemarkState.OPEN: "待办理",
        RemarkState.URGED: "转督办",
        RemarkState.TASKED: "立为任务",
        RemarkState.NOTED: "已阅处",
    },
}
