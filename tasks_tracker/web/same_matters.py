"""同一事项: tasks of different plans are linked, and parted again."""

from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.operations.same_matters import link_tasks, unlink_tasks
from tasks_tracker.persistence import same_matters as links
from tasks_tracker.persistence import tasks
from tasks_tracker.reports import same_matters
from tasks_tracker.web.forms import Form

bp = Blueprint("same_matters", __name__)
HIGHEST = 10**9


class LinkForm(Form):
    number = IntegerField(
        "任务编号", [InputRequired("请选一项任务。"), NumberRange(1, HIGHEST, "没有这项任务。")]
    )


class EndForm(Form):
    reason = StringField("为什么不是同一事项")

    def values(self) -> dict[str, Any]:
        return {"words": self.reason.data or ""}


@bp.get("/tasks/<int:task_id>/same")
def show(task_id: int) -> ResponseReturnValue:
    return _task_page(_task(task_id))


@bp.post("/tasks/<int:task_id>/same")
def link(task_id: int) -> ResponseReturnValue:
    task = _task(task_id)
    form = LinkForm()
    if not form.accepted(_link, task, by=g.user):
        return _task_page(task, form)
    flash(f"已与{form.result.code}关联。")
    return redirect(url_for("tasks.show", task_id=task_id))


@bp.post("/same-matters/<int:same_matter_id>/end")
def end(same_matter_id: int) -> ResponseReturnValue:
    """The page of the task from which it was asked, or of the first one."""
    found = links.get(same_matter_id, g.user)
    require(g.user, Action.LINK_TASKS, found.task)
    form = EndForm()
    is_done = form.accepted(unlink_tasks, found, by=g.user)
    flash("关联已解除。" if is_done else f"关联没有解除：{_why_not(form)}")
    wanted = request.args.get("task", found.task_id, type=int)
    task_id = wanted if wanted == found.other_id else found.task_id
    return redirect(url_for("tasks.show", task_id=task_id))


def _why_not(form: Form) -> str:
    return "".join([form.words, *(str(one) for errors in form.errors.values() for one in errors)])


def _task(task_id: int) -> Task:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.LINK_TASKS, task)
    return task


def _link(task: Task, *, number: int, by: User, now: datetime) -> Task:
    other = links.by_number(task.region, [number]).get(number) or abort(404)
    link_tasks(task, by=by, now=now, other=other)
    return other


def _task_page(task: Task, form: Form | None = None) -> ResponseReturnValue:
    linked = {other.id for _, other in links.seen_from(task, g.user)}
    alikes = [one for one in same_matters.of_task(task) if one.task_id not in linked]
    return render_template(
        "tasks/same.html", task=task, alikes=alikes, form=form or LinkForm(formdata=None)
    )
