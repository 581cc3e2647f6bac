"""需协调事项: putting one to others, the list, one of them with what can be done to it."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired

from tasks_tracker.domain.blockers import Blocker, BlockerState
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.rights_barriers import seated_units
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations import blockers as act
from tasks_tracker.persistence import blockers, progress, tasks, units, users
from tasks_tracker.reports import blockers as lists
from tasks_tracker.web import addresses
from tasks_tracker.web.explanations import CAUSES
from tasks_tracker.web.extensions import too_long
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("blockers", __name__)
OFFICE = "office"
OVERTAKEN = "打开本页之后这件事项有了变化，请看过最新情况再办，刚才写的还在。"


class BlockerForm(Form):
    """What is wanted, of whom; `made_for` adds the addressees of the region."""

    to = SelectField("请谁协调")
    cause = SelectField("主要原因", coerce=Cause, choices=choices(CAUSES))
    request = TextAreaField("需要协调什么", [DataRequired("需要协调什么不能空着。"), too_long()])

    own: Sequence[Unit]
    named: dict[str, Unit | User | None]
    report: ProgressReport | None = None

    @classmethod
    def made_for(cls, task: Task, by: User) -> "BlockerForm":
        own, more = seated_units(by, task), {}
        if len(own) > 1:
            names = choices((unit.id, unit.name) for unit in own)
            more["unit_id"] = SelectField("提出单位", coerce=int, choices=names)
        form: BlockerForm = type("BlockerFormOfTask", (cls,), more)()
        form.own, form.named = own, _addressees(task, own)
        form.to.choices = choices(
            (key, getattr(one, "name", task.region.office)) for key, one in form.named.items()
        )
        return form

    def values(self) -> dict[str, Any]:
        given = super().values()
        chosen = given.pop("unit_id", None)
        unit = next((one for one in self.own if one.id == chosen), None)
        return {**given, "to": self.named[self.to.data], "unit": unit, "report": self.report}


class StepForm(Form):
    """What is said to one, and which version of it was in sight."""

    opinion = TextAreaField("说明", [too_long(300)])
    answer = TextAreaField("答复", [too_long()])
    seen = HiddenField()

    def values(self) -> dict[str, str]:
        return {"words": self.opinion.data or ""}


class AnswerForm(StepForm):
    def values(self) -> dict[str, str]:
        return {"answer": self.answer.data or ""}


@bp.get("/blockers")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_BLOCKERS)
    tab = request.args.get("tab", lists.Tab.OPEN, type=lists.Tab)
    found = lists.listing(g.user, tab, g.today, before=addresses.number("before"))
    return render_template("blockers/index.html", found=found, tab=tab, tabs=lists.Tab)


@bp.route("/tasks/<int:task_id>/blockers/new", methods=["GET", "POST"])
def new(task_id: int) -> ResponseReturnValue:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.RAISE_BLOCKER, task)
    form = BlockerForm.made_for(task, g.user)
    form.report = _report(task)
    if form.report and not form.is_submitted():
        form.request.data = form.report.coordination
    if form.accepted(act.raise_blocker, task, by=g.user):
        flash(f"已提出，请{form.result.addressee}在三个工作日内答复。")
        return redirect(url_for("blockers.show", blocker_id=form.result.id))
    return render_template("blockers/new.html", form=form, task=task)


@bp.get("/blockers/<int:blocker_id>")
def show(blocker_id: int) -> ResponseReturnValue:
    return _page(blockers.get(blocker_id, g.user), StepForm())


@bp.post("/blockers/<int:blocker_id>/answer")
def answer(blocker_id: int) -> ResponseReturnValue:
    return _step(blocker_id, act.answer_blocker, "已答复，等提出单位确认是否解决。")


@bp.post("/blockers/<int:blocker_id>/confirmation")
def confirm(blocker_id: int) -> ResponseReturnValue:
    return _step(blocker_id, act.confirm_blocker, "已确认解决。")


@bp.post("/blockers/<int:blocker_id>/rejection")
def reject(blocker_id: int) -> ResponseReturnValue:
    return _step(blocker_id, act.reject_answer, "已退回再办，重新计三个工作日。")


@bp.post("/blockers/<int:blocker_id>/withdrawal")
def withdraw(blocker_id: int) -> ResponseReturnValue:
    return _step(blocker_id, act.withdraw_blocker, "已撤回。")


def _addressees(task: Task, own: Sequence[Unit]) -> dict[str, Unit | User | None]:
    """The office first, then the leaders, then the units of the region in official order."""
    leaders = {f"person:{one.id}": one for one in users.holders(task.region, Role.LEADER)}
    others = [
        unit
        for unit in units.in_official_order(task.region)
        if not unit.is_collective and unit not in own
    ]
    return {OFFICE: None, **leaders, **{f"unit:{one.id}": one for one in others}}


def _report(task: Task) -> ProgressReport | None:
    """The report that the person comes from, if it is one of this task that told of something."""
    asked = addresses.number("report")
    if asked is None:
        return None
    try:
        found = progress.get(asked, g.user)
    except NoResultFound:
        return None
    return found if found.task is task and found.coordination else None


def _step(blocker_id: int, step: Callable[..., None], words: str) -> ResponseReturnValue:
    blocker = blockers.get(blocker_id, g.user)
    answers = step is act.answer_blocker
    require(g.user, Action.ANSWER_BLOCKER if answers else Action.SETTLE_BLOCKER, blocker)
    form = AnswerForm() if answers else StepForm()

    def take(one: Blocker, **more: Any) -> None:
        if form.seen.data != str(one.version):
            raise Refusal(OVERTAKEN)
        step(one, **more)

    if form.accepted(take, blocker, by=g.user):
        flash(words)
        return redirect(url_for("blockers.show", blocker_id=blocker_id))
    return _page(blockers.get(blocker_id, g.user), form)


def _page(blocker: Blocker, form: StepForm) -> ResponseReturnValue:
    form.seen.data = str(blocker.version)
    may_settle = can(g.user, Action.SETTLE_BLOCKER, blocker) and not blocker.is_settled
    return render_template(
        "blockers/show.html",
        blocker=blocker,
        form=form,
        may_answer=blocker.state is BlockerState.OPEN
        and can(g.user, Action.ANSWER_BLOCKER, blocker),
        may_judge=may_settle and blocker.state is BlockerState.ANSWERED,
        may_withdraw=may_settle,
        sees_task=blockers.is_task_open_to(blocker, g.user),
    )
