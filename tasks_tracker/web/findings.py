"""整改问题: the list with lights, writing one down, its page with each step of its way."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.findings import Finding, FindingState
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.operations.findings import (
    accept_mending,
    answer_finding,
    correct_finding,
    move_finding,
    receive_finding,
    return_mending,
    withdraw_finding,
    write_finding,
)
from tasks_tracker.persistence import evidence, findings, inspections
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.findings import rows, worst_first
from tasks_tracker.web.forms import Form
from tasks_tracker.web.inspection_forms import (
    AnswerForm,
    FindingForm,
    MoveForm,
    OpinionForm,
    ReturnForm,
    WithdrawalForm,
    ahead,
)

bp = Blueprint("findings", __name__)
USUAL_DAYS = 10
"""Working days that are offered for the mending."""


@bp.get("/findings")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_INSPECTIONS)
    mended = request.args.get("state") == "mended"
    listed = rows(findings.followed(g.user, mended=mended), g.today)
    return render_template("findings/index.html", listed=worst_first(listed), mended=mended)


@bp.route("/inspections/<int:inspection_id>/findings/new", methods=["GET", "POST"])
def new(inspection_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_INSPECTIONS)
    inspection = inspections.get(inspection_id, g.user)
    require(g.user, Action.RUN_INSPECTION, inspection.region)
    inspection.require_running()
    form = FindingForm.made_for(inspection.region, inspection.units)
    if form.accepted_with_evidence(write_finding, inspection, by=g.user):
        flash(f"{form.result.code}已登记，交办之前单位看不到。")
        again = request.form.get("next") == "again"
        page = "findings.new" if again else "inspections.show"
        return redirect(url_for(page, inspection_id=inspection.id))
    ahead(g.today, form, calendar().add(g.today, USUAL_DAYS))
    return render_template("findings/new.html", form=form, inspection=inspection, finding=None)


@bp.route("/findings/<int:finding_id>/correction", methods=["GET", "POST"])
def correct(finding_id: int) -> ResponseReturnValue:
    finding = _finding(finding_id)
    inspection = finding.inspection
    require(g.user, Action.RUN_INSPECTION, inspection.region)
    form = FindingForm.made_for(inspection.region, [finding.unit], finding)
    if form.accepted_with_evidence(correct_finding, finding, by=g.user):
        flash(f"{finding.code}已改正。")
        return redirect(url_for("inspections.show", inspection_id=inspection.id))
    return render_template("findings/new.html", form=form, inspection=inspection, finding=finding)


@bp.get("/findings/<int:finding_id>")
def show(finding_id: int) -> ResponseReturnValue:
    return _page(_finding(finding_id))


@bp.post("/findings/<int:finding_id>/receipt")
def receive(finding_id: int) -> ResponseReturnValue:
    finding, form = _finding(finding_id), Form()
    require(g.user, Action.MEND_FINDING, finding)
    if form.accepted(receive_finding, finding, by=g.user):
        flash("已签收。改好以后在本页回复整改情况。")
        return _back(finding)
    return _page(finding, form=form)


@bp.post("/findings/<int:finding_id>/reply")
def answer(finding_id: int) -> ResponseReturnValue:
    finding, form = _finding(finding_id), AnswerForm()
    require(g.user, Action.MEND_FINDING, finding)
    if form.accepted_with_evidence(form.only_as_seen(answer_finding), finding, by=g.user):
        flash("整改情况已报督查室，时钟停住；等待审核的日子不算逾期。")
        return _back(finding)
    return _page(finding, answer=form)


@bp.post("/findings/<int:finding_id>/acceptance")
def accept(finding_id: int) -> ResponseReturnValue:
    finding, form = _finding(finding_id), OpinionForm()
    require(g.user, Action.REVIEW_MENDING, finding)
    if form.accepted_as_seen(accept_mending, finding, by=g.user):
        flash("已认定整改到位，单位会收到通知。")
        return _back(finding)
    return _page(finding, opinion=form)


@bp.post("/findings/<int:finding_id>/return")
def send_back(finding_id: int) -> ResponseReturnValue:
    finding, form = _finding(finding_id), ReturnForm()
    require(g.user, Action.REVIEW_MENDING, finding)
    if form.accepted_as_seen(return_mending, finding, by=g.user):
        flash("已退回，期限不变，待审的日子不算。")
        return _back(finding)
    return _page(finding, opinion=form)


@bp.post("/findings/<int:finding_id>/date")
def move(finding_id: int) -> ResponseReturnValue:
    finding, form = _finding(finding_id), MoveForm()
    require(g.user, Action.MOVE_FINDING, finding)
    if form.accepted_as_seen(move_finding, finding, by=g.user):
        flash("整改期限已改，原期限照样列出。")
        return _back(finding)
    return _page(finding, move=form)


@bp.post("/findings/<int:finding_id>/withdrawal")
def withdraw(finding_id: int) -> ResponseReturnValue:
    finding, form = _finding(finding_id), WithdrawalForm()
    require(g.user, Action.WITHDRAW_FINDING, finding)
    if form.accepted_as_seen(withdraw_finding, finding, by=g.user):
        flash(f"{finding.code}已撤销，记录保留。")
        return _back(finding)
    return _page(finding, withdrawal=form)


def _finding(finding_id: int) -> Finding:
    require(g.user, Action.SEE_INSPECTIONS)
    return findings.get(finding_id, g.user)


def _page(finding: Finding, **forms: Any) -> ResponseReturnValue:
    replies = [f"finding_reply:{reply.id}" for reply in finding.replies]
    pieces = evidence.of(f"finding:{finding.id}", *replies)
    given = {
        "form": Form(formdata=None),
        "answer": AnswerForm(formdata=None),
        "opinion": OpinionForm(formdata=None),
        "move": MoveForm(formdata=None),
        "withdrawal": WithdrawalForm(formdata=None),
        **forms,
    }
    for one in given.values():
        if "seen" in one:
            one.seen.data = str(finding.version)
    (row,) = rows([finding], g.today)
    return render_template(
        "findings/show.html",
        finding=finding,
        row=row,
        pieces=pieces,
        may=_may(finding),
        failed={name for name, one in forms.items() if one.is_submitted()},
        **given,
    )


def _may(finding: Finding) -> dict[str, bool]:
    """What this person can do to it as it stands."""
    is_open, waits = finding.is_open, finding.state is FindingState.SUBMITTED
    mends = can(g.user, Action.MEND_FINDING, finding)
    can_go = is_open or finding.is_draft
    return {
        "receive": is_open and mends and finding.received_at is None,
        "answer": is_open and mends and finding.received_at is not None,
        "review": waits and can(g.user, Action.REVIEW_MENDING, finding),
        "move": is_open and can(g.user, Action.MOVE_FINDING, finding),
        "withdraw": can_go and can(g.user, Action.WITHDRAW_FINDING, finding),
        "correct": finding.is_draft
        and can(g.user, Action.RUN_INSPECTION, finding.inspection.region),
    }


def _back(finding: Finding) -> ResponseReturnValue:
    return redirect(url_for("findings.show", finding_id=finding.id))
