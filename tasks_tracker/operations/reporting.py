"""How a plan is reported on: by which rule, with whose signature."""

from datetime import datetime
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.reporting import check
from tasks_tracker.domain.users import User
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import obligations
from tasks_tracker.wording import reporting_words

NAMES = ("reporting_rule", "wants_sign_off", "excuses_objected")


def set_reporting(
    plan: Plan,
    *,
    by: User,
    now: datetime,
    reporting_rule: str,
    wants_sign_off: bool,
    excuses_objected: bool,
) -> None:
    """What is owed by the old rule and not due yet is owed no more; what was missed stays so."""
    require(by, Action.SET_REPORTING, plan)
    before = _settings(plan)
    if plan.reporting_rule != check(reporting_rule):
        obligations.excuse_of_plan(plan, clock.local(now).date())
        obligations.keep_due_days()
    plan.reporting_rule = reporting_rule
    plan.wants_sign_off = wants_sign_off
    plan.excuses_objected = excuses_objected
    after = _settings(plan)
    if after != before:
        record(
            EventKind.REPORTING_SET,
            by=by,
            now=now,
            region=plan.region,
            subject=f"plan:{plan.id}",
            words=f"{plan.doc_no}：{_words(plan)}",
            before=before,
            after=after,
        )


def _settings(plan: Plan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in NAMES}


def _words(plan: Plan) -> str:
    signed = "，经单位负责人签发" if plan.wants_sign_off else ""
    objected = "" if plan.excuses_objected else "，异议期间照常应报"
    return f"{reporting_words(plan.reporting_rule)}{signed}{objected}"
