"""岗位分工: the people of a unit say which liaison's post handles which task."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, SelectMultipleField

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Unit
from tasks_tracker.operations import posts as operations
from tasks_tracker.persistence import posts
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("posts", __name__, url_prefix="/posts")
LONGEST_TICK = 18


class ShareForm(Form):
    """Ticks beside tasks, and the post that is to handle them."""

    tasks = SelectMultipleField("任务", validate_choice=False)
    post = SelectField("交给", coerce=lambda value: int(value) if value else None)

    def __init__(self, unit: Unit) -> None:
        super().__init__()
        self._unit = unit
        self.held = posts.of_liaisons(unit)
        offered = [(one.post.id, one.words) for one in self.held]
        self.post.choices = choices([("", operations.ALL), *offered])

    def values(self) -> dict[str, Any]:
        chosen = (one.post for one in self.held if one.post.id == self.post.data)
        ticks = [tick for tick in self.tasks.data or () if _is_number(tick)]
        return {
            "seats": posts.seats(self._unit, [int(tick) for tick in ticks]),
            "post": next(chosen, None),
        }


def _is_number(tick: str) -> bool:
    return tick.isdecimal() and len(tick) <= LONGEST_TICK


@bp.get("")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_OWN_TASKS)
    unit = _unit()
    return _page(unit, ShareForm(unit))


@bp.post("")
def share_out() -> ResponseReturnValue:
    require(g.user, Action.SEE_OWN_TASKS)
    unit = _unit()
    form = ShareForm(unit)
    if form.accepted(operations.share_out, unit, by=g.user):
        flash(f"已调整 {form.result} 项任务的分工，以后的邮件发给相应的联络员。")
        return redirect(url_for("posts.show", unit=unit.id))
    return _page(unit, form)


def _unit() -> Unit:
    """The own unit that is asked for, or the first."""
    asked = request.args.get("unit", "")
    own: list[Unit] = g.user.units
    return next((unit for unit in own if str(unit.id) == asked), own[0])


def _page(unit: Unit, form: ShareForm) -> ResponseReturnValue:
    return render_template(
        "posts/show.html",
        unit=unit,
        units=list(dict.fromkeys(g.user.units)),
        form=form,
        held=form.held,
        seats=posts.open_seats(unit),
        chosen=set(form.tasks.data or ()),
        everybody=operations.ALL,
    )
