"""Who answers for which part of a task: its seats, with collective units taken apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from tasks_tracker.domain.tasks import Duty, Task
from tasks_tracker.domain.units import Unit


@dataclass(frozen=True)
class Part:
    """What one unit has to do with a task; `through` is the collective that it belongs to."""

    task: Task
    unit: Unit
    duty: Duty
    through: Unit | None = None

    @property
    def has_share(self) -> bool:
        """Whether it answers for a share of its own and not for the whole."""
        return self.duty is Duty.SUPPORT or self.through is not None

    @property
    def rank(self) -> int:
        return (self.duty is Duty.SUPPORT) * 2 + (self.through is not None)


def parts_of(task: Task) -> list[Part]:
    """One for each unit, the highest that it has, in official order; a collective unit without
    members has none."""
    best: dict[Unit, Part] = {}
    for part in _all(task):
        if part.unit not in best or part.rank < best[part.unit].rank:
            best[part.unit] = part
    return sorted(best.values(), key=lambda part: part.unit.position)


def _all(task: Task) -> Iterable[Part]:
    for seat in task.units:
        if not seat.unit.is_collective:
            yield Part(task, seat.unit, seat.duty)
        for member in seat.unit.members if seat.unit.is_collective else ():
            yield Part(task, member, seat.duty, seat.unit)


def part_of(task: Task, unit: Unit) -> Part | None:
    return next((part for part in parts_of(task) if part.unit is unit), None)
