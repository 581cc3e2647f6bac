"""The ledger (台账): filtered, sorted, in pages; the address keeps what was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement

from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.lights import WORST_FIRST, Light, Rule
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.stages import Stage
from tasks_tracker.persistence import light_rules, tasks
from tasks_tracker.reports import choices, ledger, past_ledger
from tasks_tracker.reports.happenings import Dated
from tasks_tracker.reports.ledger import LedgerRow, Tallies
from tasks_tracker.reports.selection import Order, Selection, Standing
from tasks_tracker.web.addresses import day, number, words
from tasks_tracker.wording import full_day

bp = Blueprint("ledger", __name__)

PAGE = 50
Word = TypeVar("Word", bound=StrEnum)


@bp.get("/ledger")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_LEDGER)
    asked = selection_asked()
    if asked.as_of:
        return no_such_day(asked.as_of) or _past(asked, asked.as_of)
    seen = tasks.ended(g.user) if asked.ended else tasks.scope(g.user)
    tallies = ledger.tallies(seen, asked, g.today)
    page = _Page(tallies)
    rows = ledger.rows(seen, g.today, asked, limit=PAGE, offset=page.before)
    return _shown(asked, seen, page, rows=rows, rule=light_rules.on(g.today))


@dataclass(frozen=True)
class _Page:
    """Which page of the list is asked for."""

    tallies: Tallies

    @property
    def count(self) -> int:
        return max(1, -(-self.tallies.shown.total // PAGE))

    @property
    def number(self) -> int:
        return min(max(request.args.get("page", 1, type=int), 1), self.count)

    @property
    def before(self) -> int:
        return (self.number - 1) * PAGE


def _past(asked: Selection, day: date) -> ResponseReturnValue:
    """The rows that were there then, of the tasks that this person may see now."""
    seen = tasks.sight(g.user)
    past = past_ledger.on(day, seen, asked)
    page = _Page(past.tallies)
    rows = past.rows(limit=PAGE, offset=page.before)
    return _shown(asked, seen, page, rows=rows, rule=past.lines.rule)


def no_such_day(day: date) -> ResponseReturnValue | None:
    """Why there is no ledger of a day; None where there is one."""
    first = past_ledger.first_day(tasks.sight(g.user))
    if day > g.today:
        words = "这一天还没有到，台账只能看到今天为止。"
    elif first is None or day < first:
        words = f"那时还没有任务，台账从{full_day(first)}开始。" if first else "台账里还没有任务。"
    else:
        return None
    return render_template("ledger/no_day.html", day=day, words=words), 400


def _shown(
    asked: Selection,
    seen: ColumnElement[bool],
    page: _Page,
    *,
    rows: Sequence[LedgerRow],
    rule: Rule,
) -> str:
    plans = choices.plans(seen)
    return render_template(
        "ledger/show.html",
        asked=asked,
        tallies=page.tallies,
        rows=rows,
        rule=rule,
        by_light=ledger.by_light,
        first=page.before + 1,
        last=page.before + len(rows),
        page=page.number,
        pages=page.count,
        plans=plans,
        named=choices.named(plans, asked),
        unit_names=choices.unit_names(seen),
        stages=Stage,
    )


def selection_asked() -> Selection:
    """What the address asks for; parts that mean nothing are left out of account."""
    past = _past_day()
    return Selection(
        plan=number("plan"),
        section=number("section"),
        region=number("region"),
        unit=words("unit"),
        role=_word(Standing, "role", Standing.EITHER),
        lights=_lights("light"),
        waiting=bool(request.args.get("waiting")),
        due_from=day("due_from"),
        due_to=day("due_to"),
        reported_from=day("reported_from"),
        event=_word(EventKind, "event", None),
        event_from=day("event_from"),
        event_to=day("event_to"),
        words=words("q"),
        stage=_word(Stage, "stage", None),
        ended=request.args.get("ended") == "1",
        as_of=past,
        order=_word(Order, "sort", Order.WORST),
        **({} if past else _looked_back()),
    )


def _looked_back() -> dict[str, Any]:
    """What is asked of today's ledger only: the ledger of a past day knows no later one."""
    span = day("dated_from"), day("dated_to")
    kind = _word(Dated, "dated", None) if all(span) else None
    night, shown = day("shown_on"), _lights("shown")
    return {
        **({"dated": kind, "dated_from": span[0], "dated_to": span[1]} if kind else {}),
        **({"shown_on": night, "shown": shown} if night and shown else {}),
        "cause": _word(Cause, "cause", None),
    }


def _lights(name: str) -> tuple[Light, ...]:
    wanted = request.args.getlist(name)
    return tuple(light for light in WORST_FIRST if light in wanted)


def _past_day() -> date | None:
    """Today's evening has not come: its ledger is the one that is."""
    asked = day("as_of")
    return None if asked == g.today else asked


def _word(kind: type[Word], name: str, default: Word | None) -> Any:
    try:
        return kind(request.args.get(name, ""))
    except ValueError:
        return default
