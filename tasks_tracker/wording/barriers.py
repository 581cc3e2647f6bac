"""Words for what stands in the way: extensions, explanations and blockers."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.blockers import BlockerState
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.consents import Consent
from tasks_tracker.domain.extensions import ExtensionState

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    ExtensionState: {
        ExtensionState.ASKED: "等各单位意见",
        ExtensionState.WITH_OFFICE: "待审批",
        ExtensionState.GRANTED: "已批准",
        ExtensionState.REFUSED: "不同意",
        ExtensionState.WITHDRAWN: "已撤回",
        ExtensionState.LAPSED: "过期失效",
    },
    Consent: {
        Consent.AGREED: "同意",
        Consent.DECLINED: "不同意",
    },
    Cause: {
        Cause.FUNDS: "资金",
        Cause.LAND: "用地",
        Cause.STAFF: "编制人员",
        Cause.POLICY: "政策权限",
        Cause.DATA: "数据共享",
        Cause.COOPERATION: "部门配合",
        Cause.APPROVAL: "审批手续",
        Cause.SUPERIOR: "上级事项",
        Cause.OTHER: "其他",
    },
    BlockerState: {
        BlockerState.OPEN: "待答复",
        BlockerState.ANSWERED: "待确认",
        BlockerState.SOLVED: "已解决",
        BlockerState.WITHDRAWN: "已撤回",
    },
}
