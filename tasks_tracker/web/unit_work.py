"""本单位: what is owed, lights, scores with every point explained, extensions and blockers."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.periods import Period, month_of, period_named
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.scores import UnitScore
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES
from tasks_tracker.operations import pending
from tasks_tracker.persistence import score_rules, units
from tasks_tracker.reports import score_explained, todos, unit_work
from tasks_tracker.reports.scores import scores
from tasks_tracker.web.score_links import link_to

bp = Blueprint("unit_work", __name__)


@bp.get("/my/unit")
def mine() -> ResponseReturnValue:
    require(g.user, Action.SEE_OWN_TASKS)
    return redirect(url_for("unit_work.show", unit_id=g.user.units[0].id))


@bp.get("/units/<int:unit_id>/work")
def show(unit_id: int) -> ResponseReturnValue:
    unit = _unit(unit_id)
    is_mine = unit in g.user.units
    is_near = unit.region is g.user.region
    return render_template(
        "unit_work/show.html",
        unit=unit,
        work=unit_work.of(unit, g.user, g.today),
        todos=todos.of(g.user, g.today) if is_mine else (),
        waiting=pending.of_unit(unit.id, g.today) if is_near and not is_mine else (),
        is_mine=is_mine,
        month=month_of(g.today),
        may_preview=_may_preview(unit),
    )


@bp.get("/units/<int:unit_id>/score")
def score(unit_id: int) -> ResponseReturnValue:
    """What today's facts give for a period: nothing that counts."""
    unit, period = _unit(unit_id), _period()
    if not _may_preview(unit):
        abort(404)
    found = _score(unit, period)
    return render_template(
        "unit_work/score.html",
        unit=unit,
        period=period,
        is_over=period.last < g.today,
        shown=score_explained.explained(found) if found else None,
        tasks=score_explained.tasks_behind(unit.region, found) if found else {},
        link_to=link_to,
    )


def _may_preview(unit: Unit) -> bool:
    """The office of the region, and the unit itself."""
    is_near = g.user.holds(*OFFICE_ROLES) and unit.region is g.user.region
    return is_near or unit in g.user.units


def _score(unit: Unit, period: Period) -> UnitScore | None:
    rule = score_rules.of_period(unit.region, period)
    found = scores(unit.region, period, today=g.today, rule=rule)
    return next((one for one in found if one.unit_id == unit.id), None)


def _period() -> Period:
    asked = request.args.get("period", "")
    period = period_named(asked) if asked else month_of(g.today)
    if period is None or period.first > g.today:
        abort(404)
    return period


def _unit(unit_id: int) -> Unit:
    """A unit sees no other one's page."""
    require(g.user, Action.SEE_LEDGER)
    found = units.get(unit_id, g.user)
    if g.user.units and found not in g.user.units:
        abort(404)
    return found
