"""How the lights went, night by night and month by month, from what was kept each night at 00:30.

Counted are the tasks that are in the open ledger now; before the first night that was kept there
is nothing to tell.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import aliased

from tasks_tracker.domain.deadlines import ONE_DAY
from tasks_tracker.domain.light_rules import ShownLight
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.lights import Tally
from tasks_tracker.reports.strips import firsts_of_months

DAYS = 60
Step = tuple[date, Light, Light | None, int]
"""On that day so many tasks showed this light instead of that one."""


@dataclass(frozen=True)
class Night:
    """How many tasks showed which light; None where that night was not kept."""

    day: date
    tally: Tally | None

    def count(self, lights: Iterable[Light]) -> int | None:
        return sum(self.tally[light] for light in lights) if self.tally else None


@dataclass(frozen=True)
class Trend:
    """The last nights, and the last night of each month."""

    days: Sequence[Night]
    months: Sequence[Night]

    @property
    def is_known(self) -> bool:
        return any(night.tally for night in (*self.days, *self.months))


def trend(seen: ColumnElement[bool], today: date) -> Trend:
    """Sixty nights and twelve months (1 statement)."""
    months = _ends_of_months(today)
    days = [today - number * ONE_DAY for number in reversed(range(DAYS))]
    nights = {night.day: night for night in along(_steps(seen, months[0]), {*months, *days})}
    return Trend([nights[day] for day in days], [nights[day] for day in months])


def along(steps: Iterable[Step], days: Iterable[date]) -> list[Night]:
    """What each of some days showed (pure)."""
    waiting = sorted(steps, key=lambda step: step[0])
    counts: Counter[Light] = Counter()
    nights, at = [], 0
    for day in sorted(days):
        while at < len(waiting) and waiting[at][0] <= day:
            _, light, before, count = waiting[at]
            counts[light] += count
            if before is not None:
                counts[before] -= count
            at += 1
        nights.append(Night(day, Tally(dict(counts)) if at else None))
    return nights


def moved(seen: ColumnElement[bool], since: date, today: date) -> Mapping[Light, int] | None:
    """How many more tasks show a light since the last night than in that of `since`
    (1 statement)."""
    row, then = aliased(ShownLight), aliased(ShownLight)
    query = (
        select(row.light, then.light, func.count())
        .join(Task, Task.id == row.task_id)
        .outerjoin(then, (then.task_id == row.task_id) & (then.shown_on == _last(row, since)))
        .where(seen, row.shown_on > since, row.shown_on == _last(row, today))
        .group_by(row.light, then.light)
    )
    found = db.execute(query).all()
    if not found and db.scalar(select(ShownLight.id).limit(1)) is None:
        return None
    change: Counter[Light] = Counter()
    for light, before, count in found:
        change[light] += count
        if before is not None:
            change[before] -= count
    return change


def _last(row: Any, day: date) -> Any:
    """The day of what was kept last of the same task up to a day."""
    other = aliased(ShownLight)
    return (
        select(func.max(other.shown_on))
        .where(other.task_id == row.task_id, other.shown_on <= day)
        .correlate(row)
        .scalar_subquery()
    )


def _steps(seen: ColumnElement[bool], first: date) -> list[Step]:
    """What came before `first` is one step to it."""
    before = func.lag(ShownLight.light).over(
        partition_by=ShownLight.task_id, order_by=ShownLight.shown_on
    )
    day = case((ShownLight.shown_on < first, first), else_=ShownLight.shown_on)
    rows = (
        select(day.label("day"), ShownLight.light.label("light"), before.label("before"))
        .join(Task, Task.id == ShownLight.task_id)
        .where(seen)
        .subquery()
    )
    columns = rows.c.day, rows.c.light, rows.c.before
    query = select(*columns, func.count()).group_by(*columns)
    return [(on, light, past, count) for on, light, past, count in db.execute(query)]


def _ends_of_months(today: date) -> list[date]:
    """The last days of the last twelve months; of this one, today."""
    firsts = firsts_of_months(today)
    return [*(first - ONE_DAY for first in firsts[1:]), today]
