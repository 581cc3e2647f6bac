"""得分申诉: a unit's form, and one objection with what the re-check found."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.score_objections import ScoreObjection
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.scores import UnitScore
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.score_objections import (
    accept_objection,
    object_to_score,
    reject_objection,
)
from tasks_tracker.persistence import evidence, score_rules, score_sheets, users
from tasks_tracker.reports import score_explained
from tasks_tracker.reports.scores import scores
from tasks_tracker.web import addresses
from tasks_tracker.web.inspection_forms import OVERTAKEN, SeenForm
from tasks_tracker.web.score_forms import AcceptanceForm, RejectionForm, ScoreObjectionForm

bp = Blueprint("score_objections", __name__, url_prefix="/scores")


@bp.route("/rows/<int:row_id>/objections/new", methods=["GET", "POST"])
def new(row_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_SCORES)
    row = score_sheets.get_row(row_id, g.user)
    require(g.user, Action.LOOK_OVER_SCORE, row)
    row.sheet.require_window(g.today)
    form = ScoreObjectionForm.made_for(row)
    if form.accepted_with_evidence(object_to_score, row, by=g.user):
        flash("申诉已提出，督查室会请另一位同事复核，结果会告诉本单位。")
        return redirect(url_for("score_objections.show", score_objection_id=form.result.id))
    if not form.is_submitted():
        form.place.data = addresses.number("place") or 0
    form.edition.data = str(row.edition)
    heads = [one.name for one in users.people_of(row.unit, Role.UNIT_HEAD)]
    return render_template("scores/object.html", row=row, form=form, heads=heads)


@bp.get("/objections/<int:score_objection_id>")
def show(score_objection_id: int) -> ResponseReturnValue:
    return _page(_objection(score_objection_id))


@bp.post("/objections/<int:score_objection_id>/acceptance")
def accept(score_objection_id: int) -> ResponseReturnValue:
    found = _objection(score_objection_id)
    require(g.user, Action.RECHECK_SCORE, found)
    form = AcceptanceForm.made_for(found, is_sent=True)

    def act(thing: ScoreObjection, **facts: Any) -> None:
        _require_seen(form, thing)
        if form.recounts:
            accept_objection(thing, recount=_anew(thing.row), **facts)
        else:
            accept_objection(thing, changes=form.changes, **facts)

    if form.accepted(act, found, by=g.user):
        flash("已采纳，得分已更正，单位会收到通知。")
        return redirect(url_for("score_objections.show", score_objection_id=score_objection_id))
    return _page(_objection(score_objection_id), acceptance=form)


@bp.post("/objections/<int:score_objection_id>/rejection")
def reject(score_objection_id: int) -> ResponseReturnValue:
    found, form = _objection(score_objection_id), RejectionForm()
    require(g.user, Action.RECHECK_SCORE, found)

    def act(thing: ScoreObjection, **facts: Any) -> None:
        _require_seen(form, thing)
        reject_objection(thing, **facts)

    if form.accepted(act, found, by=g.user):
        flash("已答复不采纳，理由单位能看到。")
        return redirect(url_for("score_objections.show", score_objection_id=score_objection_id))
    return _page(_objection(score_objection_id), rejection=form)


def _objection(objection_id: int) -> ScoreObjection:
    require(g.user, Action.SEE_SCORES)
    return score_sheets.get_objection(objection_id, g.user)


def _anew(row: ScoreRow) -> UnitScore:
    """The unit's score as the facts of today give it for the period of the sheet, by its rule."""
    sheet = row.sheet
    rule = score_rules.version(sheet.region, sheet.rule_version)
    found = scores(sheet.region, sheet.period, today=g.today, rule=rule)
    nothing = UnitScore(
        unit_id=row.unit.id,
        unit=row.unit.name,
        group=row.group,
        due=0,
        points=(),
        left_out=(),
        is_ranked=False,
    )
    return next((one for one in found if one.unit_id == row.unit.id), nothing)


def _seen(found: ScoreObjection) -> str:
    """The objection, and the points as another objection to the same row may have made them."""
    return f"{found.version}.{found.row.version}"


def _require_seen(form: SeenForm, found: ScoreObjection) -> None:
    if form.seen.data != _seen(found):
        raise Refusal(OVERTAKEN)


def _page(found: ScoreObjection, **sent: Any) -> ResponseReturnValue:
    forms = {
        "acceptance": AcceptanceForm.made_for(found, is_sent=False),
        "rejection": RejectionForm(formdata=None),
        **sent,
    }
    for one in forms.values():
        one.seen.data = _seen(found)
    return render_template(
        "scores/objection.html",
        objection=found,
        shown=score_explained.of_row(found.row),
        pieces=evidence.of(found.subject),
        may_decide=can(g.user, Action.RECHECK_SCORE, found) and (found.is_open or bool(sent)),
        **forms,
    )
