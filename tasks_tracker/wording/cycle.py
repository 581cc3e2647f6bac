"""Words for the members of the enumerations of the supervision cycle."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.evidence import EvidenceKind
from tasks_tracker.domain.obligations import Owing
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.domain.standing import Ending, Grade
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.unsigned import SignState

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    StopReason: {
        StopReason.REPORT: "报送待审",
        StopReason.OBJECTION: "异议处理中",
        StopReason.EXTENSION: "延期待审批",
    },
    Ending: {
        Ending.AMENDED: "修订删去",
        Ending.TERMINATED: "终止",
        Ending.MERGED: "合并",
        Ending.STANDING: "转为常态工作",
    },
    Grade: {
        Grade.EXCELLENT: "优秀",
        Grade.GOOD: "良好",
        Grade.SUFFICIENT: "合格",
    },
    EvidenceKind: {
        EvidenceKind.DOCUMENT: "文件",
        EvidenceKind.PHOTO: "照片",
        EvidenceKind.LINK: "网址",
        EvidenceKind.SITE_NOTE: "现场记录",
    },
    Owing: {
        Owing.MISSED: "漏报",
        Owing.SOON: "快到期",
        Owing.AHEAD: "未到期",
        Owing.IN_TIME: "按时报",
        Owing.LATE: "迟报",
        Owing.EXCUSED: "不再要求",
    },
    SignState: {
        SignState.WAITING: "待签发",
        SignState.SIGNED: "已签发",
        SignState.GIVEN_BACK: "退回修改",
        SignState.WITHDRAWN: "已撤回",
    },
    SeriesKind: {
        SeriesKind.NOTICE: "督办",
        SeriesKind.SLIP: "督单",
        SeriesKind.INTERVIEW: "约谈",
        SeriesKind.INSPECTION: "督导",
        SeriesKind.HANDOVER: "交接",
        SeriesKind.CHECK: "核查",
        SeriesKind.CIRCULAR: "政督",
        SeriesKind.BULLETIN: "政务督查",
        SeriesKind.MEETING: "调度会",
    },
}
