"""What the page of a task shows of later dates, explanations and blockers, and offers to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.explanations import Explanation
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import blockers, explanations, extensions


@dataclass(frozen=True)
class Dates:
    """Requests for later dates and explanations of a task."""

    requests: Sequence[Extension]
    explained: Sequence[Explanation]
    enclosed: Mapping[str, Sequence[Evidence]]
    """What came with the explanations."""
    may_ask: bool
    may_explain: bool


@dataclass(frozen=True)
class Barriers:
    """Blockers of a task."""

    found: Sequence[Blocker]
    may_raise: bool
    told: ProgressReport | None
    """A report whose words can be put to others."""


def dates(task: Task, user: User, today: date) -> Dates | None:
    """One statement, a second one where a clock has ended and a third one for what was enclosed
    with an explanation; none where there is no clock."""
    if not any(one.has_clock or one.had_clock for one in task.milestones):
        return None
    open_ones = [one for one in task.dated if one.is_open and not task.is_completed]
    late = [one for one in open_ones if _is_late(one, today)]
    leads = can(user, Action.ASK_EXTENSION, task)
    explained = explanations.of_task(task) if late or _was_late(task) else ()
    part = Dates(
        requests=extensions.of_task(task),
        explained=explained,
        enclosed=explanations.enclosed(explained),
        may_ask=leads and len(late) < len(open_ones),
        may_explain=leads and bool(late),
    )
    return part if any((part.requests, part.explained, part.may_ask, part.may_explain)) else None


def barriers(task: Task, user: User, _today: date) -> Barriers | None:
    """One statement, and another one for who may raise some."""
    is_open = not (task.is_completed or task.is_ended)
    may_raise = is_open and can(user, Action.RAISE_BLOCKER, task)
    part = Barriers(
        found=blockers.of_task(task),
        may_raise=may_raise,
        told=blockers.told_only(task, user) if may_raise else None,
    )
    return part if part.found or part.may_raise else None


def _is_late(milestone: Milestone, today: date) -> bool:
    ends_on = milestone.clock_ends_on
    return ends_on is not None and ends_on < today


def _was_late(task: Task) -> bool:
    return any(one.overdue_noted_for is not None for one in task.milestones)
