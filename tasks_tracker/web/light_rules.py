"""亮灯规则: what each light means; a new version is set after a look at what it changes."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from tasks_tracker.domain.deadlines import ONE_DAY
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.light_rules import BOUNDS, LightRule, check
from tasks_tracker.domain.lights import OverdueBy, Rule
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.users import User
from tasks_tracker.operations.light_rules import set_rule
from tasks_tracker.persistence import light_rules
from tasks_tracker.reports.light_rules import effects
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.wording import word

bp = Blueprint("light_rules", __name__, url_prefix="/light-rules")

A_NUMBER = InputRequired("填整数。")


class RuleForm(Form):
    due_soon_within = IntegerField("临期：节点到期前几个工作日以内", [A_NUMBER])
    report_soon_within = IntegerField("临期：应报进展前几个工作日以内", [A_NUMBER])
    behind_points = IntegerField("滞后：落后序时进度几个百分点以上", [A_NUMBER])
    severe_after = IntegerField("严重逾期：超过期限几个工作日以上", [A_NUMBER])
    red_slips = IntegerField("严重逾期：逾期未报且已发红色督办单几件以上", [A_NUMBER])
    overdue_by = SelectField(
        "逾期：哪个节点到期未报算整项任务逾期",
        choices=choices((one.value, word(one)) for one in OverdueBy),
        coerce=OverdueBy,
    )
    holds_from = DateField("从哪天起执行", [DataRequired("请填从哪天起执行，最早是明天。")])
    reason = StringField(
        "为什么改", [DataRequired("请写明为什么改，如会议议定的事项或文号。"), Length(max=300)]
    )
    seen = HiddenField()
    confirmed = HiddenField()

    @property
    def rule(self) -> Rule:
        figures: dict[str, Any] = {name: self[name].data for name in BOUNDS}
        day = self.holds_from.data or date.min
        return Rule(holds_from=day, overdue_by=self.overdue_by.data, **figures)

    def values(self) -> dict[str, Any]:
        seen = addresses.whole(self.seen.data)
        return {
            "rule": self.rule,
            "reason": self.reason.data or "",
            "seen": -1 if seen is None else seen,
        }


@bp.get("")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_LIGHT_RULES)
    rule, newest = light_rules.on(g.today), light_rules.newest()
    return render_template(
        "light_rules/show.html",
        rule=rule,
        coming=newest if newest.version > rule.version else None,
        history=light_rules.history(),
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """First a look at what would change, then the same form once more, confirmed."""
    require(g.user, Action.SET_LIGHT_RULES)
    newest = light_rules.newest()
    form = RuleForm(**_shown(newest))
    preview = None if form.confirmed.data else _preview(form, newest)
    if form.confirmed.data and form.accepted(_set, by=g.user):
        made = form.result
        flash(f"第 {made.version} 版规则已定，{made.holds_from:%Y-%m-%d}起执行。")
        return redirect(url_for("light_rules.show"))
    form.confirmed.data = ""
    return preview or render_template("light_rules/new.html", form=form, newest=newest)


def _shown(newest: Rule) -> dict[str, Any]:
    figures = {name: getattr(newest, name) for name in BOUNDS}
    tomorrow = max(g.today + ONE_DAY, newest.holds_from)
    return figures | {
        "overdue_by": newest.overdue_by,
        "holds_from": tomorrow,
        "seen": str(newest.version),
    }


def _preview(form: RuleForm, newest: Rule) -> ResponseReturnValue | None:
    """What it would change; None where it is refused, with the words on the form."""
    if not form.validate_on_submit():
        return None
    try:
        check(form.rule, newest=newest, today=g.today)
    except Refusal as refusal:
        form.refuse(refusal.words, refusal.field)
        return None
    found = effects(form.rule, g.today)
    return render_template("light_rules/preview.html", form=form, rule=form.rule, effects=found)


def _set(*, rule: Rule, by: User, now: datetime, reason: str, seen: int) -> LightRule:
    return set_rule(rule, by=by, now=now, reason=reason, seen=seen)
