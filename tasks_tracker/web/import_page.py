"""The clerk's screen: a draft with one of its tasks in hand, and every form that stands on it."""

from datetime import datetime
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.sources import DraftState
from tasks_tracker.persistence import plans, units
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import clerks
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.reports.outlines import outline
from tasks_tracker.reports.task_in_hand import TaskInHand
from tasks_tracker.web import unsent
from tasks_tracker.web.forms import Form
from tasks_tracker.web.import_forms import AdoptionForm, TaskForm, digest
from tasks_tracker.web.import_tools import Tools

BY_SOURCE = "source"
TAKEN_OUT = "这一项刚被合并或剔除了，在页末可以看到，也可以恢复。"


def open_view(draft_id: int) -> DraftView:
    draft = plans.get_draft(draft_id, g.user)
    require(g.user, Action.ADOPT_PLAN, draft)
    return DraftView(draft, units.by_name(draft.region), calendar())


def subject(view: DraftView, key: int) -> str:
    """Under which name the form of a task is kept while it is typed."""
    return f"draft:{view.draft.id}:{key}"


def require_task(view: DraftView, key: int | None) -> None:
    """Who is at a task that a colleague has just taken out is led back to the draft."""
    if key is None or key in view.by_key:
        return
    if all(one["task"]["key"] != key for one in view.removed):
        abort(404)
    flash(TAKEN_OUT)
    abort(back_to(view, view.first()))


def task_form(view: DraftView, key: int, **source: Any) -> TaskForm:
    form = TaskForm.made_for(view.item(key), **source)
    for field in (form.lead, form.support):
        field.know(view.known)
    return form


def page(
    view: DraftView,
    key: int | None,
    form: TaskForm | None = None,
    *,
    adoption: Form | None = None,
    tools: Tools | None = None,
) -> ResponseReturnValue:
    """`form` and `tools` are what was sent and refused."""
    require_task(view, key)
    in_hand = {"form": None} if key is None else _in_hand(view, key, form, tools)
    return render_template(
        "imports/show.html",
        view=view,
        draft=view.draft,
        key=key,
        order=order(),
        adoption=_adoption(adoption),
        sent=request.form,
        others=clerks.at_work(view.draft, g.user, g.now),
        is_open=view.draft.state is DraftState.OPEN,
        **in_hand,
    )


def _adoption(sent: Form | None) -> AdoptionForm:
    """As it was sent; a step that one button takes has nothing for it but why it was refused."""
    if isinstance(sent, AdoptionForm):
        return sent
    form = AdoptionForm(formdata=None)
    form.words = sent.words if sent else ""
    return form


def order() -> str | None:
    """How the outline goes: None with the doubts first, else as the document goes."""
    return BY_SOURCE if request.args.get("order") == BY_SOURCE else None


def back_to(view: DraftView, key: int | None, *, doubt: bool = False) -> Response:
    """Show a task next; with `doubt` the cursor goes to where it is doubtful."""
    focus = "doubt" if doubt else None
    draft_id = view.draft.id
    return redirect(
        url_for("imports.show", draft_id=draft_id, task=key, order=order(), focus=focus)
    )


def _in_hand(
    view: DraftView, key: int, form: TaskForm | None, tools: Tools | None
) -> dict[str, Any]:
    hand = TaskInHand(view, key)
    kept_at = None
    if form is None:
        form, kept_at = _left(view, key)
    elif form.seen.errors:  # told once; whoever saves again has seen it
        form.seen.data = digest(hand.item)
    return {
        "hand": hand,
        "item": hand.item,
        "outline": outline(view, key, request.args.get("section", type=int)),
        "form": form,
        "focus": hand.first_doubt if request.args.get("focus") == "doubt" else "",
        "kept_at": kept_at,
        "subject": subject(view, key),
        "tools": tools or Tools.about(view, key),
    }


def _left(view: DraftView, key: int) -> tuple[TaskForm, datetime | None]:
    """The form as its person left it, typed and not sent, or as the task stands."""
    kept = unsent.kept(subject(view, key))
    if kept is None or view.draft.state is not DraftState.OPEN:
        return task_form(view, key, formdata=None), None
    return task_form(view, key, formdata=unsent.fields_of(kept)), kept.kept_at
