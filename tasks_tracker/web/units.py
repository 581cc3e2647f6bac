"""The register of units: official order, other names, members of collective units."""

from collections.abc import Sequence
from itertools import groupby

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.operations.units import add_unit, set_aliases, set_members
from tasks_tracker.persistence import units
from tasks_tracker.reports import strips
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.wording import word

bp = Blueprint("units", __name__, url_prefix="/units")


class UnitForm(Form):
    name = StringField("名称", [DataRequired("请填写单位名称。"), Length(max=80)])
    group = SelectField(
        "类别",
        choices=choices((group.value, word(group)) for group in UnitGroup),
        coerce=UnitGroup,
        default=UnitGroup.DEPARTMENT,
    )


class AliasesForm(Form):
    aliases = TextAreaField("其他写法")

    def values(self) -> dict[str, Sequence[str]]:
        return {"aliases": (self.aliases.data or "").splitlines()}


class MembersForm(Form):
    """The members of a collective unit, chosen from the units of its region."""

    members = SelectMultipleField("成员单位", coerce=int)

    def offer(self, candidates: Sequence[Unit], chosen: Sequence[Unit]) -> None:
        self._units = {unit.id: unit for unit in candidates}
        self.members.choices = choices((unit.id, unit.name) for unit in candidates)
        if not self.is_submitted():
            self.members.data = [unit.id for unit in chosen]

    def values(self) -> dict[str, Sequence[Unit]]:
        return {"members": [self._units[unit_id] for unit_id in self.members.data or []]}


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_UNITS)
    regions = units.regions_seen_by(g.user)
    region = _chosen(regions)
    found = units.in_official_order(region)
    by_group = groupby(sorted(found, key=lambda unit: _rank(unit.group)), key=lambda u: u.group)
    return render_template(
        "units/index.html",
        regions=regions,
        region=region,
        total=len(found),
        groups=[(group, list(members)) for group, members in by_group],
    )


def _chosen(regions: Sequence[Region]) -> Region:
    wanted = addresses.number("region") or g.user.region.id
    return next((region for region in regions if region.id == wanted), None) or abort(404)


def _rank(group: UnitGroup) -> int:
    return list(UnitGroup).index(group)


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    require(g.user, Action.MANAGE_UNITS)
    form = UnitForm()
    if form.accepted(add_unit, g.user.region, by=g.user):
        flash(f"“{form.result.name}”已列入名册，排在最后。")
        return redirect(url_for("units.show", unit_id=form.result.id))
    return render_template("units/new.html", form=form)


@bp.get("/<int:unit_id>")
def show(unit_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_UNITS)
    return _page(units.get(unit_id, g.user))


@bp.post("/<int:unit_id>/aliases")
def aliases(unit_id: int) -> ResponseReturnValue:
    require(g.user, Action.MANAGE_UNITS)
    unit = units.get(unit_id, g.user)
    form = AliasesForm()
    if form.accepted(set_aliases, unit, by=g.user):
        flash(f"“{unit.name}”的别名已保存，导入时按这些名称识别。")
        return redirect(url_for("units.show", unit_id=unit.id))
    return _page(unit, aliases_form=form)


@bp.post("/<int:unit_id>/members")
def members(unit_id: int) -> ResponseReturnValue:
    require(g.user, Action.MANAGE_UNITS)
    unit = units.get(unit_id, g.user)
    if not unit.is_collective:
        raise Refusal(f"“{unit.name}”不是集合单位，没有成员。")
    form = _members_form(unit)
    if form.accepted(set_members, unit, by=g.user):
        flash(f"“{unit.name}”的成员已保存。")
        return redirect(url_for("units.show", unit_id=unit.id))
    return _page(unit, members_form=form)


def _members_form(unit: Unit) -> MembersForm:
    form = MembersForm()
    others = units.in_official_order(unit.region)
    form.offer([other for other in others if not other.is_collective], unit.members)
    return form


def _page(
    unit: Unit, *, aliases_form: AliasesForm | None = None, members_form: MembersForm | None = None
) -> ResponseReturnValue:
    known = "\n".join(alias.name for alias in unit.aliases)
    return render_template(
        "units/show.html",
        unit=unit,
        lights=strips.of_unit(unit, g.user, g.today) if can(g.user, Action.SEE_LEDGER) else None,
        aliases_form=aliases_form or AliasesForm(aliases=known),
        members_form=members_form or (_members_form(unit) if unit.is_collective else None),
    )
