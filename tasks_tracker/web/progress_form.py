"""The form of one report, made for its task and its person."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms import TextAreaField as Text
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.news import STUCK, says_nothing
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Target, Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.users import User
from tasks_tracker.operations.attaching import Piece
from tasks_tracker.operations.evidence import Intake
from tasks_tracker.operations.progress import reporting_units
from tasks_tracker.operations.unsigned import enclosed
from tasks_tracker.persistence import unsigned
from tasks_tracker.reports.reported_together import Other
from tasks_tracker.web import addresses
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.figure_field import FigureField
from tasks_tracker.web.forms import Form, choices

EMPTY = "进展情况不能空着，写做成了什么、到什么程度。"
TEXTS = ("progress", "problems", "next_steps", "coordination")
LONGEST = 4000


def _text(label: str, *validators: Any) -> Text:
    too_long = Length(max=LONGEST, message=f"最多 {LONGEST} 字，详细材料请作佐证上传。")
    return Text(label, [*validators, too_long])


class ProgressForm(EvidenceFields, Form):
    """What every report has; `made_for` adds what its task and its person need."""

    progress = _text("进展情况", DataRequired(EMPTY))
    problems = _text("存在问题")
    next_steps = _text("下步打算")
    coordination = _text("需协调事项")
    percent = IntegerField(
        "完成比例", [Optional(), NumberRange(0, 100, message="填 0 到 100 的整数，不填也可以。")]
    )
    milestones = SelectMultipleField("本次完成的节点", coerce=int)
    also = SelectMultipleField("同一段话还报给", coerce=int)
    keeps_evidence = BooleanField("上次附的佐证一并带上")
    last_seen = HiddenField()
    """The last report that the person had in sight."""

    task: Task
    units: Sequence[Unit]
    others: Sequence[Other]
    earlier: UnsignedReport | None = None
    """What is written anew after the head gave it back."""

    @classmethod
    def made_for(
        cls, task: Task, by: User, others: Sequence[Other] = (), start: Any = None
    ) -> "ProgressForm":
        units = reporting_units(by, task)
        more: dict[str, Any] = {
            _name(target): FigureField(target.phrase) for target in task.current_targets
        }
        if len(units) > 1:
            names = choices((unit.id, unit.name) for unit in units)
            more["unit_id"] = SelectField("填报单位", coerce=int, choices=names)
        form: ProgressForm = type("ProgressFormOfTask", (cls,), more)(data=start or {})
        form.task, form.units = task, units
        form.others = others if len(units) == 1 else ()
        form.milestones.choices = choices((one.id, one.deliverable) for one in task.dated)
        form.also.choices = choices((one.id, f"{one.code} {one.name}") for one in form.others)
        return form

    def values(self) -> dict[str, Any]:
        figures = {target.id: self.figure(target).data for target in self.task.current_targets}
        return {
            **self.texts,
            "milestones": self.milestones.data,
            "values": {id_: value for id_, value in figures.items() if value is not None},
            "percent": self.percent.data,
            "unit": self.unit,
            "no_evidence": self.no_evidence.data or "",
        }

    def pieces(self, intake: Intake) -> list[Piece]:
        """With those that came with what the head gave back, if they are kept."""
        made = super().pieces(intake)
        if self.earlier is not None and self.keeps_evidence.data:
            made += enclosed(self.earlier)
        return made

    def require_news(self, last: ProgressReport | None) -> None:
        """Who says the same as the last time says what stands in the way."""
        texts = self.texts
        before = last.progress if last else None
        if says_nothing(texts["progress"], texts["problems"], before):
            raise Refusal(STUCK, field="problems")

    @property
    def texts(self) -> dict[str, str]:
        return {name: (self[name].data or "").replace("\r\n", "\n") for name in TEXTS}

    @property
    def unit(self) -> Unit:
        chosen = self["unit_id"].data if "unit_id" in self else self.units[0].id
        return next(unit for unit in self.units if unit.id == chosen)

    def figure(self, target: Target) -> FigureField:
        field: FigureField = self._fields[_name(target)]
        return field


def written_before(task: Task, by: User) -> UnsignedReport | None:
    """What was given back or taken back, where the form was opened from there."""
    number = addresses.number("unsigned")
    found = unsigned.get(number, by) if number else None
    return found if found and found.task_id == task.id and not found.is_waiting else None


def started_with(content: dict[str, Any]) -> dict[str, Any]:
    """The fields as they were written before."""
    figures = {f"target_{key}": value for key, value in content["values"].items()}
    return {**content, **figures, "keeps_evidence": True}


def _name(target: Target) -> str:
    return f"target_{target.id}"
