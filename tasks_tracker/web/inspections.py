"""专项督导: the list, planning one, its page, its notice and its report."""

import io
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker import clock
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.users import OFFICE_ROLES, Role
from tasks_tracker.operations.findings import hand_over_findings
from tasks_tracker.operations.inspections import (
    call_off_inspection,
    conclude_inspection,
    plan_inspection,
    start_inspection,
)
from tasks_tracker.persistence import findings, inspections
from tasks_tracker.reports import inspections as papers
from tasks_tracker.reports import letters
from tasks_tracker.reports.findings import rows
from tasks_tracker.reports.letters import Letter
from tasks_tracker.web.forms import Form
from tasks_tracker.web.inspection_forms import (
    CallingOffForm,
    ConclusionForm,
    HandOverForm,
    InspectionForm,
)

bp = Blueprint("inspections", __name__, url_prefix="/inspections")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_INSPECTIONS)
    return render_template(
        "inspections/index.html",
        listed=inspections.listed(g.user),
        may_run=can(g.user, Action.RUN_INSPECTION, g.user.region),
        number_of=papers.number_of,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    require(g.user, Action.RUN_INSPECTION, g.user.region)
    form = InspectionForm.made_for(g.user, g.user.region)
    if form.accepted(plan_inspection, g.user.region, by=g.user):
        made = form.result
        told = "，通知邮件已进入发件箱" if made.is_announced else "，单位看不到，交办问题时才知道"
        flash(f"{papers.number_of(made)}已立项{told}。")
        return redirect(url_for("inspections.show", inspection_id=made.id))
    return render_template("inspections/new.html", form=form)


@bp.get("/<int:inspection_id>")
def show(inspection_id: int) -> ResponseReturnValue:
    return _page(_inspection(inspection_id))


@bp.post("/<int:inspection_id>/start")
def start(inspection_id: int) -> ResponseReturnValue:
    inspection, form = _run(inspection_id), Form()
    if form.accepted(start_inspection, inspection, by=g.user):
        flash("督导已开始，可以登记发现的问题。")
        return _back(inspection)
    return _page(inspection, form=form)


@bp.post("/<int:inspection_id>/conclusion")
def conclude(inspection_id: int) -> ResponseReturnValue:
    inspection, form = _run(inspection_id), ConclusionForm()
    if form.accepted_as_seen(conclude_inspection, inspection, by=g.user):
        flash("督导已结束，交办的问题继续跟踪到整改。")
        return _back(inspection)
    return _page(inspection, conclusion=form)


@bp.post("/<int:inspection_id>/calling-off")
def call_off(inspection_id: int) -> ResponseReturnValue:
    inspection, form = _run(inspection_id), CallingOffForm()
    if form.accepted_as_seen(call_off_inspection, inspection, by=g.user):
        flash("督导已取消。")
        return _back(inspection)
    return _page(inspection, calling_off=form)


@bp.post("/<int:inspection_id>/hand-over")
def hand_over(inspection_id: int) -> ResponseReturnValue:
    inspection, form = _run(inspection_id), HandOverForm()
    found = findings.of_inspection(inspection, g.user)
    form.finding_ids.choices = [(one.id, one.code) for one in found]
    if form.accepted(hand_over_findings, inspection, by=g.user):
        flash(f"已交办 {len(form.result)} 个问题，通知邮件已进入发件箱。")
        return _back(inspection)
    return _page(inspection, form=form)


@bp.get("/<int:inspection_id>/notice")
def notice(inspection_id: int) -> ResponseReturnValue:
    inspection = _announced(inspection_id)
    return _paper(inspection, _notice(inspection), "inspections.notice_docx")


@bp.get("/<int:inspection_id>/notice.docx")
def notice_docx(inspection_id: int) -> ResponseReturnValue:
    inspection = _announced(inspection_id)
    return _file(_notice(inspection), f"{papers.number_of(inspection)}.docx")


@bp.get("/<int:inspection_id>/report")
def report(inspection_id: int) -> ResponseReturnValue:
    inspection = _reported(inspection_id)
    return _paper(inspection, _report(inspection), "inspections.report_docx")


@bp.get("/<int:inspection_id>/report.docx")
def report_docx(inspection_id: int) -> ResponseReturnValue:
    inspection = _reported(inspection_id)
    return _file(_report(inspection), f"{papers.number_of(inspection)}专报.docx")


def _inspection(inspection_id: int) -> Inspection:
    require(g.user, Action.SEE_INSPECTIONS)
    return inspections.get(inspection_id, g.user)


def _run(inspection_id: int) -> Inspection:
    inspection = _inspection(inspection_id)
    require(g.user, Action.RUN_INSPECTION, inspection.region)
    return inspection


def _announced(inspection_id: int) -> Inspection:
    """Of one that nobody is told of there is no notice."""
    inspection = _inspection(inspection_id)
    if not inspection.is_announced:
        abort(404)
    return inspection


def _reported(inspection_id: int) -> Inspection:
    """For the office and the leaders: it names all units."""
    inspection = _inspection(inspection_id)
    if not g.user.holds(*OFFICE_ROLES, Role.LEADER) or inspection.started_on is None:
        abort(404)
    return inspection


def _notice(inspection: Inspection) -> Letter:
    return papers.notice(inspection, clock.local(inspection.planned_at).date())


def _report(inspection: Inspection) -> Letter:
    found = rows(findings.of_inspection(inspection, g.user), g.today)
    return papers.report(inspection, found, g.today)


def _page(inspection: Inspection, **forms: Any) -> ResponseReturnValue:
    listed = rows(findings.of_inspection(inspection, g.user), g.today)
    given = {
        "form": Form(formdata=None),
        "conclusion": ConclusionForm(formdata=None),
        "calling_off": CallingOffForm(formdata=None),
        **forms,
    }
    for one in given.values():
        if "seen" in one:
            one.seen.data = str(inspection.version)
    return render_template(
        "inspections/show.html",
        inspection=inspection,
        number=papers.number_of(inspection),
        drafts=[row for row in listed if row.finding.is_draft],
        listed=[row for row in listed if not row.finding.is_draft],
        may_run=can(g.user, Action.RUN_INSPECTION, inspection.region),
        sees_all=g.user.holds(*OFFICE_ROLES, Role.LEADER),
        **given,
    )


def _paper(inspection: Inspection, letter: Letter, file: str) -> ResponseReturnValue:
    return render_template(
        "inspections/paper.html", inspection=inspection, letter=letter, file=file
    )


def _file(letter: Letter, name: str) -> ResponseReturnValue:
    made = io.BytesIO(letters.render(letter))
    return send_file(made, mimetype=DOCX, as_attachment=True, download_name=name)


def _back(inspection: Inspection) -> ResponseReturnValue:
    return redirect(url_for("inspections.show", inspection_id=inspection.id))
