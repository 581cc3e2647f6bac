"""Forms of accountability: rules with their steps, facts, and what became of a step."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import (
    DateField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tasks_tracker.domain.accountability import AccountabilityRule, Counted, RuleVersion, Stage
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import PeriodKind
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.operations.accountability_rules import Terms
from tasks_tracker.persistence import units
from tasks_tracker.web import addresses
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.inspection_forms import SeenForm, a_day
from tasks_tracker.wording import word

STEP = re.compile(r"\s*(\d{1,4})\s*(?:次|个|件|项)?[\s：:，,、]*(\S.*)")
SHAPE = "每行一档，先写次数再写措施，例如：1次 约谈分管负责人。"
LINE, LONG = 300, 4000
MOST_STEPS = 12


def _longest(most: int) -> Length:
    return Length(max=most, message=f"最多 {most} 字。")


class TermsForm(Form):
    """What may differ from one version of a rule to the next."""

    basis = StringField("依据", [DataRequired("请写明依据的文件。"), _longest(LINE)])
    period = SelectField("周期", choices=choices((one.value, word(one)) for one in PeriodKind))
    from_on = DateField("专项行动起", [Optional(), a_day])
    to_on = DateField("专项行动止", [Optional(), a_day])
    steps = TextAreaField("档次", [DataRequired(SHAPE), _longest(LONG)])
    holds_from = DateField("施行日期", [InputRequired("请填施行日期。"), a_day])

    @property
    def terms(self) -> Terms:
        return Terms(
            basis=self.basis.data or "",
            period=PeriodKind(self.period.data),
            stages=_stages(self.steps.data or ""),
            holds_from=self.holds_from.data or date.min,
            from_on=self.from_on.data,
            to_on=self.to_on.data,
            reason=self["reason"].data or "" if "reason" in self else "",
        )


def _stages(text: str) -> list[Stage]:
    found = [STEP.fullmatch(line) for line in text.splitlines() if line.strip()]
    if len(found) > MOST_STEPS:
        raise Refusal(f"最多 {MOST_STEPS} 档。", field="steps")
    stages = [Stage(int(one[1]), one[2].strip()) for one in found if one]
    if len(stages) < len(found) or any(len(one.measure) > LINE for one in stages):
        raise Refusal(SHAPE, field="steps")
    return stages


class RuleForm(TermsForm):
    """A new rule."""

    name = StringField("规则名称", [DataRequired("请给规则起个名字。"), _longest(40)])
    counted = SelectField("计什么", choices=choices((one.value, word(one)) for one in Counted))
    fact_name = StringField("事实的名称", [_longest(20)])
    groups = SelectMultipleField(
        "适用单位",
        choices=choices(
            (one.value, word(one)) for one in UnitGroup if one is not UnitGroup.COLLECTIVE
        ),
    )

    def values(self) -> dict[str, Any]:
        return {
            "name": self.name.data or "",
            "counted": Counted(self.counted.data),
            "fact_name": self.fact_name.data or "",
            "groups": [UnitGroup(one) for one in self.groups.data or ()],
            "terms": self.terms,
        }


class VersionForm(TermsForm):
    """A later version of a rule; `seen` is the one that was on the page."""

    reason = StringField("为什么改", [DataRequired("修改规则须写明理由。"), _longest(LINE)])
    seen = HiddenField()

    @classmethod
    def of(cls, newest: RuleVersion) -> "VersionForm":
        return cls(
            basis=newest.basis,
            period=newest.period.value,
            from_on=newest.from_on,
            to_on=newest.to_on,
            steps="\n".join(f"{one.threshold}次 {one.measure}" for one in newest.steps),
        )

    def values(self) -> dict[str, Any]:
        return {"terms": self.terms, "seen": addresses.whole(self.seen.data) or 0}


class EndForm(Form):
    reason = StringField("停用的理由", [DataRequired("停用规则须写明理由。"), _longest(LINE)])


class FactForm(EvidenceFields, Form):
    """A fact about a unit to which the rule applies."""

    unit_id = SelectField("责任单位", coerce=int)
    happened_on = DateField("日期", [InputRequired("请填发生的日期。"), a_day])
    place = StringField("地点", [DataRequired("请写地点。"), _longest(LINE)])
    account = TextAreaField("情况", [DataRequired("请写明发生了什么。"), _longest(LONG)])

    units: Mapping[int, Unit]

    @classmethod
    def made_for(cls, rule: AccountabilityRule) -> "FactForm":
        form = cls()
        form.units = {unit.id: unit for unit in _concerned(rule, rule.region)}
        form.unit_id.choices = choices((one.id, one.name) for one in form.units.values())
        return form

    def values(self) -> dict[str, Any]:
        facts = super().values()
        unit = self.units[facts.pop("unit_id")]
        return {**facts, "unit": unit}


def _concerned(rule: AccountabilityRule, region: Region) -> Sequence[Unit]:
    return [unit for unit in units.in_official_order(region) if rule.concerns(unit)]


class FactWithdrawalForm(SeenForm):
    reason = StringField("撤销的理由", [DataRequired("撤销须写明理由。"), _longest(LINE)])


class CarryingOutForm(SeenForm):
    done_on = DateField("落实日期", [InputRequired("请填落实日期。"), a_day])
    paper_no = StringField("文号", [_longest(60)])
    outcome = TextAreaField("落实情况", [DataRequired("请写明怎样落实的。"), _longest(LONG)])

    def values(self) -> dict[str, Any]:
        return {**super().values(), "paper_no": self.paper_no.data or ""}


class WaiverForm(SeenForm):
    outcome = TextAreaField("不予执行的理由", [DataRequired("请写明理由。"), _longest(LONG)])
