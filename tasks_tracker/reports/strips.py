"""The lights of twelve months: the worst that each month showed, from what was kept each night."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import ColumnElement

from tasks_tracker.domain.lights import Light, worst
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import light_rules, shown_lights, tasks
from tasks_tracker.reports.lights import Tally, tally

MONTHS = 12
Shown = tuple[int, date, Light]


@dataclass(frozen=True)
class Month:
    """How many tasks were at worst at which light in a month."""

    first: date
    tally: Tally = field(default_factory=Tally)

    @property
    def light(self) -> Light | None:
        """None where nothing was kept."""
        return self.tally.worst


@dataclass(frozen=True)
class UnitLights:
    """A unit by the tasks for which it answers: now, and month by month."""

    now: Tally
    months: Sequence[Month]

    @property
    def has_history(self) -> bool:
        return any(month.light for month in self.months)


def of_task(task: Task, _user: User, today: date) -> Sequence[Month] | None:
    """None where no night has seen it yet (1 statement)."""
    months = _months(Task.id == task.id, today)
    return months if any(month.light for month in months) else None


def of_unit(unit: Unit, user: User, today: date) -> UnitLights:
    """As far as this person sees its tasks (2 statements)."""
    own = Task.lead_unit_id == unit.id
    now = tally(tasks.scope(user) & own, light_rules.lines(today))
    return UnitLights(now, _months(tasks.sight(user) & own, today))


def _months(seen: ColumnElement[bool], today: date) -> list[Month]:
    firsts = firsts_of_months(today)
    return monthly(shown_lights.since(firsts[0], seen), firsts, today)


def firsts_of_months(today: date) -> list[date]:
    """The first days of the last twelve months, the oldest first."""
    first = today.replace(day=1)
    found = [first]
    while len(found) < MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


def monthly(shown: Iterable[Shown], firsts: Sequence[date], today: date) -> list[Month]:
    """`shown` by task and day: each row holds until the next one of its task (pure)."""
    after = [*firsts[1:], today + timedelta(days=1)]
    counts: dict[date, dict[Light, int]] = defaultdict(lambda: defaultdict(int))
    for rows in _by_task(shown).values():
        for first, end in zip(firsts, after, strict=True):
            found = worst([light for light, began, ended in rows if began < end and ended > first])
            if found:
                counts[first][found] += 1
    return [Month(first, Tally(dict(counts[first]))) for first in firsts]


def _by_task(shown: Iterable[Shown]) -> Mapping[int, list[tuple[Light, date, date]]]:
    """Of each task its lights, each from its day up to that of the next."""
    rows: dict[int, list[tuple[date, Light]]] = defaultdict(list)
    for task_id, on, light in shown:
        rows[task_id].append((on, light))
    return {
        task_id: [
            (light, began, ended)
            for (began, light), (ended, _) in pairwise([*own, (date.max, Light.DONE)])
        ]
        for task_id, own in rows.items()
    }
