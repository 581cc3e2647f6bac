"""待办 of checks and closing."""

from datetime import date

from tasks_tracker.domain.users import OFFICE_ROLES, Role, User
from tasks_tracker.persistence import checks, closing
from tasks_tracker.reports.todo import Todo


def to_check(user: User, _today: date) -> Todo | None:
    """Checks that wait for this person (1 statement)."""
    if not user.holds(*OFFICE_ROLES):
        return None
    waiting = checks.mine(user)
    first = waiting[0].task if waiting else None
    return Todo(
        "待核查", len(waiting), "checks.index", first=f"{first.code} {first.name}" if first else ""
    )


def to_close(user: User, _today: date) -> Todo | None:
    """Completed tasks that wait for the head of supervision (1 statement)."""
    if not user.holds(Role.SUPERVISION_HEAD) or user.region is None:
        return None
    return Todo("待销号", closing.count_waiting().get(user.region.id, 0), "closing.index")
