"""The main navigation: each person sees the doors that the own rights open."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Flask, current_app, g, request

from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.persistence.progress import count_waiting


@dataclass(frozen=True)
class Place:
    """One entry, and the blueprints whose pages belong to it."""

    words: str
    endpoint: str
    action: Action
    covers: frozenset[str] = field(default_factory=frozenset)


IMPORT_PAGES = ("columns", "naming", "same", "settings", "tasks", "units")
IMPORTING = frozenset({"imports"} | {f"import_{page}" for page in IMPORT_PAGES})
PLACES = (
    Place("工作台", "overview.show", Action.SEE_OVERVIEW, frozenset({"overview"})),
    Place("我的任务", "my.show", Action.SEE_OWN_TASKS, frozenset({"my", "progress"})),
    Place("台账", "ledger.show", Action.SEE_LEDGER, frozenset({"ledger", "same_matters", "tasks"})),
    Place("反馈历史", "my.history", Action.SEE_OWN_TASKS),
    Place("审核", "reviews.index", Action.SEE_REVIEWS, frozenset({"reviews"})),
    Place("导入方案", "imports.index", Action.IMPORT_PLAN, IMPORTING),
    Place("落实对照", "comparisons.index", Action.SEE_COMPARISONS, frozenset({"comparisons"})),
    Place("调度通报", "circulars.index", Action.SEE_CIRCULARS, frozenset({"circulars"})),
    Place("单位", "units.index", Action.SEE_UNITS, frozenset({"units"})),
    Place("人员", "people.index", Action.SEE_PEOPLE, frozenset({"people"})),
    Place("工作日历", "calendar.show", Action.SEE_CALENDAR, frozenset({"calendar"})),
    Place("定时作业", "jobs.index", Action.SEE_JOBS, frozenset({"jobs"})),
    Place("发件箱", "outbox.index", Action.SEE_OUTBOX, frozenset({"outbox"})),
    Place("审计", "audit.index", Action.READ_AUDIT, frozenset({"audit"})),
)


def install(app: Flask) -> None:
    app.add_template_global(places)
    app.add_template_global(is_current)
    app.add_template_global(waiting_reviews)
    app.add_template_global(has_page)


def places() -> Sequence[Place]:
    """The entries that this person may open and that this application has."""
    return [place for place in PLACES if _is_open(place)]


def _is_open(place: Place) -> bool:
    return has_page(place.endpoint) and can(g.user, place.action, g.user.region)


def is_current(place: Place) -> bool:
    if any(request.endpoint == other.endpoint for other in PLACES):
        return request.endpoint == place.endpoint
    return request.blueprint in place.covers


def waiting_reviews() -> int:
    return count_waiting(g.user)


def has_page(endpoint: str) -> bool:
    return endpoint in current_app.view_functions
