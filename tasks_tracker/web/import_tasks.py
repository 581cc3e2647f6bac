"""Tasks of a draft merged, split, added, dropped and restored."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g
from flask.typing import ResponseReturnValue

from tasks_tracker.operations import drafts
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.web.forms import Form
from tasks_tracker.web.import_page import back_to, open_view, page, require_task
from tasks_tracker.web.import_tools import AddForm, DropForm, MergeForm, SplitForm, Tools, offer

bp = Blueprint("import_tasks", __name__, url_prefix="/imports/<int:draft_id>/tasks/<int:key>")


@bp.post("/merger")
def merge(draft_id: int, key: int) -> ResponseReturnValue:
    view, form = _asked(draft_id, key), MergeForm()
    offer(form, None, view, key)
    return _done(view, key, form, drafts.merge_tasks, "已合并，请核对单位、期限和要求有没有重复。")


@bp.post("/split")
def split(draft_id: int, key: int) -> ResponseReturnValue:
    view, form = _asked(draft_id, key), SplitForm()
    offer(None, form, view, key)
    return _done(view, key, form, drafts.split_task, "已拆成两项，请分别留下各自的单位。")


@bp.post("/addition")
def add(draft_id: int, key: int) -> ResponseReturnValue:
    """A task that stands behind this one."""
    view, form = _asked(draft_id, key), AddForm()

    def operation(draft: Any, after: int, **more: Any) -> int:
        return drafts.add_task(draft, after=after, **more)

    return _done(view, key, form, operation, "已添上一项，请写明办理要求和期限。")


@bp.post("/removal")
def drop(draft_id: int, key: int) -> ResponseReturnValue:
    view, form = _asked(draft_id, key), DropForm()
    return _done(view, key, form, drafts.drop_task, "已剔除这一项，立项之前可以在页末恢复。")


@bp.post("/restoration")
def restore(draft_id: int, key: int) -> ResponseReturnValue:
    view, form = open_view(draft_id), Form()
    if not form.accepted(drafts.restore_task, view.draft, key, by=g.user):
        return page(view, view.first(), adoption=form)
    flash("已恢复这一项。")
    return back_to(view, key)


def _asked(draft_id: int, key: int) -> DraftView:
    view = open_view(draft_id)
    require_task(view, key)
    return view


def _done(
    view: DraftView, key: int, form: Form, operation: Callable[..., Any], words: str
) -> ResponseReturnValue:
    """Shown next is the task that was added, else this one, or its neighbour if it is gone."""
    neighbour = view.following(key) or view.preceding(key)
    if not form.accepted(operation, view.draft, key, by=g.user):
        again = open_view(view.draft.id)
        return page(again, key, tools=Tools.about(again, key, form))
    flash(words)
    then = form.result or (key if key in view.again().by_key else neighbour)
    return back_to(view, then, doubt=bool(form.result))
