"""What waits for people because of urgings and remarks."""

from datetime import date

from sqlalchemy import func, select

from tasks_tracker.domain.remarks import Remark, RemarkState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.todo import Todo


def to_answer(user: User, _today: date) -> Todo | None:
    """What the own units are asked."""
    if not user.holds(*UNIT_ROLES):
        return None
    own = [unit.id for unit in user.units]
    query = (
        select(func.count().over(), Urging.reply_by, Task)
        .join(Task, Urging.task_id == Task.id)
        .where(Urging.unit_id.in_(own), Urging.state == UrgingState.OPEN)
        .order_by(Urging.reply_by, Urging.id)
    )
    found = db.execute(query.limit(1)).first()
    if found is None:
        return None
    count, due_on, task = found
    first = f"{task.code} {task.name}"
    return Todo("待答复的催办督办", count, "urgings.index", due_on=due_on, first=first)


def to_judge(user: User, _today: date) -> Todo | None:
    """Answers that units sent."""
    if not user.holds(*OFFICE_ROLES) or user.region is None:
        return None
    query = (
        select(func.count())
        .select_from(Urging)
        .join(Task, Urging.task_id == Task.id)
        .where(Urging.state == UrgingState.ANSWERED, Task.region_id == user.region.id)
    )
    values = {"shown": "answered"}
    return Todo("待审看的催办答复", db.scalar(query) or 0, "urgings.index", values)


def to_escalate(user: User, today: date) -> Todo | None:
    """What was not answered by its day: the head may take the next step."""
    if not user.holds(Role.SUPERVISION_HEAD) or user.region is None:
        return None
    query = (
        select(func.count())
        .select_from(Urging)
        .join(Task, Urging.task_id == Task.id)
        .where(
            Urging.state == UrgingState.OPEN,
            Urging.reply_by < today,
            Task.region_id == user.region.id,
        )
    )
    values = {"shown": "unanswered"}
    return Todo("过期没有答复的催办", db.scalar(query) or 0, "urgings.index", values)


def to_handle(user: User, _today: date) -> Todo | None:
    """Remarks that nobody has taken up."""
    if not user.holds(*OFFICE_ROLES) or user.region is None:
        return None
    query = select(func.count(), func.min(Remark.reply_by)).where(
        Remark.state == RemarkState.OPEN, Remark.region_id == user.region.id
    )
    count, due_on = db.execute(query).one()
    values = {"state": RemarkState.OPEN.value}
    return Todo("待办理的批示", count, "remarks.index", values, due_on=due_on)
