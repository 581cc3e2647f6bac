"""The outbox: which mails went to whom, and what became of them."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.messages import MessageState
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.mail.kinds import KINDS
from tasks_tracker.operations.outbox import retry_message
from tasks_tracker.persistence import messages
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form

bp = Blueprint("outbox", __name__, url_prefix="/outbox")


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_OUTBOX)
    state = request.args.get("state", type=MessageState)
    counts = messages.counts(g.user)
    return render_template(
        "outbox/index.html",
        page=messages.page(g.user, state, before=addresses.number("before")),
        counts=counts,
        total=sum(counts.values()),
        state=state,
        states=tuple(MessageState),
        kinds=KINDS,
    )


@bp.get("/<int:message_id>")
def show(message_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_OUTBOX)
    message = messages.get(message_id, g.user)
    return render_template("outbox/show.html", message=message, kinds=KINDS)


@bp.post("/<int:message_id>/retry")
def retry(message_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_OUTBOX)
    message = messages.get(message_id, g.user)
    form = Form()
    if form.accepted(retry_message, message, by=g.user):
        flash("已放回待发，一分钟内再发。")
    else:
        flash(form.words)
    return redirect(url_for("outbox.show", message_id=message_id))
