"""One request for a correction, with its evidence and the office's answer."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.circular_notices import CircularCorrection, CorrectionState
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.users import User
from tasks_tracker.operations.circular_notices import decide_correction
from tasks_tracker.persistence import circular_notices, evidence
from tasks_tracker.web.circular_forms import OVERTAKEN, DecisionForm

bp = Blueprint("circular_corrections", __name__)
TOLD = {
    CorrectionState.PUT_RIGHT: "已采纳。先在台账里更正，再回到通报重新取数；取数以前不能报批。",
    CorrectionState.UNNAMED: "已采纳，这一项不再点名，通报退回草稿。",
    CorrectionState.REJECTED: "已答复，单位会收到理由。",
}


@bp.get("/circular-corrections/<int:correction_id>")
def show(correction_id: int) -> ResponseReturnValue:
    correction = _correction(correction_id)
    return _page(correction, DecisionForm(formdata=None))


@bp.post("/circular-corrections/<int:correction_id>/decision")
def decide(correction_id: int) -> ResponseReturnValue:
    correction = _correction(correction_id)
    require(g.user, Action.DECIDE_CORRECTION, correction)
    form = DecisionForm().offer(is_item=bool(correction.code))

    def take(one: CircularCorrection, *, by: User, now: datetime, **said: Any) -> None:
        if one.is_open and form.seen.data != str(one.version):
            raise Refusal(OVERTAKEN)
        decide_correction(one, by=by, now=now, **said)

    if form.accepted(take, correction, by=g.user):
        flash(TOLD[CorrectionState(form.decision.data)])
        circular_id = correction.notice.circular_id
        return redirect(url_for("circular_notices.of_circular", circular_id=circular_id))
    return _page(_correction(correction_id), form)


def _correction(correction_id: int) -> CircularCorrection:
    require(g.user, Action.SEE_CIRCULARS)
    return circular_notices.get_correction(correction_id, g.user)


def _page(correction: CircularCorrection, form: DecisionForm) -> ResponseReturnValue:
    form.offer(is_item=bool(correction.code))
    form.seen.data = str(correction.version)
    return render_template(
        "circular_notices/correction.html",
        correction=correction,
        form=form,
        pieces=evidence.of(f"correction:{correction.id}"),
        may_decide=can(g.user, Action.DECIDE_CORRECTION, correction),
    )
