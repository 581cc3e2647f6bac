"""列的含义: what each column of a spreadsheet is taken for; and the file as it was handed in."""

from datetime import datetime
from pathlib import Path

import structlog
from flask import Blueprint, abort, flash, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms import FieldList, SelectField

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.sources import DraftState, PlanDraft
from tasks_tracker.domain.users import User
from tasks_tracker.importer.tables import ROLE_WORDS
from tasks_tracker.operations.columns import set_columns
from tasks_tracker.operations.contents import Content
from tasks_tracker.operations.evidence import path_of
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.web.current import settings
from tasks_tracker.web.errors import show as show_error
from tasks_tracker.web.evidence import GUARD
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.import_page import open_view

bp = Blueprint("import_columns", __name__, url_prefix="/imports/<int:draft_id>")
log = structlog.get_logger()
MISSING = "原件登记在案，存放处却没有找到文件。请告诉系统管理员从备份中找回。"


class ColumnsForm(Form):
    """One role for each column, in the order of the sheet."""

    roles = FieldList(SelectField(choices=choices(ROLE_WORDS.items())))

    def values(self) -> Content:
        return {"roles": list(self.roles.data)}


@bp.get("/columns")
def show(draft_id: int) -> ResponseReturnValue:
    view = open_view(draft_id)
    return _page(view, _form(view, formdata=None))


@bp.post("/columns")
def save(draft_id: int) -> ResponseReturnValue:
    view = open_view(draft_id)
    form = _form(view)
    if not form.accepted(_save, view.draft, by=g.user):
        return _page(view, form)
    flash(f"已按列重读，读出 {form.result} 项任务。")
    if not form.result:
        return redirect(url_for("import_columns.show", draft_id=draft_id))
    return redirect(url_for("imports.show", draft_id=draft_id))


@bp.get("/file")
def original(draft_id: int) -> ResponseReturnValue:
    draft = open_view(draft_id).draft
    path = _kept(draft)
    if path is None:
        return show_error(410, MISSING)
    response = send_file(
        path.resolve(),
        mimetype="application/octet-stream",
        as_attachment=True,
        download_name=draft.source.file_name,
    )
    response.headers.update(GUARD)
    return response


def _save(draft: PlanDraft, *, by: User, now: datetime, roles: list[str]) -> int:
    path = _kept(draft)
    if path is None:
        raise Refusal(MISSING)
    return set_columns(draft, by=by, now=now, raw=path.read_bytes(), roles=roles)


def _kept(draft: PlanDraft) -> Path | None:
    """Where the file lies; 404 for a draft of which only the text was kept."""
    if draft.source.stored_name is None:
        abort(404)
    path = path_of(draft.source.stored_name, folder=settings().upload_dir)
    if path.is_file():
        return path
    log.error("original file is missing", draft=draft.id, stored_name=path.name)
    return None


def _form(view: DraftView, **source: object) -> ColumnsForm:
    columns = view.draft.content.get("columns", [])
    if not columns:
        abort(404)
    return ColumnsForm(data={"roles": [column["role"] for column in columns]}, **source)


def _page(view: DraftView, form: ColumnsForm) -> ResponseReturnValue:
    return render_template(
        "imports/columns.html",
        view=view,
        draft=view.draft,
        form=form,
        columns=list(zip(view.draft.content["columns"], form.roles, strict=False)),
        is_open=view.draft.state is DraftState.OPEN,
    )
