"""One measure on two levels, on the page of its task: who carries it below, and what is above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink
from tasks_tracker.domain.differences import Relation
from tasks_tracker.domain.lights import Light, Lines
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence import comparisons, light_rules

Place = tuple[int, int]
"""Region and number of a task."""
Found = dict[Place, Task]


@dataclass(frozen=True)
class Standing:
    """How a county stands on the measure; without a task it has none for it."""

    region: Region
    plan_no: str
    relation: Relation
    task: Task | None
    light: Light | None
    may_open: bool
    """Whether this person may look at the task itself."""


@dataclass(frozen=True)
class Above:
    """The superior's measure that a task carries out: what the two plans say, no progress."""

    region: Region
    plan_no: str
    code: str
    title: str
    days: Sequence[date]
    has_passed: bool
    """Its dates had passed when the link was confirmed, so that none of them has a clock here."""
    relation: Relation
    task_id: int | None
    """Only for those who may open it."""


@dataclass(frozen=True)
class Levels:
    below: Sequence[Standing]
    above: Sequence[Above]
    has_no_date: bool
    """The task has no date of its own: the superior's are the ones to look at."""
    runs_by_superior: bool
    """Its clock follows one of them."""


def levels(task: Task, user: User, today: date) -> Levels:
    """At most 2 statements for each direction that this person may look in."""
    below = _below(task, user, today) if can(user, Action.SEE_COUNTIES, task) else []
    above = _above(task, user) if task.region.parent_id else []
    dated = task.dated
    return Levels(
        below,
        above,
        has_no_date=all(one.is_phase or one.superior_code for one in dated),
        runs_by_superior=any(one.superior_code for one in dated),
    )


def _below(task: Task, user: User, today: date) -> list[Standing]:
    links = comparisons.confirmed_below(task)
    found = comparisons.tasks_at([place for pair in links for place in _carriers(*pair)])
    lines = light_rules.lines(today)
    return [one for pair in links for one in _standings(*pair, found=found, user=user, lines=lines)]


def _carriers(comparison: Comparison, link: ComparisonLink) -> list[Place]:
    """Where the tasks of the measure below stand, one for each of its clauses."""
    return [(comparison.subordinate_id, number) for number in link.carriers]


def _standings(
    comparison: Comparison, link: ComparisonLink, *, found: Found, user: User, lines: Lines
) -> list[Standing]:
    tasks = [found.get(place) for place in _carriers(comparison, link)]
    return [
        Standing(
            region=comparison.subordinate,
            plan_no=comparison.subordinate_no,
            relation=link.relation,
            task=task,
            light=task.light(lines) if task else None,
            may_open=user.holds(*OFFICE_ROLES),
        )
        for task in tasks or [None]
    ]


def _above(task: Task, user: User) -> list[Above]:
    links = comparisons.confirmed_above(task)
    found = comparisons.tasks_at([place for pair in links for place in _carried(*pair)])
    return [_measure(*pair, found=found, user=user) for pair in links]


def _carried(comparison: Comparison, link: ComparisonLink) -> list[Place]:
    return [(comparison.region_id, number) for number in link.carried]


def _measure(comparison: Comparison, link: ComparisonLink, *, found: Found, user: User) -> Above:
    parts = [found[place] for place in _carried(comparison, link) if place in found]
    dated = [one for part in parts for one in part.dated if not one.is_phase]
    days = sorted({one.due_on for one in dated if one.due_on})
    decided_on = link.decided_at.date() if link.decided_at else None
    sees = user.holds(*OFFICE_ROLES) and user.region is comparison.region
    return Above(
        region=comparison.region,
        plan_no=comparison.plan.doc_no,
        code=link.superior_code,
        title=parts[0].title,
        days=days,
        has_passed=bool(days and decided_on and days[-1] < decided_on),
        relation=link.relation,
        task_id=parts[0].id if sees else None,
    )
