"""落实对照: plans of two levels side by side, opened, read, confirmed and corrected."""

import re
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink
from tasks_tracker.domain.differences import CountyMark
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.users import User
from tasks_tracker.operations.comparisons import (
    compare_anew,
    confirm_clear_links,
    confirm_link,
    correct_link,
    open_comparison,
)
from tasks_tracker.persistence import comparisons
from tasks_tracker.reports import comparison_link, comparison_list, counties
from tasks_tracker.reports import comparisons as report
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("comparisons", __name__, url_prefix="/comparisons")

NONE = ""
LONGEST = Length(max=300, message="最多 300 字。")


class OpeningForm(Form):
    """Which two plans to compare."""

    superior = SelectField("上级方案", validators=[DataRequired("请选上级方案。")])
    subordinate = SelectField("下级方案", validators=[DataRequired("请选下级方案。")])

    def offer(self, found: comparison_list.Index) -> "OpeningForm":
        self.superior.choices = choices(
            (plan.id, f"{plan.doc_no} {plan.short_title}") for plan in found.superiors
        )
        self.subordinate.choices = choices(
            (plan.id, f"{plan.region.name} {plan.doc_no} {plan.short_title}")
            for plan in found.subordinates
        )
        return self


class ConfirmationForm(Form):
    """Nothing need be said to what is right."""

    reason = StringField("说明", validators=[LONGEST])

    def values(self) -> dict[str, Any]:
        return {"words": self.reason.data or ""}


class CorrectionForm(Form):
    carrier = SelectField("承接措施", validate_choice=False)
    reason = StringField("理由", validators=[DataRequired("改正要写明理由。"), LONGEST])

    def values(self) -> dict[str, Any]:
        """An empty choice is no measure at all."""
        return {"carrier": self._number(self.carrier.data or ""), "words": self.reason.data}

    def _number(self, carrier: str) -> int | None:
        if not re.fullmatch("[0-9]{0,9}", carrier):
            raise Refusal("承接措施须是下级方案里的一项，请重新选。", field="carrier")
        return int(carrier) if carrier else None


class ClearForm(Form):
    """Nothing to fill in."""


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_COMPARISONS)
    found = comparison_list.index(g.user)
    return _list(found, OpeningForm(formdata=None).offer(found))


@bp.post("")
def create() -> ResponseReturnValue:
    require(g.user, Action.COMPARE_PLANS, g.user.region)
    found = comparison_list.index(g.user)
    form = OpeningForm().offer(found)
    if form.accepted(_open, by=g.user):
        flash("已逐项提出承接关系，请核对确认。")
        return redirect(url_for("comparisons.show", comparison_id=form.result.id))
    return _list(found, form)


@bp.get("/counties")
def by_county() -> ResponseReturnValue:
    """One superior's plan: its measures, and beside each how the counties stand on it."""
    require(g.user, Action.SEE_BY_COUNTY)
    offered = counties.plans(g.user.region)
    plan = next((one for one in offered if one.id == addresses.number("plan")), None)
    plan = plan or next(iter(offered), None)
    found = counties.matrix(plan, g.today) if plan else counties.NOTHING
    asked = counties.Asked(
        region_id=addresses.number("county"),
        mark=counties.mark_named(request.args.get("mark", "")),
        is_worst_first=request.args.get("sort") == "worst",
    )
    return render_template(
        "comparisons/counties.html",
        plans=offered,
        plan=plan,
        found=found,
        asked=asked,
        rows=counties.chosen(found, asked),
        columns=counties.columns(found, asked),
        marks=list(CountyMark),
    )


@bp.get("/<int:comparison_id>")
def show(comparison_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_COMPARISONS)
    return _page(comparisons.get(comparison_id, g.user), ClearForm(formdata=None))


