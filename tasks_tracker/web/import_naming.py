"""A name that the register does not know, settled for all tasks where one of them shows it."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, flash, g, request
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.operations.naming import announce_unit, name_unit
from tasks_tracker.reports import unit_names
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.web.forms import Form
from tasks_tracker.web.import_page import back_to, open_view, page, require_task, task_form
from tasks_tracker.web.import_typed import STILL_UNSAVED, forget_typed, is_typed, keep_typed
from tasks_tracker.wording import word

bp = Blueprint("import_naming", __name__, url_prefix="/imports/<int:draft_id>/tasks/<int:key>")
NEW = "new"
UNITS = ("lead", "support")


@dataclass(frozen=True)
class Answer:
    """What a clerk says that a printed name means."""

    printed: str
    means: str
    remember: bool

    @classmethod
    def sent(cls) -> "Answer":
        """The fields of the name whose button was pressed; several names may stand on one page."""
        sent, printed = request.form, request.form.get("printed", "")
        means = sent.get(f"typed:{printed}", "").strip() or sent.get(f"means:{printed}", "")
        return cls(printed, means, f"remember:{printed}" in sent)


@bp.post("/naming")
def create(draft_id: int, key: int) -> ResponseReturnValue:
    """What else was typed into the task stays as it is, unsaved."""
    view = open_view(draft_id)
    require_task(view, key)
    naming = Form()
    if not naming.accepted(_settle, view, key, by=g.user, answer=Answer.sent()):
        again = open_view(draft_id)
        form = task_form(again, key)
        form.words = naming.words
        return page(again, key, form)
    flash(naming.result)
    after = open_view(draft_id)
    is_done = not after.by_key[key].doubts
    return back_to(after, after.after(key) or key if is_done else key, doubt=True)


def _settle(view: DraftView, key: int, *, by: User, now: datetime, answer: Answer) -> str:
    if not answer.means:
        raise Refusal(f"请选“{answer.printed}”是哪个单位。")
    form = task_form(view, key)
    was_typed = is_typed(form)
    if answer.means == NEW:
        words, official = _announce(view, answer.printed, by, now), answer.printed
    else:
        unit = _found(view, answer.means)
        words, official = _name(view, answer, unit, by, now), unit.name
    if not was_typed:
        forget_typed(view, key, by=by)
        return words
    right = {name: _righted(form[name].data, answer.printed, official) for name in UNITS}
    keep_typed(view, form, right, by=by, now=now)
    return words + STILL_UNSAVED


def _name(view: DraftView, answer: Answer, unit: Unit, by: User, now: datetime) -> str:
    count = name_unit(view.draft, answer.printed, unit, by=by, now=now, remember=answer.remember)
    words = f"“{answer.printed}”就是{unit.name}，全文 {count} 项任务都已改正。"
    return f"{words}以后自动认出。" if answer.remember else words


def _announce(view: DraftView, printed: str, by: User, now: datetime) -> str:
    found = unit_names.of_draft(view.draft, view.units, only=[printed], known=view.official)
    if not found:
        raise Refusal(f"这份导入稿里已经没有“{printed}”，请刷新页面。")
    group = found[0].group
    members = [unit for unit in view.units if unit.name in found[0].members]
    announce_unit(view.draft, printed, by=by, now=now, group=group, members=members)
    return f"“{printed}”按{word(group)}列入名册，立项时生效。"


def _found(view: DraftView, name: str) -> Unit:
    if name not in view.register:
        raise Refusal(f"名册里没有“{name}”，请从列出的名称里选。")
    return view.register[name]


def _righted(typed: list[str], printed: str, official: str) -> str:
    return "、".join(official if name == printed else name for name in typed)
