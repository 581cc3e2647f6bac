"""The overview (工作台): the state of all plans in sight."""

from datetime import date

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.persistence import tasks
from tasks_tracker.reports import choices, reviews, selection, todos, year
from tasks_tracker.reports.overview import overview
from tasks_tracker.web import addresses

bp = Blueprint("overview", __name__)


@bp.get("/overview")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_OVERVIEW)
    plan = addresses.number("plan")
    seen = tasks.scope(g.user)
    return render_template(
        "overview/show.html",
        plan=plan,
        plans=choices.plans(seen),
        overview=overview(tasks.sight(g.user) & selection.of_plan(plan), g.today, _month()),
        missing=year.missing(g.today) if can(g.user, Action.SEE_CALENDAR) else None,
        todos=todos.of(g.user, g.today),
        queue=reviews.queue(g.user, g.today) if can(g.user, Action.SEE_REVIEWS) else None,
    )


def _month() -> date:
    """The month of the calendar; this one where the address names none."""
    asked = addresses.parsed_day(f"{request.args.get('month', '')}-01")
    return asked or date(g.today.year, g.today.month, 1)
