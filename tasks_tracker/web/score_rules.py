"""评分规则: how the score comes about; a new version is set after a trial on a past period."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.score_rules import Rule, check
from tasks_tracker.operations.score_rules import set_score_rule
from tasks_tracker.persistence import score_rules
from tasks_tracker.reports.score_trials import what_if
from tasks_tracker.web.score_rules_form import ScoreRuleForm, shown

bp = Blueprint("score_rules", __name__, url_prefix="/score-rules")


@bp.get("")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_SCORE_RULES)
    history = score_rules.history(g.user.region)
    rule = score_rules.on(g.user.region, g.today)
    newest = history[0].rule if history else rule
    return render_template(
        "score_rules/show.html",
        rule=rule,
        coming=newest if newest.version > rule.version else None,
        history=history,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """First a trial on a past period, then the same form once more, confirmed; or back to it."""
    region = g.user.region
    require(g.user, Action.SET_SCORE_RULES, region)
    newest = score_rules.newest(region)
    form = ScoreRuleForm.made(g.today, **shown(newest))
    is_confirmed = bool(form.confirmed.data)
    if is_confirmed and form.accepted(set_score_rule, region, by=g.user):
        made = form.result
        flash(f"第 {made.version} 版评分规则已定，{made.holds_from:%Y-%m-%d}起执行。")
        return redirect(url_for("score_rules.show"))
    wants_trial = not is_confirmed and "again" not in request.form
    tried = _trial(form, newest) if wants_trial else None
    form.confirmed.data = ""
    return tried or render_template("score_rules/new.html", form=form, newest=newest)


def _trial(form: ScoreRuleForm, newest: Rule) -> ResponseReturnValue | None:
    """What it would have made of a period; None where it is refused, with the words on the form."""
    if not form.validate_on_submit():
        return None
    try:
        check(form.rule, newest=newest, today=g.today)
    except Refusal as refusal:
        form.refuse(refusal.words, refusal.field)
        return None
    return render_template("score_rules/trial.html", form=form, **_tried(form))


def _tried(form: ScoreRuleForm) -> dict[str, Any]:
    region, period, draft = g.user.region, form.tried, form.rule
    rule = score_rules.of_period(region, period)
    changes = what_if(region, period, today=g.today, rule=rule, draft=draft)
    return {"period": period, "rule": rule, "draft": draft, "changes": changes}
