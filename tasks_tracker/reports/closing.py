"""What waits for closing, with whoever had a hand in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks_tracker.domain.closing import own_part
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import closing, completion


@dataclass(frozen=True)
class Waiting:
    """A completed task; `own` says in words why this person must leave it to another one."""

    task: Task
    report: ProgressReport | None
    own: str


def waiting(user: User) -> Sequence[Waiting]:
    """The longest completed first (5 statements)."""
    found = closing.waiting(user)
    reports = completion.applications_of([task.id for task in found])
    return [
        Waiting(task, reports.get(task.id), own_part(reports.get(task.id), user)) for task in found
    ]
