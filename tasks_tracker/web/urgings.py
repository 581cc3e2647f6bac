"""催办督办: what is asked of units, what the ladder proposes, and taking a step in two pages."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import (
    BooleanField,
    DateField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional

from tasks_tracker import wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.ladder import HIGHEST, LOWEST, STEPS, Step
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.operations.urgings import Previewed, preview, urge
from tasks_tracker.persistence import behind, ladder, tasks
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import urgings as report
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("urgings", __name__, url_prefix="/urgings")

NO_REASON = "事由不能空着，写落下什么、要求做到哪一步。"
WHY_URGENT = "勾选了紧急，要写明理由。"
LONGEST = 1000


class UrgingForm(Form):
    """One step towards one unit; `made_for` says which tasks and units there are to choose."""

    tasks = SelectMultipleField("任务", coerce=int)
    unit = SelectField("催办单位", coerce=int)
    level = SelectField("级别", coerce=int)
    reason = TextAreaField(
        "事由和要求",
        [DataRequired(NO_REASON), Length(max=LONGEST, message=f"最多 {LONGEST} 字。")],
    )
    reply_by = DateField("答复期限", [Optional()])
    is_urgent = BooleanField("紧急，跳级发出")
    urgent_reason = StringField("紧急的理由", [Length(max=300, message="最多 300 字。")])

    units: Sequence[Unit]
    known: Sequence[Task]

    @classmethod
    def made_for(cls, known: Sequence[Task], offered: Sequence[Unit]) -> "UrgingForm":
        form = cls()
        form.known, form.units = known, offered
        form.tasks.choices = choices((one.id, f"{one.code} {one.name}") for one in known)
        form.unit.choices = choices((one.id, one.name) for one in offered)
        levels = [n for n in range(LOWEST, HIGHEST + 1) if n == LOWEST or _may_sign(known)]
        form.level.choices = choices((n, wording.word(STEPS[n])) for n in levels)
        return form

    @property
    def chosen(self) -> list[Task]:
        wanted = set(self.tasks.data or ())
        return [task for task in self.known if task.id in wanted]

    def values(self) -> dict[str, Any]:
        if self.is_urgent.data and not self.urgent_reason.data:
            raise Refusal(WHY_URGENT, field="urgent_reason")
        return {
            "unit": next(one for one in self.units if one.id == self.unit.data),
            "level": self.level.data,
            "reason": (self.reason.data or "").replace("\r\n", "\n"),
            "reply_by": self.reply_by.data,
            "urgent_reason": self.urgent_reason.data if self.is_urgent.data else "",
        }


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_URGINGS)
    shown = _shown()
    may_urge = can(g.user, Action.SEE_LADDER)
    region = g.user.region
    proposed = report.proposals(region, g.today) if may_urge and region else []
    return render_template(
        "urgings/index.html",
        page=report.listed(g.user, shown, g.today, before=addresses.number("before")),
        shown=shown,
        proposals=proposed,
        bundles=report.bundles(proposed),
        may_urge=may_urge,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """First the form, then what it would send and to whom, then it is sent."""
    require(g.user, Action.SEE_LADDER)
    known = _known()
    if not known:
        return render_template("urgings/units.html", units=behind.units(g.today, g.user.region.id))
    for task in known:
        require(g.user, Action.URGE, task)
    form = UrgingForm.made_for(known, _offered(known))
    step = request.form.get("step")
    if step == "send" and form.accepted(_send, form, by=g.user):
        flash(_told(form))
        return redirect(url_for("urgings.index"))
    if step == "preview" and (shown := _preview(form)):
        return render_template("urgings/preview.html", form=form, shown=shown, step=_step(form))
    if not form.is_submitted():
        _propose(form)
    rungs = ladder.rungs(g.user.region.id, g.today)
    return render_template("urgings/new.html", form=form, rungs=rungs)


def _send(form: UrgingForm, **more: Any) -> Any:
    return urge(form.chosen, **more)


def _preview(form: UrgingForm) -> list[Previewed]:
    """Nothing is written; a refusal is shown on the form."""
    if not form.validate_on_submit():
        return []
    try:
        return preview(form.chosen, by=g.user, now=g.now, **form.values())
    except Refusal as refusal:
        form.refuse(refusal.words, refusal.field)
        return []


def _shown() -> report.Shown:
    wanted = request.args.get("shown", type=report.Shown)
    return wanted or report.Shown.OPEN


def _known() -> Sequence[Task]:
    """The tasks to choose from: those named, and what else their unit is behind with."""
    named = _numbers("tasks") or _numbers("task")
    unit_id = next(iter(_numbers("unit")), None)
    visible = select(Task.id).where(tasks.sight(g.user), Task.region_id == g.user.region.id)
    ids = set(db.scalars(visible.where(Task.id.in_(named))))
    if unit_id is not None:
        own = [one.task_id for one in behind.of_unit(unit_id, g.today)]
        ids |= set(db.scalars(visible.where(Task.id.in_(own))))
    return tasks.whole(ids)


def _numbers(name: str) -> list[int]:
    """Numbers of rows, in the form or in the address."""
    sent = request.values.getlist(name, type=int)
    return [number for number in sent if 0 < number <= addresses.LARGEST]


def _offered(known: Sequence[Task]) -> list[Unit]:
    """Whoever stands at one of them: first lead units first, members of collectives last."""
    seats = [seat.unit for task in known for seat in task.units]
    members = [member for unit in seats if unit.is_collective for member in unit.members]
    leads = [task.lead_unit for task in known]
    return list(dict.fromkeys([*leads, *seats, *members]))


def _propose(form: UrgingForm) -> None:
    """What one would most likely want: the next step towards the unit asked for."""
    form.tasks.data = _numbers("task") or [task.id for task in form.known]
    wanted = {one.id for one in form.units} & set(_numbers("unit"))
    form.unit.data = next(iter(wanted), form.units[0].id)
    form.level.data = min(addresses.number("level") or LOWEST, HIGHEST)
    if form.level.data > LOWEST:
        before = wording.word(STEPS[form.level.data - 1])
        form.reason.data = f"{before}到期没有答复。请说明原因、做到哪一步、哪天办完。"


def _may_sign(known: Sequence[Task]) -> bool:
    return all(can(g.user, Action.ISSUE_SLIP, task) for task in known)


def _step(form: UrgingForm) -> Step:
    level: int = form.level.data
    return STEPS[level]


def _told(form: UrgingForm) -> str:
    name = wording.word(_step(form))
    return f"{name}已发出，{len(form.result)} 项任务，收件人的邮件已进入发件箱。"
