"""问责: what is counted against whom, what comes next, and what became of each step."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.accountability import AccountabilityRule, Counted
from tasks_tracker.domain.accountability_cases import AccountabilityAction
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, Role
from tasks_tracker.operations.accountability import (
    carry_out_action,
    enter_fact,
    waive_action,
    withdraw_fact,
)
from tasks_tracker.operations.accountability_rules import change_rule, end_rule, set_rule
from tasks_tracker.persistence import accountability, evidence, units
from tasks_tracker.reports import accountability as report
from tasks_tracker.web.accountability_forms import (
    CarryingOutForm,
    EndForm,
    FactForm,
    FactWithdrawalForm,
    RuleForm,
    VersionForm,
    WaiverForm,
)

bp = Blueprint("accountability", __name__, url_prefix="/accountability")


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_ACCOUNTABILITY)
    found = accountability.actions(g.user)
    return render_template(
        "accountability/index.html",
        boards=report.boards(g.user, g.today),
        waiting=[action for action in found if action.is_open],
        decided=[action for action in found if not action.is_open],
        may_set=can(g.user, Action.SET_ACCOUNTABILITY, g.user.region),
        may_enter=can(g.user, Action.ENTER_FACT, g.user.region),
        Counted=Counted,
    )


@bp.get("/rules")
def rules() -> ResponseReturnValue:
    require(g.user, Action.SEE_ACCOUNTABILITY)
    return render_template(
        "accountability/rules.html",
        rules=accountability.rules(g.user.region),
        may_set=can(g.user, Action.SET_ACCOUNTABILITY, g.user.region),
    )


@bp.route("/rules/new", methods=["GET", "POST"])
def new_rule() -> ResponseReturnValue:
    require(g.user, Action.SET_ACCOUNTABILITY, g.user.region)
    form = RuleForm()
    if form.accepted(set_rule, g.user.region, by=g.user):
        flash("规则已定，单位在问责页上能看到。")
        return redirect(url_for("accountability.rule", rule_id=form.result.id))
    _offer_today(form)
    return render_template("accountability/new_rule.html", form=form)


@bp.get("/rules/<int:rule_id>")
def rule(rule_id: int) -> ResponseReturnValue:
    return _rule_page(_rule(rule_id), EndForm(formdata=None))


@bp.route("/rules/<int:rule_id>/versions", methods=["GET", "POST"])
def change(rule_id: int) -> ResponseReturnValue:
    found = _rule(rule_id)
    require(g.user, Action.SET_ACCOUNTABILITY, found.region)
    form = VersionForm.of(found.newest)
    if form.accepted(change_rule, found, by=g.user):
        flash("新版本已定，到施行日期起按它计；以前的事实照旧按当时的版本计。")
        return redirect(url_for("accountability.rule", rule_id=found.id))
    form.seen.data = str(found.newest.version)
    _offer_today(form)
    return render_template("accountability/change_rule.html", form=form, rule=found)


@bp.post("/rules/<int:rule_id>/end")
def end(rule_id: int) -> ResponseReturnValue:
    found, form = _rule(rule_id), EndForm()
    require(g.user, Action.SET_ACCOUNTABILITY, found.region)
    if form.accepted(end_rule, found, by=g.user):
        flash("规则已停用，已经达到的档次照样办理。")
        return redirect(url_for("accountability.rule", rule_id=found.id))
    return _rule_page(found, form)


@bp.route("/rules/<int:rule_id>/facts/new", methods=["GET", "POST"])
def new_fact(rule_id: int) -> ResponseReturnValue:
    found = _rule(rule_id)
    require(g.user, Action.ENTER_FACT, found.region)
    if found.counted is not Counted.ENTERED:
        raise Refusal("这条规则由系统按台账计数，不用人工登记。")
    form = FactForm.made_for(found)
    if form.accepted_with_evidence(enter_fact, found, by=g.user):
        flash("事实已登记并计数，单位会收到通知。")
        unit_id = form.result.unit.id
        return redirect(url_for("accountability.unit", rule_id=found.id, unit_id=unit_id))
    if not form.is_submitted():
        form.happened_on.data = g.today
    return render_template("accountability/new_fact.html", form=form, rule=found)


@bp.get("/rules/<int:rule_id>/units/<int:unit_id>")
def unit(rule_id: int, unit_id: int) -> ResponseReturnValue:
    return _unit_page(_rule(rule_id), _unit(unit_id))


@bp.post("/facts/<int:fact_id>/withdrawal")
def withdraw(fact_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_ACCOUNTABILITY)
    fact, form = accountability.get_fact(fact_id, g.user), FactWithdrawalForm()
    require(g.user, Action.WITHDRAW_FACT, fact)
    if form.accepted_as_seen(withdraw_fact, fact, by=g.user):
        flash("事实已撤销，不再计数；已经达到的档次照样列出。")
        page = url_for("accountability.unit", rule_id=fact.rule.id, unit_id=fact.unit.id)
        return redirect(page)
    return _unit_page(_rule(fact.rule.id), fact.unit, refused=(fact.id, form))


@bp.get("/actions/<int:action_id>")
def action(action_id: int) -> ResponseReturnValue:
    return _action_page(_action(action_id))


@bp.post("/actions/<int:action_id>/carrying-out")
def carry_out(action_id: int) -> ResponseReturnValue:
    found, form = _action(action_id), CarryingOutForm()
    require(g.user, Action.CARRY_OUT_ACTION, found)
    if form.accepted_as_seen(carry_out_action, found, by=g.user):
        flash("已记下落实情况，单位会收到通知。")
        return redirect(url_for("accountability.action", action_id=found.id))
    return _action_page(found, carrying_out=form)


@bp.post("/actions/<int:action_id>/waiver")
def waive(action_id: int) -> ResponseReturnValue:
    found, form = _action(action_id), WaiverForm()
    require(g.user, Action.WAIVE_ACTION, found)
    if form.accepted_as_seen(waive_action, found, by=g.user):
        flash("已记为不予执行，理由单位能看到。")
        return redirect(url_for("accountability.action", action_id=found.id))
    return _action_page(found, waiver=form)


def _rule(rule_id: int) -> AccountabilityRule:
    require(g.user, Action.SEE_ACCOUNTABILITY)
    return accountability.get_rule(rule_id, g.user)


def _unit(unit_id: int) -> Unit:
    """A unit sees no other one's counter."""
    found = units.get(unit_id, g.user)
    is_above = g.user.holds(*OFFICE_ROLES, Role.LEADER) and found.region is g.user.region
    if not is_above and found not in g.user.units:
        abort(404)
    return found


