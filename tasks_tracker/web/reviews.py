"""Reviewing reports: the queue, one report beside the last one, accept or return it."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from tasks_tracker import wording
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.standing import Grade
from tasks_tracker.operations.reviews import accept_report, return_report
from tasks_tracker.persistence import explanations, progress
from tasks_tracker.reports import completion, milestones, questions, reviews, sections
from tasks_tracker.web import addresses
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("reviews", __name__)

NO_REASON = "退回须写明理由，让单位知道补什么。"


class OpinionForm(Form):
    """What the office says to a report; who accepts it need not say anything."""

    opinion = TextAreaField("审核意见", [Length(max=1000)])

    def values(self) -> dict[str, Any]:
        return {"words": self.opinion.data or ""}


class ReturnForm(OpinionForm):
    opinion = TextAreaField("审核意见", [DataRequired(NO_REASON), Length(max=1000)])


def _grade(*validators: Any) -> RadioField:
    grades = choices((one.value, wording.word(one)) for one in Grade)
    return RadioField("等次", validators, choices=grades)


class ApplicationForm(OpinionForm):
    """Whoever takes an application says how well the task was done."""

    grade = _grade(InputRequired("通过办结申请要评等次。"))

    def values(self) -> dict[str, Any]:
        return {**super().values(), "grade": Grade(self.grade.data)}


class ApplicationReturnForm(ReturnForm):
    """What was ticked stays ticked though the return is refused."""

    grade = _grade(Optional())


@bp.get("/reviews")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_REVIEWS)
    return render_template("reviews/index.html", queue=reviews.queue(g.user, g.today))


@bp.get("/reviews/questions")
def ask() -> ResponseReturnValue:
    """What may be asked about the reports of a month, by unit."""
    require(g.user, Action.SEE_REVIEWS)
    day = addresses.day("month") or g.today
    month = month_of(min(day, g.today))
    found = questions.of_month(g.user.region, month)
    return render_template("reviews/questions.html", month=month, units=found)


@bp.get("/reviews/<int:report_id>")
def show(report_id: int) -> ResponseReturnValue:
    report = _report(report_id)
    return _page(report, ApplicationForm() if report.is_application else OpinionForm())


@bp.post("/reviews/<int:report_id>/acceptance")
def accept(report_id: int) -> ResponseReturnValue:
    report = _report(report_id)
    require(g.user, Action.REVIEW_REPORT, report)
    form = ApplicationForm() if report.is_application else OpinionForm()
    if form.accepted(accept_report, report, by=g.user):
        what = "办结申请" if report.is_application else "反馈"
        return _next(f"{report.task.code}的{what}已通过。")
    return _page(report, form)


@bp.post("/reviews/<int:report_id>/return")
def send_back(report_id: int) -> ResponseReturnValue:
    report = _report(report_id)
    require(g.user, Action.REVIEW_REPORT, report)
    form = ApplicationReturnForm() if report.is_application else ReturnForm()
    if form.accepted(return_report, report, by=g.user):
        return _next(f"{report.task.code}的反馈已退回，单位会收到理由。")
    return _page(report, form)


def _report(report_id: int) -> ProgressReport:
    require(g.user, Action.SEE_REVIEWS)
    return progress.get(report_id, g.user)


def _page(report: ProgressReport, form: OpinionForm) -> ResponseReturnValue:
    history = progress.of_task(report.task)
    explained = explanations.of_task(report.task) if report.claims else ()
    return render_template(
        "reviews/show.html",
        report=report,
        previous=reviews.before(report, history),
        verdict=milestones.verdict(report.task, g.today),
        chief=sections.chief(report.task.section.leader),
        queue=reviews.queue(g.user, g.today),
        may_review=can(g.user, Action.REVIEW_REPORT, report),
        hints=questions.on(report, history),
        items=completion.checklist(report.task, report.shares_words)
        if report.is_application
        else (),
        explained=explained,
        enclosed=explanations.enclosed(explained),
        form=form,
    )


def _next(words: str) -> ResponseReturnValue:
    """On to the report that has now waited longest."""
    following = reviews.next_for(g.user)
    if following is None:
        flash(f"{words}没有别的待审件了。")
        return redirect(url_for("reviews.index"))
    flash(f"{words}下一件是{following.task.code}。")
    return redirect(url_for("reviews.show", report_id=following.id))
