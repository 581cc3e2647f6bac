"""The office reviews a report: takes it, or returns it with a reason."""

from datetime import datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.standing import Grade
from tasks_tracker.domain.users import User
from tasks_tracker.mail import outbox
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.urgings import lift_settled
from tasks_tracker.persistence import posts, progress, tasks, workdays


def accept_report(
    report: ProgressReport,
    *,
    by: User,
    now: datetime,
    words: str = "",
    grade: Grade = Grade.SUFFICIENT,
) -> None:
    """What it claims is met; an application completes the task, with this grade."""
    require(by, Action.REVIEW_REPORT, report)
    was_completed = report.task.is_completed
    if report.is_application and progress.any_waiting(report.task, besides=report):
        raise Refusal(f"{report.task.code}还有别的反馈待审，先审完那一份，再审这份办结申请。")
    report.accept(by=by, now=now, today=clock.local(now).date(), words=words, grade=grade)
    _conclude(report, EventKind.REPORT_ACCEPTED, "report_accepted", now)
    if report.task.is_completed and not was_completed:
        graded = wording.word(report.grade) if report.grade else ""
        record(EventKind.TASK_COMPLETED, by=by, now=now, task=report.task, words=graded)


def return_report(report: ProgressReport, *, by: User, now: datetime, words: str) -> None:
    """Back to the unit with a reason: the clocks run on, the dates stay."""
    require(by, Action.REVIEW_REPORT, report)
    workdays.hold()
    today = clock.local(now).date()
    report.send_back(by=by, now=now, today=today, words=words, workdays=workdays.calendar())
    _conclude(report, EventKind.REPORT_RETURNED, "report_returned", now)


def _conclude(report: ProgressReport, kind: EventKind, mail: str, now: datetime) -> None:
    task = report.task
    tasks.hold(task)
    task.awaits_office = progress.any_waiting(task, besides=report)
    record(
        kind,
        by=report.reviewed_by,
        now=now,
        task=task,
        subject=f"report:{report.id}",
        words=report.review_words,
    )
    to = posts.still(report.by, task, report.unit)
    outbox.post(f"{mail}:{report.id}", mail, to=to, now=now, context={"report": report}, task=task)
    lift_settled(task, by=report.reviewed_by, now=now)