def _action(action_id: int) -> AccountabilityAction:
    require(g.user, Action.SEE_ACCOUNTABILITY)
    return accountability.get_action(action_id, g.user)


def _offer_today(form: Any) -> None:
    today: date = g.today
    if not form.is_submitted() and form.holds_from.data is None:
        form.holds_from.data = today


def _rule_page(found: AccountabilityRule, form: EndForm) -> ResponseReturnValue:
    return render_template(
        "accountability/rule.html",
        rule=found,
        form=form,
        holding=found.version_on(g.today),
        may_set=can(g.user, Action.SET_ACCOUNTABILITY, found.region) and not found.ended_on,
    )


def _unit_page(
    found: AccountabilityRule, unit: Unit, refused: tuple[int, FactWithdrawalForm] | None = None
) -> ResponseReturnValue:
    facts = accountability.facts_of(found, unit)
    return render_template(
        "accountability/unit.html",
        rule=found,
        unit=unit,
        counter=report.counter(found, unit, g.today),
        facts=facts,
        pieces=evidence.of(*(f"liability_fact:{fact.id}" for fact in facts)),
        actions=accountability.actions_of(found, unit),
        may_withdraw=can(g.user, Action.ENTER_FACT, found.region),
        form=FactWithdrawalForm(formdata=None),
        failed_one=refused,
    )


def _action_page(found: AccountabilityAction, **forms: Any) -> ResponseReturnValue:
    given = {
        "carrying_out": CarryingOutForm(formdata=None, done_on=g.today),
        "waiver": WaiverForm(formdata=None),
        **forms,
    }
    for one in given.values():
        one.seen.data = str(found.version)
    return render_template(
        "accountability/action.html",
        action=found,
        counter=report.counter(accountability.get_rule(found.rule.id, g.user), found.unit, g.today),
        failed=bool(forms),
        **given,
    )
