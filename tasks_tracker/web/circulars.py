"""Monthly circulars: the list, drafting one, reading it on its paper, publishing it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectField

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.operations.circulars import draft_circular, publish_circular
from tasks_tracker.persistence import circulars
from tasks_tracker.reports.circular import snapshot_day, take_snapshot
from tasks_tracker.reports.circular_checks import checks, is_stale
from tasks_tracker.reports.circular_edits import as_written
from tasks_tracker.reports.circular_files import imprint_of
from tasks_tracker.reports.circular_sources import anchor, sources
from tasks_tracker.reports.circular_text import day_of, number_of
from tasks_tracker.web.forms import Form
from tasks_tracker.wording import month as month_words

bp = Blueprint("circulars", __name__, url_prefix="/circulars")

MONTHS_BACK = 12
DRAFTED_ANEW = "这期草稿刚刚重新起草过，下面是新的内容，看过之后再印发。"


class DraftForm(Form):
    """The month to draft; last month unless somebody wishes another."""

    month = SelectField("月份", coerce=date.fromisoformat)

    def offer(self, today: date) -> "DraftForm":
        months = _months_back(today)
        self.month.choices = [(first.isoformat(), month_words(first)) for first in months]
        if not self.is_submitted():
            self.month.data = months[1]
        return self


class PublicationForm(Form):
    """Nothing to fill in: the circular is published as the page showed it."""

    seen = HiddenField()
    """The version of the draft that was on the page."""


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_CIRCULARS)
    return _list(DraftForm(formdata=None).offer(g.today))


@bp.post("")
def draft() -> ResponseReturnValue:
    require(g.user, Action.DRAFT_CIRCULAR, g.user.region)
    form = DraftForm().offer(g.today)
    if form.accepted(_draft, g.user.region, by=g.user):
        flash("草稿已按台账生成，核对无误后由督查室主任印发。")
        return redirect(url_for("circulars.show", circular_id=form.result.id))
    return _list(form)


@bp.get("/<int:circular_id>")
def show(circular_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_CIRCULARS)
    return _page(circulars.get(circular_id, g.user), PublicationForm())


@bp.post("/<int:circular_id>/publication")
def publish(circular_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_CIRCULARS)
    circular, form = circulars.get(circular_id, g.user), PublicationForm()
    if form.accepted(_publish, circular, by=g.user):
        flash(f"第{circular.number}期已印发，通知邮件已进入发件箱。")
        return redirect(url_for("circulars.show", circular_id=circular.id))
    return _page(circular, form)


def _draft(region: Region, *, month: date, by: User, now: datetime) -> Circular:
    period = month_of(month)
    return draft_circular(
        region,
        period=period,
        snapshot=take_snapshot(region, period, today=g.today),
        as_of=snapshot_day(period, g.today),
        now=now,
        by=by,
    )


def _publish(circular: Circular, *, seen: str, by: User, now: datetime) -> None:
    require(by, Action.PUBLISH_CIRCULAR, circular)
    if not circular.is_published and seen != str(circular.version):
        raise Refusal(DRAFTED_ANEW)
    publish_circular(circular, by=by, now=now)


def _list(form: DraftForm) -> ResponseReturnValue:
    found = circulars.visible_to(g.user)
    return render_template("circulars/index.html", form=form, circulars=found)


def _page(circular: Circular, form: PublicationForm) -> ResponseReturnValue:
    snapshot = as_written(circular)
    imprint = imprint_of(circular)
    return render_template(
        "circulars/show.html",
        circular=circular,
        form=form,
        snapshot=snapshot,
        number=number_of(snapshot.text, imprint),
        day=day_of(imprint),
        checks=checks(snapshot),
        stale="" if circular.is_published else is_stale(snapshot, g.today),
        sources=sources(snapshot),
        anchor=anchor,
    )


def _months_back(today: date) -> Sequence[date]:
    """This month and those before it."""
    months = [today.replace(day=1)]
    while len(months) < MONTHS_BACK:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months
