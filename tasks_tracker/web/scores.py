"""得分: periods, the preview that counts for nothing, sheets, and each unit's score explained."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import Period, PeriodKind, month_of, period_named, period_of
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.score_sheets import ScoreSheet
from tasks_tracker.domain.scores import ScorePart, UnitScore
from tasks_tracker.domain.units import Region
from tasks_tracker.operations.score_sheets import (
    freeze_scores,
    look_over_score,
    publish_scores,
)
from tasks_tracker.persistence import evidence, score_rules, score_sheets, score_todos
from tasks_tracker.reports import score_explained, score_tables
from tasks_tracker.reports.scores import scores
from tasks_tracker.web.forms import Form
from tasks_tracker.web.score_forms import CHANGED, FreezingForm
from tasks_tracker.web.score_links import link_to

bp = Blueprint("scores", __name__, url_prefix="/scores")
OFFERED = {
    PeriodKind.MONTH: 6,
    PeriodKind.QUARTER: 4,
    PeriodKind.HALF_YEAR: 2,
    PeriodKind.YEAR: 2,
}
"""How many periods of each kind there are to choose from."""


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_SCORES)
    may_freeze = can(g.user, Action.FREEZE_SCORES, g.user.region)
    return render_template(
        "scores/index.html",
        lines=score_tables.sheet_lines(g.user),
        may_freeze=may_freeze,
        to_freeze=score_todos.to_freeze(g.user.region, g.today) if may_freeze else (),
        offered=_offered() if may_freeze else {},
    )


@bp.get("/preview")
def preview() -> ResponseReturnValue:
    require(g.user, Action.FREEZE_SCORES, g.user.region)
    return _preview_page(_period(), FreezingForm(formdata=None))


@bp.post("/preview")
def freeze() -> ResponseReturnValue:
    require(g.user, Action.FREEZE_SCORES, g.user.region)
    form, period = FreezingForm(), _period()
    rule = score_rules.of_period(g.user.region, period)

    def act(region: Region, **facts: Any) -> ScoreSheet:
        found = scores(region, period, today=g.today, rule=rule)
        if form.seen.data != _digest(found):
            raise Refusal(CHANGED)
        version = rule.version
        return freeze_scores(region, period=period, scores=found, rule_version=version, **facts)

    if form.accepted(act, g.user.region, by=g.user):
        flash("得分已冻结，各单位会收到本单位的得分和核对期限。")
        return redirect(url_for("scores.show", sheet_id=form.result.id))
    return _preview_page(period, form)


@bp.get("/<int:sheet_id>")
def show(sheet_id: int) -> ResponseReturnValue:
    return _sheet_page(_sheet(sheet_id), Form(formdata=None))


@bp.post("/<int:sheet_id>/publication")
def publish(sheet_id: int) -> ResponseReturnValue:
    sheet, form = _sheet(sheet_id), Form()
    require(g.user, Action.PUBLISH_SCORES, sheet)
    if form.accepted(publish_scores, sheet, by=g.user):
        flash("得分已公布，本地区的单位和领导都能看到名次。")
        return redirect(url_for("scores.show", sheet_id=sheet_id))
    return _sheet_page(_sheet(sheet_id), form)


@bp.get("/rows/<int:row_id>")
def row(row_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_SCORES)
    return _row_page(score_sheets.get_row(row_id, g.user), Form(formdata=None))


@bp.post("/rows/<int:row_id>/check")
def check(row_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_SCORES)
    found, form = score_sheets.get_row(row_id, g.user), Form()
    require(g.user, Action.LOOK_OVER_SCORE, found)
    if form.accepted(look_over_score, found, by=g.user):
        flash("已记下：本单位核对无误。")
        return redirect(url_for("scores.row", row_id=row_id))
    return _row_page(score_sheets.get_row(row_id, g.user), form)


def _period() -> Period:
    """Of the address, the last month where it names none; one that has begun."""
    asked = request.args.get("period", "")
    period = period_named(asked) if asked else month_of(g.today).preceding
    if period is None or period.first > g.today:
        abort(404)
    return period


def _sheet(sheet_id: int) -> ScoreSheet:
    require(g.user, Action.SEE_SCORES)
    return score_sheets.get(sheet_id, g.user)


def _offered() -> Mapping[PeriodKind, list[Period]]:
    """The last periods of each kind, the one that runs first."""
    return {kind: _back_from(period_of(kind, g.today), most) for kind, most in OFFERED.items()}


def _back_from(period: Period | None, most: int) -> list[Period]:
    found = [period] if period else []
    while found and len(found) < most:
        found.append(found[-1].preceding)
    return found


def _digest(found: Sequence[UnitScore]) -> str:
    return sha256(repr([one.as_json for one in found]).encode()).hexdigest()


def _preview_page(period: Period, form: FreezingForm) -> ResponseReturnValue:
    rule = score_rules.of_period(g.user.region, period)
    found = scores(g.user.region, period, today=g.today, rule=rule)
    form.seen.data = _digest(found)
    return render_template(
        "scores/preview.html",
        ScorePart=ScorePart,
        may_see_all=True,
        explained=set(),
        period=period,
        rule=rule,
        groups=score_tables.computed(found),
        units=len(found),
        form=form,
        is_over=period.last < g.today,
        frozen=score_sheets.find(g.user.region, period),
    )


def _sheet_page(sheet: ScoreSheet, form: Form) -> ResponseReturnValue:
    rows = score_sheets.rows(sheet, g.user)
    may_see_all = can(g.user, Action.FREEZE_SCORES, sheet.region)
    concerned = [one.id for one in rows if may_see_all or one.unit in g.user.units]
    objections = score_sheets.objections_on(sheet, concerned)
    waiting: dict[int, int] = {}
    for one in objections:
        waiting[one.row.id] = waiting.get(one.row.id, 0) + one.is_open
    return render_template(
        "scores/show.html",
        ScorePart=ScorePart,
        sheet=sheet,
        groups=score_tables.of_rows(sheet, rows, waiting),
        objections=objections,
        undecided=sum(waiting.values()),
        explained={one.id for one in rows if may_see_all or _explains(one)},
        may_see_all=may_see_all,
        may_publish=can(g.user, Action.PUBLISH_SCORES, sheet),
        form=form,
    )


def _explains(row: ScoreRow) -> bool:
    """Other units' points are their own business, published or not."""
    return not g.user.units or row.unit in g.user.units


def _row_page(found: ScoreRow, form: Form) -> ResponseReturnValue:
    shown, objections = score_explained.of_row(found), score_sheets.objections_of(found)
    mine = can(g.user, Action.LOOK_OVER_SCORE, found)
    return render_template(
        "scores/row.html",
        row=found,
        shown=shown,
        objections=objections,
        pieces=evidence.by_subject(one.subject for one in objections),
        objected={one.place for one in objections if one.edition == found.edition},
        tasks=score_explained.tasks_behind(found.sheet.region, shown.score),
        link_to=link_to,
        may_object=mine and found.sheet.takes_objections_on(g.today),
        form=form,
    )
