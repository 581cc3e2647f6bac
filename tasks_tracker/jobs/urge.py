"""09:00 on working days: lift what nothing is left of, and take the steps that go by rule.

What somebody has to sign is only proposed, on the page.
"""

from collections.abc import Mapping
from datetime import date, datetime

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.ladder import LOWEST, Rung
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.jobs.each import each, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.operations.recipients import send
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
        settled = urgings.perhaps_moot()
    _, not_lifted = each(settled, lambda task_id: _lift(task_id, now))
    with transaction():
        rungs = {one.id: ladder.rungs(one.id, today)[LOWEST] for one in units.regions()}
        found = _due(today, rungs, workdays)
    made, not_urged = each(found, lambda one: _urge(one, rungs[one.region_id], now))
    with transaction():
        send(urgings.untold(today), key=f"urged:{today}", now=now)
    tell([*not_lifted, *not_urged])
    return Outcome(sum(urging is not None for urging in made))


def _lift(task_id: int, now: datetime) -> None:
    (task,) = tasks.whole([task_id])
    lift_settled(task, by=None, now=now)


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


def _urge(row: Behind, rung: Rung, now: datetime) -> Urging | None:
    (task,) = tasks.whole([row.task_id])
    seated = [one for seat in task.units for one in (seat.unit, *seat.unit.members)]
    unit = next((one for one in seated if one.id == row.unit_id), None)
    return urge_by_rule(task, unit, rung, now=now) if unit else None
