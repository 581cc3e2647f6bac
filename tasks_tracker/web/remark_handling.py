"""The office carries out a remark: to units, as a new task, or noted."""

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.permissions import Action
from tasks_tracker.operations.remarks import note_remark, turn_into_task, turn_into_urgings
from tasks_tracker.web.remark_forms import NoteForm, TaskForm, UrgingsForm
from tasks_tracker.web.remarks import find, page

bp = Blueprint("remark_handling", __name__, url_prefix="/remarks/<int:remark_id>")


@bp.post("/urgings")
def urge(remark_id: int) -> ResponseReturnValue:
    remark, form = find(remark_id, Action.HANDLE_REMARK), UrgingsForm()
    if form.accepted(turn_into_urgings, remark, by=g.user):
        flash(f"已转 {len(form.result)} 件督办，单位和领导都会收到邮件。")
        return _back(remark_id)
    return page(remark, urgings_form=form)


@bp.post("/task")
def make_task(remark_id: int) -> ResponseReturnValue:
    remark = find(remark_id, Action.HANDLE_REMARK)
    form = TaskForm.made_for(remark)
    if form.accepted(turn_into_task, remark, by=g.user):
        flash(f"已立为{form.result.code}，记入台账，牵头单位和领导都会收到邮件。")
        return _back(remark_id)
    return page(remark, task_form=form)


@bp.post("/note")
def note(remark_id: int) -> ResponseReturnValue:
    remark, form = find(remark_id, Action.HANDLE_REMARK), NoteForm()
    if form.accepted(note_remark, remark, by=g.user):
        flash("已记为阅处，领导会收到邮件。")
        return _back(remark_id)
    return page(remark, note_form=form)


def _back(remark_id: int) -> ResponseReturnValue:
    return redirect(url_for("remarks.show", remark_id=remark_id))
