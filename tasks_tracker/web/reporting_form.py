"""The form for how a plan is reported on."""

from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import Length

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import Plan
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.import_settings_form import CYCLES, NEEDS_DAY

OVERTAKEN = "同事刚改过这个方案的报送设定，请看过再保存一次；你填的内容还在下面。"


class ReportingForm(Form):
    cycle = SelectField("报送周期", choices=choices(CYCLES))
    cycle_day = StringField("周期的哪一天", [Length(max=5, message="写日数，或者月-日。")])
    wants_sign_off = BooleanField("反馈经单位负责人签发后才报出")
    excuses_objected = BooleanField("异议处理期间到期的，不再要求补报")
    seen = HiddenField()

    plan: Plan

    @classmethod
    def made_for(cls, plan: Plan) -> "ReportingForm":
        cycle, _, day = plan.reporting_rule.partition(":")
        form = cls(
            data={
                "cycle": cycle,
                "cycle_day": day,
                "wants_sign_off": plan.wants_sign_off,
                "excuses_objected": plan.excuses_objected,
                "seen": _as_seen(plan),
            }
        )
        form.plan = plan
        return form

    def values(self) -> dict[str, Any]:
        if self.seen.data != _as_seen(self.plan):
            self.seen.data = _as_seen(self.plan)
            raise Refusal(OVERTAKEN)
        cycle, day = self.cycle.data, (self.cycle_day.data or "").strip()
        return {
            "reporting_rule": f"{cycle}:{day}" if cycle in NEEDS_DAY and day else str(cycle),
            "wants_sign_off": self.wants_sign_off.data,
            "excuses_objected": self.excuses_objected.data,
        }


def _as_seen(plan: Plan) -> str:
    return f"{plan.reporting_rule}|{plan.wants_sign_off}|{plan.excuses_objected}"
