"""疑似重复: tasks of a draft that look like some of the ledger are marked to be linked."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.sources import DraftState, PlanDraft
from tasks_tracker.operations.same_matters import mark_same
from tasks_tracker.persistence import plans, units
from tasks_tracker.reports import same_matters
from tasks_tracker.web.forms import Form

bp = Blueprint("import_same", __name__, url_prefix="/imports/<int:draft_id>/same")
LONGEST_TICK = 16


class MarksForm(Form):
    """Ticks of the form “key:number”: a task of the draft, a task of the ledger."""

    same = SelectMultipleField("同一事项", validate_choice=False)

    def values(self) -> dict[str, Any]:
        return {"same": [_pair(tick) for tick in self.same.data or []]}


@bp.get("")
def show(draft_id: int) -> ResponseReturnValue:
    return _page(_draft(draft_id))


@bp.post("")
def mark(draft_id: int) -> ResponseReturnValue:
    draft = _draft(draft_id)
    form = MarksForm()
    if not form.accepted(mark_same, draft, by=g.user):
        return _page(draft, form)
    flash(f"已勾选 {len(form.same.data or [])} 处同一事项，立项时关联。")
    return redirect(url_for("import_same.show", draft_id=draft_id))


def _pair(tick: str) -> tuple[int, int]:
    key, _, number = tick.partition(":")
    if not (key.isdecimal() and number.isdecimal() and len(tick) <= LONGEST_TICK):
        raise Refusal("勾选的内容读不出来，请刷新页面重新勾选。")
    return int(key), int(number)


def _draft(draft_id: int) -> PlanDraft:
    found = plans.get_draft(draft_id, g.user)
    require(g.user, Action.ADOPT_PLAN, found)
    return found


def _page(draft: PlanDraft, form: Form | None = None) -> ResponseReturnValue:
    return render_template(
        "imports/same.html",
        draft=draft,
        is_open=draft.state is DraftState.OPEN,
        suspects=same_matters.of_draft(draft, units.official_names(draft.region)),
        form=form or MarksForm(formdata=None),
    )
