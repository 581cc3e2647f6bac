"""Words for the rule of the lights and for the stages of the cycle."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.lights import Cause, OverdueBy
from tasks_tracker.domain.stages import Stage

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    OverdueBy: {
        OverdueBy.LAST: "最后一个节点到期未报",
        OverdueBy.ANY: "任何一个节点到期未报",
    },
    Cause: {
        Cause.LONG_PAST: "期限已过多日，没有报送",
        Cause.RED_SLIPS: "逾期未报，已发多件红色督办单",
        Cause.PAST: "期限已过，没有报送",
        Cause.MILESTONE_MISSED: "阶段节点到期未报",
        Cause.REPORT_MISSED: "应报进展到期未报",
        Cause.BEHIND: "进度落后于序时",
        Cause.SUBMITTED_LATE: "过了期限才报送，等审核",
        Cause.MILESTONE_SOON: "节点临近到期",
        Cause.REPORT_SOON: "应报进展临近到期",
        Cause.NOT_BEGUN: "未到期，没有报过进展",
        Cause.UNDER_WAY: "未到期，已有进展",
        Cause.COMPLETED: "审核通过",
    },
    Stage: {
        Stage.ARCHIVED: "已归档",
        Stage.TERMINATED: "已终止",
        Stage.MERGED: "已合并",
        Stage.STANDING: "已转常态",
        Stage.CLOSED: "已销号",
        Stage.CHECKING: "核查中",
        Stage.COMPLETED: "已办结",
        Stage.OBJECTED: "异议中",
        Stage.EXTENDING: "延期审批中",
        Stage.IN_REVIEW: "待审核",
        Stage.RETURNED: "已退回",
        Stage.URGED: "催办中",
        Stage.WORKING: "办理中",
        Stage.HANDED_OUT: "已交办",
        Stage.ADOPTED: "待交办",
    },
}
