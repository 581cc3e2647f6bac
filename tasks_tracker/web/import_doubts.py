"""A doubt that stands at many tasks in the same words, settled at all of them at once."""

from datetime import datetime

from flask import Blueprint, flash, g, request
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.users import User
from tasks_tracker.operations.drafts import settle_doubts
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.web.forms import Form
from tasks_tracker.web.import_page import back_to, open_view, page, require_task, task_form
from tasks_tracker.web.import_typed import STILL_UNSAVED, forget_typed, is_typed, keep_typed

bp = Blueprint("import_doubts", __name__, url_prefix="/imports/<int:draft_id>/tasks/<int:key>")


@bp.post("/doubts")
def settle(draft_id: int, key: int) -> ResponseReturnValue:
    view = open_view(draft_id)
    require_task(view, key)
    settling = Form()
    doubt = request.form.get("doubt", "")
    if not settling.accepted(_settle, view, key, by=g.user, doubt=doubt):
        again = open_view(draft_id)
        form = task_form(again, key)
        form.words = settling.words
        return page(again, key, form)
    flash(settling.result)
    after = open_view(draft_id)
    is_done = not after.by_key[key].doubts
    return back_to(after, after.after(key) or key if is_done else key, doubt=True)


def _settle(view: DraftView, key: int, *, by: User, now: datetime, doubt: str) -> str:
    form = task_form(view, key)
    was_typed = is_typed(form)
    count = settle_doubts(view.draft, by=by, now=now, words=doubt)
    words = f"“{doubt}”全文 {count} 处都已核过。"
    if not was_typed:
        forget_typed(view, key, by=by)
        return words
    keep_typed(view, form, {}, by=by, now=now)
    return words + STILL_UNSAVED
