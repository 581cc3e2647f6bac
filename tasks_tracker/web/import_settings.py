"""全文设定: what holds for a whole draft."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.sources import DraftState
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations import drafts
from tasks_tracker.operations.contents import Content
from tasks_tracker.persistence import users
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.web.forms import choices
from tasks_tracker.web.import_forms import digest
from tasks_tracker.web.import_page import open_view
from tasks_tracker.web.import_settings_form import NOBODY, SettingsForm, settings_of

bp = Blueprint("import_settings", __name__, url_prefix="/imports/<int:draft_id>/settings")
MOST_AT_SIGHT = 30
"""Sections; where there are more, the list of them opens when it is wanted."""
OVERTAKEN = "同事刚改过全文设定，请对照后再保存一次；你填的内容还在下面。"


@bp.get("")
def show(draft_id: int) -> ResponseReturnValue:
    view = open_view(draft_id)
    return _page(view, _form(view, formdata=None))


@bp.post("")
def save(draft_id: int) -> ResponseReturnValue:
    view = open_view(draft_id)
    form = _form(view)
    dates = _dates(view.draft.content)
    if not form.accepted(_save, view, by=g.user):
        if form.seen.errors:
            form.seen.data = digest(settings_of(view.draft.content))
        return _page(view, form)
    moved = sum(old != new for old, new in zip(dates, _dates(view.draft.content), strict=True))
    flash(f"全文设定已保存，{moved} 个期限随之重新推算。" if moved else "全文设定已保存。")
    return redirect(url_for("imports.show", draft_id=draft_id))


def _dates(content: Content) -> list[str | None]:
    return [one["due"] for task in content["tasks"] for one in task["deadlines"]]


def _save(
    view: DraftView,
    *,
    by: User,
    now: datetime,
    seen: str,
    settings: Content,
) -> None:
    draft = view.draft
    draft.require_open()
    if seen != digest(settings_of(draft.content)):
        raise Refusal(OVERTAKEN, field="seen")
    labels = [part.label for part in view.parts]
    named = {label: one for label, one in zip(labels, settings["leader_ids"], strict=False) if one}
    drafts.set_phases(draft, by=by, now=now, phases=settings["phases"], leaders=named)
    drafts.set_rules(draft, by=by, now=now, changes=settings["rules"])
    drafts.set_head(draft, by=by, now=now, changes=settings["head"])


def _form(view: DraftView, **source: Any) -> SettingsForm:
    labels = [part.label for part in view.parts]
    form = SettingsForm.made_for(view.draft.content, labels, **source)
    people = [(one.id, _called(one)) for one in users.holders(view.draft.region, Role.LEADER)]
    for leader in (form.everywhere, *form.leaders):
        leader.choices = choices([(NOBODY, "暂不指定"), *people])
    return form


def _called(leader: User) -> str:
    titles = [post.title for post in leader.posts if post.role is Role.LEADER]
    return f"{titles[0]} {leader.name}"


def _page(view: DraftView, form: SettingsForm) -> ResponseReturnValue:
    return render_template(
        "imports/settings.html",
        view=view,
        draft=view.draft,
        form=form,
        is_long=len(view.parts) > MOST_AT_SIGHT,
        is_open=view.draft.state is DraftState.OPEN,
    )
