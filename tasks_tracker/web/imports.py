"""导入方案: a document is handed in, its tasks are checked, and it is adopted or thrown away."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.operations.contents import Content
from tasks_tracker.operations.drafts import correct_task, discard_draft, want
from tasks_tracker.operations.evidence import MEGABYTE, Intake
from tasks_tracker.operations.plans import adopt_plan, hand_in_document
from tasks_tracker.operations.unsent import forget
from tasks_tracker.persistence.session import OVERTAKEN, transaction
from tasks_tracker.reports import imports
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.web.current import settings
from tasks_tracker.web.forms import Form
from tasks_tracker.web.import_forms import (
    AdoptionForm,
    TaskForm,
    UploadForm,
    changed_fields,
    digest,
)
from tasks_tracker.web.import_page import back_to, open_view, page, require_task, subject, task_form
from tasks_tracker.web.unsent import sending

bp = Blueprint("imports", __name__, url_prefix="/imports")


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.IMPORT_PLAN, g.user.region)
    return _list(UploadForm(formdata=None))


@bp.post("")
def create() -> ResponseReturnValue:
    require(g.user, Action.IMPORT_PLAN, g.user.region)
    form = UploadForm()
    with Intake(settings().upload_dir, settings().upload_max_mb * MEGABYTE) as intake:
        if not form.accepted(_hand_in, g.user.region, by=g.user, intake=intake):
            return _list(form)
        intake.keep()
    found: list[PlanDraft] = form.result
    if len(found) == 1:
        page_of = "imports.show" if found[0].content["tasks"] else "import_columns.show"
        return redirect(url_for(page_of, draft_id=found[0].id))
    flash(_several(found))
    return redirect(url_for("imports.index"))


def _several(found: list[PlanDraft]) -> str:
    wanted = sum(draft.wanted for draft in found)
    words = f"这份文件里有 {wanted} 份布置任务的方案，逐份核对后分别立项。"
    others = len(found) - wanted
    return f"{words}另有 {others} 份办法、章程也给单位派了职责，没有勾选。" if others else words


@bp.get("/<int:draft_id>")
def show(draft_id: int) -> ResponseReturnValue:
    view = open_view(draft_id)
    return page(view, request.args.get("task", view.first(), type=int))


@bp.post("/<int:draft_id>/tasks/<int:key>")
def correct(draft_id: int, key: int) -> ResponseReturnValue:
    view = open_view(draft_id)
    require_task(view, key)
    if "forget" in request.form:
        return _forget(view, key)
    form = task_form(view, key)
    if not _saved(view, key, form):
        return page(open_view(draft_id), key, form)
    if "next" not in request.form:
        flash(f"第 {view.by_key[key].number} 项已存。")
        return back_to(view, key)
    following = view.again().after(key)
    flash(f"第 {view.by_key[key].number} 项已核。" if following else _all_settled(view.again()))
    return back_to(view, following or key, doubt=bool(following))


def _saved(view: DraftView, key: int, form: TaskForm) -> bool:
    """Whoever saves another task at the same moment is no reason to refuse: once more."""
    operation = sending(_correct, subject(view, key))
    if form.accepted(operation, view.draft, key, by=g.user):
        return True
    if form.words != OVERTAKEN:
        return False
    form.words = ""
    return form.accepted(operation, view.draft, key, by=g.user)


def _all_settled(view: DraftView) -> str:
    return "这一项还有不认识的单位。" if view.doubtful else "疑点都核过了，可以立项。"


def _forget(view: DraftView, key: int) -> ResponseReturnValue:
    """What was typed and not sent is taken back."""
    with transaction():
        forget(subject(view, key), by=g.user)
    return back_to(view, key)


@bp.post("/<int:draft_id>/adoption")
def adopt(draft_id: int) -> ResponseReturnValue:
    view = open_view(draft_id)
    form = AdoptionForm()
    if not form.accepted(_adopt, view, by=g.user):
        return page(view, view.first(), adoption=form)
    plan: Plan = form.result
    flash(f"{plan.doc_no}已立项，{len(view.items)} 项任务进入台账，已邮件告知牵头单位。")
    return redirect(url_for("ledger.show", plan=plan.id))


@bp.post("/<int:draft_id>/wanted")
def wanted(draft_id: int) -> ResponseReturnValue:
    """Ticked, or no longer ticked, for adoption."""
    view = open_view(draft_id)
    is_wanted = request.form.get("wanted") == "1"
    words = "已勾选为要立项的文件。" if is_wanted else "已取消勾选，这份文件不立项。"
    return _short(view, want, words, wanted=is_wanted)


@bp.post("/<int:draft_id>/discard")
def discard(draft_id: int) -> ResponseReturnValue:
    view = open_view(draft_id)
    form = Form()
    if not form.accepted(discard_draft, view.draft, by=g.user):
        return page(view, view.first(), adoption=form)
    flash(f"已放弃导入{view.draft.doc_no}，台账没有变化。需要时可以重新上传。")
    return redirect(url_for("imports.index"))


def _short(
    view: DraftView, operation: Callable[..., Any], words: str, **more: Any
) -> ResponseReturnValue:
    """A step that one button takes."""
    form = Form()
    if not form.accepted(operation, view.draft, by=g.user, **more):
        return page(view, view.first(), adoption=form)
    flash(words)
    return redirect(url_for("imports.show", draft_id=view.draft.id))


def _hand_in(
    region: Region, *, by: User, now: datetime, file: FileStorage, intake: Intake
) -> list[PlanDraft]:
    raw = file.stream.read(settings().upload_max_mb * MEGABYTE + 1)
    if len(raw) > settings().upload_max_mb * MEGABYTE:
        raise Refusal(f"文件超过 {settings().upload_max_mb} MB，不像是方案正文。", field="file")
    name = (file.filename or "").strip() or "未命名"
    return hand_in_document(region, by=by, now=now, file_name=name, raw=raw, keep=intake.put)


def _correct(draft: PlanDraft, key: int, *, seen: str, changes: Content, **more: Any) -> None:
    draft.require_open()
    task = next(one for one in draft.content["tasks"] if one["key"] == key)
    if seen != digest(task):
        fields = "、".join(changed_fields(task, changes)) or "与你填的一样"
        raise Refusal(
            f"同事刚改过这一项，与你填的不同的有：{fields}。"
            "你填的内容还在下面，看过之后再保存，就以你的为准。",
            field="seen",
        )
    correct_task(draft, key, changes=changes, **more)


def _adopt(view: DraftView, *, confirmed: bool, **more: Any) -> Plan:
    if view.open_doubts and not confirmed:
        raise Refusal(f"还有 {view.open_doubts} 处疑点没有核。核对，或勾选“疑点已经看过”。")
    return adopt_plan(view.draft, **more)


def _list(form: UploadForm) -> ResponseReturnValue:
    return render_template(
        "imports/index.html",
        form=form,
        rows=imports.of(g.user.region),
        max_megabytes=settings().upload_max_mb,
    )
