"""A circular goes on: edited, laid before the head, approved, sent back, published, corrected."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.users import User
from tasks_tracker.operations import circulars as act
from tasks_tracker.persistence import circulars
from tasks_tracker.reports.circular import take_snapshot
from tasks_tracker.reports.circular_case import examine
from tasks_tracker.reports.circular_edits import as_written, edited
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_named import in_annex, in_text
from tasks_tracker.web.circular_forms import (
    CodeForm,
    ItemForm,
    ReasonForm,
    SeenForm,
    SentenceForm,
)
from tasks_tracker.web.circular_page import shown

bp = Blueprint("circular_steps", __name__, url_prefix="/circulars")


@bp.post("/<int:circular_id>/sentences")
def edit(circular_id: int) -> ResponseReturnValue:
    circular, form = _own(circular_id), SentenceForm()

    def rewrite(one: Circular, *, place: str, text: str, by: User, now: datetime) -> None:
        form.require_seen(one)
        sentences = edited(read(one.snapshot), one.sentences, {place or "": text or ""})
        act.edit_circular(one, sentences, by=by, now=now)

    if form.accepted(rewrite, circular, by=g.user):
        _tell_findings(circular)
        fragment = f"e-{form.place.data}"
        return redirect(url_for("circulars.show", circular_id=circular_id, _anchor=fragment))
    above = SeenForm(formdata=None)
    above.words = form.words
    return shown(circulars.get(circular_id, g.user), above, sentence=form)


@bp.post("/<int:circular_id>/unnamed")
def leave_unnamed(circular_id: int) -> ResponseReturnValue:
    """Of what is named; else a slip of the pen would stay on record as a decision."""

    def leave(circular: Circular, *, code: str, **more: Any) -> None:
        written = as_written(circular)
        if code not in circular.unnamed and code not in {*in_text(written), *in_annex(written)}:
            raise Refusal("本期没有点名这一项，请刷新页面再选。")
        act.leave_unnamed(circular, code=code, **more)

    return _taken(circular_id, ItemForm(), leave, "这一项不再点名，理由已记下。")


@bp.post("/<int:circular_id>/unnamed-since")
def leave_since(circular_id: int) -> ResponseReturnValue:
    """All at once, each with what the ledger says as its reason."""

    def leave(circular: Circular, *, by: User, now: datetime) -> None:
        for code, why in examine(circular, g.today).case.around.since.items():
            act.leave_unnamed(circular, code=code, reason=f"{why}。", by=by, now=now)

    return _taken(circular_id, SeenForm(), leave, "已改为不点名，理由都记下了。")


@bp.post("/<int:circular_id>/named")
def name_again(circular_id: int) -> ResponseReturnValue:
    return _taken(circular_id, CodeForm(), act.name_again, "这一项恢复点名。")


@bp.post("/<int:circular_id>/proposal")
def propose(circular_id: int) -> ResponseReturnValue:
    return _checked(circular_id, act.propose_circular, "已报请主任批准。")


@bp.post("/<int:circular_id>/approval")
def approve(circular_id: int) -> ResponseReturnValue:
    require(g.user, Action.APPROVE_CIRCULAR, _own(circular_id))
    return _checked(circular_id, act.approve_circular, "已批准，可以编号印发。")


@bp.post("/<int:circular_id>/return")
def send_back(circular_id: int) -> ResponseReturnValue:
    require(g.user, Action.APPROVE_CIRCULAR, _own(circular_id))
    return _taken(circular_id, ReasonForm(), act.send_back, "已退回成草稿，报批人会收到理由。")


@bp.post("/<int:circular_id>/publication")
def publish(circular_id: int) -> ResponseReturnValue:
    words = "已印发，已经编号，通知邮件已进入发件箱。"
    return _checked(circular_id, act.publish_circular, words)


@bp.route("/<int:circular_id>/correction", methods=["GET", "POST"])
def correct(circular_id: int) -> ResponseReturnValue:
    circular, form = _own(circular_id), ReasonForm()

    def draft(original: Circular, *, reason: str, by: User, now: datetime) -> Circular:
        snapshot = take_snapshot(
            original.region,
            original.period,
            plan=original.plan,
            form=original.form,
            corrects=original,
            today=g.today,
        )
        return act.draft_correction_issue(
            original, snapshot=snapshot, reason=reason, by=by, now=now
        )

    if form.accepted(draft, circular, by=g.user):
        flash("更正的草稿已按现在的台账生成，核对、核实、报批都和平常一样。")
        return redirect(url_for("circulars.show", circular_id=form.result.id))
    return render_template(
        "circulars/correct.html",
        circular=circular,
        form=form,
        other=circulars.find_correcting(circular),
    )


def _own(circular_id: int) -> Circular:
    """What others may only read is not theirs to change."""
    require(g.user, Action.SEE_CIRCULARS)
    circular = circulars.get(circular_id, g.user)
    require(g.user, Action.DRAFT_CIRCULAR, circular.region)
    return circular


def _checked(circular_id: int, step: Callable[..., None], words: str) -> ResponseReturnValue:
    """A step that the findings may forbid, with what they are at this moment."""

    def take(circular: Circular, **more: Any) -> None:
        findings = [] if circular.is_published else examine(circular, g.today).findings
        step(circular, findings=findings, **more)

    return _taken(circular_id, SeenForm(), take, words)


def _taken(
    circular_id: int, form: SeenForm, step: Callable[..., None], words: str
) -> ResponseReturnValue:
    circular = _own(circular_id)

    def take(one: Circular, **more: Any) -> None:
        form.require_seen(one)
        step(one, **more)

    if form.accepted(take, circular, by=g.user):
        flash(words)
        return redirect(url_for("circulars.show", circular_id=circular_id))
    form.words = form.words or next(
        (words for errors in form.errors.values() for words in errors), ""
    )
    return shown(circulars.get(circular_id, g.user), form)


def _tell_findings(circular: Circular) -> None:
    """What was typed over a number is told at once."""
    found = [check for check in examine(circular, g.today).found if check.at.fragment]
    for check in found:
        if check.at.fragment.startswith("e-") and not check.passed:
            flash(check.words)
