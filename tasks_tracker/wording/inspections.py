"""Words for inspections, their findings, and accountability."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.accountability import Counted
from tasks_tracker.domain.accountability_cases import ActionState
from tasks_tracker.domain.finding_replies import ReplyState
from tasks_tracker.domain.findings import FindingState
from tasks_tracker.domain.inspections import InspectionKind, InspectionState
from tasks_tracker.domain.periods import PeriodKind

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    InspectionKind: {
        InspectionKind.ANNOUNCED: "明察",
        InspectionKind.UNANNOUNCED: "暗访",
    },
    InspectionState: {
        InspectionState.PLANNED: "待开始",
        InspectionState.RUNNING: "进行中",
        InspectionState.CONCLUDED: "已结束",
        InspectionState.CALLED_OFF: "已取消",
    },
    FindingState: {
        FindingState.DRAFT: "未交办",
        FindingState.OPEN: "整改中",
        FindingState.SUBMITTED: "待审",
        FindingState.MENDED: "已整改",
        FindingState.WITHDRAWN: "已撤销",
    },
    ReplyState: {
        ReplyState.SUBMITTED: "待审",
        ReplyState.ACCEPTED: "认定整改到位",
        ReplyState.RETURNED: "退回",
    },
    Counted: {
        Counted.ENTERED: "人工登记的事实",
        Counted.RED_SLIPS: "红色督办单",
        Counted.RETURNED_REPORTS: "被退回的反馈",
        Counted.MISSED_REPORTS: "到期没有报送的反馈",
        Counted.UNTRUE_COMPLETIONS: "核查认定不实的办结",
        Counted.OVERDUE_FINDINGS: "逾期的整改问题",
    },
    PeriodKind: {
        PeriodKind.MONTH: "按月计",
        PeriodKind.QUARTER: "按季度计",
        PeriodKind.HALF_YEAR: "按半年计",
        PeriodKind.YEAR: "按年计",
        PeriodKind.CAMPAIGN: "按专项行动计",
    },
    ActionState: {
        ActionState.OPEN: "待落实",
        ActionState.CARRIED_OUT: "已落实",
        ActionState.WAIVED: "不予执行",
    },
}
