"""What the page of a task shows of urgings and remarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.ladder import HIGHEST, LOWEST
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.domain.users import UNIT_ROLES, Role, User
from tasks_tracker.persistence import remarks, urgings


@dataclass(frozen=True)
class Urgings:
    urgings: Sequence[Urging]
    may_urge: bool
    note: str
    next_level: int
    """What one would take towards the first lead unit."""


@dataclass(frozen=True)
class Remarks:
    remarks: Sequence[Remark]
    words: str
    """Of the button; empty for who may only read."""


def load_urgings(task: Task, user: User, today: date) -> Urgings | None:
    """Nothing is asked of the database where the task says that there is nothing; earlier ones
    stand in its history."""
    may_urge = can(user, Action.URGE, task) and _is_behind(task, today)
    found = urgings.of_task(task) if task.urging_level or task.red_slips else ()
    if user.holds(*UNIT_ROLES):
        own = {unit.id for unit in user.units}
        found = [one for one in found if own & {one.unit_id, *_members(task, one.unit_id)}]
    if not found and not may_urge:
        return None
    note = f"红色督办单累计 {task.red_slips} 张" if task.red_slips else ""
    return Urgings(found, may_urge, note, _next(found, task, user))


def load_remarks(task: Task, user: User, _today: date) -> Remarks | None:
    if user.holds(*UNIT_ROLES) or not can(user, Action.SEE_REMARKS):
        return None
    found = remarks.of_task(task, user)
    may_write = can(user, Action.REMARK, task)
    if not found and not may_write:
        return None
    words = "写批示" if user.holds(Role.LEADER) else "代录批示"
    return Remarks(found, words if may_write else "")


def _next(found: Sequence[Urging], task: Task, user: User) -> int:
    levels = [one.level for one in found if one.is_in_force and one.unit_id == task.lead_unit_id]
    reached = max(levels, default=LOWEST - 1)
    return min(reached + 1, HIGHEST) if can(user, Action.ISSUE_SLIP, task) else LOWEST


def _is_behind(task: Task, today: date) -> bool:
    passed = [day for day in (task.clock_ends_on, task.report_due_on) if day and day < today]
    waits = task.objected_on or task.extension_asked_on or task.is_completed or task.is_ended
    return bool(passed) and not waits


def _members(task: Task, unit_id: int) -> set[int]:
    seats = [seat.unit for seat in task.units if seat.unit.id == unit_id]
    return {member.id for unit in seats for member in unit.members}
