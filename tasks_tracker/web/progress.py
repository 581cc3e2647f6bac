"""填报进展: the form of one report, made for its task."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Target, Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.operations.progress import report_progress, reporting_units
from tasks_tracker.persistence import tasks
from tasks_tracker.reports.history import last_report
from tasks_tracker.reports.milestones import verdict
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.figure_field import FigureField
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("progress", __name__)
EMPTY = "进展情况不能空着，写做成了什么、到什么程度。"
TEXTS = ("progress", "problems", "next_steps", "coordination")
LONGEST = 4000


def _text(label: str, *validators: Any) -> TextAreaField:
    too_long = Length(max=LONGEST, message=f"最多 {LONGEST} 字，详细材料请作佐证上传。")
    return TextAreaField(label, [*validators, too_long])


class ProgressForm(EvidenceFields, Form):
    """What every report has; `made_for` adds what its task and its person need."""

    progress = _text("进展情况", DataRequired(EMPTY))
    problems = _text("存在问题")
    next_steps = _text("下步打算")
    coordination = _text("需协调事项")
    milestones = SelectMultipleField("本次完成的节点", coerce=int)
    last_seen = HiddenField()
    """The last report that the person had in sight."""

    task: Task
    units: Sequence[Unit]

    @classmethod
    def made_for(cls, task: Task, by: User) -> "ProgressForm":
        units = reporting_units(by, task)
        more: dict[str, Any] = {
            _name(target): FigureField(target.phrase) for target in task.current_targets
        }
        if len(units) > 1:
            names = choices((unit.id, unit.name) for unit in units)
            more["unit_id"] = SelectField("填报单位", coerce=int, choices=names)
        form: ProgressForm = type("ProgressFormOfTask", (cls,), more)()
        form.task, form.units = task, units
        form.milestones.choices = choices((one.id, one.deliverable) for one in task.dated)
        return form

    def values(self) -> dict[str, Any]:
        texts = {name: (self[name].data or "").replace("\r\n", "\n") for name in TEXTS}
        figures = {target.id: self.figure(target).data for target in self.task.current_targets}
        return {
            **texts,
            "milestones": self.milestones.data,
            "values": {id_: value for id_, value in figures.items() if value is not None},
            "unit": self.unit,
            "no_evidence": self.no_evidence.data or "",
        }

    @property
    def unit(self) -> Unit:
        chosen = self["unit_id"].data if "unit_id" in self else self.units[0].id
        return next(unit for unit in self.units if unit.id == chosen)

    def figure(self, target: Target) -> FigureField:
        field: FigureField = self._fields[_name(target)]
        return field


def _name(target: Target) -> str:
    return f"target_{target.id}"


@bp.route("/tasks/<int:task_id>/reports/new", methods=["GET", "POST"])
def new(task_id: int) -> ResponseReturnValue:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.REPORT_PROGRESS, task)
    if task.is_completed:
        raise Refusal("这项任务已办结，不再收进展反馈。")
    form = ProgressForm.made_for(task, g.user)
    last = last_report(task, g.user)
    if _handed_in(form, last):
        flash(_told(form.result))
        return redirect(url_for("my.show"))
    form.last_seen.data = str(last.id if last else 0)
    return render_template(
        "progress/new.html",
        form=form,
        task=task,
        last=last,
        verdict=verdict(task, g.today),
    )


def _handed_in(form: ProgressForm, last: ProgressReport | None) -> bool:
    """Whether the report was taken; files of a report that was not are taken away again."""

    def hand_in(task: Task, *, by: User, now: datetime, **more: Any) -> ProgressReport:
        _refuse_unseen(form, last)
        return report_progress(task, by=by, now=now, **more)

    return form.accepted_with_evidence(hand_in, form.task, by=g.user)


def _refuse_unseen(form: ProgressForm, last: ProgressReport | None) -> None:
    """One click too many, or a colleague was faster: nobody reports the same thing twice."""
    if last and form.last_seen.data != str(last.id):
        at = wording.moment(clock.local(last.submitted_at))
        raise Refusal(
            f"打开本页之后，{last.by.name}在 {at} 已经报送过一份。"
            "看过右边那份，确需再报，请再按一次报送。"
        )


def _told(report: ProgressReport) -> str:
    if report.claims:
        return f"{report.task.code}已报送，所报节点的时钟停住，等督查室审核；等待的日子不算逾期。"
    return f"{report.task.code}已报送，等督查室审核。没有勾选完成的节点，期限照常计算。"
