"""A unit signs for a notice, or reports and has thereby got it."""

from datetime import datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.users import User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import receipts
from tasks_tracker.persistence.session import db


def sign_receipt(receipt: Receipt, *, by: User, now: datetime) -> Receipt:
    """The unit has the notice, with all tasks that it gives the unit."""
    require(by, Action.SIGN_RECEIPT, receipt)
    sign(receipt, by=by, now=now)
    return receipt


def sign(receipt: Receipt, *, by: User, now: datetime, by_report: bool = False) -> None:
    """The signature alone; whoever calls it has asked for the right to what he does."""
    receipt.sign(by=by, at=now, on=clock.local(now).date(), by_report=by_report)
    db.flush()
    record(
        EventKind.RECEIPT_SIGNED,
        by=by,
        now=now,
        task=receipt.task,
        subject=f"receipt:{receipt.id}",
        words=f"{receipt.notice.doc_no}，{receipt.unit.name}{_how(receipt)}",
    )
    if not receipts.any_open(receipt.notice):
        _tell_all_signed(receipt, now)


def answer_notice(report: ProgressReport) -> None:
    """Whoever reports has the notice; while the lead objects nobody reports.

    Asks the database nothing for a task that was not handed out.
    """
    task = report.task
    if task.objected_on is not None:
        raise Refusal("这项任务的异议正在处理，时钟停着，等督查室答复后再报。")
    if task.handed_out_on is None:
        return
    for receipt in receipts.unsigned_of_unit(task, report.unit):
        sign(receipt, by=report.by, now=report.submitted_at, by_report=True)


def _how(receipt: Receipt) -> str:
    late = f"，晚于 {wording.short_day(receipt.due_on)}" if receipt.is_late else ""
    return f"{'已报进展，视为签收' if receipt.by_report else '签收'}{late}"


def _tell_all_signed(receipt: Receipt, now: datetime) -> None:
    notice = receipt.notice
    if notice.by.is_ended:
        return
    told = Told(
        subject=f"【签收】{notice.doc_no}各单位都已签收",
        opening=f"{receipt.unit.name}签收以后，{notice.doc_no}全部签收。",
        step="看签收情况",
        url=links.notice(notice.id),
        why="这份通知由你印发，所以收到这封邮件。",
    )
    tell(f"all-signed:{notice.id}:{receipt.id}", "notice_signed", told, to=notice.by, now=now)
