"""Words for what happened."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.events import EventKind

WORDS: Mapping[StrEnum, str] = {
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
}
