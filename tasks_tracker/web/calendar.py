"""工作日历: a year at a glance; a day or a whole year is changed after a look at what moves."""

import json
from collections.abc import Callable
from datetime import date, datetime

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker.domain.calendar import DayKind, SpecialDay
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.proposals import LONGEST_NAME, LONGEST_SOURCE, Proposal, with_day
from tasks_tracker.domain.users import User
from tasks_tracker.operations.calendar import enter_schedule, read_schedule
from tasks_tracker.persistence import workdays
from tasks_tracker.reports import calendar_effects, year
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.wording import word

bp = Blueprint("calendar", __name__, url_prefix="/calendar")

YEARS = range(2004, 2101)
LARGEST_FILE = 1024 * 1024
USUAL = "usual"
INCOMPLETE = "页面内容不完整，请重新预览。"


_source_fits = Length(max=LONGEST_SOURCE, message="依据写得太长。")


class ScheduleForm(Form):
    text = TextAreaField("通知正文")
    file = FileField("或选择文件")
    source = StringField("依据", [_source_fits])


class DayForm(Form):
    kind = SelectField(
        "这一天",
        choices=choices(
            [*((kind.value, word(kind)) for kind in DayKind), (USUAL, "不特别安排，按星期")]
        ),
    )
    name = StringField("假期名称", [Length(max=LONGEST_NAME, message="名称写得太长。")])
    source = StringField("依据", [DataRequired("请写明依据，如通知的文号。"), _source_fits])


class ConfirmForm(Form):
    proposal = HiddenField()
    seen = HiddenField()


@bp.get("")
def show() -> ResponseReturnValue:
    require(g.user, Action.SEE_CALENDAR)
    asked = addresses.number("year") or g.today.year
    if asked not in YEARS:
        abort(404)
    return render_template(
        "calendar/show.html",
        year=asked,
        view=year.view(asked),
        missing=year.missing(g.today),
        years=YEARS,
    )


@bp.route("/<int:of>/schedule", methods=["GET", "POST"])
def schedule(of: int) -> ResponseReturnValue:
    """The notice of a year is handed in; nothing holds before it is confirmed."""
    require(g.user, Action.SET_CALENDAR)
    if of not in YEARS:
        abort(404)
    form = ScheduleForm()
    preview = _preview(form, lambda: _read(of, form)) if form.validate_on_submit() else None
    return preview or render_template("calendar/schedule.html", form=form, year=of)


@bp.route("/days/<day>", methods=["GET", "POST"])
def day(day: str) -> ResponseReturnValue:
    require(g.user, Action.SET_CALENDAR)
    found = addresses.parsed_day(day)
    if found is None or found.year not in YEARS:
        abort(404)
    known = workdays.schedule(found.year).by_day.get(found)
    form = DayForm(kind=known.kind if known else USUAL, name=known.name if known else "")
    preview = _preview(form, lambda: _changed(found, form)) if form.validate_on_submit() else None
    return preview or render_template("calendar/day.html", form=form, day=found, known=known)


@bp.post("/confirmation")
def confirm() -> ResponseReturnValue:
    require(g.user, Action.SET_CALENDAR)
    form = ConfirmForm()
    if not form.accepted(_enter, by=g.user):
        flash(form.words or INCOMPLETE)
        return redirect(url_for("calendar.show"))
    proposal, count = form.result
    flash(f"{proposal.year}年的日历已启用，{count} 项任务的时钟随之调整。")
    return redirect(url_for("calendar.show", year=proposal.year))


def _read(of: int, form: ScheduleForm) -> Proposal:
    upload = form.file.data
    raw = upload.stream.read(LARGEST_FILE + 1) if upload else b""
    if len(raw) > LARGEST_FILE:
        raise Refusal("文件超过 1 MB，不像一年的放假安排。", field="file")
    if upload and not raw:
        raise Refusal("文件是空的，请选择有内容的文件。", field="file")
    return read_schedule(of, text=form.text.data or "", raw=raw, source=form.source.data or "")


def _changed(day: date, form: DayForm) -> Proposal:
    new = None
    if form.kind.data != USUAL:
        new = SpecialDay(day, DayKind(form.kind.data), form.name.data or "")
    return with_day(workdays.schedule(day.year), day, new, source=form.source.data or "")


def _preview(form: Form, propose: Callable[[], Proposal]) -> ResponseReturnValue | None:
    """What the proposal would do; None where it is refused, with the words on the form."""
    try:
        proposal = propose()
        effects = calendar_effects.of(proposal, g.user, g.today)
    except Refusal as refusal:
        form.refuse(refusal.words, refusal.field)
        return None
    carried = json.dumps(proposal.as_json(), ensure_ascii=False)
    return render_template(
        "calendar/preview.html",
        form=ConfirmForm(formdata=None, proposal=carried, seen=effects.seen),
        proposal=proposal,
        effects=effects,
    )


def _enter(
    *, by: User, now: datetime, proposal: str | None, seen: str | None
) -> tuple[Proposal, int]:
    if (
        not (proposal and seen) or r"\u0000" in proposal
    ):  # what PostgreSQL cannot keep, spelt so that it gets this far
        raise Refusal(INCOMPLETE)
    try:
        wanted = Proposal.from_json(json.loads(proposal))
    except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError):
        raise Refusal(INCOMPLETE) from None
    return wanted, enter_schedule(wanted, by=by, now=now, seen=seen)
