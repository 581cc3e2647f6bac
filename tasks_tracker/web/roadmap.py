"""The roadmap (路线图): a plan on a time axis."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.persistence import tasks
from tasks_tracker.reports import choices
from tasks_tracker.reports.roadmap import By, roadmap
from tasks_tracker.reports.selection import of_plan
from tasks_tracker.web import addresses

bp = Blueprint("roadmap", __name__)


@bp.get("/roadmap")
def show() -> ResponseReturnValue:
    """Of the plan that is asked for, else of the one with most tasks."""
    require(g.user, Action.SEE_LEDGER)
    seen = tasks.scope(g.user)
    plans = choices.plans(seen)
    asked = addresses.number("plan")
    known = [plan for plan in plans if plan.plan_id == asked]
    plan = known[0] if known else max(plans, key=lambda one: one.tasks, default=None)
    by = request.args.get("by", By.SECTION, type=By)
    return render_template(
        "roadmap/show.html",
        plans=plans,
        plan=plan,
        by=by,
        opened=addresses.number("open"),
        road=roadmap(seen & of_plan(plan.plan_id), by, g.today) if plan else None,
    )
