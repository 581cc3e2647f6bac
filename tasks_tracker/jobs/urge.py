"""08:35 on working days: lift what nothing is left of, and take the steps that go by rule.

What somebody has to sign is only proposed, on the page.
"""

from collections.abc import Mapping
from datetime import date, datetime

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.ladder import LOWEST, Rung
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.jobs.each import each, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.operations.recipients import Addressees, send
from tasks_tracker.operations.urgings import lift_settled, rule_key, urge_by_rule
from tasks_tracker.persistence import attention, behind, ladder, tasks, units, urgings
from tasks_tracker.persistence.behind import Behind
from tasks_tracker.persistence.session import transaction
from tasks_tracker.persistence.workdays import calendar


def run(today: date, now: datetime) -> Outcome:
    with transaction():
        workdays = calendar()
        if not workdays.is_workday(today):
            return Outcome()
        settled = tasks.whole(urgings.perhaps_moot())
    _, not_lifted = each(settled, lambda task: lift_settled(task, by=None, now=now))
    with transaction():
        found = _steps(today, workdays)
    made, not_urged = each(found, lambda one: urge_by_rule(*one, now=now))
    with transaction():
        send(urgings.untold(today), key=f"urged:{today}", now=now)
    tell([*not_lifted, *not_urged])
    return Outcome(sum(urging is not None for urging in made))


def _steps(today: date, workdays: Workdays) -> list[tuple[Task, Addressees]]:
    """Tasks whose units are to be urged, with those who are told; the people of a unit are looked
    up once, and where nobody is, nothing is tried."""
    rungs = {one.id: ladder.rungs(one.id, today)[LOWEST] for one in units.regions()}
    rows = _due(today, rungs, workdays)
    loaded = {task.id: task for task in tasks.whole({row.task_id for row in rows})}
    told: dict[int, Addressees] = {}
    steps = []
    for row in rows:
        task = loaded[row.task_id]
        unit = _unit(task, row.unit_id)
        if unit is not None:
            people = told[unit.id] = told.get(unit.id) or Addressees(unit, rungs[row.region_id])
            if people.of(task):
                steps.append((task, people))
    return steps


def _due(today: date, rungs: Mapping[int, Rung], workdays: Workdays) -> list[Behind]:
    """Units that are behind long enough and were not urged for that day by rule before."""
    rows = [
        row
        for row in behind.not_urged(today)
        if rungs[row.region_id].is_automatic
        and workdays.between(row.missed_on, today) >= rungs[row.region_id].days
    ]
    keys = {rule_key(one.task_id, one.unit_id, one.missed_on, LOWEST): one for one in rows}
    known = attention.noted(keys)
    return [row for key, row in keys.items() if key not in known]


def _unit(task: Task, unit_id: int) -> Unit | None:
    """A unit with a seat at the task, or a member of one; None where it has none any more."""
    seated = (one for seat in task.units for one in (seat.unit, *seat.unit.members))
    return next((one for one in seated if one.id == unit_id), None)
