"""应报: what a unit owes by period; for the office who has not reported, and how plans report."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.operations.reporting import set_reporting
from tasks_tracker.persistence import plans, unsigned
from tasks_tracker.reports import owed
from tasks_tracker.web import addresses
from tasks_tracker.web.reporting_form import ReportingForm

bp = Blueprint("obligations", __name__)


@bp.get("/obligations")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_OBLIGATIONS)
    if not can(g.user, Action.SEE_REVIEWS):
        return render_template("obligations/unit.html", duties=owed.of(g.user, g.today))
    plan_id = addresses.number("plan")
    since = g.today.replace(day=1)
    return render_template(
        "obligations/office.html",
        plans=owed.plans(g.user),
        plan_id=plan_id,
        laggards=owed.laggards(g.user, g.today, plan_id),
        tallies=owed.by_unit(g.user.region, since, g.today, g.today),
        since=since,
    )


@bp.route("/plans/<int:plan_id>/reporting", methods=["GET", "POST"])
def plan(plan_id: int) -> ResponseReturnValue:
    """How one plan is reported on."""
    found = plans.get(plan_id, g.user)
    require(g.user, Action.SET_REPORTING, found)
    form = ReportingForm.made_for(found)
    if form.accepted(set_reporting, found, by=g.user):
        flash("报送设定已保存；改了周期的，从下一期起按新周期生成应报。")
        return redirect(url_for("obligations.index"))
    headless = unsigned.units_without_signer(found) if found.wants_sign_off else ()
    return render_template("obligations/plan.html", plan=found, form=form, headless=headless)
