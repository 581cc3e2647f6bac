"""交办: the list of notices, handing tasks of a plan out in two steps, one notice and its paper."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms import DateField, HiddenField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.notices import Notice, recipients, require_fit
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.operations.notices import hand_out
from tasks_tracker.persistence import notices, receipts, tasks
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import letters
from tasks_tracker.reports import notices as report
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("notices", __name__)

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REPLY_WITHIN = 10
"""Working days that are offered for the reply."""
NO_DATE = "写明单位在哪天以前回复，例如 2021-09-24。"
CHANGED = "收件单位还没有看过，或者看过以后勾选有改动。请看过下面的收件单位，再按一次印发。"


class NoticeForm(Form):
    """Tasks of one plan, with a day for the reply; `seen` are those whose recipients were shown."""

    tasks = SelectMultipleField("任务", coerce=int)
    reply_by = DateField("回复日期", [DataRequired(NO_DATE)])
    requirements = TextAreaField("办理要求", [Length(max=2000, message="最多 2000 字。")])
    seen = HiddenField()

    @classmethod
    def of(cls, offered: Sequence[report.Offered], today: date) -> "NoticeForm":
        form = cls()
        fit = [one.task for one in offered if not one.why_not]
        form.tasks.choices = choices((task.id, task.name) for task in fit)
        if not form.is_submitted():
            form.tasks.data = [task.id for task in fit]
            form.reply_by.data = calendar().add(today, REPLY_WITHIN)
        return form

    @property
    def mark(self) -> str:
        """Which tasks are ticked."""
        return "-".join(str(one) for one in sorted(self.tasks.data or ()))

    def values(self) -> dict[str, Any]:
        return {"reply_by": self.reply_by.data, "requirements": self.requirements.data or ""}


@bp.get("/notices")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_NOTICES)
    before = addresses.number("before")
    is_office = can(g.user, Action.HAND_OUT, g.user.region)
    return render_template(
        "notices/index.html",
        plans=notices.waiting_plans(g.user) if is_office else (),
        listed=report.listed(g.user, g.today, before=before) if is_office else None,
        waiting=receipts.open_of(g.user) if g.user.units else (),
        signed=receipts.signed_of(g.user, before=before) if g.user.units else None,
    )


@bp.route("/plans/<int:plan_id>/notices/new", methods=["GET", "POST"])
def new(plan_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_NOTICES)
    require(g.user, Action.HAND_OUT, g.user.region)
    plan = notices.get_plan(plan_id, g.user)
    offered = report.offered(tasks.of_plan(plan))
    form = NoticeForm.of(offered, g.today)
    if request.form.get("step") == "send" and _sent(form, plan, offered):
        flash(f"{form.result.doc_no}已印发，通知邮件已进入发件箱。")
        return redirect(url_for("notices.show", notice_id=form.result.id))
    shown = _shown(form, offered)
    return render_template(
        "notices/new.html", form=form, plan=plan, offered=offered, recipients=shown
    )


def _sent(form: NoticeForm, plan: Plan, offered: Sequence[report.Offered]) -> bool:
    """Whether it went out to those who were shown."""

    def send(_plan: Plan, *, by: User, now: Any, **more: Any) -> Notice:
        if form.seen.data != form.mark:
            raise Refusal(CHANGED)
        return hand_out(_plan, _chosen(form, offered), by=by, now=now, **more)

    return form.accepted(send, plan, by=g.user)


def _shown(form: NoticeForm, offered: Sequence[report.Offered]) -> Sequence[Any]:
    """The recipients, where the form was sent and is in order."""
    if not form.is_submitted() or form.errors or not form.validate():
        return ()
    chosen = _chosen(form, offered)
    try:
        require_fit(chosen)
    except Refusal as refusal:
        form.refuse(refusal.words, refusal.field)
        return ()
    form.seen.data = form.mark
    return recipients(chosen)


def _chosen(form: NoticeForm, offered: Sequence[report.Offered]) -> list[Task]:
    ticked = set(form.tasks.data or ())
    return [one.task for one in offered if one.task.id in ticked]


@bp.get("/notices/<int:notice_id>")
def show(notice_id: int) -> ResponseReturnValue:
    notice = _notice(notice_id)
    is_office = can(g.user, Action.HAND_OUT, notice.region)
    rows = report.rows(notice)
    return render_template(
        "notices/show.html",
        notice=notice,
        rows=rows if is_office else [row for row in rows if row.receipt.unit in g.user.units],
        parts=[part for unit in g.user.units for part in report.parts(notice, unit)],
        is_office=is_office,
        limits=report.limits,
    )


@bp.get("/notices/<int:notice_id>/paper")
def paper(notice_id: int) -> ResponseReturnValue:
    notice = _notice(notice_id)
    return render_template(
        "notices/paper.html", notice=notice, letter=report.letter(notice, report.rows(notice))
    )


@bp.get("/notices/<int:notice_id>.docx")
def docx(notice_id: int) -> ResponseReturnValue:
    notice = _notice(notice_id)
    made = letters.render(report.letter(notice, report.rows(notice)))
    return send_file(
        io.BytesIO(made),
        mimetype=DOCX,
        as_attachment=True,
        download_name=f"{notice.doc_no}.docx",
    )


def _notice(notice_id: int) -> Notice:
    require(g.user, Action.SEE_NOTICES)
    return notices.get(notice_id, g.user)
