"""How a task came or comes to its end: application, grade, checks, closing, or another ending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.closing import Closing
from tasks_tracker.domain.endings import BY_DECISION, TaskEnding
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import checks, closing, endings, evidence


@dataclass(frozen=True)
class Conclusion:
    """What there is, and what this person can do about it."""

    checks: Sequence[Check]
    closing: Closing | None
    ending: TaskEnding | None
    papers: Sequence[Evidence]
    """What came with the decision that ended it."""
    may_apply: bool
    may_check: bool
    may_end: bool
    is_completed: bool

    @property
    def is_concluded(self) -> bool:
        """Whether there is anything to look at."""
        return self.is_completed or bool(self.checks) or self.ending is not None


def of(task: Task, user: User, _today: date) -> Conclusion | None:
    """None where nothing was ever reported and this person can do nothing (at most 3 statements:
    what was ended by a decision was never closed)."""
    is_open = not (task.is_completed or task.is_ended)
    ending = endings.of_task(task) if task.ending in BY_DECISION else None
    found = Conclusion(
        checks=checks.of_task(task) if task.begun_on else (),
        closing=closing.standing(task) if task.closed_on else None,
        ending=ending,
        papers=evidence.of(ending.subject) if ending else (),
        may_apply=is_open and _lies_with_unit(task) and can(user, Action.REPORT_PROGRESS, task),
        may_check=_may_check(task, user),
        may_end=is_open and can(user, Action.END_TASK, task),
        is_completed=task.is_completed,
    )
    may_do = found.may_apply or found.may_check or found.may_end
    return found if may_do or found.is_concluded else None


def _lies_with_unit(task: Task) -> bool:
    """Something is to be done still; a task without dates waits for one answer at a time."""
    return any(one.is_open for one in task.dated) or not (task.dated or task.awaits_office)


def _may_check(task: Task, user: User) -> bool:
    is_done = task.is_completed and not task.is_ended and task.check_opened_on is None
    return is_done and can(user, Action.OPEN_CHECK, task.region)
