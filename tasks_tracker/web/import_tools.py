"""The forms by which tasks of a draft are merged, split, added and dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from tasks_tracker.operations.rearranging import sentences
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.units_field import UnitsField

TOO_LONG = Length(max=300, message="最多 300 字。")
NEIGHBOURS = 30
OPENING = 28
"""Characters of a sentence by which one knows it."""


class MergeForm(Form):
    other = SelectField("并入这一项的是", coerce=int)
    number = IntegerField("离得远的，写它是第几项", [Optional()])
    reason = StringField("为什么合并", [TOO_LONG])

    keys: Mapping[int, int]
    """By the number that a task has in the outline."""

    def validate_number(self, number: IntegerField) -> None:
        if number.data is not None and number.data not in self.keys:
            raise ValidationError(f"没有第 {number.data} 项，请照大纲里的序号写。")

    def values(self) -> dict[str, Any]:
        written = self.number.data
        other = self.other.data if written is None else self.keys[written]
        return {"other": other, "words": self.reason.data or ""}


class SplitForm(Form):
    at = SelectField("从哪一句起归新的一项", coerce=int)
    title = StringField("新的一项的标题", [DataRequired("给拆出来的一项写一个标题。"), TOO_LONG])


class DropForm(Form):
    reason = StringField("为什么剔除", [DataRequired("请写明为什么剔除这一项。"), TOO_LONG])

    def values(self) -> dict[str, Any]:
        return {"words": self.reason.data}


class AddForm(Form):
    title = StringField("标题", [DataRequired("标题不能空着。"), TOO_LONG])
    lead = UnitsField("牵头单位")


@dataclass(frozen=True)
class Tools:
    """The forms for one task; one of them may have been sent and refused."""

    merge: MergeForm
    split: SplitForm
    drop: DropForm
    add: AddForm

    @classmethod
    def about(cls, view: DraftView, key: int, sent: Form | None = None) -> "Tools":
        """Fresh forms, but for the one that was sent."""
        kinds = {"merge": MergeForm, "split": SplitForm, "drop": DropForm, "add": AddForm}
        forms: dict[str, Any] = {
            name: sent if isinstance(sent, kind) else kind(formdata=None)
            for name, kind in kinds.items()
        }
        tools = cls(**forms)
        offer(tools.merge, tools.split, view, key)
        return tools


def offer(merge: MergeForm | None, split: SplitForm | None, view: DraftView, key: int) -> None:
    """What can be chosen: the neighbours; the sentences of this task."""
    if merge is not None:
        merge.other.choices = choices(_neighbours(view, key))
        merge.keys = {entry.number: entry.key for entry in view.entries}
    if split is not None:
        split.at.choices = choices(_openings(view.item(key)))


def _neighbours(view: DraftView, key: int) -> Sequence[tuple[int, str]]:
    """Those that stand nearest first."""
    here = view.by_key[key].number
    around = view.entries[max(0, here - 1 - NEIGHBOURS) : here + NEIGHBOURS]
    nearest = sorted(around, key=lambda entry: (abs(entry.number - here), entry.number))
    return [(entry.key, f"{entry.number} {entry.label}") for entry in nearest if entry.key != key]


def _openings(item: Mapping[str, Any]) -> Sequence[tuple[int, str]]:
    pieces = sentences(dict(item))
    return [
        (at, f"{at + 1}. {piece[:OPENING]}{'…' if len(piece) > OPENING else ''}")
        for at, piece in enumerate(pieces)
        if at
    ]
