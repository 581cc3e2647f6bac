"""One urging: its paper, to whom it went, receipt, answer and verdict."""

import io

from flask import Blueprint, flash, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.operations.slips import answer, sign_for, take_answer, turn_down_answer
from tasks_tracker.operations.urgings import lift
from tasks_tracker.persistence import evidence, urgings
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import slips as report
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.forms import Form
from tasks_tracker.wording.numbers import number_of

bp = Blueprint("slips", __name__, url_prefix="/urgings/<int:urging_id>")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EMPTY = "答复不能空着，写为什么没有按期、做到哪一步、哪天办完。"
NO_REASON = "解除要写明理由。"


class ReplyForm(EvidenceFields, Form):
    """Why it is late, how far it is, by when it will be done."""

    reply = TextAreaField(
        "答复", [DataRequired(EMPTY), Length(max=4000, message="最多 4000 字，其余请作佐证上传。")]
    )

    def values(self) -> dict[str, str]:
        words = (self.reply.data or "").replace("\r\n", "\n")
        none = self.no_evidence.data
        return {"reply": f"{words}\n没有附佐证：{none}" if none else words}


class OpinionForm(Form):
    opinion = TextAreaField("意见", [Length(max=1000, message="最多 1000 字。")])

    def values(self) -> dict[str, str]:
        return {"opinion": (self.opinion.data or "").replace("\r\n", "\n")}


class LiftForm(Form):
    reason = TextAreaField(
        "理由", [DataRequired(NO_REASON), Length(max=300, message="最多 300 字。")]
    )


class ReceiptForm(Form):
    """Nothing to fill in."""


@bp.get("")
def show(urging_id: int) -> ResponseReturnValue:
    return _page(_urging(urging_id))


@bp.get("/paper.docx")
def docx(urging_id: int) -> ResponseReturnValue:
    urging = _urging(urging_id)
    if not urging.step.is_signed:
        raise Refusal("催办没有编号，不出公文；督办单和约谈通知才有。")
    return send_file(
        io.BytesIO(report.document(urging, calendar())),
        mimetype=DOCX,
        as_attachment=True,
        download_name=report.file_name(urging),
    )


@bp.post("/receipt")
def sign(urging_id: int) -> ResponseReturnValue:
    urging, form = _urging(urging_id), ReceiptForm()
    if form.accepted(sign_for, urging, by=g.user):
        flash("已签收。答复写在本页，过了答复期会升级。")
        return _back(urging)
    return _page(urging, refused=form)


@bp.post("/reply")
def reply(urging_id: int) -> ResponseReturnValue:
    urging, form = _urging(urging_id, Action.ANSWER_URGING), ReplyForm()
    if form.accepted_with_evidence(answer, urging, by=g.user):
        flash("答复已送督查室，等督查室审看。")
        return _back(urging)
    return _page(urging, reply_form=form)


@bp.post("/acceptance")
def take(urging_id: int) -> ResponseReturnValue:
    urging, form = _urging(urging_id, Action.JUDGE_ANSWER), OpinionForm()
    if form.accepted(take_answer, urging, by=g.user):
        flash("答复已认可，这一件办结。")
        return _back(urging)
    return _page(urging, opinion_form=form)


@bp.post("/return")
def turn_down(urging_id: int) -> ResponseReturnValue:
    urging, form = _urging(urging_id, Action.JUDGE_ANSWER), OpinionForm()
    if form.accepted(turn_down_answer, urging, by=g.user):
        flash("已告知单位重新答复；按期答复过的，审看占用的工作日补给单位，过了期按没有答复算。")
        return _back(urging)
    return _page(urging, opinion_form=form)


@bp.post("/lifting")
def lift_it(urging_id: int) -> ResponseReturnValue:
    urging, form = _urging(urging_id, Action.LIFT_URGING), LiftForm()
    if form.accepted(lift, urging, by=g.user):
        flash("已解除，收件人会收到通知。")
        return _back(urging)
    return _page(urging, lift_form=form)


def _urging(urging_id: int, action: Action | None = None) -> Urging:
    require(g.user, Action.SEE_URGINGS)
    found = urgings.get(urging_id, g.user)
    if action is not None:
        require(g.user, action, found)
    return found


def _back(urging: Urging) -> ResponseReturnValue:
    return redirect(url_for("slips.show", urging_id=urging.id))


def _page(
    urging: Urging,
    *,
    reply_form: ReplyForm | None = None,
    opinion_form: OpinionForm | None = None,
    lift_form: LiftForm | None = None,
    refused: Form | None = None,
) -> ResponseReturnValue:
    subjects = [f"urging_reply:{one.id}" for one in urging.replies]
    enclosed = evidence.of(*subjects) if subjects else ()
    return render_template(
        "urgings/show.html",
        urging=urging,
        number=number_of(urging),
        letter=report.letter(urging, calendar()) if urging.step.is_signed else None,
        after=urgings.after(urging),
        enclosed={s: [one for one in enclosed if one.subject == s] for s in subjects},
        reply_form=reply_form or ReplyForm(formdata=None),
        opinion_form=opinion_form or OpinionForm(formdata=None),
        lift_form=lift_form or LiftForm(formdata=None),
        refused=refused,
    )
