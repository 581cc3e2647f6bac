"""办结申请: a report that claims all that is left, with what has to be there beside it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Target, Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.users import User
from tasks_tracker.operations.attaching import Piece
from tasks_tracker.operations.completion import require_whole
from tasks_tracker.operations.evidence import Intake
from tasks_tracker.operations.progress import reporting_units, signers
from tasks_tracker.operations.unsigned import Handed, enclosed, hand_in
from tasks_tracker.persistence import tasks
from tasks_tracker.reports import completion
from tasks_tracker.reports.history import last_report
from tasks_tracker.reports.milestones import verdict
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.figure_field import FigureField
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.progress_form import started_with, written_before

bp = Blueprint("completion", __name__)
EMPTY = "办理结果不能空着，写办成了什么、凭什么认定。"
TOO_LONG = "最多 4000 字，详细材料请作佐证上传。"
DONE = 100
CHANGED = "打开本页之后这项任务的节点有变化，看过之后再按一次申请。"


class CompletionForm(EvidenceFields, Form):
    """`made_for` adds what its task and its person need."""

    progress = TextAreaField("办理结果", [DataRequired(EMPTY), Length(max=4000, message=TOO_LONG)])
    problems = TextAreaField("遗留问题", [Length(max=4000, message=TOO_LONG)])
    shares_words = TextAreaField(
        "没有办结的分工，情况是", [Length(max=2000, message="最多 2000 字。")]
    )
    keeps_evidence = BooleanField("上次附的佐证一并带上")
    seen = HiddenField()
    """The milestones that are open and the last report, as the person had them in sight."""

    task: Task
    units: Sequence[Unit]
    earlier: UnsignedReport | None = None
    """What is written anew after the head gave it back."""

    @classmethod
    def made_for(
        cls, task: Task, by: User, earlier: UnsignedReport | None = None
    ) -> "CompletionForm":
        units = reporting_units(by, task)
        more: dict[str, Any] = {
            _name(target): FigureField(target.phrase) for target in task.current_targets
        }
        if len(units) > 1:
            names = choices((unit.id, unit.name) for unit in units)
            more["unit_id"] = SelectField("申请单位", coerce=int, choices=names)
        form: CompletionForm = type("CompletionFormOfTask", (cls,), more)(
            data=started_with(earlier.content) if earlier else {}
        )
        form.task, form.units, form.earlier = task, units, earlier
        return form

    def pieces(self, intake: Intake) -> list[Piece]:
        """With those that came with what the head gave back, if they are kept."""
        kept = self.earlier is not None and self.keeps_evidence.data
        return super().pieces(intake) + (enclosed(self.earlier) if kept and self.earlier else [])

    def values(self) -> dict[str, Any]:
        figures = {target.id: self.figure(target).data for target in self.task.current_targets}
        return {
            "progress": _lines(self.progress.data),
            "problems": _lines(self.problems.data),
            "shares_words": _lines(self.shares_words.data),
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


def _lines(text: str | None) -> str:
    return (text or "").replace("\r\n", "\n")


@bp.route("/tasks/<int:task_id>/completion/new", methods=["GET", "POST"])
def new(task_id: int) -> ResponseReturnValue:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.REPORT_PROGRESS, task)
    if task.is_completed or task.is_ended:
        raise Refusal(f"这项任务{'已办结' if task.is_completed else '已结束'}，不用再申请办结。")
    form = CompletionForm.made_for(task, g.user, written_before(task, g.user))
    last = last_report(task, g.user)
    if _applied(form, last):
        flash(_told(form.result))
        return redirect(_next(form.result))
    form.seen.data = _in_sight(task, last)
    items = completion.checklist(task)
    return render_template(
        "completion/new.html",
        form=form,
        task=task,
        last=last,
        items=items,
        has_open_shares=any(one.is_share and not one.is_met for one in items),
        verdict=verdict(task, g.today),
        signs=signers(task, form.units[0], g.user),
    )


def _applied(form: CompletionForm, last: ProgressReport | None) -> bool:
    """Whether the application was taken; all that lies with the unit is claimed."""

    def apply(
        task: Task, *, by: User, now: datetime, evidence: Sequence[Piece], **more: Any
    ) -> Handed:
        _refuse_unseen(form, last)
        require_whole(
            task,
            has_evidence=bool(evidence or more["no_evidence"]),
            shares_words=more["shares_words"],
            given=more["values"],
        )
        claims = [one.id for one in task.dated if one.is_open]
        more |= {"milestones": claims, "is_application": True, "percent": DONE}
        return hand_in(task, by=by, now=now, evidence=evidence, **more)

    return form.accepted_with_evidence(apply, form.task, by=g.user)


def _next(handed: Handed) -> str:
    """To the sheet that waits for the signature, where the plan wants one."""
    if handed.unsigned is not None:
        return url_for("unsigned.show", unsigned_id=handed.unsigned.id)
    return url_for("my.show")


def _told(handed: Handed) -> str:
    if handed.unsigned is not None:
        return "已送单位负责人签发，签发之后才报给督查室；签发之前期限照常计算。"
    code = handed.reports[0].task.code
    return f"{code}的办结申请已报送，时钟停住，等督查室审核；等待的日子不算逾期。"


def _refuse_unseen(form: CompletionForm, last: ProgressReport | None) -> None:
    """Nobody applies for more than was in sight, or a second time by one click too many."""
    if form.seen.data == _in_sight(form.task, last):
        return
    if last and not (form.seen.data or "").endswith(f":{last.id}"):
        at = wording.moment(clock.local(last.submitted_at))
        raise Refusal(
            f"打开本页之后，{last.by.name}在 {at} 已经报送过一份，"
            "看过之后确需申请，请再按一次申请。"
        )
    raise Refusal(CHANGED)


def _in_sight(task: Task, last: ProgressReport | None) -> str:
    still = ",".join(str(one.id) for one in task.dated if one.is_open)
    return f"{still}:{last.id if last else 0}"
