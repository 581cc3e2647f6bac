"""签收: one button."""

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.operations.receipts import sign_receipt
from tasks_tracker.persistence import receipts
from tasks_tracker.web.forms import Form

bp = Blueprint("receipts", __name__)


@bp.post("/receipts/<int:receipt_id>/signature")
def sign(receipt_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_NOTICES)
    receipt = receipts.get(receipt_id, g.user)
    form = Form()
    if not form.accepted(sign_receipt, receipt, by=g.user):
        raise Refusal(form.words or "请从通知的页面上签收。")
    flash(f"{receipt.notice.doc_no}已签收。接下来确认分工，按期反馈。")
    return redirect(url_for("notices.show", notice_id=receipt.notice_id))
