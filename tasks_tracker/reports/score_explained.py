"""A score point by point: what each brought, what it could have brought, what was put right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tasks_tracker.domain.score_rows import ScoreAdjustment, ScoreRow
from tasks_tracker.domain.scores import Point, ScorePart, UnitScore
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence.session import db


@dataclass(frozen=True)
class ShownPoint:
    """One point with its place among all, and what re-checks made of it."""

    place: int
    point: Point
    adjustments: Sequence[ScoreAdjustment] = ()


@dataclass(frozen=True)
class ShownPart:
    """One part with its points, the greatest loss first."""

    part: ScorePart
    got: int
    possible: int
    """0 for deductions and bonuses."""
    points: Sequence[ShownPoint]

    @property
    def lost(self) -> int:
        return self.possible - self.got if self.possible else -self.got


@dataclass(frozen=True)
class Explained:
    """A score as a page shows it."""

    score: UnitScore
    parts: Sequence[ShownPart]

    @property
    def by_loss(self) -> Sequence[ShownPart]:
        """The parts that have points, where most was lost first; what brought extra is last."""
        shown = [part for part in self.parts if part.points]
        return sorted(shown, key=lambda part: -part.lost)


def of_row(row: ScoreRow) -> Explained:
    return explained(row.score, row.adjustments)


def explained(score: UnitScore, adjustments: Iterable[ScoreAdjustment] = ()) -> Explained:
    made = list(adjustments)
    shown = [
        ShownPoint(place, point, [one for one in made if one.place == place])
        for place, point in enumerate(score.points, 1)
    ]
    parts = [
        ShownPart(
            part,
            score.parts[part],
            score.possible.get(part, 0),
            [one for one in shown if one.point.part is part],
        )
        for part in ScorePart
    ]
    return Explained(score, parts)


def tasks_behind(region: Region, score: UnitScore) -> Mapping[str, int]:
    """The ids of the tasks that points and left-out things name, by their codes (1 statement)."""
    codes = {one.code for one in score.points} | {one.code for one in score.left_out}
    numbers = {code.removeprefix(region.mark) for code in codes}
    wanted = [int(number) for number in numbers if number.isdigit()]
    if not wanted:
        return {}
    query = select(Task.number, Task.id).where(Task.region_id == region.id, Task.number.in_(wanted))
    return {f"{region.mark}{number:03d}": task_id for number, task_id in db.execute(query)}
