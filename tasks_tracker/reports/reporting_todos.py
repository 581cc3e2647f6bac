"""待办 of reporting: what units owe by period, and what their heads have to sign."""

from datetime import date

from sqlalchemy import func, select

from tasks_tracker import clock, wording
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.users import UNIT_ROLES, Role, User
from tasks_tracker.persistence import unsigned
from tasks_tracker.persistence.obligations import pressing
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.todo import Todo


def to_report(user: User, today: date) -> Todo | None:
    """Reports that were missed or are due within a few working days."""
    if not user.holds(*UNIT_ROLES):
        return None
    query = (
        select(func.count().over(), Obligation, Task)
        .join(Task, Obligation.task_id == Task.id)
        .where(Obligation.unit_id.in_([unit.id for unit in user.units]), pressing(today))
        .order_by(Obligation.due_on, Task.number, Obligation.id)
    )
    found = db.execute(query.limit(1)).first()
    if found is None:
        return None
    count, one, task = found
    first = f"{task.code} {task.name}，{wording.period_words(one.period)}"
    return Todo("应报的进展反馈", count, "obligations.index", due_on=one.due_on, first=first)


def to_approve(user: User, _today: date) -> Todo | None:
    """Reports that wait for the signature of this head of a unit."""
    if not user.holds(Role.UNIT_HEAD):
        return None
    query = (
        unsigned.waiting_for(user)
        .join(Task, UnsignedReport.task_id == Task.id)
        .with_only_columns(func.count().over(), UnsignedReport, Task)
    )
    found = db.execute(query.limit(1)).first()
    if found is None:
        return None
    count, one, task = found
    at = wording.moment(clock.local(one.written_at))
    first = f"{task.code} {task.name}，写于 {at}"
    return Todo("待签发的反馈", count, "unsigned.index", first=first)
