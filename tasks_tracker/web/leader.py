"""分管: the first page of a leader."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.operations.looks import mark_read
from tasks_tracker.reports import leader, todos
from tasks_tracker.web.forms import Form

bp = Blueprint("leader", __name__, url_prefix="/leader")


@bp.get("")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_OWN_SECTIONS)
    return render_template(
        "leader/show.html",
        own=leader.page(g.user, g.today),
        most=leader.MOVES_SHOWN,
        todos=todos.of(g.user, g.today),
    )


@bp.post("/look")
def look() -> ResponseReturnValue:
    require(g.user, Action.SEE_OWN_SECTIONS)
    if Form().accepted(mark_read, by=g.user):
        flash("已记下读到今天，下次从这里说起。")
    return redirect(url_for("leader.show"))
