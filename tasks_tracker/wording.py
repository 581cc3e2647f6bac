"""Words for every member of every enumeration; dates and numbers as people write them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tasks_tracker.domain.amendments import Amendment, Field, Group
from tasks_tracker.domain.calendar import DayKind
from tasks_tracker.domain.circulars import CircularState
from tasks_tracker.domain.comparisons import LinkState
from tasks_tracker.domain.differences import DateChange, FigureChange, Relation
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.jobs import RunState
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.messages import MessageState
from tasks_tracker.domain.milestones import DeadlineKind, MilestoneState
from tasks_tracker.domain.permissions import Action
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
        CircularState.PUBLISHED: "已印发",
    },
    EventKind: {
        EventKind.DOCUMENT_HANDED_IN: "交来文件",
        EventKind.DRAFT_CORRECTED: "改正导入稿",
        EventKind.DRAFT_REARRANGED: "调整导入稿",
        EventKind.DRAFT_SETTINGS: "设定导入稿",
        EventKind.DRAFT_WANTED: "勾选导入稿",
        EventKind.DRAFT_DISCARDED: "放弃导入",
        EventKind.PLAN_ADOPTED: "立项",
        EventKind.PLAN_AMENDED: "修订方案",
        EventKind.TASK_AMENDED: "按修订改",
        EventKind.TASK_ENDED: "终止",
        EventKind.TASKS_LINKED: "关联同一事项",
        EventKind.TASKS_UNLINKED: "解除关联",
        EventKind.PROGRESS_REPORTED: "进展反馈",
        EventKind.REPORT_ACCEPTED: "审核通过",
        EventKind.REPORT_RETURNED: "退回",
        EventKind.TASK_COMPLETED: "办结",
        EventKind.BECAME_OVERDUE: "转为逾期",
        EventKind.REMINDED: "提醒",
        EventKind.CIRCULAR_DRAFTED: "起草通报",
        EventKind.CIRCULAR_PUBLISHED: "印发通报",
        EventKind.SIGNED_IN: "登录",
        EventKind.SIGN_IN_REFUSED: "登录被拒",
        EventKind.SIGNED_OUT: "退出",
        EventKind.USER_ADDED: "建立账号",
        EventKind.USER_ENDED: "停用账号",
        EventKind.USER_APPOINTED: "任职",
        EventKind.APPOINTMENT_ENDED: "免职",
        EventKind.PASSWORD_SET: "设置口令",
        EventKind.UNIT_ADDED: "增加单位",
        EventKind.UNIT_CHANGED: "修改单位",
        EventKind.MAIL_RETRIED: "重发邮件",
        EventKind.CALENDAR_CHANGED: "修改工作日历",
        EventKind.COMPARISON_OPENED: "开启对照",
        EventKind.LINKS_CONFIRMED: "确认对照",
        EventKind.LINK_CORRECTED: "改正对照",
        EventKind.SUPERIOR_DATE_TAKEN: "改按上级期限",
        EventKind.SUPERIOR_DATE_WITHDRAWN: "上级期限撤回",
        EventKind.CLOCK_MOVED: "时钟随日历调整",
    },
    Action: {
        Action.SEE_OVERVIEW: "看工作台",
        Action.SEE_LEDGER: "看台账",
        Action.SEE_OWN_TASKS: "看我的任务",
        Action.REPORT_PROGRESS: "填报进展",
        Action.SEE_REVIEWS: "看待审件",
        Action.REVIEW_REPORT: "审核反馈",
        Action.IMPORT_PLAN: "导入方案",
        Action.ADOPT_PLAN: "立项",
        Action.LINK_TASKS: "关联任务",
        Action.SEE_COMPARISONS: "看落实对照",
        Action.COMPARE_PLANS: "开启落实对照",
        Action.DECIDE_LINKS: "确认和改正对照",
        Action.SEE_COUNTIES: "看下级承接情况",
        Action.SEE_CIRCULARS: "看通报",
        Action.DRAFT_CIRCULAR: "起草通报",
        Action.PUBLISH_CIRCULAR: "印发通报",
        Action.SEE_UNITS: "看单位",
        Action.MANAGE_UNITS: "管理单位",
        Action.SEE_CALENDAR: "看工作日历",
        Action.SET_CALENDAR: "修改工作日历",
        Action.SEE_PEOPLE: "看人员",
        Action.MANAGE_PEOPLE: "管理账号",
        Action.APPOINT: "授予岗位",
        Action.SEE_JOBS: "看定时作业",
        Action.SEE_OUTBOX: "看发件箱",
        Action.READ_MESSAGES: "看邮件内容",
        Action.RETRY_MESSAGE: "重新发送邮件",
        Action.READ_AUDIT: "看审计记录",
    },
}
"""By kind first: members of two kinds that share a value are equal, as all text is."""

KIBI = 1024
WEEKDAYS = "一二三四五六日"
OPERATORS = {">=": "≥", "<=": "≤", "=": "", "+": "+"}


def word(member: StrEnum) -> str:
    """What people call it."""
    return WORDS[type(member)][member]


def day(value: date | None, *, in_year: int | None = None) -> str:
    """9月13日; with its year where it lies in another one than `in_year`; a dash for none."""
    if value and in_year not in {None, value.year}:
        return full_day(value)
    return f"{value.month}月{value.day}日" if value else "—"


def full_day(value: date | None) -> str:
    """2021年9月13日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else "—"


def short_day(value: date | None, *, in_year: int | None = None) -> str:
    """09-13, for tables; 2020-09-13 where that is another year than `in_year`."""
    if value and in_year not in {None, value.year}:
        return f"{value:%Y-%m-%d}"
    return f"{value:%m-%d}" if value else "—"


def weekday(value: date) -> str:
    return f"星期{WEEKDAYS[value.weekday()]}"


def month(value: date) -> str:
    """2021年8月."""
    return f"{value.year}年{value.month}月"


def moment(value: datetime | None, *, in_year: int | None = None) -> str:
    """09-13 08:30, with the year like a day; the caller gives local time."""
    return f"{short_day(value, in_year=in_year)} {value:%H:%M}" if value else "—"


def figure(value: Decimal | int | None) -> str:
    """A figure without the zeros that the database keeps."""
    if value is None:
        return "—"
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def target(op: str, value: Decimal, unit: str) -> str:
    """≥99%; 1次."""
    return f"{OPERATORS.get(op, op)}{figure(value)}{unit}"


def percent(tenths: int | None) -> str:
    """Tenths of a per cent as written: 889 → 88.9; a dash where there is none."""
    return "—" if tenths is None else f"{tenths // 10}.{tenths % 10}"


def size(count: int) -> str:
    """Bytes as people say them."""
    kilobytes = max(1, round(count / KIBI))
    if kilobytes < KIBI:
        return f"{kilobytes} KB"
    return f"{count / KIBI / KIBI:.1f} MB"
