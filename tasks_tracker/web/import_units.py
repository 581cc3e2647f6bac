"""单位核对: the names of a draft that the register does not know, settled one after another."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import DataRequired

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.sources import DraftState, PlanDraft
from tasks_tracker.domain.units import Unit, UnitGroup
from tasks_tracker.operations.naming import announce_unit, name_unit, retract_unit
from tasks_tracker.persistence import plans, units
from tasks_tracker.reports import unit_names
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.units_field import UnitsField
from tasks_tracker.wording import word

bp = Blueprint("import_units", __name__, url_prefix="/imports/<int:draft_id>/units")
GROUPS = choices((group.value, word(group)) for group in UnitGroup)


class NameForm(Form):
    """The unit that a printed name means: one of those offered, or one that is typed."""

    printed = StringField("文件里的名称", [DataRequired("请从一行里选单位。")])
    unit = StringField("接近的单位")
    typed = StringField("名册里的单位")
    remember = BooleanField("记作简称")

    def values(self) -> dict[str, Any]:
        chosen = self.unit.data or self.typed.data or ""
        return {"printed": self.printed.data, "chosen": chosen, "remember": self.remember.data}


class NewUnitForm(Form):
    """A printed name as that of a new unit."""

    printed = StringField("文件里的名称", [DataRequired("请从一行里新建单位。")])
    group = SelectField("类别", choices=GROUPS, coerce=UnitGroup)
    members = UnitsField("成员单位")


class RetractForm(Form):
    printed = StringField("文件里的名称", [DataRequired("请从一行里撤回。")])


@bp.get("")
def show(draft_id: int) -> ResponseReturnValue:
    return _page(_draft(draft_id))


@bp.post("")
def name(draft_id: int) -> ResponseReturnValue:
    draft = _draft(draft_id)
    form = NameForm()
    if not form.accepted(_name, draft, by=g.user):
        return _page(draft, form)
    flash(f"“{form.printed.data}”已改为名册里的名称，{form.result} 项任务随之改正。")
    return _back(draft)


@bp.post("/new")
def announce(draft_id: int) -> ResponseReturnValue:
    draft = _draft(draft_id)
    form = NewUnitForm()
    if not form.accepted(_announce, draft, by=g.user):
        return _page(draft, form)
    flash(f"“{form.printed.data}”定为新单位，立项时列入名册。")
    return _back(draft)


@bp.post("/retract")
def retract(draft_id: int) -> ResponseReturnValue:
    draft = _draft(draft_id)
    form = RetractForm()
    if not form.accepted(_retract, draft, by=g.user):
        return _page(draft, form)
    flash(f"“{form.printed.data}”重新核对。")
    return _back(draft)


def _draft(draft_id: int) -> PlanDraft:
    draft = plans.get_draft(draft_id, g.user)
    require(g.user, Action.ADOPT_PLAN, draft)
    return draft


def _name(draft: PlanDraft, *, printed: str, chosen: str, **more: Any) -> int:
    if not chosen:
        raise Refusal(f"请为“{printed}”选一个名册里的单位。")
    unit = _found(units.by_name(draft.region), chosen)
    return name_unit(draft, printed, unit, **more)


def _announce(draft: PlanDraft, *, printed: str, members: Sequence[str], **more: Any) -> None:
    known = units.by_name(draft.region)
    announce_unit(draft, printed, members=[_found(known, one) for one in members], **more)


def _retract(draft: PlanDraft, *, printed: str, **more: Any) -> None:
    retract_unit(draft, printed, **more)


def _found(known: Mapping[str, Unit], name: str) -> Unit:
    if name not in known:
        raise Refusal(f"名册里没有“{name}”，请从列出的名称里选。")
    return known[name]


def _back(draft: PlanDraft) -> ResponseReturnValue:
    return redirect(url_for("import_units.show", draft_id=draft.id))


def _page(draft: PlanDraft, form: Form | None = None) -> ResponseReturnValue:
    """`form` is what was sent and refused; its row shows what was typed."""
    register = units.in_official_order(draft.region)
    rows = unit_names.of_draft(draft, register)
    return render_template(
        "imports/units.html",
        draft=draft,
        is_open=draft.state is DraftState.OPEN,
        rows=rows,
        left=sum(not row.is_announced for row in rows),
        register=[unit.name for unit in register],
        groups=[(group, word(group)) for group in UnitGroup],
        form=form,
        sent=form.data if form else {},
    )
