"""任务台账 as an Excel file, under the filter and on the day that the page shows."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, g, get_template_attribute, send_file
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.persistence import tasks
from tasks_tracker.reports import choices, ledger_lines, past_ledger
from tasks_tracker.reports.ledger_lines import LedgerLine
from tasks_tracker.reports.ledger_workbook import TITLE, fields_for, workbook
from tasks_tracker.reports.selection import Selection
from tasks_tracker.web.ledger import no_such_day, selection_asked

bp = Blueprint("ledger_file", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/ledger.xlsx")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_LEDGER)
    asked = selection_asked()
    if asked.as_of and (refused := no_such_day(asked.as_of)):
        return refused
    on = asked.as_of or g.today
    found = workbook(
        _lines(asked),
        fields_for(g.user),
        office=g.user.region.office if g.user.region else "",
        on=on,
        asked=_words(asked),
    )
    return as_file(found, f"{TITLE}{on:%Y%m%d}.xlsx")


def as_file(content: bytes, name: str) -> ResponseReturnValue:
    """An Excel file that is saved and not opened in the browser."""
    return send_file(io.BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


def _lines(asked: Selection) -> Iterable[LedgerLine]:
    if asked.as_of:
        return ledger_lines.past(past_ledger.on(asked.as_of, tasks.sight(g.user), asked))
    seen = tasks.ended(g.user) if asked.ended else tasks.scope(g.user)
    return ledger_lines.live(seen, asked, g.today)


def _words(asked: Selection) -> str:
    """The filter as the page says it."""
    if asked.is_empty:
        return ""
    plans = choices.plans(tasks.sight(g.user))
    said: Mapping[str, Any] = {"asked": asked, "named": choices.named(plans, asked)}
    return f"筛选：{get_template_attribute('ledger/_asked.html', 'asked_words')(**said)}"
