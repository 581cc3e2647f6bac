"""修订对照: an amended document beside the ledger, and the changes that a clerk takes from it."""

import re
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import DraftState, PlanDraft
from tasks_tracker.domain.users import User
from tasks_tracker.operations.amending import Choice, amend_plan, left_by_default
from tasks_tracker.operations.amendments import (
    NEW,
    Proposal,
    declare_amendment,
    pair_task,
    proposal_of,
)
from tasks_tracker.operations.contents import count_doubts, unit_names
from tasks_tracker.persistence import plans, units
from tasks_tracker.reports import amendments
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("amendments", __name__, url_prefix="/imports/<int:draft_id>/amendment")

NONE = ""
REASON = "reason-"
LONGEST_REASON = 300
NUMBER = re.compile("[0-9]{1,9}")


class AmendmentForm(Form):
    """One tick and one reason a row; the names of the rows are those of the proposal."""

    take = SelectMultipleField("采用", validate_choice=False)
    new_units = SelectMultipleField("名册里没有的单位", validate_choice=False)
    enter_units = BooleanField("新建这些单位")
    confirm_doubts = BooleanField("疑点已经看过，按现有内容修订")
    seen = HiddenField()

    row = ""
    """The row that a refusal is about."""

    @property
    def reasons(self) -> dict[str, str]:
        sent = request.form.items()
        return {name[len(REASON) :]: words for name, words in sent if name.startswith(REASON)}

    def values(self) -> dict[str, Any]:
        choice = Choice(
            seen=self.seen.data or "",
            taken=frozenset(self.take.data or ()),
            reasons={row: words[:LONGEST_REASON] for row, words in self.reasons.items()},
            new_units=frozenset((self.enter_units.data and self.new_units.data) or ()),
        )
        return {"choice": choice, "confirmed": self.confirm_doubts.data}

    def refuse(self, words: str, field: str | None = None) -> None:
        self.row = field or ""
        super().refuse(words, None)


class PlanForm(Form):
    """Which plan a document amends; empty for none."""

    plan = SelectField("修订的方案", validate_choice=False)

    def values(self) -> dict[str, Any]:
        return {"plan_id": self.plan.data or ""}


@bp.get("")
def show(draft_id: int) -> ResponseReturnValue:
    return _page(_draft(draft_id), AmendmentForm(formdata=None))


@bp.post("")
def apply(draft_id: int) -> ResponseReturnValue:
    draft, form = _draft(draft_id), AmendmentForm()
    if not form.accepted(_amend, draft, by=g.user):
        return _page(draft, form)
    plan: Plan = form.result
    flash(f"{plan.doc_no}已按修订改好，已邮件告知有关牵头单位。")
    return redirect(url_for("ledger.show", plan=plan.id))


@bp.post("/plan")
def declare(draft_id: int) -> ResponseReturnValue:
    """Say which plan it amends, or that it amends none."""
    draft, form = _draft(draft_id), PlanForm()
    if not form.accepted(_declare, draft, by=g.user):
        return _page(draft, AmendmentForm(formdata=None), form)
    flash(f"已定为{draft.amends.doc_no}的修订。" if draft.amends else "已定为单独立项的方案。")
    return redirect(url_for("amendments.show", draft_id=draft_id))


@bp.post("/pairs")
def pair(draft_id: int) -> ResponseReturnValue:
    """Say which task of the ledger a task of the draft is."""
    draft, form = _draft(draft_id), Form()
    key = request.form.get("key", "")
    number = request.form.get(f"number-{key}", "")
    if not form.accepted(_pair, draft, by=g.user, key=key, number=number):
        shown = AmendmentForm(formdata=None)
        shown.refuse(form.words)
        return _page(draft, shown)
    flash("对应关系已改，下面是重新对照的结果。")
    return redirect(url_for("amendments.show", draft_id=draft_id))


def _draft(draft_id: int) -> PlanDraft:
    found = plans.get_draft(draft_id, g.user)
    require(g.user, Action.ADOPT_PLAN, found)
    return found


def _amend(draft: PlanDraft, *, confirmed: bool, **more: Any) -> Plan:
    _, open_doubts = count_doubts(draft.content)
    if open_doubts and not confirmed:
        raise Refusal(f"还有 {open_doubts} 处疑点没有核。回到核对页核对，或勾选“疑点已经看过”。")
    return amend_plan(draft, **more)


def _declare(draft: PlanDraft, *, plan_id: str, by: User, now: datetime) -> None:
    offered = {str(plan.id): plan for plan in plans.adopted(draft.region)}
    if plan_id != NONE and plan_id not in offered:
        raise Refusal("选的方案不在本地区，请重新选。", field="plan")
    declare_amendment(draft, by=by, now=now, plan=offered.get(plan_id))


def _pair(draft: PlanDraft, *, key: str, number: str, by: User, now: datetime) -> None:
    if not all(NUMBER.fullmatch(sent) for sent in (key, number)):
        raise Refusal("请选对应的任务，再按“改对应”。")
    pair_task(draft, int(key), by=by, now=now, number=int(number))


def _page(
    draft: PlanDraft, form: AmendmentForm, plan_form: PlanForm | None = None
) -> ResponseReturnValue:
    is_open = draft.state is DraftState.OPEN
    proposal = proposal_of(draft) if draft.amends and is_open else None
    return render_template(
        "amendments/show.html",
        draft=draft,
        is_open=is_open,
        form=form,
        plan_form=_plan_form(draft, plan_form),
        proposal=proposal,
        **(_compared(proposal, form) if proposal else {}),
    )


def _compared(proposal: Proposal, form: AmendmentForm) -> dict[str, Any]:
    draft, diff = proposal.draft, proposal.diff
    rows = amendments.rows(draft, diff, proposal.tasks)
    needless = left_by_default(proposal)
    was_sent = form.seen.data == proposal.mark
    form.seen.data = proposal.mark
    official = units.official_names(draft.region)
    return {
        "rows": rows,
        "counts": amendments.counts(rows),
        "needless": needless,
        "ticked": set(form.take.data or ()) if was_sent else {row.name for row in rows} - needless,
        "reasons": form.reasons,
        "unknown": [name for name in unit_names(draft.content) if name not in official],
        "open_doubts": count_doubts(draft.content)[1],
        "free": [proposal.tasks[clause.ref] for clause in diff.dropped],
        "NEW": NEW,
    }


def _plan_form(draft: PlanDraft, form: PlanForm | None) -> PlanForm:
    form = form or PlanForm(formdata=None, plan=draft.amends_id or NONE)
    offered = [(one.id, f"{one.doc_no} {one.short_title}") for one in plans.adopted(draft.region)]
    form.plan.choices = choices([(NONE, "不是修订，单独立项"), *offered])
    return form
