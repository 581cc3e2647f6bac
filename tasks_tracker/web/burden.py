"""负担: what was asked of units in a month or a quarter; a unit sees its own."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.errors import NotAllowed
from tasks_tracker.domain.periods import Period, PeriodKind, month_of, period_of
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.users import OFFICE_ROLES, Role
from tasks_tracker.persistence import units
from tasks_tracker.reports import burden
from tasks_tracker.reports.burden import UnitBurden
from tasks_tracker.web import addresses

bp = Blueprint("burden", __name__, url_prefix="/burden")

QUARTER = "quarter"


@bp.get("")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_BURDEN)
    if not _sees_all():
        month, by = request.args.get("month"), request.args.get("by")
        return redirect(url_for("burden.unit", unit_id=g.user.units[0].id, month=month, by=by))
    period = _period()
    return render_template(
        "burden/show.html",
        period=period,
        units=burden.of_period(g.user.region, period),
        months=burden.months(g.user.region, period),
    )


@bp.get("/<int:unit_id>")
def unit(unit_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_BURDEN)
    found = units.get(unit_id, g.user)
    if not _sees_all() and found not in g.user.units:
        raise NotAllowed("只能看本单位的负担。")
    period = _period()
    rows = burden.of_period(found.region, period, units=[found.id])
    own = rows[0] if rows else UnitBurden(found.id, found.name)
    return render_template("burden/unit.html", period=period, unit=own, sees_all=_sees_all())


def _sees_all() -> bool:
    return bool(g.user.holds(*OFFICE_ROLES, Role.LEADER))


def _period() -> Period:
    """A month, or the quarter of it; none that has not begun."""
    day = min(addresses.day("month") or g.today, g.today)
    quarter = period_of(PeriodKind.QUARTER, day)
    return quarter if request.args.get("by") == QUARTER and quarter else month_of(day)
