"""印发前核实: whom the office tells, and what a unit answers."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.circular_notices import CircularNotice
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.users import User
from tasks_tracker.operations import circular_notices as act
from tasks_tracker.persistence import circular_notices, circulars
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.circular_case import examine, untold
from tasks_tracker.reports.circular_edits import as_written
from tasks_tracker.web.circular_forms import AskForm, SeenForm

bp = Blueprint("circular_notices", __name__)


@bp.get("/circulars/<int:circular_id>/notice")
def of_circular(circular_id: int) -> ResponseReturnValue:
    return _office(_drafted(circular_id), SeenForm(formdata=None))


@bp.post("/circulars/<int:circular_id>/notice")
def send(circular_id: int) -> ResponseReturnValue:
    circular, form = _drafted(circular_id), SeenForm()

    def tell(one: Circular, *, by: User, now: datetime) -> list[CircularNotice]:
        form.require_seen(one)
        notices = circular_notices.of_circular(one)
        return act.send_notice(one, untold(one, as_written(one), notices), by=by, now=now)

    if form.accepted(tell, circular, by=g.user):
        flash(f"已发给 {len(form.result)} 家单位，各家只看到自己的内容。")
        return redirect(url_for("circular_notices.of_circular", circular_id=circular_id))
    return _office(circulars.get(circular_id, g.user), form)


@bp.get("/circular-notices/<int:circular_notice_id>")
def show(circular_notice_id: int) -> ResponseReturnValue:
    notice = _notice(circular_notice_id)
    return _unit(notice, _form(notice))


@bp.post("/circular-notices/<int:circular_notice_id>/confirmation")
def confirm(circular_notice_id: int) -> ResponseReturnValue:
    notice = _notice(circular_notice_id)
    require(g.user, Action.ASK_CORRECTION, notice)
    form = SeenForm()
    if form.accepted(act.confirm_notice, notice, by=g.user):
        flash("已报核对无误。")
        return redirect(url_for("circular_notices.show", circular_notice_id=notice.id))
    shown = _form(_notice(circular_notice_id))
    if shown is not None:
        shown.words = form.words
    return _unit(_notice(circular_notice_id), shown, refusal=form.words)


@bp.post("/circular-notices/<int:circular_notice_id>/corrections")
def ask(circular_notice_id: int) -> ResponseReturnValue:
    notice = _notice(circular_notice_id)
    require(g.user, Action.ASK_CORRECTION, notice)
    form = AskForm.made_for(notice)

    def request_it(one: CircularNotice, **more: Any) -> None:
        act.ask_for_correction(one, **more)

    if form.accepted_with_evidence(request_it, notice, by=g.user):
        flash("更正申请已送督查室，答复以前通报不会报批。")
        return redirect(url_for("circular_notices.show", circular_notice_id=notice.id))
    return _unit(_notice(circular_notice_id), form)


def _drafted(circular_id: int) -> Circular:
    require(g.user, Action.SEE_CIRCULARS)
    circular = circulars.get(circular_id, g.user)
    require(g.user, Action.DRAFT_CIRCULAR, circular.region)
    return circular


def _notice(notice_id: int) -> CircularNotice:
    require(g.user, Action.SEE_CIRCULARS)
    return circular_notices.get(notice_id, g.user)


def _form(notice: CircularNotice) -> AskForm | None:
    return AskForm.made_for(notice) if can(g.user, Action.ASK_CORRECTION, notice) else None


def _office(circular: Circular, form: SeenForm) -> ResponseReturnValue:
    found = examine(circular, g.today)
    fresh = {} if circular.is_published else untold(circular, found.case.written, found.notices)
    return render_template(
        "circular_notices/office.html",
        circular=circular,
        form=form,
        speaking=sorted((one for one in found.notices if not _is_settled(one)), key=_urgency),
        settled=[one for one in found.notices if _is_settled(one)],
        untold=fresh,
        until=calendar().add(g.today, circular.region.correction_days),
    )


def _is_settled(notice: CircularNotice) -> bool:
    """The unit found all of it right and asked for nothing."""
    return notice.checked_at is not None and not notice.corrections


def _urgency(notice: CircularNotice) -> int:
    """What waits for the office first, then who has not answered."""
    return 0 if notice.has_open else 1 if not notice.corrections else 2


def _unit(notice: CircularNotice, form: AskForm | None, refusal: str = "") -> ResponseReturnValue:
    return render_template("circular_notices/show.html", notice=notice, form=form, refusal=refusal)
