"""批示: what leaders wrote on a task, a plan or a circular, and what came of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from tasks_tracker import wording
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.remarks import WITHIN, Difficulty, Remark, RemarkState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.remarks import write_remark
from tasks_tracker.persistence import circulars, plans, remarks, tasks, urgings, users
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.remark_forms import NoteForm, TaskForm, UrgingsForm

bp = Blueprint("remarks", __name__, url_prefix="/remarks")

Subject = Task | Plan | Circular


class RemarkForm(Form):
    """What a leader writes; the office that takes it down says whose it is, and of which day."""

    remark = TextAreaField(
        "批示内容",
        [DataRequired("批示内容不能空着。"), Length(max=2000, message="最多 2000 字。")],
    )
    difficulty = SelectField(
        "报告时限",
        choices=choices(
            (one.value, f"{wording.word(one)}（{WITHIN[one]} 个工作日内）") for one in Difficulty
        ),
        default=Difficulty.ORDINARY.value,
    )
    reply_by = DateField("限定日期", [Optional()])
    leader = SelectField("批示领导", coerce=int)
    remarked_on = DateField("批示日期", [Optional()])

    leaders: Sequence[User] = ()

    @classmethod
    def made_for(cls, user: User) -> "RemarkForm":
        form = cls()
        if user.holds(Role.LEADER):
            del form.leader, form.remarked_on
            return form
        form.leaders = users.holders(g.user.region, Role.LEADER)
        form.leader.choices = choices((one.id, _named(one)) for one in form.leaders)
        if not form.is_submitted():
            form.remarked_on.data = g.today
        return form

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "remark": (self.remark.data or "").replace("\r\n", "\n"),
            "difficulty": Difficulty(self.difficulty.data),
            "reply_by": self.reply_by.data,
        }
        if "leader" in self:
            found["leader"] = next(one for one in self.leaders if one.id == self.leader.data)
            found["remarked_on"] = self.remarked_on.data
        return found


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_REMARKS)
    state = request.args.get("state", type=RemarkState)
    listed = remarks.listed(g.user, state)
    return render_template("remarks/index.html", remarks=listed, state=state, states=RemarkState)


@bp.route("/on-task/<int:task_id>", methods=["GET", "POST"])
def on_task(task_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_REMARKS)
    return _new(tasks.get(task_id, g.user))


@bp.route("/on-plan/<int:plan_id>", methods=["GET", "POST"])
def on_plan(plan_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_REMARKS)
    return _new(plans.get(plan_id, g.user))


@bp.route("/on-circular/<int:circular_id>", methods=["GET", "POST"])
def on_circular(circular_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_REMARKS)
    return _new(circulars.get(circular_id, g.user))


def _new(subject: Subject) -> ResponseReturnValue:
    require(g.user, Action.REMARK, subject)
    form = RemarkForm.made_for(g.user)
    if form.accepted(_write, subject, by=g.user):
        flash("批示已代录，领导会收到。" if "leader" in form else "批示已记下，督查室会收到。")
        return redirect(url_for("remarks.show", remark_id=form.result.id))
    return render_template("remarks/new.html", form=form, about=_about(subject))


@bp.get("/<int:remark_id>")
def show(remark_id: int) -> ResponseReturnValue:
    return page(find(remark_id))


def find(remark_id: int, action: Action | None = None) -> Remark:
    """One that this person sees, and may do that with."""
    require(g.user, Action.SEE_REMARKS)
    found = remarks.get(remark_id, g.user)
    if action is not None:
        require(g.user, action, found)
    return found


def page(
    remark: Remark,
    *,
    urgings_form: UrgingsForm | None = None,
    task_form: TaskForm | None = None,
    note_form: NoteForm | None = None,
) -> ResponseReturnValue:
    may_handle = can(g.user, Action.HANDLE_REMARK, remark)
    forms: dict[str, Any] = {}
    if may_handle:
        forms = {
            "urgings_form": urgings_form or UrgingsForm.fresh(remark),
            "task_form": task_form or TaskForm.fresh(remark),
            "note_form": note_form or NoteForm(formdata=None),
        }
    return render_template(
        "remarks/show.html",
        remark=remark,
        made=urgings.of_remark(remark.id) if remark.state is RemarkState.URGED else (),
        may_handle=may_handle,
        **forms,
    )


def _write(subject: Subject, *, by: User, now: datetime, **more: Any) -> Remark:
    return write_remark(subject, by=by, now=now, **more)


def _about(subject: Subject) -> tuple[str, str]:
    """What it is called, and where it stands."""
    if isinstance(subject, Task):
        address = url_for("tasks.show", task_id=subject.id)
        return f"{subject.code} {subject.name}", address
    if isinstance(subject, Plan):
        address = url_for("ledger.show", plan=subject.id)
        return f"{subject.doc_no} {subject.short_title}", address
    address = url_for("circulars.show", circular_id=subject.id)
    return f"{wording.period_words(subject.period.key)}调度通报", address


def _named(leader: User) -> str:
    titles = "、".join(post.title for post in leader.posts if post.role is Role.LEADER)
    return f"{leader.name}（{titles}）"
