"""What another rule would change: how many tasks would shine in another light today."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, and_, func, not_, select

from tasks_tracker.domain.lights import WORST_FIRST, Light, Lines, Rule, light_of
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import light_rules, trajectories
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.tasks import IN_FORCE
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import lights
from tasks_tracker.reports.lights import Tally


@dataclass(frozen=True)
class Effects:
    """All tasks in force, by the light of today's rule and that of the proposed one."""

    crossings: Mapping[tuple[Light, Light], int]

    @property
    def before(self) -> Tally:
        return self._tally(0)

    @property
    def after(self) -> Tally:
        return self._tally(1)

    @property
    def changed(self) -> int:
        return sum(count for (was, becomes), count in self.crossings.items() if was is not becomes)

    @property
    def moves(self) -> list[tuple[Light, Light, int]]:
        """From which light to which, the worst that comes first."""
        found = [(*pair, count) for pair, count in self.crossings.items() if pair[0] != pair[1]]
        place = WORST_FIRST.index
        return sorted(found, key=lambda one: (place(one[1]), place(one[0])))

    def _tally(self, side: int) -> Tally:
        counts: Counter[Light] = Counter()
        for pair, count in self.crossings.items():
            counts[pair[side]] += count
        return Tally(counts)


def effects(proposed: Rule, today: date) -> Effects:
    """As if it held today already (1 statement, and some for tasks with a percentage)."""
    old, new = light_rules.lines(today), Lines.on(today, calendar(), proposed)
    was, becomes = lights.rank(old), lights.rank(new)
    query = (
        select(was, becomes, func.count())
        .where(IN_FORCE, not_(_moves_with_the_rule()))
        .group_by(was, becomes)
    )
    found: Counter[tuple[Light, Light]] = Counter()
    for one, other, count in db.execute(query):
        found[WORST_FIRST[one], WORST_FIRST[other]] += count
    for tasks in trajectories.measured():
        for task in tasks:
            after = replace(task.facts, behind_from=trajectories.of(task, proposed))
            found[task.light(old), light_of(after, new)] += 1
    return Effects(found)


def _moves_with_the_rule() -> ColumnElement[bool]:
    """Its trajectory is measured by the points of the rule."""
    return and_(trajectories.MEASURED, Task.is_completed.is_(False))
