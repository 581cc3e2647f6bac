"""What the office makes of a remark: the three forms on its page."""

import re
from collections.abc import Sequence
from typing import Any

from flask import g
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import remarks, tasks, units
from tasks_tracker.web.forms import Form, choices

BETWEEN = re.compile(r"[、，,；;\s]+")
MOST_CODES = 20


class UrgingsForm(Form):
    """To the units in charge of some tasks, named by their numbers."""

    codes = StringField("任务编号", [DataRequired("填任务编号，如 聊008；几项用顿号隔开。")])
    reason = TextAreaField(
        "要求",
        [DataRequired("写请单位做什么、报什么。"), Length(max=1000, message="最多 1000 字。")],
    )
    reply_by = DateField("答复期限", [Optional()])

    @classmethod
    def fresh(cls, remark: Remark) -> "UrgingsForm":
        form = cls(formdata=None)
        form.codes.data = remark.task.code if remark.task else ""
        form.reply_by.data = remark.reply_by if remark.reply_by > g.today else None
        return form

    def values(self) -> dict[str, Any]:
        return {
            "chosen": tasks_of(self.codes.data or ""),
            "reason": (self.reason.data or "").replace("\r\n", "\n"),
            "reply_by": self.reply_by.data,
        }


def tasks_of(typed: str) -> Sequence[Task]:
    """Tasks of the person's region by the codes that people type: 聊008、聊012."""
    codes = list(dict.fromkeys(filter(None, BETWEEN.split(typed))))
    mark = g.user.region.mark
    wrong = [code for code in codes if not re.fullmatch(rf"{mark}?\d{{1,9}}", code)]
    if wrong or len(codes) > MOST_CODES:
        words = f"“{'、'.join(wrong)}”不是任务编号，照台账上的写，如 {mark}008。"
        raise Refusal(words if wrong else f"一次最多 {MOST_CODES} 项。", field="codes")
    numbers = {int(code.removeprefix(mark)): code for code in codes}
    found = tasks.of_numbers(g.user.region, numbers)
    missing = [code for number, code in numbers.items() if number not in found]
    if missing:
        raise Refusal(f"台账里没有{'、'.join(missing)}，请核对编号。", field="codes")
    return [found[number] for number in numbers]


class TaskForm(Form):
    """A new task in one of the plans."""

    section = SelectField("立在哪个板块", coerce=int)
    title = StringField("任务名称", [DataRequired("写任务名称。"), Length(max=100)])
    requirement = TextAreaField(
        "办理要求", [DataRequired("写清做什么、做到什么程度。"), Length(max=2000)]
    )
    lead = StringField("牵头单位", [DataRequired("写牵头单位的名称或简称。"), Length(max=80)])
    due_on = DateField("办结期限", [InputRequired("填办结期限。")])

    sections: Sequence[Section] = ()

    @classmethod
    def made_for(cls, remark: Remark, **more: Any) -> "TaskForm":
        form = cls(**more)
        found = remarks.sections(remark.region_id)
        about = remark.about
        form.sections = [one for one in found if about is None or one.plan_id == about.id]
        form.section.choices = choices(
            (one.id, f"{one.plan.doc_no} {one.label}") for one in form.sections
        )
        return form

    @classmethod
    def fresh(cls, remark: Remark) -> "TaskForm":
        form = cls.made_for(remark, formdata=None)
        form.requirement.data = remark.words
        if remark.task:
            form.section.data = remark.task.section_id
        return form

    def values(self) -> dict[str, Any]:
        lead = units.find(g.user.region, self.lead.data or "")
        if lead is None:
            raise Refusal("名册里没有这个单位，照名册上的名称或简称写。", field="lead")
        return {
            "section": next(one for one in self.sections if one.id == self.section.data),
            "title": self.title.data,
            "requirement": (self.requirement.data or "").replace("\r\n", "\n"),
            "lead": lead,
            "due_on": self.due_on.data,
        }


class NoteForm(Form):
    handling = TextAreaField(
        "阅处情况",
        [DataRequired("写明怎样阅处的，领导会看到。"), Length(max=1000, message="最多 1000 字。")],
    )
