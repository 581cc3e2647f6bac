"""Words for the kinds of mails."""

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "circular_published": "通报印发",
    "digest": "每日摘要",
    "plan_adopted": "立项交办",
    "plan_amended": "方案修订",
    "reminder": "提醒",
    "report_accepted": "审核通过",
    "report_returned": "退回",
}
