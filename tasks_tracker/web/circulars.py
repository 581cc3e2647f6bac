"""Circulars: the list, drafting one, reading it on its paper, the rows behind a number."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.circulars import Circular, CircularForm
from tasks_tracker.domain.periods import Period, PeriodKind
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import UNIT_ROLES
from tasks_tracker.operations.circulars import draft_circular, set_correction_days
from tasks_tracker.persistence import circular_notices, circulars, plans, tasks
from tasks_tracker.reports.circular import snapshot_day, take_snapshot
from tasks_tracker.reports.circular_edits import as_written, carried
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_rows import behind_figure
from tasks_tracker.web import addresses, circular_page
from tasks_tracker.web.circular_forms import DaysForm, DraftForm, SeenForm, SentenceForm

bp = Blueprint("circulars", __name__, url_prefix="/circulars")

PAGE = 100


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_CIRCULARS)
    return _list(_draft_form(formdata=None))


@bp.post("")
def draft() -> ResponseReturnValue:
    require(g.user, Action.DRAFT_CIRCULAR, g.user.region)
    form = _draft_form()
    if form.accepted(_draft, g.user.region, by=g.user):
        flash("草稿已按台账生成。先核对，再向点名单位核实，然后报批。")
        for words in form.result.dropped:
            flash(f"原来改写的这一句在新草稿里没有了，没有带过来：{words[:40]}")
        return redirect(url_for("circulars.show", circular_id=form.result.circular.id))
    return _list(form)


@bp.post("/correction-days")
def set_days() -> ResponseReturnValue:
    require(g.user, Action.SET_CORRECTION_DAYS, g.user.region)
    form = DaysForm()
    if form.accepted(set_correction_days, g.user.region, by=g.user):
        flash(f"核实期改为 {form.days.data} 个工作日，以后发出的核实通知按这个算。")
        return redirect(url_for("circulars.index"))
    return _list(_draft_form(formdata=None), days=form)


@bp.get("/<int:circular_id>")
def show(circular_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_CIRCULARS)
    circular = circulars.get(circular_id, g.user)
    editing = request.args.get("edit", "")
    form = None
    if editing and not circular.is_published and _may_draft(circular):
        form = SentenceForm(formdata=None)
        form.place.data = editing
    return circular_page.shown(circular, SeenForm(formdata=None), sentence=form)


@bp.get("/<int:circular_id>/figures/<figure>")
def rows(circular_id: int, figure: str) -> ResponseReturnValue:
    require(g.user, Action.SEE_CIRCULARS)
    circular = circulars.get(circular_id, g.user)
    found = behind_figure(as_written(circular), figure)
    if found is None:
        abort(404)
    count = max(1, -(-len(found.rows) // PAGE))
    page = min(max(addresses.number("page") or 1, 1), count)
    shown = found.rows[(page - 1) * PAGE : page * PAGE]
    mark = circular.region.mark
    live = tasks.ids_of_numbers(
        circular.region, {int(row.code.removeprefix(mark)) for row in shown}, g.user
    )
    return render_template(
        "circulars/rows.html",
        circular=circular,
        found=found,
        rows=shown,
        page=page,
        pages=count,
        live={f"{mark}{number:03d}": task_id for number, task_id in live.items()},
    )


class Drafted:
    """A draft, and the edits that found no place in it."""

    def __init__(self, circular: Circular, dropped: list[str]) -> None:
        self.circular, self.dropped = circular, dropped


def _draft(
    region: Region, *, period: Period, plan: Plan | None, form: CircularForm, **who: Any
) -> Drafted:
    before = circulars.find_newest(region, period, plan=plan)
    corrects = before.corrects if before else None
    snapshot = take_snapshot(region, period, plan=plan, form=form, corrects=corrects, today=g.today)
    kept, dropped = carried(before.sentences if before else {}, read(snapshot))
    circular = draft_circular(
        region,
        period=period,
        plan=plan,
        form=form,
        snapshot=snapshot,
        as_of=snapshot_day(period, g.today),
        sentences=kept,
        **who,
    )
    return Drafted(circular, dropped)


def _draft_form(**more: Any) -> DraftForm:
    own = plans.adopted(g.user.region) if _may_draft_here() else ()
    return DraftForm(**more).offer(g.today, own)


def _may_draft_here() -> bool:
    return can(g.user, Action.DRAFT_CIRCULAR, g.user.region)


def _may_draft(circular: Circular) -> bool:
    return can(g.user, Action.DRAFT_CIRCULAR, circular.region)


def _list(form: DraftForm, days: DaysForm | None = None) -> ResponseReturnValue:
    found = circulars.visible_to(g.user)
    asked = _asked()
    told = circular_notices.to_units(g.user) if g.user.holds(*UNIT_ROLES) else ()
    return render_template(
        "circulars/index.html",
        form=form,
        days_form=days or DaysForm(formdata=None, days=g.user.region.correction_days),
        all_count=len(found),
        circulars=sorted(
            (one for one in found if _fits(one, asked)), key=lambda one: one.is_published
        ),
        asked=asked,
        years=sorted({one.first_on.year for one in found}, reverse=True),
        plans=list(dict.fromkeys(one.plan for one in found if one.plan)),
        kinds=[kind for kind in PeriodKind if any(one.kind is kind for one in found)],
        told=told,
        correctors={one.corrects_id: one for one in found if one.corrects_id},
        what_next=circular_page.next_step,
    )


def _asked() -> dict[str, Any]:
    return {
        "kind": request.args.get("kind", None, type=PeriodKind),
        "year": addresses.number("year"),
        "plan": addresses.number("plan"),
    }


def _fits(circular: Circular, asked: Mapping[str, Any]) -> bool:
    return (
        asked["kind"] in {None, circular.kind}
        and asked["year"] in {None, circular.first_on.year}
        and asked["plan"] in {None, circular.plan_id}
    )
