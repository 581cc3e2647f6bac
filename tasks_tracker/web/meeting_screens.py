"""The screens of a dispatch meeting, large enough for the room, and what is entered on them."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.meetings import AgendaItem, Meeting
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.operations.resolutions import resolve, withdraw_resolution
from tasks_tracker.persistence import meetings
from tasks_tracker.web.meeting_forms import ResolutionForm, WithdrawalForm
from tasks_tracker.web.meetings import find, page, sees_all

bp = Blueprint("meeting_screens", __name__, url_prefix="/meetings")


@bp.get("/<int:meeting_id>/screens/<int:place>")
def show(meeting_id: int, place: int) -> ResponseReturnValue:
    return _screen(_met(meeting_id, place), place)


@bp.post("/<int:meeting_id>/screens/<int:place>")
def enter(meeting_id: int, place: int) -> ResponseReturnValue:
    meeting = _met(meeting_id, place)
    require(g.user, Action.ENTER_RESOLUTION, meeting)
    item = meeting.items[place - 1]
    form = ResolutionForm.made_for(item)
    if form.accepted(resolve, item, by=g.user):
        flash(f"已记下并办理：{form.result.result}。")
        return redirect(url_for("meeting_screens.show", meeting_id=meeting.id, place=place))
    return _screen(meeting, place, form)


@bp.post("/resolutions/<int:resolution_id>/withdrawal")
def withdraw(resolution_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_MEETINGS)
    resolution = meetings.get_resolution(resolution_id, g.user)
    require(g.user, Action.WITHDRAW_RESOLUTION, resolution)
    form = WithdrawalForm()
    if form.accepted(withdraw_resolution, resolution, by=g.user):
        flash("已撤回，不写进纪要；发出的催办同时解除。")
        return redirect(url_for("meetings.show", meeting_id=resolution.meeting_id))
    return page(find(resolution.meeting_id), withdrawal=form, refused_id=resolution.id)


def _met(meeting_id: int, place: int) -> Meeting:
    """A meeting that has begun, and has such a screen."""
    meeting = find(meeting_id)
    if not sees_all() or not meeting.has_screens or not 1 <= place <= len(meeting.items):
        abort(404)
    return meeting


def _screen(
    meeting: Meeting, place: int, form: ResolutionForm | None = None
) -> ResponseReturnValue:
    item = meeting.items[place - 1]
    may_enter = meeting.is_running and can(g.user, Action.ENTER_RESOLUTION, meeting)
    made = [one for one in meetings.resolutions_of(meeting, g.user) if one.item_id == item.id]
    if may_enter and form is None:
        form = ResolutionForm.made_for(item, formdata=None)
    return render_template(
        "meetings/screen.html",
        meeting=meeting,
        item=item,
        shown=_shown(item),
        place=place,
        count=len(meeting.items),
        made=[one for one in made if one.stands],
        form=form,
    )


def _shown(item: AgendaItem) -> Mapping[str, Any]:
    """What is kept, with lights instead of their words."""
    kept = item.shown
    worst = [{**one, "light": Light(one["light"])} for one in kept["worst"]]
    return {**kept, "worst": worst}
