"""Words for the members of the enumerations of the ledger, the importer and the accounts."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.amendments import Amendment, Field, Group
from tasks_tracker.domain.calendar import DayKind
from tasks_tracker.domain.circulars import CircularForm, CircularState
from tasks_tracker.domain.comparisons import LinkState
from tasks_tracker.domain.differences import CountyMark, DateChange, FigureChange, Relation
from tasks_tracker.domain.jobs import RunState
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.messages import MessageState
from tasks_tracker.domain.milestones import DeadlineKind, MilestoneState
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.progress import ReportState
from tasks_tracker.domain.sources import DraftState
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Light: {
        Light.SEVERE: "严重逾期",
        Light.OVERDUE: "逾期",
        Light.LAGGING: "滞后",
        Light.DUE_SOON: "临期",
        Light.IDLE: "未启动",
        Light.NORMAL: "正常",
        Light.DONE: "已办结",
    },
    Duty: {
        Duty.LEAD: "牵头",
        Duty.SUPPORT: "责任",
    },
    DeadlineKind: {
        DeadlineKind.BY: "期限",
        DeadlineKind.START: "起始",
        DeadlineKind.RECURRING: "周期",
        DeadlineKind.DONE: "已实现",
        DeadlineKind.ONGOING: "长期",
    },
    WorkdayRule: {
        WorkdayRule.KEEP: "不调整",
        WorkdayRule.NEXT: "顺延到下一个工作日",
        WorkdayRule.PREVIOUS: "提前到上一个工作日",
    },
    DayKind: {
        DayKind.HOLIDAY: "放假",
        DayKind.MAKEUP: "调休上班",
    },
    Amendment: {
        Amendment.DROPPED: "删去",
        Amendment.CHANGED: "改动",
        Amendment.ADDED: "新增",
    },
    Field: {
        Field.DEADLINES: "期限",
        Field.LEAD: "牵头单位",
        Field.SUPPORT: "责任单位",
        Field.HEADING: "标题",
        Field.REQUIREMENT: "办理要求",
        Field.TARGETS: "指标",
    },
    Group: {
        Group.DROPPED: "删去",
        Group.DATES: "期限有改",
        Group.LEADS: "牵头有改",
        Group.ADDED: "新增",
        Group.OTHER: "其他改动",
    },
    LinkState: {
        LinkState.PROPOSED: "待确认",
        LinkState.CONFIRMED: "已确认",
    },
    Relation: {
        Relation.SAME: "一致",
        Relation.NARROWED: "缩减",
        Relation.MERGED: "合并",
        Relation.DROPPED: "未承接",
    },
    DateChange: {
        DateChange.KEPT: "期限一致",
        DateChange.LATER: "期限推后",
        DateChange.EARLIER: "期限提前",
        DateChange.DROPPED: "期限未写",
        DateChange.LEFT_TO_SUPERIOR: "按照上级部署",
        DateChange.ADDED: "自加期限",
    },
    CountyMark: {
        CountyMark.DROPPED: "未承接",
        CountyMark.LATE: "逾期",
        CountyMark.LATER_DATE: "期限推后",
        CountyMark.NARROWED: "内容缩减",
        CountyMark.PROPOSED: "待确认",
    },
    FigureChange: {
        FigureChange.KEPT: "指标一致",
        FigureChange.RAISED: "指标加码",
        FigureChange.LOWERED: "指标调低",
        FigureChange.DROPPED: "指标未写",
    },
    MilestoneState: {
        MilestoneState.OPEN: "办理中",
        MilestoneState.SUBMITTED: "待审",
        MilestoneState.MET: "已办结",
    },
    ReportState: {
        ReportState.SUBMITTED: "待审",
        ReportState.ACCEPTED: "已通过",
        ReportState.RETURNED: "已退回",
    },
    DraftState: {
        DraftState.OPEN: "待立项",
        DraftState.ADOPTED: "已立项",
        DraftState.DISCARDED: "已放弃",
    },
    UnitGroup: {
        UnitGroup.DEPARTMENT: "部门单位",
        UnitGroup.VERTICAL: "垂直管理",
        UnitGroup.ENTERPRISE: "企事业单位",
        UnitGroup.COUNTY: "县（市、区）",
        UnitGroup.TOWN: "镇街",
        UnitGroup.PARK: "园区",
        UnitGroup.COLLECTIVE: "集合单位",
    },
    Role: {
        Role.LIAISON: "联络员",
        Role.UNIT_HEAD: "单位负责人",
        Role.SUPERVISOR: "督查专员",
        Role.SUPERVISION_HEAD: "督查室主任",
        Role.LEADER: "领导",
        Role.SYSTEM_ADMIN: "系统管理员",
        Role.SECURITY_ADMIN: "安全管理员",
        Role.AUDIT_ADMIN: "审计管理员",
    },
    MessageState: {
        MessageState.QUEUED: "待发",
        MessageState.SENT: "已发",
        MessageState.GIVEN_UP: "未送达",
    },
    RunState: {
        RunState.RUNNING: "运行中",
        RunState.ENDED: "正常结束",
        RunState.FAILED: "出错",
    },
    CircularState: {
        CircularState.DRAFT: "草稿",
        CircularState.NOTICED: "印发前核实",
        CircularState.PROPOSED: "待批准",
        CircularState.APPROVED: "已批准",
        CircularState.PUBLISHED: "已印发",
    },
    CircularForm: {
        CircularForm.RED_HEAD: "红头通报",
        CircularForm.BULLETIN: "政务督查（简报）",
    },
}
