"""The form for what holds for a whole draft: head, rules of dates, phases, leaders of sections."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tasks_tracker import wording
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.operations.contents import Content
from tasks_tracker.operations.plan_settings import rules_of
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.import_forms import TOO_LONG, Part, digest
from tasks_tracker.web.units_field import UnitsField

NOBODY = 0
CYCLES = [
    ("", "不定期"),
    ("weekly", "每周"),
    ("monthly", "每月"),
    ("quarterly", "每季度"),
    ("half-yearly", "每半年"),
    ("yearly", "每年"),
]
MONTH_BEFORE = [("0", "不含，算7月末"), ("1", "含，算8月末")]
DAYS_OFF = [(rule.value, wording.word(rule)) for rule in WorkdayRule]
NEEDS_DAY = frozenset({"weekly", "monthly", "yearly"})
HEAD = ("doc_no", "title", "short_title", "issuer")
RULES = ("year", "beginning", "first_third", "second_third", "month_included", "workday_rule")


class PhaseRow(Part):
    deliverable = StringField("到时要达到", [TOO_LONG])
    due = DateField("日期", [Optional()])
    phrase = HiddenField()
    applies = BooleanField("没有期限的措施按它办")
    remove = BooleanField("删去")

    def outcome(self) -> Content | None:
        deliverable = (self.deliverable.data or "").strip()
        if self.remove.data or not (deliverable or self.due.data):
            return None
        return {
            "phrase": self.phrase.data or "",
            "due": self.due.data.isoformat() if self.due.data else None,
            "deliverable": deliverable,
            "applies": self.applies.data,
        }


class SettingsForm(Form):
    doc_no = StringField("文号", [DataRequired("请填文号；没有文号的，填一个便于称呼的名称。")])
    title = StringField("文件标题", [DataRequired("请填文件标题。"), TOO_LONG])
    short_title = StringField("方案名称", [DataRequired("请填方案名称。"), TOO_LONG])
    issuer = StringField("发文机关", [Length(max=80, message="最多 80 字。")])
    issued_on = DateField("印发日期", [Optional()])
    based_on = UnitsField("落实的上级文件")
    year = IntegerField("没写年份的日期按哪年算", [Optional()])
    beginning = IntegerField("“月初”算几日", [InputRequired("请填日数。")])
    first_third = IntegerField("“上旬前”算几日", [InputRequired("请填日数。")])
    second_third = IntegerField("“中旬前”算几日", [InputRequired("请填日数。")])
    month_included = SelectField("“8月前”含不含8月", choices=choices(MONTH_BEFORE))
    workday_rule = SelectField("到期日不是工作日", choices=choices(DAYS_OFF))
    cycle = SelectField("报送周期", choices=choices(CYCLES))
    cycle_day = StringField("周期的哪一天", [Length(max=5, message="写日数，或者月-日。")])
    wants_sign_off = BooleanField("反馈经单位负责人签发后才报出")
    phases = FieldList(FormField(PhaseRow, separator="-"))
    everywhere = SelectField("没有单独指定的板块", coerce=int, default=NOBODY)
    leaders = FieldList(SelectField(coerce=int))
    """总指挥, one for each section in its order; 0 where nobody is named yet."""
    seen = HiddenField()

    @classmethod
    def made_for(cls, content: Content, sections: Sequence[str], **source: Any) -> "SettingsForm":
        named = content.get("leaders", {})
        form = cls(
            data={
                **{name: content[name] for name in (*HEAD, "based_on")},
                "issued_on": _day(content["issued_on"]),
                **_rules(rules_of(content)),
                "phases": [*map(_phase, _dated(content)), {"applies": True}],
                "leaders": [named.get(label, NOBODY) for label in sections],
                "seen": digest(settings_of(content)),
            },
            **source,
        )
        for label, leader in zip(sections, form.leaders, strict=False):
            leader.label.text = label
        return form

    def values(self) -> dict[str, Any]:
        settings = {
            "head": {
                **{name: (self[name].data or "").strip() for name in HEAD},
                "issued_on": self.issued_on.data.isoformat() if self.issued_on.data else None,
                "based_on": self.based_on.data,
            },
            "rules": {
                **{name: self[name].data for name in RULES},
                "month_included": self.month_included.data == "1",
                "reporting_rule": self._reporting_rule(),
                "wants_sign_off": self.wants_sign_off.data,
            },
            "phases": [row for row in (one.form.outcome() for one in self.phases) if row],
            "leader_ids": [leader.data or self.everywhere.data for leader in self.leaders],
        }
        return {"settings": settings, "seen": self.seen.data}

    def _reporting_rule(self) -> str:
        cycle, day = self.cycle.data, (self.cycle_day.data or "").strip()
        return f"{cycle}:{day}" if cycle in NEEDS_DAY else str(cycle)


def settings_of(content: Content) -> Content:
    """All that the form shows of a draft."""
    names = (*HEAD, "issued_on", "based_on")
    return {
        **{name: content[name] for name in names},
        "rules": rules_of(content),
        "phases": _dated(content),
        "leaders": content.get("leaders", {}),
    }


def _dated(content: Content) -> list[Content]:
    return [goal for goal in content["goals"]["deadlines"] if goal["due"]]


def _rules(rules: Content) -> Content:
    cycle, _, day = rules["reporting_rule"].partition(":")
    own = {name: rules[name] for name in RULES}
    included = "1" if rules["month_included"] else "0"
    signed = rules["wants_sign_off"]
    return {
        **own,
        "month_included": included,
        "cycle": cycle,
        "cycle_day": day,
        "wants_sign_off": signed,
    }


def _phase(goal: Content) -> Content:
    return {**goal, "due": _day(goal["due"]), "applies": goal.get("applies", True)}


def _day(due: str | None) -> date | None:
    return date.fromisoformat(due) if due else None
