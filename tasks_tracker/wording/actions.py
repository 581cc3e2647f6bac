"""Words for what can be asked for."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.permissions import Action

WORDS: Mapping[StrEnum, str] = {
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
    Action.SEE_ARCHIVES: "看归档",
    Action.ARCHIVE_TASK: "归档",
    Action.SHARE_OUT: "单位内分工",
    Action.SEE_HANDOVERS: "看岗位交接",
    Action.OPEN_HANDOVER: "开具交接单",
    Action.CONFIRM_HANDOVER: "核准交接",
    Action.SIGN_HANDOVER: "移交签字",
    Action.TAKE_POST: "接收岗位",
    Action.CANCEL_HANDOVER: "撤销交接",
}
