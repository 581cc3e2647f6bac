"""分工配合: what units do for tasks that they support, and who waits for whom."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker import wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.shares import Share, last_date
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.operations.shares import (
    confirm_as_asked,
    confirm_share,
    end_wait,
    settle_share,
    tell_share,
    wait_for_share,
)
from tasks_tracker.persistence import shares
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form

bp = Blueprint("shares", __name__)

LISTED = 200
TOO_LONG = Length(max=1000, message="最多 1000 字。")
NO_DAY = "写明日期，例如 2021-09-24。"


class ConfirmationForm(Form):
    """What the unit does and by when; `seen` is the share as it stood on the page."""

    what = TextAreaField("做什么", [DataRequired("请写明你们单位做什么。"), TOO_LONG])
    due_on = DateField("哪天以前完成", [DataRequired(NO_DAY)])
    why_later = StringField("晚于任务期限的原因", [Length(max=300, message="最多 300 字。")])
    seen = HiddenField()


class ToldForm(Form):
    """How far it is, or that it is done."""

    told = TextAreaField("做到什么程度", [DataRequired("请写明做到了什么程度。"), TOO_LONG])
    seen = HiddenField()


class WaitForm(Form):
    """For what the lead waits, and since when."""

    needed = TextAreaField("等对方提供什么、办什么", [DataRequired("请写明等什么。"), TOO_LONG])
    since_on = DateField("从哪天起", [DataRequired(NO_DAY)])

    def values(self) -> dict[str, Any]:
        return {"what": self.needed.data, "since_on": self.since_on.data}


@bp.get("/shares")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_NOTICES)
    is_office = g.user.holds(*OFFICE_ROLES)
    own = shares.listed(g.user, shares.own(g.user), limit=LISTED) if g.user.units else ()
    led = (shares.led(g.user),) if g.user.units and not is_office else ()
    return render_template(
        "shares/index.html",
        is_office=is_office,
        own=own,
        others=shares.listed(g.user, shares.OPEN, *led, limit=LISTED),
        count=shares.count(g.user, shares.OPEN, *led),
    )


@bp.post("/shares/confirmations")
def confirm_many() -> ResponseReturnValue:
    """Several of the own, as their tasks ask."""
    require(g.user, Action.SEE_OWN_TASKS)
    ticked = map(addresses.whole, request.form.getlist("share"))
    chosen = shares.of_ids([one for one in ticked if one is not None][:LISTED], g.user)
    form = Form()
    if not form.accepted(confirm_as_asked, chosen, by=g.user):
        raise Refusal(form.words or "请从分工配合的页面上确认。")
    left: int = form.result
    words = f"；另有 {left} 项没有期限或者期限已过，请逐项写明" if left else ""
    flash(f"已确认 {len(chosen) - left} 项，期限随任务{words}。")
    return redirect(url_for("shares.index"))


@bp.get("/shares/<int:share_id>")
def show(share_id: int) -> ResponseReturnValue:
    return _page(_share(share_id))


@bp.post("/shares/<int:share_id>/confirmation")
def confirm(share_id: int) -> ResponseReturnValue:
    share, form = _share(share_id, Action.CONFIRM_SHARE), ConfirmationForm()
    if form.accepted(_unless_changed(confirm_share), share, by=g.user):
        return _back(share, f"已确认，{wording.day(share.due_on)}前完成；牵头单位看得到。")
    return _page(share, confirmation=form)


@bp.post("/shares/<int:share_id>/progress")
def tell(share_id: int) -> ResponseReturnValue:
    share, form = _share(share_id, Action.CONFIRM_SHARE), ToldForm()
    is_done = request.form.get("step") == "settle"
    operation = settle_share if is_done else tell_share
    if form.accepted(_unless_changed(operation), share, by=g.user):
        return _back(share, "已记为完成。" if is_done else "已记下，牵头单位看得到。")
    return _page(share, told=form)


@bp.post("/shares/<int:share_id>/waits")
def wait(share_id: int) -> ResponseReturnValue:
    share, form = _share(share_id, Action.WAIT_FOR_SHARE), WaitForm()
    if form.accepted(wait_for_share, share, by=g.user):
        return _back(share, f"已记下，{share.unit.name}会收到邮件。")
    return _page(share, waiting=form)


@bp.post("/waits/<int:wait_id>/end")
def end(wait_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_NOTICES)
    wait, form = shares.get_wait(wait_id, g.user), Form()
    if not form.accepted(end_wait, wait, by=g.user):
        raise Refusal(form.words or "请从分工的页面上撤回。")
    return _back(wait.share, f"已撤回，不再等待{wait.share.unit.name}。")


def _unless_changed(operation: Any) -> Any:
    """A colleague was faster: nobody overwrites what was not seen; what was typed stays."""

    def act(share: Share, *, by: User, now: datetime, seen: str, **more: Any) -> Share:
        if seen != str(share.version):
            who = share.by.name if share.by else "别人"
            raise Refusal(
                f"打开本页之后，{who}刚改过这份分工。看过上面的内容，确需再报，请再按一次。"
            )
        done: Share = operation(share, by=by, now=now, **more)
        return done

    return act


def _share(share_id: int, action: Action = Action.SEE_NOTICES) -> Share:
    require(g.user, Action.SEE_NOTICES)
    share = shares.get(share_id, g.user)
    require(g.user, action, share)
    return share


def _back(share: Share, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("shares.show", share_id=share.id))


def _page(share: Share, **sent: Form) -> ResponseReturnValue:
    forms: dict[str, Any] = {
        "confirmation": ConfirmationForm(formdata=None, obj=share),
        "told": ToldForm(formdata=None),
        "waiting": WaitForm(formdata=None, since_on=g.today),
        **sent,
    }
    for name in ("confirmation", "told"):
        forms[name].seen.data = str(share.version)
    return render_template(
        "shares/show.html",
        share=share,
        forms=forms,
        last=last_date(share.task),
        is_own=can(g.user, Action.CONFIRM_SHARE, share),
        may_wait=can(g.user, Action.WAIT_FOR_SHARE, share) and share.unit not in g.user.units,
    )
