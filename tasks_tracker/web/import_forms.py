"""The forms with which a draft plan is handed in, corrected and adopted."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PartOfForm
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from tasks_tracker import wording
from tasks_tracker.domain.milestones import DeadlineKind
from tasks_tracker.web.figure_field import FigureField
from tasks_tracker.web.forms import Form, InOurWay, choices
from tasks_tracker.web.units_field import LONGEST_NAME, UnitsField

Item = Mapping[str, Any]
LONGEST_DERIVATION = 500
TOO_LONG = Length(max=300, message="最多 300 字。")
ADDED = "核对时补上，原文没有写明"
KINDS = choices((kind.value, wording.word(kind)) for kind in DeadlineKind)
OPERATORS = [(">=", "不低于"), ("<=", "不超过"), ("=", "等于"), ("+", "增加")]


class UploadForm(Form):
    """One document, in whatever form it came."""

    file = FileField("方案文件", [FileRequired("请选择方案文件：docx、pdf、xlsx 或 txt。")])


class Part(PartOfForm):
    """A row within a form."""

    class Meta(InOurWay, PartOfForm.Meta):
        """As a whole form is made."""


class DeadlineRow(Part):
    deliverable = StringField("到时应有", [TOO_LONG])
    due = DateField("日期", [Optional()])
    kind = SelectField("性质", choices=KINDS)
    remove = BooleanField("删去这个节点")

    def validate_kind(self, kind: SelectField) -> None:
        is_dated = self.due.data or self.due.errors or self.remove.data
        if kind.data == DeadlineKind.BY and self.deliverable.data and not is_dated:
            raise ValidationError("有期限的节点要填日期；没有期限的改选“长期”。")

    def outcome(self, read: Item | None) -> Item | None:
        """The deadline as corrected; None if it is taken away, or a new one was left empty."""
        deliverable = (self.deliverable.data or "").strip()
        if self.remove.data or not (read or deliverable or self.due.data):
            return None
        due = self.due.data.isoformat() if self.due.data else None
        old = read or {"phrase": "", "rule": None, "due": None, "derivation": ADDED}
        return {
            **old,
            "kind": self.kind.data,
            "deliverable": deliverable,
            "due": due,
            "rule": old["rule"] if self.kind.data == DeadlineKind.RECURRING else None,
            "derivation": old["derivation"] if due == old["due"] else _moved(old, due),
        }


class TargetRow(Part):
    phrase = StringField("要求", [TOO_LONG])
    op = SelectField("关系", choices=choices(OPERATORS))
    value = FigureField("数值")
    unit = StringField("计量单位", [Length(max=LONGEST_NAME, message="最多 80 字。")])
    remove = BooleanField("删去这个指标")

    def validate_value(self, value: FigureField) -> None:
        if value.data is None and not value.errors and self.phrase.data and not self.remove.data:
            raise ValidationError("填上数值，或者删去这个指标。")

    def outcome(self, read: Item | None) -> Item | None:
        if self.remove.data or self.value.data is None:
            return None
        return {
            **(read or {}),
            "phrase": (self.phrase.data or "").strip(),
            "op": self.op.data,
            "value": str(self.value.data),
            "unit": (self.unit.data or "").strip(),
        }


class TaskForm(Form):
    """All that can be corrected of one task; the last row of each list is for something new."""

    title = StringField("标题", [DataRequired("标题不能空着。"), TOO_LONG])
    lead = UnitsField("牵头单位")
    support = UnitsField("责任单位")
    requirement = TextAreaField("办理要求")
    deadlines = FieldList(FormField(DeadlineRow, separator="-"))
    targets = FieldList(FormField(TargetRow, separator="-"))
    seen = HiddenField()
    """The task as it was when the page was made; colleagues work on the others meanwhile."""

    item: Item

    @classmethod
    def made_for(cls, item: Item, **source: Any) -> "TaskForm":
        form = cls(data={**item, **_rows(item), "seen": digest(item)}, **source)
        form.item = item
        return form

    def values(self) -> dict[str, Any]:
        changes = {
            "title": self.title.data,
            "requirement": (self.requirement.data or "").replace("\r\n", "\n"),
            "lead": self.lead.data,
            "support": self.support.data,
            "deadlines": _outcomes(self.deadlines, self.item["deadlines"]),
            "targets": _outcomes(self.targets, self.item["targets"]),
        }
        return {"changes": changes, "seen": self.seen.data}


FIELDS = {
    "title": "标题",
    "lead": "牵头单位",
    "support": "责任单位",
    "requirement": "办理要求",
    "deadlines": "节点",
    "targets": "指标",
}


def changed_fields(item: Item, changes: Item) -> list[str]:
    """The fields in which what was typed differs from the task, in words."""
    return [words for name, words in FIELDS.items() if item[name] != changes[name]]


def digest(item: Item) -> str:
    """Short for all that a task says."""
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()[:16]


class AdoptionForm(Form):
    """What the clerk decides when a draft becomes a plan."""

    new_units = SelectMultipleField("名册里没有的单位", validate_choice=False)
    enter_units = BooleanField("新建这些单位")
    confirm_doubts = BooleanField("疑点已经看过，按现有内容立项")

    def values(self) -> dict[str, Any]:
        return {
            "new_units": self.new_units.data if self.enter_units.data else [],
            "confirmed": self.confirm_doubts.data,
        }


def _rows(item: Item) -> dict[str, list[Any]]:
    """The rows of both lists with one empty row each at the end."""
    deadlines = [{**one, "due": _day(one["due"])} for one in item["deadlines"]]
    targets = [{**one, "value": Decimal(one["value"])} for one in item["targets"]]
    return {
        "deadlines": [*deadlines, {"kind": DeadlineKind.BY.value}],
        "targets": [*targets, {"op": ">="}],
    }


def _day(due: str | None) -> date | None:
    return date.fromisoformat(due) if due else None


def _outcomes(rows: "FieldList[Any]", read: Sequence[Item]) -> list[Item]:
    old: list[Item | None] = [*read, *[None] * len(rows.entries)]
    found = [row.form.outcome(one) for row, one in zip(rows.entries, old, strict=False)]
    return [one for one in found if one is not None]


def _moved(old: Item, due: str | None) -> str:
    """How the date came about, with what the importer had made of the phrase."""
    now = f"核对时改为 {due}" if due else "核对时去掉了日期"
    return f"{now}；原推算：{old['derivation']}"[:LONGEST_DERIVATION]
