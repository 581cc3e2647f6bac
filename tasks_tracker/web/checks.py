"""核查/回头看: what is being looked at again, a sample drawn, a finding said."""

import io
from datetime import date
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.checks import Check, require_completed
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import OFFICE_ROLES
from tasks_tracker.operations.checks import (
    draw_sample,
    open_check,
    preview,
    reassign_check,
    record_finding,
)
from tasks_tracker.persistence import checks, completion, evidence, plans, tasks, users
from tasks_tracker.reports import check_paper
from tasks_tracker.web.check_forms import CheckForm, DrawForm, FindingForm, PeopleForm
from tasks_tracker.web.circular_files import DOCX

bp = Blueprint("checks", __name__)
bp.app_template_filter("check_no")(check_paper.number_of)


@bp.app_template_filter("task_code")
def task_code(number: int, region: Region) -> str:
    """聊008."""
    return f"{region.mark}{number:03d}"


@bp.get("/checks")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_CHECKS)
    return render_template(
        "checks/index.html", open=checks.open_ones(g.user), found=checks.found_ones(g.user)
    )


@bp.route("/checks/draw", methods=["GET", "POST"])
def draw() -> ResponseReturnValue:
    require(g.user, Action.OPEN_CHECK, g.user.region)
    form, is_drawn = _draw_form(), request.form.get("step") == "draw"
    if is_drawn and form.accepted(draw_sample, g.user.region, by=g.user):
        flash(f"已抽取 {len(form.result.drawn)} 项并开启核查，核查人会收到通知。")
        return redirect(url_for("checks.show_draw", draw_id=form.result.id))
    is_whole = form.has_frame if is_drawn else form.is_submitted() and form.validate()
    seen = _preview(form) if is_whole else None
    return render_template("checks/draw.html", form=form, seen=seen)


@bp.get("/checks/draws/<int:draw_id>")
def show_draw(draw_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_CHECKS)
    found = checks.get_draw(draw_id, g.user)
    return render_template("checks/show_draw.html", draw=found, checks=checks.of_draw(found))


@bp.route("/tasks/<int:task_id>/checks/new", methods=["GET", "POST"])
def new(task_id: int) -> ResponseReturnValue:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.OPEN_CHECK, task.region)
    require_completed(task)
    form, report = CheckForm(), completion.application_of(task)
    involved = (report.by, report.reviewed_by, report.signed_by) if report else ()
    form.offer(users.holders(task.region, *OFFICE_ROLES), involved)
    if form.accepted(open_check, task, by=g.user):
        flash(f"已开启{check_paper.number_of(form.result)}，核查人会收到通知。")
        return redirect(url_for("checks.show", check_id=form.result.id))
    return render_template("checks/new.html", form=form, task=task, report=report)


@bp.get("/checks/<int:check_id>")
def show(check_id: int) -> ResponseReturnValue:
    return _page(_check(check_id), FindingForm())


@bp.get("/checks/<int:check_id>/paper")
def paper(check_id: int) -> ResponseReturnValue:
    check = _check(check_id)
    return render_template("checks/paper.html", check=check, letter=check_paper.letter(check))


@bp.get("/checks/<int:check_id>.docx")
def docx(check_id: int) -> ResponseReturnValue:
    check = _check(check_id)
    return send_file(
        io.BytesIO(check_paper.document(check)),
        mimetype=DOCX,
        as_attachment=True,
        download_name=f"{check_paper.number_of(check)}.docx",
    )


@bp.post("/checks/<int:check_id>/finding")
def find(check_id: int) -> ResponseReturnValue:
    check, form = _check(check_id), FindingForm()
    require(g.user, Action.RECORD_FINDING, check)
    form.offer(check)
    if form.accepted_with_evidence(record_finding, check, by=g.user):
        flash("核查结论已记下，牵头单位会收到通知。")
        return redirect(url_for("checks.show", check_id=check.id))
    return _page(check, form)


@bp.post("/checks/<int:check_id>/people")
def reassign(check_id: int) -> ResponseReturnValue:
    check, form = _check(check_id), PeopleForm()
    require(g.user, Action.OPEN_CHECK, check.region)
    _offer_people(form, check)
    if form.accepted(reassign_check, check, by=g.user):
        flash("核查人已改派，新的核查人会收到通知。")
        return redirect(url_for("checks.show", check_id=check.id))
    return _page(check, FindingForm(formdata=None), form)


def _check(check_id: int) -> Check:
    require(g.user, Action.SEE_CHECKS)
    return checks.get(check_id, g.user)


def _page(check: Check, form: FindingForm, people: PeopleForm | None = None) -> ResponseReturnValue:
    form.offer(check)
    may_reassign = check.is_open and can(g.user, Action.OPEN_CHECK, check.region)
    if people is None and may_reassign:
        people = PeopleForm(formdata=None)
        _offer_people(people, check)
        people.people.data = [person.id for person in check.people]
    return render_template(
        "checks/show.html",
        check=check,
        form=form,
        people=people if may_reassign else None,
        pieces=evidence.of(f"check:{check.id}"),
        may_find=check.is_open and can(g.user, Action.RECORD_FINDING, check),
    )


def _offer_people(form: PeopleForm, check: Check) -> None:
    report = check.report
    involved = (report.by, report.reviewed_by, report.signed_by) if report else ()
    form.offer(users.holders(check.region, *OFFICE_ROLES), involved)


def _draw_form() -> DrawForm:
    """At first: a tenth of what was completed since the month before."""
    form = DrawForm(data={"since": _month_before(g.today), "until": g.today, "per_cent": 10})
    form.offer(users.holders(g.user.region, *OFFICE_ROLES))
    form.offer_frame(checks.leading_units(g.user.region), plans.adopted(g.user.region))
    return form


def _month_before(today: date) -> date:
    """Its first day."""
    first = today.replace(day=1)
    return (
        first.replace(year=first.year - 1, month=12)
        if first.month == 1
        else first.replace(month=first.month - 1)
    )


def _preview(form: DrawForm) -> dict[str, Any] | None:
    """What would be drawn; it goes with the form, so that nothing else is drawn than was seen."""
    try:
        seed, population, drawn = preview(g.user.region, g.today, form.frame, form.size)
    except Refusal as refusal:
        form.refuse(refusal.words, refusal.field)
        return None
    form.seen.data = ",".join(str(one) for one in drawn)
    found = checks.completed(g.user.region, drawn)
    return {"seed": seed, "population": len(population), "tasks": found}
