"""Other tasks for which the same text may be given: 一次填报，多处使用."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from tasks_tracker.domain.same_matters import SameMatter
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import unit_ids_of

MOST = 200


@dataclass(frozen=True)
class Other:
    """An open task that the same unit leads."""

    id: int
    code: str
    name: str
    is_same_matter: bool
    """It is linked to the task: about the same matter."""


def others(task: Task, user: User) -> Sequence[Other]:
    """Those about the same matter first (1 statement)."""
    led = select(TaskUnit.task_id).where(
        TaskUnit.unit_id.in_(unit_ids_of(user)), TaskUnit.duty == Duty.LEAD
    )
    linked = (
        select(SameMatter.id)
        .where(
            SameMatter.ended_at.is_(None),
            or_(
                and_(SameMatter.task_id == task.id, SameMatter.other_id == Task.id),
                and_(SameMatter.other_id == task.id, SameMatter.task_id == Task.id),
            ),
        )
        .exists()
    )
    query = (
        select(Task, linked)
        .where(
            Task.id.in_(led),
            Task.id != task.id,
            Task.region_id == task.region_id,
            Task.is_completed.is_(False),
            Task.ended_on.is_(None),
            Task.objected_on.is_(None),
        )
        .order_by(linked.desc(), Task.number)
        .limit(MOST)
    )
    return [Other(one.id, one.code, one.name, is_same) for one, is_same in db.execute(query)]
