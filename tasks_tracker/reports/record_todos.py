"""待办 of handing over and putting away."""

from datetime import date

from tasks_tracker.domain.users import ADMIN_ROLES, Role, User
from tasks_tracker.persistence import archives, handover_turns
from tasks_tracker.reports.todo import Todo


def to_sign_over(user: User, _today: date) -> Todo | None:
    """Sheets on which this person signs next (1 statement)."""
    if not user.posts or user.roles & ADMIN_ROLES:
        return None
    turns = handover_turns.of(user)
    if not turns:
        return None
    return Todo("待签的交接单", len(turns), "handovers.show", {"handover_id": turns[0]})


def to_archive(user: User, _today: date) -> Todo | None:
    """What is over and not put away: the head of supervision sees to it (1 statement)."""
    if not user.holds(Role.SUPERVISION_HEAD):
        return None
    return Todo("待归档的任务", archives.count_waiting(user), "archives.index")
