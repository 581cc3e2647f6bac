"""异议: a unit's form, the list, one objection with the office's answer."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from tasks_tracker.domain.objections import Objection
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.objections import (
    objecting_units,
    raise_objection,
    reassign_task,
    uphold_assignment,
)
from tasks_tracker.persistence import objections, receipts, tasks, units, users
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("objections", __name__)

TOO_LONG = Length(max=2000, message="最多 2000 字。")
NONE = 0
"""Of a choice of units: none yet."""


class ObjectionForm(Form):
    """Which other unit, why, and who of the own unit agreed."""

    proposed_id = SelectField("应当承办的单位", coerce=int)
    reason = TextAreaField(
        "理由", [DataRequired("请写明理由，例如职能依据、文件名称和条款。"), TOO_LONG]
    )
    agreed_by = StringField(
        "同意提出异议的单位负责人",
        [
            DataRequired("异议要经单位负责人同意，写上姓名。"),
            Length(max=40, message="最多 40 字。"),
        ],
    )

    register: Sequence[Unit]
    units: Sequence[Unit]

    @classmethod
    def made_for(cls, task: Task, by: User) -> "ObjectionForm":
        own = objecting_units(by, task)
        more: dict[str, Any] = {}
        if len(own) > 1:
            names = choices((unit.id, unit.name) for unit in own)
            more["unit_id"] = SelectField("提出异议的单位", coerce=int, choices=names)
        form: ObjectionForm = type("ObjectionFormOfTask", (cls,), more)()
        form.units = own
        form.register = units.in_official_order(task.region)
        form.proposed_id.choices = _offered(
            unit for unit in form.register if unit not in own and unit not in task.leads
        )
        return form

    def values(self) -> dict[str, Any]:
        return {
            "proposed": _chosen(self.register, self.proposed_id.data),
            "reason": self.reason.data,
            "agreed_by": self.agreed_by.data,
            "unit": _chosen(self.units, self["unit_id"].data) if "unit_id" in self else None,
        }

    def validate_proposed_id(self, field: SelectField) -> None:
        _require_chosen(field)


class AnswerForm(Form):
    """The office's answer: the task stays."""

    new_unit_id = SelectField("改派给", coerce=int, validate_choice=False)
    opinion = TextAreaField("理由", [DataRequired("请写明理由，两边单位都会看到。"), TOO_LONG])

    register: Sequence[Unit]

    def offer(self, objection: Objection) -> "AnswerForm":
        self.register = units.in_official_order(objection.task.region)
        others = (unit for unit in self.register if unit is not objection.unit)
        self.new_unit_id.choices = _offered(others)
        if not self.is_submitted():
            self.new_unit_id.data = objection.proposed_id
        return self

    def values(self) -> dict[str, Any]:
        return {"opinion": self.opinion.data}


class ReassignmentForm(AnswerForm):
    """The office's answer: the task goes to another unit."""

    new_unit_id = SelectField("改派给", coerce=int)

    def values(self) -> dict[str, Any]:
        chosen = _chosen(self.register, self.new_unit_id.data)
        return {"opinion": self.opinion.data, "new_unit": chosen}

    def validate_new_unit_id(self, field: SelectField) -> None:
        _require_chosen(field)


def _offered(found: Any) -> list[Any]:
    return choices([(NONE, "请选一个单位"), *((unit.id, unit.name) for unit in found)])


def _chosen(known: Sequence[Unit], unit_id: int) -> Unit:
    return next(unit for unit in known if unit.id == unit_id)


def _require_chosen(field: SelectField) -> None:
    if field.data == NONE:
        raise ValidationError("请选一个单位。")


@bp.get("/objections")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_NOTICES)
    found = objections.visible_to(g.user)
    return render_template(
        "objections/index.html",
        waiting=[one for one in found if one.is_open],
        answered=[one for one in found if not one.is_open],
    )


@bp.route("/tasks/<int:task_id>/objections/new", methods=["GET", "POST"])
def new(task_id: int) -> ResponseReturnValue:
    task = tasks.get(task_id, g.user)
    require(g.user, Action.RAISE_OBJECTION, task)
    form = ObjectionForm.made_for(task, g.user)
    if form.accepted(raise_objection, task, by=g.user):
        flash(_told(form.result))
        return redirect(url_for("objections.show", objection_id=form.result.id))
    own = form.units[0]
    found = receipts.of_unit(task, own)
    return render_template(
        "objections/new.html",
        form=form,
        task=task,
        unit=own,
        receipt=found[0] if found else None,
        heads=[person.name for person in users.people_of(own, Role.UNIT_HEAD)],
    )


def _told(objection: Objection) -> str:
    waits = "，这项任务的时钟停住等答复" if objection.stops_clock else ""
    return f"异议已交督查室{waits}。"


@bp.get("/objections/<int:objection_id>")
def show(objection_id: int) -> ResponseReturnValue:
    objection = _objection(objection_id)
    return _page(objection, AnswerForm(formdata=None))


@bp.post("/objections/<int:objection_id>/answer")
def answer(objection_id: int) -> ResponseReturnValue:
    objection = _objection(objection_id)
    require(g.user, Action.DECIDE_OBJECTION, objection)
    is_moved = request.form.get("decision") == "reassign"
    form = (ReassignmentForm() if is_moved else AnswerForm()).offer(objection)
    operation: Callable[..., None] = reassign_task if is_moved else uphold_assignment
    if form.accepted(operation, objection, by=g.user):
        flash("已答复，单位会收到邮件。")
        return redirect(url_for("objections.show", objection_id=objection.id))
    return _page(objection, form)


def _objection(objection_id: int) -> Objection:
    require(g.user, Action.SEE_NOTICES)
    return objections.get(objection_id, g.user)


def _page(objection: Objection, form: AnswerForm) -> ResponseReturnValue:
    may_answer = can(g.user, Action.DECIDE_OBJECTION, objection)
    if may_answer:
        form.offer(objection)
    return render_template(
        "objections/show.html", objection=objection, form=form, may_answer=may_answer
    )
