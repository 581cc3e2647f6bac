"""The units at a task with their duties, and whom to telephone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tasks_tracker.domain.tasks import Duty, Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Appointment, Post, Role, User
from tasks_tracker.persistence.session import db


@dataclass(frozen=True)
class Seat:
    """A unit's seat at a task."""

    unit: Unit
    duty: Duty
    is_first: bool
    liaisons: Sequence[str]


def of(task: Task) -> list[Seat]:
    """In the order of the document (1 statement)."""
    names: dict[int, list[str]] = defaultdict(list)
    unit_ids = [seat.unit_id for seat in task.units]
    query = (
        select(Post.unit_id, User.name)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(User, User.id == Appointment.user_id)
        .where(
            Post.unit_id.in_(unit_ids),
            Post.role == Role.LIAISON,
            Appointment.ended_on.is_(None),
            User.ended_at.is_(None),
        )
        .order_by(Post.unit_id, User.id)
    )
    for unit_id, name in db.execute(query):
        names[unit_id or 0].append(name)
    return [
        Seat(seat.unit, seat.duty, seat.unit_id == task.lead_unit_id, names[seat.unit_id])
        for seat in task.units
    ]
