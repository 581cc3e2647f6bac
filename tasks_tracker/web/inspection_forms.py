"""Forms of inspections and findings."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.findings import Finding
from tasks_tracker.domain.inspections import InspectionKind
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence import inspections, units, users
from tasks_tracker.web.addresses import EARLIEST, LATEST
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.units_field import UnitsField
from tasks_tracker.wording import word

OVERTAKEN = "打开本页之后，这里有了新的情况。看过之后确需办理的，请再按一次；填的内容还在。"
HIGHEST = 10**9
LINE, LONG = 300, 4000


def a_day(_form: Any, field: Any) -> None:
    """Of a century in which there are plans."""
    if field.data is not None and not EARLIEST <= field.data <= LATEST:
        raise ValidationError("年份不对，请检查。")


def _longest(most: int) -> Length:
    return Length(max=most, message=f"最多 {most} 字。")


class SeenForm(Form):
    """A form that decides carries the version of the thing that was on the page."""

    seen = HiddenField()

    def values(self) -> dict[str, Any]:
        return {name: one for name, one in super().values().items() if name != "seen"}

    def accepted_as_seen(self, operation: Callable[..., Any], thing: Any, *, by: User) -> bool:
        return self.accepted(self.only_as_seen(operation), thing, by=by)

    def only_as_seen(self, operation: Callable[..., Any]) -> Callable[..., Any]:
        def act(thing: Any, **facts: Any) -> Any:
            if self.seen.data != str(thing.version):
                raise Refusal(OVERTAKEN)
            return operation(thing, **facts)

        return act


class InspectionForm(Form):
    """A new inspection; `made_for` fills in the choices of a region."""

    title = StringField("督导名称", [DataRequired("请写督导名称。"), _longest(LINE)])
    kind = RadioField("方式", choices=choices((kind.value, word(kind)) for kind in InspectionKind))
    basis = StringField("依据", [DataRequired("请写依据的文件、会议或批示。"), _longest(LINE)])
    subject = TextAreaField("督导内容", [DataRequired("请写明督导什么。"), _longest(LONG)])
    from_on = DateField("开始日期", [InputRequired("请填开始日期。"), a_day])
    to_on = DateField("结束日期", [InputRequired("请填结束日期。"), a_day])
    team = SelectMultipleField("督导组成员", coerce=int)
    others = StringField("其他成员", [_longest(LINE)])
    units = UnitsField("被督导单位")
    plan_id = SelectField("对应方案", coerce=int)

    region: Region
    office: Sequence[User]
    plans: Mapping[int, Plan]

    @classmethod
    def made_for(cls, by: User, region: Region) -> "InspectionForm":
        form = cls(kind=InspectionKind.ANNOUNCED.value)
        form.region = region
        form.office = users.holders(region, *OFFICE_ROLES)
        form.plans = {plan.id: plan for plan in inspections.plans_of(region)}
        form.team.choices = choices((one.id, one.name) for one in form.office)
        named = ((plan.id, plan.short_title) for plan in form.plans.values())
        form.plan_id.choices = choices([(0, "不对应某个方案"), *named])
        if not form.is_submitted():
            form.team.data = [by.id]
        return form

    def values(self) -> dict[str, Any]:
        facts = super().values()
        chosen, plan_id = set(facts.pop("team") or ()), facts.pop("plan_id")
        return {
            **facts,
            "kind": InspectionKind(facts["kind"]),
            "others": facts["others"] or "",
            "plan": self.plans.get(plan_id),
            "team": [one for one in self.office if one.id in chosen],
            "units": _units_named(self.region, facts["units"]),
        }


def _units_named(region: Region, names: Sequence[str]) -> list[Unit]:
    """A collective means its members."""
    known = units.by_name(region)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refusal(f"名册里没有“{'”“'.join(unknown)}”，请改成名册里的名称。", field="units")
    found = [known[name] for name in names]
    each = [one for unit in found for one in (unit.members if unit.is_collective else [unit])]
    return list(dict.fromkeys(each))


class ConclusionForm(SeenForm):
    conclusion = TextAreaField("督导结论", [DataRequired("请写明督导结论。"), _longest(LONG)])


class CallingOffForm(SeenForm):
    reason = StringField("取消的原因", [DataRequired("请写明取消的原因。"), _longest(LINE)])


class HandOverForm(Form):
    finding_ids = SelectMultipleField("交办的问题", coerce=int)


class FindingForm(EvidenceFields, Form):
    """What was found at a unit; `made_for` offers the units of the inspection first."""

    unit_id = SelectField("责任单位", coerce=int)
    fact = TextAreaField("发现的问题", [DataRequired("请写明发现的问题。"), _longest(LONG)])
    demand = TextAreaField("整改要求", [DataRequired("请写明要改什么。"), _longest(LONG)])
    due_on = DateField("整改期限", [InputRequired("请填整改期限。"), a_day])
    task_number = IntegerField(
        "对应任务编号", [Optional(), NumberRange(1, HIGHEST, "没有这项任务。")]
    )

    region: Region
    units: Mapping[int, Unit]

    @classmethod
    def made_for(
        cls, region: Region, first: Sequence[Unit], finding: Finding | None = None
    ) -> "FindingForm":
        form = cls(**_as_typed(finding))
        single = [one for one in units.in_official_order(region) if not one.is_collective]
        form.region, form.units = region, {unit.id: unit for unit in single}
        ordered = [*first, *(unit for unit in single if unit not in first)]
        form.unit_id.choices = choices((unit.id, unit.name) for unit in ordered)
        return form

    def values(self) -> dict[str, Any]:
        facts = super().values()
        number = facts.pop("task_number")
        unit = self.units[facts.pop("unit_id")]
        return {**facts, "unit": unit, "task": self._task(number) if number else None}

    def _task(self, number: int) -> Task:
        found = inspections.find_task(self.region, number)
        if found is None:
            raise Refusal("台账里没有这个编号的任务。", field="task_number")
        return found


def _as_typed(finding: Finding | None) -> dict[str, Any]:
    if finding is None:
        return {}
    return {
        "unit_id": finding.unit.id,
        "fact": finding.fact,
        "demand": finding.demand,
        "due_on": finding.due_on,
        "task_number": finding.task.number if finding.task else None,
    }


class AnswerForm(EvidenceFields, SeenForm):
    mended = TextAreaField(
        "整改情况", [DataRequired("请写明改了什么、改到什么程度。"), _longest(LONG)]
    )

    def values(self) -> dict[str, Any]:
        return {**super().values(), "no_evidence": self.no_evidence.data or ""}


class OpinionForm(SeenForm):
    opinion = TextAreaField("审核意见", [_longest(1000)])

    def values(self) -> dict[str, Any]:
        return {"opinion": self.opinion.data or ""}


class ReturnForm(OpinionForm):
    opinion = TextAreaField(
        "审核意见", [DataRequired("退回须写明理由，让单位知道还差什么。"), _longest(1000)]
    )


class MoveForm(SeenForm):
    new_due_on = DateField("新期限", [InputRequired("请填新期限。"), a_day])
    reason = StringField("理由", [DataRequired("改期限须写明理由。"), _longest(LINE)])


class WithdrawalForm(SeenForm):
    reason = StringField("撤销的理由", [DataRequired("撤销须写明理由。"), _longest(LINE)])


def ahead(today: date, form: FindingForm, offered: date) -> None:
    """Offer a date where none was typed."""
    if not form.is_submitted() and form.due_on.data is None and offered > today:
        form.due_on.data = offered
