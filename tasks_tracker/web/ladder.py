"""催办阶梯: which step when, to whom; a change is a new version, the old ones stay to be read."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, DateField, HiddenField, IntegerField
from wtforms.validators import InputRequired

from tasks_tracker.domain.ladder import HIGHEST, LOWEST, Rung
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.reminders import BEFORE
from tasks_tracker.operations.ladder import set_ladder
from tasks_tracker.persistence import ladder
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form

bp = Blueprint("ladder", __name__, url_prefix="/ladder")

LEVELS = range(LOWEST, HIGHEST + 1)
TICKS = {
    "to_liaison": "联络员",
    "to_head": "单位负责人",
    "copy_leader": "抄送总指挥",
    "copy_office": "抄送督查室主任",
}
A_NUMBER = "填整数。"


class LadderForm(Form):
    """All five steps at once; `made` adds the fields of each."""

    holds_from = DateField("生效日", [InputRequired("填哪天起执行。")])
    seen = HiddenField()

    @classmethod
    def made(cls) -> "LadderForm":
        fields: dict[str, Any] = {}
        for level in LEVELS:
            fields[f"days_{level}"] = IntegerField("起算日", [InputRequired(A_NUMBER)])
            fields[f"reply_days_{level}"] = IntegerField("答复时限", [InputRequired(A_NUMBER)])
            fields |= {f"{name}_{level}": BooleanField(words) for name, words in TICKS.items()}
        fields[f"is_automatic_{LOWEST}"] = BooleanField("到期自动发出")
        form: LadderForm = type("LadderFormOfSteps", (cls,), fields)()
        return form

    def show(self, rungs: list[Rung], version: int) -> None:
        self.holds_from.data, self.seen.data = g.today, str(version)
        for rung in rungs:
            for name in ("days", "reply_days", *TICKS, "is_automatic"):
                if f"{name}_{rung.level}" in self:
                    self[f"{name}_{rung.level}"].data = getattr(rung, name)

    def values(self) -> dict[str, Any]:
        seen = addresses.whole(self.seen.data)
        return {
            "rungs": [self._rung(level) for level in LEVELS],
            "holds_from": self.holds_from.data,
            "seen": -1 if seen is None else seen,
        }

    def _rung(self, level: int) -> Rung:
        ticks = {name: bool(self[f"{name}_{level}"].data) for name in TICKS}
        days, reply_days = (self[f"{name}_{level}"].data for name in ("days", "reply_days"))
        is_automatic = level == LOWEST and bool(self[f"is_automatic_{level}"].data)
        return Rung(level, days, reply_days, **ticks, is_automatic=is_automatic)


@bp.get("")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_LADDER)
    return _page(LadderForm.made(), is_fresh=True)


@bp.post("")
def save() -> ResponseReturnValue:
    require(g.user, Action.SET_LADDER, g.user.region)
    form = LadderForm.made()
    if form.accepted(set_ladder, g.user.region, by=g.user):
        flash(f"第 {form.result.version} 版阶梯已保存，到生效日起执行；已经发出的不受影响。")
        return redirect(url_for("ladder.show"))
    return _page(form, is_fresh=False)


def _page(form: LadderForm, *, is_fresh: bool) -> ResponseReturnValue:
    versions = ladder.versions(g.user.region)
    newest = versions[0].version if versions else 0
    rungs = ladder.rungs(g.user.region.id, g.today)
    if is_fresh:
        form.show(versions[0].rungs if versions else list(rungs.values()), newest)
    else:
        form.seen.data = str(newest)
    return render_template(
        "ladder/show.html",
        form=form,
        rungs=list(rungs.values()),
        versions=versions,
        levels=LEVELS,
        ticks=TICKS,
        reminders=BEFORE,
    )
