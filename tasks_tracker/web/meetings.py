"""调度会: the list, preparing one, its agenda, its steps and its minutes."""

import io
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.meetings import Meeting, MeetingCut
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.users import OFFICE_ROLES, Role
from tasks_tracker.operations.meetings import (
    add_to_agenda,
    arrange_agenda,
    call_off_meeting,
    change_meeting,
    close_meeting,
    prepare_meeting,
    start_meeting,
)
from tasks_tracker.persistence import meetings, units
from tasks_tracker.reports import letters, meeting_screens
from tasks_tracker.reports import meetings as papers
from tasks_tracker.reports.letters import Letter
from tasks_tracker.reports.meeting_standings import Scope, standings
from tasks_tracker.reports.resolution_outcomes import outcomes
from tasks_tracker.web.forms import Form
from tasks_tracker.web.meeting_forms import (
    AddForm,
    AgendaForm,
    CallOffForm,
    ChangeForm,
    MeetingForm,
    WithdrawalForm,
)

bp = Blueprint("meetings", __name__, url_prefix="/meetings")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_MEETINGS)
    return render_template(
        "meetings/index.html",
        listed=meetings.listed(g.user),
        may_hold=can(g.user, Action.HOLD_MEETING, g.user.region),
        number_of=papers.number_of,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    require(g.user, Action.HOLD_MEETING, g.user.region)
    form = MeetingForm.made_for(g.user.region)
    if form.accepted(prepare_meeting, g.user.region, by=g.user):
        flash(f"已排好议程，{len(form.result.items)} 屏，最差的在前；次序可以改。")
        return _back(form.result)
    return render_template("meetings/new.html", form=form)


@bp.get("/<int:meeting_id>")
def show(meeting_id: int) -> ResponseReturnValue:
    return page(find(meeting_id))


@bp.post("/<int:meeting_id>/head")
def change(meeting_id: int) -> ResponseReturnValue:
    meeting, form = _held(meeting_id), ChangeForm()
    if form.accepted_as_seen(change_meeting, meeting, by=g.user):
        flash("会议安排已改。")
        return _back(meeting)
    meeting = find(meeting_id)
    form.seen.data = str(meeting.version)
    return page(meeting, head=form)


@bp.post("/<int:meeting_id>/agenda")
def arrange(meeting_id: int) -> ResponseReturnValue:
    meeting = _held(meeting_id)
    form = AgendaForm.made_for(meeting)
    if form.accepted(arrange_agenda, meeting, by=g.user):
        flash("议程已改。")
        return _back(meeting)
    return page(meeting, agenda_form=form)


@bp.post("/<int:meeting_id>/items")
def add(meeting_id: int) -> ResponseReturnValue:
    meeting = _held(meeting_id)
    form = AddForm.made_for(meeting)
    if form.accepted(add_to_agenda, meeting, by=g.user):
        flash(f"议程已加上{form.result.name}。")
        return _back(meeting)
    return page(meeting, add_form=form)


@bp.post("/<int:meeting_id>/start")
def start(meeting_id: int) -> ResponseReturnValue:
    meeting, form = _held(meeting_id), Form()
    if form.accepted(_start, meeting, by=g.user):
        flash("会议开始，屏上的数字取此刻，会上不再变。")
        return redirect(url_for("meeting_screens.show", meeting_id=meeting.id, place=1))
    return page(meeting, form=form)


@bp.post("/<int:meeting_id>/close")
def close(meeting_id: int) -> ResponseReturnValue:
    meeting, form = _held(meeting_id), Form()
    if form.accepted(close_meeting, meeting, by=g.user):
        flash(f"已散会，纪要编号{papers.number_of(meeting)}，可以下载。")
        return _back(meeting)
    return page(meeting, form=form)


@bp.post("/<int:meeting_id>/calling-off")
def call_off(meeting_id: int) -> ResponseReturnValue:
    meeting, form = _held(meeting_id), CallOffForm()
    if form.accepted(call_off_meeting, meeting, by=g.user):
        flash("会议已取消。")
        return _back(meeting)
    return page(meeting, calling_off=form)


@bp.get("/<int:meeting_id>/minutes")
def minutes(meeting_id: int) -> ResponseReturnValue:
    meeting = _minuted(meeting_id)
    return render_template("meetings/minutes.html", meeting=meeting, letter=_letter(meeting))


@bp.get("/<int:meeting_id>/minutes.docx")
def minutes_docx(meeting_id: int) -> ResponseReturnValue:
    meeting = _minuted(meeting_id)
    made = io.BytesIO(letters.render(_letter(meeting)))
    name = f"{papers.number_of(meeting)}会议纪要.docx"
    return send_file(made, mimetype=DOCX, as_attachment=True, download_name=name)


def find(meeting_id: int) -> Meeting:
    require(g.user, Action.SEE_MEETINGS)
    return meetings.get(meeting_id, g.user)


def sees_all() -> bool:
    """The office and the leaders; a unit sees what was resolved for it."""
    return bool(g.user.holds(*OFFICE_ROLES, Role.LEADER))


def page(meeting: Meeting, **forms: Any) -> ResponseReturnValue:
    resolved = meetings.resolutions_of(meeting, g.user)
    may_hold = can(g.user, Action.HOLD_MEETING, meeting.region)
    given = {"form": Form(formdata=None), "withdrawal": WithdrawalForm(formdata=None), **forms}
    if may_hold and meeting.is_prepared:
        given = {**_forms(meeting), **given}
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        number=papers.number_of(meeting),
        resolved=resolved,
        came=outcomes(resolved, g.today),
        may_hold=may_hold,
        sees_all=sees_all(),
        agenda=_agenda(meeting) if sees_all() and meeting.is_prepared else [],
        **{"refused_id": None, "calling_off": CallOffForm(formdata=None), **given},
    )


def _forms(meeting: Meeting) -> dict[str, Any]:
    by_unit = meeting.cut is MeetingCut.UNIT
    return {
        "unit_names": units.official_names(meeting.region) if by_unit else {},
        "head": ChangeForm.fresh(meeting),
        "agenda_form": AgendaForm.made_for(meeting, formdata=None),
        "add_form": AddForm.made_for(meeting, formdata=None),
    }


def _agenda(meeting: Meeting) -> Any:
    scope = Scope(meeting.region, meeting.cut, meeting.plans, g.today)
    return meeting_screens.agenda(meeting.items, standings(scope))


def _start(meeting: Meeting, **given: Any) -> None:
    """What the screens show is read in the transaction in which the meeting begins."""
    start_meeting(meeting, **given, shown=meeting_screens.shown(meeting, g.today))


def _held(meeting_id: int) -> Meeting:
    meeting = find(meeting_id)
    require(g.user, Action.HOLD_MEETING, meeting.region)
    return meeting


def _minuted(meeting_id: int) -> Meeting:
    """They name all units: for the office and the leaders, once it is closed."""
    meeting = find(meeting_id)
    if not sees_all() or not meeting.is_closed:
        abort(404)
    return meeting


def _letter(meeting: Meeting) -> Letter:
    return papers.minutes(meeting, meetings.standing_in(meeting))


def _back(meeting: Meeting) -> ResponseReturnValue:
    return redirect(url_for("meetings.show", meeting_id=meeting.id))
