"""Forms of dispatch meetings: the head of the paper, the agenda, what is entered on a screen."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import g, request
from wtforms import (
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.meetings import AgendaItem, Meeting, MeetingCut
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.resolutions import Effect
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.meetings import agenda_seen
from tasks_tracker.operations.resolutions import NewTask
from tasks_tracker.persistence import inspections, remarks, units, users
from tasks_tracker.reports.meeting_standings import Scope, worst_first
from tasks_tracker.reports.sections import chief
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.inspection_forms import SeenForm, a_day
from tasks_tracker.web.remark_forms import tasks_of
from tasks_tracker.wording import word

LINE, LONG = 300, 2000
HIGHEST_PLACE = 999
FIRST_SCREENS = 12
"""An agenda begins with so many of the worst; more are added by hand."""


def _longest(most: int) -> Length:
    return Length(max=most, message=f"最多 {most} 字。")


class HeadForm(Form):
    """What stands at the head of the minutes."""

    title = StringField("会议名称", [DataRequired("写会议名称。"), _longest(LINE)])
    held_on = DateField("会议日期", [InputRequired("填会议日期。"), a_day])
    place = StringField("地点", [_longest(LINE)])
    chair = StringField("主持人", [DataRequired("写主持人。"), _longest(LINE)])
    attendees = TextAreaField("参加人员", [_longest(LONG)])


class ChangeForm(SeenForm, HeadForm):
    """What it says now is changed by whoever has seen it."""

    @classmethod
    def fresh(cls, meeting: Meeting) -> "ChangeForm":
        return cls(formdata=None, obj=meeting, seen=meeting.version)


class MeetingForm(HeadForm):
    """A new one: with the worst first on its agenda."""

    cut = RadioField(
        "一屏一个",
        choices=choices((cut.value, word(cut)) for cut in MeetingCut),
        default=MeetingCut.UNIT.value,
    )
    plans = SelectMultipleField("方案", coerce=int)

    known: Sequence[Plan] = ()

    @classmethod
    def made_for(cls, region: Region) -> "MeetingForm":
        form = cls()
        form.known = inspections.plans_of(region)
        form.plans.choices = choices(
            (plan.id, f"{plan.doc_no} {plan.short_title}") for plan in form.known
        )
        return form

    def values(self) -> dict[str, Any]:
        chosen = set(self.plans.data or ())
        given = {
            **super().values(),
            "cut": MeetingCut(self.cut.data),
            "plans": [plan for plan in self.known if plan.id in chosen],
        }
        scope = Scope(g.user.region, given["cut"], given["plans"], g.today)
        return {**given, "agenda": worst_first(scope)[:FIRST_SCREENS]}


class AgendaForm(Form):
    """Places as they are typed beside the items, and ticks for those that go."""

    seen = HiddenField()
    without = SelectMultipleField("不上会", coerce=int)

    items: Sequence[AgendaItem] = ()

    @classmethod
    def made_for(cls, meeting: Meeting, **more: Any) -> "AgendaForm":
        form = cls(**more)
        form.items = list(meeting.items)
        form.without.choices = [(item.id, item.name) for item in form.items]
        if not form.is_submitted() or more:
            form.seen.data = agenda_seen(meeting)
        return form

    def values(self) -> dict[str, Any]:
        return {
            "seen": self.seen.data or "",
            "places": self._places(),
            "without": set(self.without.data or ()),
        }

    def _places(self) -> Mapping[int, int]:
        typed = {item.id: request.form.get(f"place-{item.id}", "").strip() for item in self.items}
        if any(not _is_place(one) for one in typed.values() if one):
            raise Refusal(f"次序填 1 到 {HIGHEST_PLACE} 的数字。")
        return {item_id: int(one) for item_id, one in typed.items() if one}


def _is_place(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= len(str(HIGHEST_PLACE))


class AddForm(Form):
    """One more screen, by the name of a unit or the number of a section."""

    name = StringField("加上单位", [_longest(LINE)])
    section = SelectField("加上板块", coerce=int, validate_choice=False)

    sections: Sequence[Section] = ()
    cut: MeetingCut = MeetingCut.UNIT

    @classmethod
    def made_for(cls, meeting: Meeting, **more: Any) -> "AddForm":
        form = cls(**more)
        form.cut = meeting.cut
        if form.cut is MeetingCut.UNIT:
            del form.section
            return form
        del form.name
        named = {plan.id for plan in meeting.plans}
        form.sections = [
            one for one in remarks.sections(meeting.region_id) if not named or one.plan_id in named
        ]
        form.section.choices = _section_choices(form.sections)
        return form

    def values(self) -> dict[str, Any]:
        found: Unit | Section | None
        if self.cut is MeetingCut.UNIT:
            found = units.find(g.user.region, self.name.data or "")
        else:
            found = next((one for one in self.sections if one.id == self.section.data), None)
        if found is None:
            field = "name" if self.cut is MeetingCut.UNIT else "section"
            raise Refusal("名册里没有，照名册上的名称或简称写。", field=field)
        return {"subject": found}


class CallOffForm(Form):
    reason = StringField("原因", [DataRequired("写明为什么不开了。"), _longest(LINE)])


class WithdrawalForm(Form):
    reason = StringField("原因", [DataRequired("撤回要写明原因。"), _longest(LINE)])


class ResolutionForm(Form):
    """Whose words, the words, and what comes of them at once."""

    voice = SelectField("谁的话", coerce=int, default=0)
    said = TextAreaField(
        "原话或者议定内容", [DataRequired("写领导的话或者议定了什么。"), _longest(LONG)]
    )
    effect = RadioField(
        "怎么办",
        choices=choices((one.value, word(one)) for one in Effect),
        default=Effect.URGED.value,
    )
    shown = SelectMultipleField("屏上的任务", coerce=str)
    codes = StringField("别的任务编号", [_longest(LINE)])
    reply_by = DateField("答复期限", [Optional(), a_day])
    title = StringField("新任务名称", [Length(max=100, message="最多 100 字。")])
    section = SelectField("立在哪个板块", coerce=int, validate_choice=False)
    lead = StringField("牵头单位", [Length(max=80, message="最多 80 字。")])
    due_on = DateField("办结期限", [Optional(), a_day])

    leaders: Sequence[User] = ()
    sections: Sequence[Section] = ()

    @classmethod
    def made_for(cls, item: AgendaItem, **more: Any) -> "ResolutionForm":
        form = cls(**more)
        form.leaders = _leaders(item.meeting.region)
        mine = g.user.holds(Role.LEADER)
        own = ((one.id, "我的批示" if mine else f"{chief(one)} 批示") for one in form.leaders)
        form.voice.choices = choices([(0, "会议议定"), *own])
        worst = (item.shown or {}).get("worst", [])
        form.shown.choices = [(one["code"], f"{one['code']} {one['name']}") for one in worst]
        form.sections = remarks.sections(item.meeting.region_id)
        form.section.choices = _section_choices(form.sections)
        if not form.is_submitted() or more:
            form.section.data = item.section.id if item.section else None
            form.lead.data = item.unit.name if item.unit else ""
        return form

    def values(self) -> dict[str, Any]:
        effect = Effect(self.effect.data)
        codes = "、".join([*(self.shown.data or ()), self.codes.data or ""])
        return {
            "said": (self.said.data or "").replace("\r\n", "\n"),
            "effect": effect,
            "leader": next((one for one in self.leaders if one.id == self.voice.data), None),
            "chosen": () if effect is Effect.TASKED else tasks_of(codes),
            "reply_by": self.reply_by.data,
            "new_task": self._new_task() if effect is Effect.TASKED else None,
        }

    def _new_task(self) -> NewTask:
        lead = units.find(g.user.region, self.lead.data or "")
        if not self.title.data:
            raise Refusal("写新任务的名称。", field="title")
        if lead is None:
            raise Refusal("名册里没有这个单位，照名册上的名称或简称写。", field="lead")
        if self.due_on.data is None:
            raise Refusal("填办结期限。", field="due_on")
        section = next((one for one in self.sections if one.id == self.section.data), None)
        if section is None:
            raise Refusal("选新任务立在哪个板块。", field="section")
        return NewTask(
            section=section,
            title=self.title.data,
            requirement=(self.said.data or "").replace("\r\n", "\n"),
            lead=lead,
            due_on=self.due_on.data,
        )


def _leaders(region: Region) -> Sequence[User]:
    """Whose words can be taken down; a leader enters the own ones."""
    return [g.user] if g.user.holds(Role.LEADER) else users.holders(region, Role.LEADER)


def _section_choices(sections: Sequence[Section]) -> list[Any]:
    return choices((one.id, f"{one.plan.doc_no} {one.label}") for one in sections)
