"""The ledger (台账): filtered, sorted, in pages; the address keeps what was asked for."""

from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.lights import WORST_FIRST
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.persistence import tasks
from tasks_tracker.reports import choices, ledger
from tasks_tracker.reports.selection import Order, Selection, Standing
from tasks_tracker.web.addresses import day, number, words

bp = Blueprint("ledger", __name__)

PAGE = 50
Word = TypeVar("Word", bound=StrEnum)


@bp.get("/ledger")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_LEDGER)
    asked = selection_asked()
    seen = tasks.ended(g.user) if asked.ended else tasks.scope(g.user)
    tallies = ledger.tallies(seen, asked, g.today)
    pages = max(1, -(-tallies.shown.total // PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), pages)
    before = (page - 1) * PAGE
    rows = ledger.rows(seen, g.today, asked, limit=PAGE, offset=before)
    plans = choices.plans(seen)
    return render_template(
        "ledger/show.html",
        asked=asked,
        tallies=tallies,
        rows=rows,
        by_light=ledger.by_light,
        first=before + 1,
        last=before + len(rows),
        page=page,
        pages=pages,
        plans=plans,
        named=choices.named(plans, asked),
        unit_names=choices.unit_names(seen),
    )


def selection_asked() -> Selection:
    """What the address asks for; parts that mean nothing are left out of account."""
    wanted = request.args.getlist("light")
    return Selection(
        plan=number("plan"),
        section=number("section"),
        region=number("region"),
        unit=words("unit"),
        role=_word(Standing, "role", Standing.EITHER),
        lights=tuple(light for light in WORST_FIRST if light in wanted),
        waiting=bool(request.args.get("waiting")),
        due_from=day("due_from"),
        due_to=day("due_to"),
        reported_from=day("reported_from"),
        event=_word(EventKind, "event", None),
        event_from=day("event_from"),
        words=words("q"),
        ended=request.args.get("ended") == "1",
        order=_word(Order, "sort", Order.WORST),
    )


def _word(kind: type[Word], name: str, default: Word | None) -> Any:
    try:
        return kind(request.args.get(name, ""))
    except ValueError:
        return default
