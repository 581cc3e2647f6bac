"""延期: asking for a later date, the list of requests, one of them with what can be done to it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker import wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.extension_rules import require_extendable
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.rights_barriers import leading_units
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.operations import extensions as act
from tasks_tracker.persistence import evidence, extensions, tasks
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import extensions as lists
from tasks_tracker.reports.milestones import verdict
from tasks_tracker.web import addresses, extension_page
from tasks_tracker.web.evidence_field import EvidenceFields
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("extensions", __name__)
LONGEST = 1000
OVERTAKEN = "打开本页之后这份申请有了变化，请看过下面的最新情况再办，刚才写的还在。"


def too_long(most: int = LONGEST) -> Length:
    return Length(max=most, message=f"最多 {most} 字。")


class SpeakingForm(EvidenceFields, Form):
    """Which milestone it is about, and for which unit the person speaks."""

    milestone_id = SelectField("节点", coerce=int)

    milestones: Sequence[Milestone]
    units: Sequence[Unit]

    @classmethod
    def made_for(cls, task: Task, by: User, milestones: Sequence[Milestone]) -> "SpeakingForm":
        units, more = leading_units(by, task), {}
        if len(units) > 1:
            names = choices((unit.id, unit.name) for unit in units)
            more["unit_id"] = SelectField("申请单位", coerce=int, choices=names)
        form: SpeakingForm = type("FormOfTask", (cls,), more)()
        form.milestones, form.units = milestones, units
        form.milestone_id.choices = choices((one.id, named(one)) for one in milestones)
        return form

    @property
    def milestone(self) -> Milestone:
        return next(one for one in self.milestones if one.id == self.milestone_id.data)

    def values(self) -> dict[str, Any]:
        given = super().values()
        chosen = given.pop("unit_id", None)
        del given["milestone_id"]
        unit = next((one for one in self.units if one.id == chosen), None)
        return {**given, "unit": unit, "no_evidence": self.no_evidence.data or ""}


class ExtensionForm(SpeakingForm):
    new_due_on = DateField("申请延至", [DataRequired("请填写申请延至的日期。")])
    reason = TextAreaField("延期理由", [DataRequired("延期理由不能空着。"), too_long()])
    beyond_phase = StringField("晚于方案总节点的说明", [too_long(300)])

    def values(self) -> dict[str, Any]:
        return {**super().values(), "beyond_phase": self.beyond_phase.data or ""}


class OpinionForm(Form):
    """What somebody says to a request, and which version of it was in sight."""

    opinion = TextAreaField("意见", [too_long()])
    seen = HiddenField()

    def values(self) -> dict[str, str]:
        return {"words": self.opinion.data or ""}


def named(milestone: Milestone) -> str:
    """窗口全部启用（现行 2021年9月30日，原定 2021年8月31日）."""
    original = milestone.original_due_on
    moved = f"，原定 {wording.full_day(original)}" if original != milestone.due_on else ""
    return f"{milestone.deliverable}（现行 {wording.full_day(milestone.due_on)}{moved}）"


@bp.get("/extensions")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_EXTENSIONS)
    tab = request.args.get("tab", lists.Tab.OPEN, type=lists.Tab)
    found = lists.listing(g.user, tab, before=addresses.number("before"))
    return render_template("extensions/index.html", found=found, tab=tab, tabs=lists.Tab)


@bp.route("/tasks/<int:task_id>/extensions/new", methods=["GET", "POST"])
def new(task_id: int) -> ResponseReturnValue:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.ASK_EXTENSION, task)
    form = ExtensionForm.made_for(task, g.user, _extendable(task))
    if not form.is_submitted():
        form.milestone_id.data = addresses.number("milestone")
    if form.accepted_with_evidence(_ask, form, by=g.user):
        flash(_told(form.result))
        return redirect(url_for("extensions.show", extension_id=form.result.id))
    return render_template(
        "extensions/new.html",
        form=form,
        task=task,
        verdict=verdict(task, g.today),
        earlier=extensions.of_task(task),
    )


@bp.get("/extensions/<int:extension_id>")
def show(extension_id: int) -> ResponseReturnValue:
    return _page(extensions.get(extension_id, g.user), OpinionForm())


@bp.post("/extensions/<int:extension_id>/consent")
def agree(extension_id: int) -> ResponseReturnValue:
    return _answer(extension_id, agrees=True)


@bp.post("/extensions/<int:extension_id>/dissent")
def decline(extension_id: int) -> ResponseReturnValue:
    return _answer(extension_id, agrees=False)


@bp.post("/extensions/<int:extension_id>/office")
def hand_over(extension_id: int) -> ResponseReturnValue:
    def pass_on(extension: Extension, *, by: User, now: datetime, **_said: str) -> None:
        act.hand_over(extension, by=by, now=now)

    return _decided(
        extension_id, Action.WITHDRAW_EXTENSION, pass_on, "已送督查室，节点的时钟从今天起停住。"
    )


@bp.post("/extensions/<int:extension_id>/grant")
def grant(extension_id: int) -> ResponseReturnValue:
    return _decided(
        extension_id,
        Action.DECIDE_EXTENSION,
        act.grant_extension,
        "已批准，现行期限改为申请的日期，原定期限照旧显示。",
    )


@bp.post("/extensions/<int:extension_id>/refusal")
def refuse(extension_id: int) -> ResponseReturnValue:
    return _decided(
        extension_id,
        Action.DECIDE_EXTENSION,
        act.refuse_extension,
        "未批准，期限不变，单位会收到理由。",
    )


@bp.post("/extensions/<int:extension_id>/withdrawal")
def withdraw(extension_id: int) -> ResponseReturnValue:
    return _decided(
        extension_id, Action.WITHDRAW_EXTENSION, act.withdraw_extension, "已撤回，期限不变。"
    )


def _ask(form: ExtensionForm, **more: Any) -> Extension:
    return act.request_extension(form.milestone, **more)


def _extendable(task: Task) -> list[Milestone]:
    """Those for which a later date can be asked today; where there is none, why not."""
    found, refused = [], Refusal(f"{task.code}没有可以申请延期的节点。")
    for milestone in task.dated:
        try:
            require_extendable(milestone, g.today)
            found.append(milestone)
        except Refusal as refusal:
            refused = refusal
    if not found:
        raise refused
    return found


def _answer(extension_id: int, *, agrees: bool) -> ResponseReturnValue:
    extension = extensions.get(extension_id, g.user)
    consent = extension_page.own_consent(extension, g.user)

    def answer(_extension: Extension, **more: Any) -> None:
        act.answer_consent(consent, agrees=agrees, **more)

    return _taken(extension, answer, "已答复。各单位都答复以后，申请自动送督查室。")


def _decided(
    extension_id: int, action: Action, step: Callable[..., None], words: str
) -> ResponseReturnValue:
    extension = extensions.get(extension_id, g.user)
    require(g.user, action, extension)
    return _taken(extension, step, words)


def _taken(extension: Extension, step: Callable[..., None], words: str) -> ResponseReturnValue:
    form, extension_id = OpinionForm(), extension.id

    def take(one: Extension, **more: Any) -> None:
        if form.seen.data != str(one.version):
            raise Refusal(OVERTAKEN)
        step(one, **more)

    if form.accepted(take, extension, by=g.user):
        flash(words)
        return redirect(url_for("extensions.show", extension_id=extension_id))
    return _page(extensions.get(extension_id, g.user), form)


def _page(extension: Extension, form: OpinionForm) -> ResponseReturnValue:
    form.seen.data = str(extension.version)
    ends_on, is_workday = lists.workday_words(extension, calendar())
    return render_template(
        "extensions/show.html",
        extension=extension,
        form=form,
        pieces=evidence.of(f"extension:{extension.id}"),
        others=[one for one in extensions.of_task(extension.task) if one is not extension],
        ends_on=ends_on,
        is_workday=is_workday,
        consent=extension_page.find_consent(extension, g.user),
        may=extension_page.options(extension, g.user, g.today),
    )


def _told(extension: Extension) -> str:
    if extension.consents:
        names = "、".join(consent.unit.name for consent in extension.consents)
        return f"已提交，先请{names}表示意见；这期间时钟照走。"
    return "已送督查室，节点的时钟从今天起停住，等审批。"
