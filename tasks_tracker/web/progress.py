"""填报进展: one report, or one text for several tasks."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.operations.progress import signers
from tasks_tracker.operations.unsigned import Handed, hand_in
from tasks_tracker.persistence import tasks
from tasks_tracker.reports import owed, reported_together
from tasks_tracker.reports.history import last_report
from tasks_tracker.reports.milestones import verdict
from tasks_tracker.web.progress_form import TEXTS, ProgressForm, started_with, written_before

bp = Blueprint("progress", __name__)


@bp.route("/tasks/<int:task_id>/reports/new", methods=["GET", "POST"])
def new(task_id: int) -> ResponseReturnValue:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.REPORT_PROGRESS, task)
    if task.is_completed:
        raise Refusal("这项任务已办结，不再收进展反馈。")
    last = last_report(task, g.user)
    form = _form(task, last)
    if _handed_in(form, last):
        flash(_told(form.result))
        return redirect(_next(form.result))
    form.last_seen.data = str(last.id if last else 0)
    return render_template(
        "progress/new.html",
        form=form,
        task=task,
        last=last,
        verdict=verdict(task, g.today),
        owed=owed.on(task, form.units, g.today),
        signs=signers(task, form.units[0], g.user),
        is_same=_wants_same(last),
    )


def _form(task: Task, last: ProgressReport | None) -> ProgressForm:
    others = reported_together.others(task, g.user)
    earlier = written_before(task, g.user)
    start: dict[str, Any] = {"also": [one.id for one in others if one.is_same_matter]}
    if earlier is not None:
        start = started_with(earlier.content)
    elif last is not None and _wants_same(last):
        start |= {name: getattr(last, name) for name in TEXTS}
    form = ProgressForm.made_for(task, g.user, others, start)
    form.earlier = earlier
    return form


def _wants_same(last: ProgressReport | None) -> bool:
    return last is not None and request.args.get("same") == "1"


def _handed_in(form: ProgressForm, last: ProgressReport | None) -> bool:
    """Whether it was taken; files of a report that was not are taken away again."""

    def report(task: Task, *, by: User, now: datetime, **more: Any) -> Handed:
        _refuse_unseen(form, last)
        form.require_news(last)
        also = [tasks.get(task_id, by) for task_id in form.also.data or ()]
        return hand_in(task, by=by, now=now, also=also, **more)

    return form.accepted_with_evidence(report, form.task, by=g.user)


def _refuse_unseen(form: ProgressForm, last: ProgressReport | None) -> None:
    """One click too many, or a colleague was faster: nobody reports the same thing twice."""
    if last and form.last_seen.data != str(last.id):
        at = wording.moment(clock.local(last.submitted_at))
        raise Refusal(
            f"打开本页之后，{last.by.name}在 {at} 已经报送过一份。"
            "看过右边那份，确需再报，请再按一次报送。"
        )


def _next(handed: Handed) -> str:
    if handed.unsigned is not None:
        return url_for("unsigned.show", unsigned_id=handed.unsigned.id)
    return url_for("my.show")


def _told(handed: Handed) -> str:
    if handed.unsigned is not None:
        return "已送单位负责人签发，签发之后才报给督查室；签发之前期限照常计算。"
    codes = "、".join(report.task.code for report in handed.reports)
    if handed.reports[0].claims:
        return f"{codes}已报送，所报节点的时钟停住，等督查室审核；等待的日子不算逾期。"
    return f"{codes}已报送，等督查室审核。没有勾选完成的节点，期限照常计算。"
