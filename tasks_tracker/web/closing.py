"""销号: what is completed and waits for the head of supervision, and what was closed this month."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField, StringField
from wtforms.validators import Length

from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.operations.closing import close_tasks
from tasks_tracker.persistence import closing as kept
from tasks_tracker.reports import closing
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("closing", __name__)
DIGITS = 18
"""Of the number of a row."""


class ClosingForm(Form):
    """Which tasks, and a remark for all of them."""

    tasks = SelectMultipleField("任务", coerce=int)
    remarks = StringField("附言", [Length(max=200, message="最多 200 字。")])

    def values(self) -> dict[str, Any]:
        return {"remarks": self.remarks.data or ""}


@bp.get("/closings")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_CLOSINGS)
    return _page(ClosingForm())


@bp.post("/closings")
def create() -> ResponseReturnValue:
    require(g.user, Action.CLOSE_TASK, g.user.region)
    form = ClosingForm()
    chosen = kept.chosen({int(one) for one in request.form.getlist("tasks") if _is_id(one)}, g.user)
    form.tasks.choices = choices((task.id, task.code) for task in chosen)
    if form.accepted(close_tasks, chosen, by=g.user):
        flash(f"已销号 {len(form.result)} 项，牵头单位会收到通知。")
        return redirect(url_for("closing.index"))
    return _page(form)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= DIGITS


def _page(form: ClosingForm) -> ResponseReturnValue:
    rows = closing.waiting(g.user)
    return render_template(
        "closing/index.html",
        form=form,
        rows=rows,
        closed=kept.closed_since(g.user, g.today.replace(day=1)),
        may_close=can(g.user, Action.CLOSE_TASK, g.user.region),
    )
