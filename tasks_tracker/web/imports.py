"""导入方案: a document is handed in, its tasks are checked, and it is adopted or thrown away."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import DraftState, PlanDraft
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.evidence import MEGABYTE
from tasks_tracker.operations.plans import (
    adopt_plan,
    correct_task,
    discard_draft,
    hand_in_document,
)
from tasks_tracker.persistence import plans, units, users
from tasks_tracker.reports import imports
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.web.current import settings
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.import_forms import AdoptionForm, TaskForm, UploadForm, digest

bp = Blueprint("imports", __name__, url_prefix="/imports")
NOBODY = 0
OVERTAKEN = "同事刚改过这一项，请另开一页看过之后再改；你填的内容还在下面。"


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.IMPORT_PLAN, g.user.region)
    return _list(UploadForm(formdata=None))


@bp.post("")
def create() -> ResponseReturnValue:
    require(g.user, Action.IMPORT_PLAN, g.user.region)
    form = UploadForm()
    if not form.accepted(_hand_in, g.user.region, by=g.user):
        return _list(form)
    found: list[PlanDraft] = form.result
    if len(found) == 1:
        return redirect(url_for("imports.show", draft_id=found[0].id))
    flash(f"这份文件里有 {len(found)} 份布置任务的方案，逐份核对后分别立项。")
    return redirect(url_for("imports.index"))


@bp.get("/<int:draft_id>")
def show(draft_id: int) -> ResponseReturnValue:
    view = _view(draft_id)
    number = request.args.get("task", view.first(), type=int)
    return _page(view, number)


@bp.post("/<int:draft_id>/tasks/<int:number>")
def correct(draft_id: int, number: int) -> ResponseReturnValue:
    view = _view(draft_id)
    form = _task_form(view, number)
    if not form.accepted(_correct, view.draft, number - 1, by=g.user):
        return _page(view, number, form)
    wants_next = "next" in request.form
    following = _view(draft_id).after(number) if wants_next else None
    flash(f"第 {number} 项已改。" if following or not wants_next else "疑点都核过了，可以立项。")
    return redirect(url_for("imports.show", draft_id=draft_id, task=following or number))


@bp.post("/<int:draft_id>/adoption")
def adopt(draft_id: int) -> ResponseReturnValue:
    view = _view(draft_id)
    form = _adoption_form(view)
    if not form.accepted(_adopt, view, by=g.user):
        return _page(view, view.first(), adoption=form)
    plan: Plan = form.result
    flash(f"{plan.doc_no}已立项，{len(view.items)} 项任务进入台账，已邮件告知牵头单位。")
    return redirect(url_for("ledger.show", plan=plan.id))


@bp.post("/<int:draft_id>/discard")
def discard(draft_id: int) -> ResponseReturnValue:
    view = _view(draft_id)
    form = Form()
    if not form.accepted(discard_draft, view.draft, by=g.user):
        return _page(view, view.first(), adoption=form)
    flash(f"已放弃导入{view.draft.doc_no}，台账没有变化。需要时可以重新上传。")
    return redirect(url_for("imports.index"))


def _hand_in(region: Region, *, by: User, now: datetime, file: FileStorage) -> list[PlanDraft]:
    raw = file.stream.read(settings().upload_max_mb * MEGABYTE + 1)
    if len(raw) > settings().upload_max_mb * MEGABYTE:
        raise Refusal(f"文件超过 {settings().upload_max_mb} MB，不像是方案正文。", field="file")
    name = (file.filename or "").strip() or "未命名"
    return hand_in_document(region, by=by, now=now, file_name=name, raw=raw)


def _correct(draft: PlanDraft, index: int, *, seen: str, **more: Any) -> None:
    draft.require_open()
    if seen != digest(draft.content["tasks"][index]):
        raise Refusal(OVERTAKEN)
    correct_task(draft, index, **more)


def _adopt(view: DraftView, *, confirmed: bool, leader_ids: list[int], **more: Any) -> Plan:
    if view.open_doubts and not confirmed:
        raise Refusal(f"还有 {view.open_doubts} 处疑点没有核。核对，或勾选“疑点已经看过”。")
    known = {leader.id: leader for leader in _leaders(view)}
    named = zip(view.parts, leader_ids, strict=False)
    leaders = {part.label: known[leader_id] for part, leader_id in named if leader_id}
    return adopt_plan(view.draft, leaders=leaders, **more)


def _view(draft_id: int) -> DraftView:
    draft = plans.get_draft(draft_id, g.user)
    require(g.user, Action.ADOPT_PLAN, draft)
    return DraftView(draft, units.official_names(draft.region))


def _task_form(view: DraftView, number: int, **source: Any) -> TaskForm:
    if not 1 <= number <= len(view.items):
        abort(404)
    return TaskForm.made_for(view.items[number - 1], **source)


def _adoption_form(view: DraftView, **source: Any) -> AdoptionForm:
    marked = [goal.index for goal in view.goals if goal.applies]
    nobody = [NOBODY] * len(view.parts)
    form = AdoptionForm(data={"phases": marked, "leaders": nobody}, **source)
    form.phases.choices = choices((goal.index, goal.words) for goal in view.goals)
    people = [(NOBODY, "暂不指定"), *((one.id, _called(one)) for one in _leaders(view))]
    for part, leader in zip(view.parts, form.leaders, strict=False):
        leader.label.text = part.label
        leader.choices = choices(people)
    return form


def _leaders(view: DraftView) -> Sequence[User]:
    return users.holders(view.draft.region, Role.LEADER)


def _called(leader: User) -> str:
    titles = [post.title for post in leader.posts if post.role is Role.LEADER]
    return f"{titles[0]} {leader.name}"


def _list(form: UploadForm) -> ResponseReturnValue:
    return render_template(
        "imports/index.html",
        form=form,
        rows=imports.of(g.user.region),
        max_megabytes=settings().upload_max_mb,
    )


def _page(
    view: DraftView,
    number: int,
    form: TaskForm | None = None,
    adoption: Form | None = None,
) -> ResponseReturnValue:
    return render_template(
        "imports/show.html",
        view=view,
        draft=view.draft,
        number=number,
        form=form or _task_form(view, number, formdata=None),
        adoption=adoption or _adoption_form(view, formdata=None),
        is_open=view.draft.state is DraftState.OPEN,
    )
