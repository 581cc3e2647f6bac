"""逾期说明: the form by which a unit says why a date passed."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import DataRequired

from tasks_tracker import wording
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.explanations import Explanation, passed_end
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations.explanations import explain_lateness
from tasks_tracker.persistence import explanations, tasks
from tasks_tracker.reports.milestones import verdict
from tasks_tracker.web import addresses
from tasks_tracker.web.extensions import SpeakingForm, too_long
from tasks_tracker.web.forms import choices

bp = Blueprint("explanations", __name__)
CAUSES = [(cause.value, wording.word(cause)) for cause in Cause]


class ExplanationForm(SpeakingForm):
    cause = SelectField("主要原因", coerce=Cause, choices=choices(CAUSES))
    reason = TextAreaField("情况说明", [DataRequired("情况说明不能空着。"), too_long()])
    promised_on = DateField("承诺完成日期", [DataRequired("请填写哪一天能完成。")])


@bp.route("/tasks/<int:task_id>/explanations/new", methods=["GET", "POST"])
def new(task_id: int) -> ResponseReturnValue:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.EXPLAIN_LATENESS, task)
    form = ExplanationForm.made_for(task, g.user, _late(task))
    if not form.is_submitted():
        form.milestone_id.data = addresses.number("milestone")
    if form.accepted_with_evidence(_explain, form, by=g.user):
        flash("说明已送督查室。期限不变，逾期照常计算。")
        return redirect(url_for("tasks.show", task_id=task.id))
    earlier = explanations.of_task(task)
    return render_template(
        "explanations/new.html",
        form=form,
        task=task,
        verdict=verdict(task, g.today),
        earlier=earlier,
        enclosed=explanations.enclosed(earlier),
    )


def _explain(form: ExplanationForm, **more: Any) -> Explanation:
    return explain_lateness(form.milestone, **more)


def _late(task: Task) -> list[Milestone]:
    """Those whose clock has ended with the unit; where there is none, why not."""
    found, refused = [], Refusal(f"{task.code}没有逾期的节点，不用填逾期说明。")
    for milestone in task.dated:
        try:
            passed_end(milestone, g.today)
            found.append(milestone)
        except Refusal as refusal:
            refused = refusal
    if not found:
        raise refused
    return found
