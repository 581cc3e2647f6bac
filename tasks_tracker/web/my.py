"""我的任务: what a person's units owe, and what they reported so far."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.progress import ReportState
from tasks_tracker.reports import duties, history, todos
from tasks_tracker.web import addresses

bp = Blueprint("my", __name__)


@bp.get("/my")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_OWN_TASKS)
    return render_template(
        "my/show.html", duties=duties.of(g.user, g.today), todos=todos.of(g.user, g.today)
    )


@bp.get("/my/reports", endpoint="history")
def show_history() -> ResponseReturnValue:
    require(g.user, Action.SEE_OWN_TASKS)
    state = request.args.get("state", type=ReportState)
    before = addresses.number("before")
    found = history.of(g.user, state=state, before=before)
    return render_template("my/history.html", history=found, state=state, states=ReportState)
