"""The audit trail: who did what when, without the text of the business."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.persistence import events
from tasks_tracker.web import addresses

bp = Blueprint("audit", __name__, url_prefix="/audit")

WITH_WORDS = frozenset(
    {
        EventKind.SIGNED_IN,
        EventKind.SIGN_IN_REFUSED,
        EventKind.USER_ADDED,
        EventKind.USER_ENDED,
        EventKind.USER_APPOINTED,
        EventKind.APPOINTMENT_ENDED,
        EventKind.PASSWORD_SET,
        EventKind.UNIT_ADDED,
        EventKind.UNIT_CHANGED,
        EventKind.MAIL_RETRIED,
        EventKind.CALENDAR_CHANGED,
        EventKind.LIGHT_RULE_SET,
        EventKind.HANDOVER_OPENED,
        EventKind.HANDOVER_CONFIRMED,
        EventKind.HANDOVER_SIGNED,
        EventKind.HANDOVER_TAKEN,
        EventKind.HANDOVER_CANCELLED,
    }
)
"""Events whose words speak of accounts, addresses, names and settings only."""


THINGS = {
    "user": "账号",
    "unit": "单位",
    "source": "文件",
    "draft": "导入稿",
    "plan": "方案",
    "milestone": "节点",
    "report": "反馈",
    "unsigned": "送签的反馈",
    "worksheet": "反馈表",
    "notice": "督办通知",
    "receipt": "签收",
    "objection": "异议",
    "share": "分工",
    "circular": "通报",
    "circular_notice": "通报核实",
    "correction": "通报更正申请",
    "region": "地区",
    "check": "核查",
    "draw": "核查抽样",
    "ending": "结束任务",
    "message": "邮件",
    "task": "任务",
    "calendar": "工作日历",
    "light_rule": "亮灯规则",
    "same_matter": "同一事项",
    "comparison": "落实对照",
    "link": "承接关系",
    "archive": "归档",
    "handover": "岗位交接单",
    "extension": "延期申请",
    "explanation": "逾期说明",
    "blocker": "需协调事项",
    "meeting": "调度会",
    "resolution": "议定事项",
    "inspection": "督导",
    "finding": "整改问题",
    "finding_reply": "整改回复",
    "liability_rule": "问责规则",
    "liability_fact": "问责事实",
    "liability_action": "问责措施",
    "ladder": "催办阶梯",
    "remark": "批示",
    "urging": "催办督办",
    "urging_reply": "催办答复",
    "score_rule": "评分规则",
    "score_sheet": "得分表",
    "score_row": "单位得分",
    "score_objection": "得分申诉",
}
OTHER = "其他"
"""For what a version to come records and this one does not know."""


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.READ_AUDIT)
    kind = request.args.get("kind", type=EventKind)
    counts = events.counts_for_audit(g.user)
    return render_template(
        "audit/index.html",
        page=events.page_for_audit(g.user, kind, before=addresses.number("before")),
        counts=counts,
        total=sum(counts.values()),
        kind=kind,
        kinds=tuple(EventKind),
        with_words=WITH_WORDS,
        named=_named,
    )


def _named(subject: str) -> str:
    """report:12 as people say it: 反馈 12."""
    kind, _, number = subject.partition(":")
    return f"{THINGS.get(kind, OTHER)} {number}" if kind else ""
