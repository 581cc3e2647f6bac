"""待签发: what a liaison wrote, and what the head of the unit does with it."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.operations.unsigned import about, give_back, sign, withdraw
from tasks_tracker.persistence import evidence, unsigned
from tasks_tracker.persistence.session import transaction
from tasks_tracker.reports.milestones import verdict
from tasks_tracker.web.forms import Form

bp = Blueprint("unsigned", __name__, url_prefix="/unsigned")
LONGEST = 1000


class GiveBackForm(Form):
    reason = TextAreaField(
        "要改什么",
        [
            DataRequired("退回修改要写明改什么。"),
            Length(max=LONGEST, message=f"最多 {LONGEST} 字。"),
        ],
    )


class SignForm(Form):
    """A button."""


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_OWN_TASKS)
    return render_template("unsigned/index.html", found=unsigned.of(g.user))


@bp.get("/<int:unsigned_id>")
def show(unsigned_id: int) -> ResponseReturnValue:
    return _page(unsigned.get(unsigned_id, g.user), GiveBackForm())


@bp.post("/<int:unsigned_id>/signature")
def approve(unsigned_id: int) -> ResponseReturnValue:
    one = unsigned.get(unsigned_id, g.user)
    form = SignForm()
    if not form.accepted(sign, one, by=g.user):
        return _page(unsigned.get(unsigned_id, g.user), GiveBackForm(), form.words)
    codes = "、".join(report.task.code for report in form.result.reports)
    flash(f"{codes}的反馈已签发，报给督查室。")
    return redirect(url_for("unsigned.index"))


@bp.post("/<int:unsigned_id>/return")
def send_back(unsigned_id: int) -> ResponseReturnValue:
    one = unsigned.get(unsigned_id, g.user)
    require(g.user, Action.SIGN_REPORT, one)
    form = GiveBackForm()
    if not form.accepted(give_back, one, by=g.user):
        return _page(one, form, form.words)
    flash(f"已退给{one.by.name}修改，没有报给督查室。")
    return redirect(url_for("unsigned.index"))


@bp.post("/<int:unsigned_id>/withdrawal")
def take_back(unsigned_id: int) -> ResponseReturnValue:
    one = unsigned.get(unsigned_id, g.user)
    with transaction():
        withdraw(one, by=g.user, now=g.now)
    flash("已撤回，改好可以再送。")
    return redirect(url_for("progress.new", task_id=one.task_id, unsigned=one.id))


def _page(one: UnsignedReport, form: GiveBackForm, words: str = "") -> ResponseReturnValue:
    task, *also = about(one)
    content = one.content
    return render_template(
        "unsigned/show.html",
        one=one,
        task=task,
        form=form,
        words=words,
        verdict=verdict(task, g.today),
        claimed=[m for m in task.milestones if m.id in content["milestones"]],
        figures=[(t, content["values"].get(str(t.id))) for t in task.targets],
        also=also,
        pieces=evidence.of(f"unsigned:{one.id}"),
    )