@bp.post("/<int:comparison_id>/confirmations")
def confirm_clear(comparison_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_COMPARISONS)
    comparison, form = comparisons.get(comparison_id, g.user), ClearForm()
    require(g.user, Action.DECIDE_LINKS, comparison)
    if form.accepted(confirm_clear_links, comparison, by=g.user):
        flash(f"已一并确认 {form.result} 项，其余请逐项看。")
        return redirect(url_for("comparisons.show", comparison_id=comparison.id, show="proposed"))
    return _page(comparison, form)


@bp.post("/<int:comparison_id>/proposals")
def renew(comparison_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_COMPARISONS)
    comparison, form = comparisons.get(comparison_id, g.user), ClearForm()
    require(g.user, Action.DECIDE_LINKS, comparison)
    if form.accepted(compare_anew, comparison, by=g.user):
        flash(f"已按修订后的方案补充对照，新增 {form.result} 项措施。")
        return redirect(url_for("comparisons.show", comparison_id=comparison.id, show="proposed"))
    return _page(comparison, form)


@bp.get("/<int:comparison_id>/links/<int:link_id>")
def link(comparison_id: int, link_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_COMPARISONS)
    found = _link(comparison_id, link_id)
    return _link_page(found, ConfirmationForm(formdata=None), CorrectionForm(formdata=None))


@bp.post("/<int:comparison_id>/links/<int:link_id>/confirmation")
def confirm(comparison_id: int, link_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_COMPARISONS)
    found, form = _link(comparison_id, link_id), ConfirmationForm()
    require(g.user, Action.DECIDE_LINKS, found.comparison)
    if form.accepted(confirm_link, found, by=g.user):
        return _on(found, "已确认。")
    return _link_page(found, form, CorrectionForm(formdata=None))


@bp.post("/<int:comparison_id>/links/<int:link_id>/correction")
def correct(comparison_id: int, link_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_COMPARISONS)
    found, form = _link(comparison_id, link_id), CorrectionForm()
    require(g.user, Action.DECIDE_LINKS, found.comparison)
    if form.accepted(correct_link, found, by=g.user):
        return _on(found, "已改正。")
    return _link_page(found, ConfirmationForm(formdata=None), form)


def _open(*, superior: str, subordinate: str, by: User, now: datetime) -> Comparison:
    above = comparisons.get_plan(int(superior), by)
    below = comparisons.get_plan(int(subordinate), by)
    return open_comparison(above, below, by=by, now=now)


def _link(comparison_id: int, link_id: int) -> ComparisonLink:
    comparison = comparisons.get(comparison_id, g.user)
    return next((one for one in comparison.links if one.id == link_id), None) or abort(404)


def _on(found: ComparisonLink, words: str) -> ResponseReturnValue:
    """To the next one that waits, else back to the whole."""
    flash(words)
    comparison = found.comparison
    waiting = report.next_proposed(comparison, found)
    if waiting is None:
        return redirect(url_for("comparisons.show", comparison_id=comparison.id))
    return redirect(url_for("comparisons.link", comparison_id=comparison.id, link_id=waiting.id))


def _list(found: comparison_list.Index, form: OpeningForm) -> ResponseReturnValue:
    return render_template("comparisons/index.html", found=found, form=form)


def _page(comparison: Comparison, form: ClearForm) -> ResponseReturnValue:
    shown = request.args.get("show", report.ALL)
    return render_template(
        "comparisons/show.html",
        comparison=comparison,
        view=report.view(comparison, shown, g.today),
        shown=shown,
        form=form,
    )


def _link_page(
    found: ComparisonLink, confirmation: ConfirmationForm, correction: CorrectionForm
) -> ResponseReturnValue:
    comparison = found.comparison
    correction.carrier.choices = choices([(NONE, "无对应"), *report.carriers(comparison, g.today)])
    if not correction.is_submitted():
        correction.carrier.data = str(found.subordinate_number or NONE)
    return render_template(
        "comparisons/link.html",
        comparison=comparison,
        detail=comparison_link.detail(found, g.user),
        confirmation=confirmation,
        correction=correction,
    )
