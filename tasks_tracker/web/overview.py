"""The overview (工作台): the state of all plans in sight, one page for each question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import ColumnElement, and_

from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import tasks
from tasks_tracker.reports import (
    calendar,
    changes,
    charts,
    cockpit,
    flow,
    hindrances,
    sections,
    todos,
    trend,
    units,
    year,
)
from tasks_tracker.reports.selection import of_plan
from tasks_tracker.reports.unit_order import UnitOrder, ordered
from tasks_tracker.web import addresses, overview_charts
from tasks_tracker.web.current import settings

bp = Blueprint("overview", __name__, url_prefix="/overview")

TABS = {
    "show": "总览",
    "units": "单位",
    "sections": "板块",
    "due": "到期日历",
    "flow": "流量与走势",
    "stuck": "堵点",
    "changed": "变化",
}
UNDRAWN = "图暂时画不出来，数字都在表里。"


@dataclass(frozen=True)
class _Asked:
    """Whose tasks, and of which plan."""

    plan: int | None

    @classmethod
    def now(cls) -> "_Asked":
        require(g.user, Action.SEE_OVERVIEW)
        return cls(addresses.number("plan"))

    @property
    def seen(self) -> ColumnElement[bool]:
        return tasks.scope(g.user) & of_plan(self.plan)

    @cached_property
    def plans(self) -> list[cockpit.PlanName]:
        return cockpit.plan_names(tasks.scope(g.user))


def _page(template: str, asked: _Asked, **shown: Any) -> str:
    tab = str(request.endpoint).removeprefix("overview.").removesuffix("_pictures")
    return render_template(template, tabs=TABS, tab=tab, plan=asked.plan, **shown)


@bp.get("")
def show() -> ResponseReturnValue:
    asked = _Asked.now()
    found = cockpit.cockpit(tasks.scope(g.user), g.today, asked.plan)
    reviews = can(g.user, Action.SEE_REVIEWS)
    return _page(
        "overview/show.html",
        asked,
        plans=found.plans,
        cockpit=found,
        ages=cockpit.ages(_own(asked), g.today) if reviews else None,
        missing=year.missing(g.today) if can(g.user, Action.SEE_CALENDAR) else None,
        todos=todos.of(g.user, g.today),
    )


def _own(asked: _Asked) -> ColumnElement[bool]:
    """What waits for the person's own office, not for that of a county."""
    return and_(asked.seen, Task.region_id == g.user.region.id)


@bp.get("/units", endpoint="units")
def by_unit() -> ResponseReturnValue:
    asked = _Asked.now()
    order = request.args.get("sort", UnitOrder.LATE, type=UnitOrder)
    tables = [(table, ordered(table, order)) for table in units.tables(asked.seen, g.today)]
    return _page(
        "overview/units.html",
        asked,
        plans=asked.plans,
        tables=tables,
        order=order,
        orders=UnitOrder,
    )


@bp.get("/sections", endpoint="sections")
def by_section() -> ResponseReturnValue:
    asked = _Asked.now()
    names = {name.plan_id: name for name in asked.plans}
    found = sections.tables(asked.seen, g.today)
    worst_first = sorted(found, key=lambda table: -table.late / table.tally.total)
    shown = [(names[table.plan_id], table) for table in worst_first]
    return _page("overview/sections.html", asked, plans=asked.plans, tables=shown)


@bp.get("/due")
def due() -> ResponseReturnValue:
    asked = _Asked.now()
    first = calendar.month(asked.seen, _month())
    monday = addresses.day("week") or g.today
    monday -= timedelta(days=monday.weekday())
    return _page(
        "overview/due.html",
        asked,
        plans=asked.plans,
        months=(first, calendar.month(asked.seen, first.following)),
        monday=monday,
        sunday=monday + timedelta(days=6),
        one_week=timedelta(days=7),
        week=cockpit.week(asked.seen, monday, g.today),
        most=cockpit.WEEK_SHOWN,
    )


def _month() -> date:
    """The month of the calendar; this one where the address names none."""
    asked = addresses.parsed_day(f"{request.args.get('month', '')}-01")
    return asked or date(g.today.year, g.today.month, 1)


@bp.get("/flow", endpoint="flow")
def through_time() -> ResponseReturnValue:
    asked = _Asked.now()
    return _page(
        "overview/flow.html",
        asked,
        plans=asked.plans,
        months=flow.months(asked.seen, g.today),
        streams=flow.WORDS,
        trend=trend.trend(asked.seen, g.today),
        late=overview_charts.LATE,
    )


@bp.get("/flow/pictures")
def flow_pictures() -> ResponseReturnValue:
    asked = _Asked.now()
    months = flow.months(asked.seen, g.today)
    found = trend.trend(asked.seen, g.today)
    drawing = overview_charts.of_flow(months, found, _ledger(asked))
    return _pictures(asked, drawing)


@bp.get("/stuck")
def stuck() -> ResponseReturnValue:
    asked = _Asked.now()
    return _page(
        "overview/stuck.html",
        asked,
        plans=asked.plans,
        causes=hindrances.by_cause(asked.seen, g.today),
        ages=cockpit.ages(asked.seen, g.today),
    )


@bp.get("/stuck/pictures")
def stuck_pictures() -> ResponseReturnValue:
    asked = _Asked.now()
    found = hindrances.by_cause(asked.seen, g.today)
    drawing = overview_charts.of_causes(found, _ledger(asked))
    return _pictures(asked, drawing)


@bp.get("/changed")
def changed() -> ResponseReturnValue:
    asked = _Asked.now()
    seen = tasks.sight(g.user) & of_plan(asked.plan)
    found = changes.since_last_workday(seen, g.today)
    return _page("overview/changed.html", asked, plans=asked.plans, changes=found)


def _ledger(asked: _Asked) -> overview_charts.Address:
    def address(**more: Any) -> str:
        return url_for("ledger.show", **{"plan": asked.plan, **more})

    return address


def _pictures(asked: _Asked, drawing: Sequence[overview_charts.Drawing]) -> ResponseReturnValue:
    """The pictures alone: whoever has no script looks at them here."""
    folder = settings().upload_dir / "charts"
    try:
        drawn = charts.for_page([one.spec for one in drawing], folder)
    except charts.NotDrawn:
        return _pictures_page(asked, [], UNDRAWN), 503
    # Drawn by our own process, in which what people typed is text.
    return _pictures_page(asked, [*zip(drawing, map(Markup, drawn), strict=True)], "")


def _pictures_page(asked: _Asked, pictures: list[Any], words: str) -> str:
    shown = {"plans": asked.plans, "pictures": pictures, "words": words}
    return _page("overview/pictures.html", asked, **shown)
