"""What another rule would have made of a period: nothing of it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.score_ranks import Entrant, Place, places
from tasks_tracker.domain.score_rules import Rule
from tasks_tracker.domain.scores import ScorePart, UnitScore
from tasks_tracker.domain.units import Region, UnitGroup
from tasks_tracker.reports.scores import records, scored


@dataclass(frozen=True)
class PartChange:
    """What a part brings by either rule."""

    part: ScorePart
    now: int
    then: int


@dataclass(frozen=True)
class Change:
    """One unit by the rule that holds and by the draft."""

    now: UnitScore
    then: UnitScore
    rank_now: int | None
    rank_then: int | None

    @property
    def group(self) -> UnitGroup:
        """In which it is ranked by the draft."""
        return UnitGroup(self.then.group)

    @property
    def difference(self) -> int:
        return self.then.total - self.now.total

    @property
    def is_moved(self) -> bool:
        return self.difference != 0 or self.rank_now != self.rank_then

    @property
    def climb(self) -> int | None:
        """How many ranks it goes up; None where the two cannot be compared."""
        if self.rank_now is None or self.rank_then is None or self.now.group != self.then.group:
            return None
        return self.rank_now - self.rank_then

    @property
    def parts(self) -> list[PartChange]:
        """Those that bring something else."""
        now, then = self.now.parts, self.then.parts
        return [PartChange(p, now[p], then[p]) for p in ScorePart if now[p] != then[p]]


def what_if(
    region: Region, period: Period, *, today: date, rule: Rule, draft: Rule
) -> Sequence[Change]:
    """All units of the period, the greatest change first (30 statements)."""
    found = records(region, period, today=today)
    now, then = scored(found, rule), scored(found, draft)
    before, after = _places(now), _places(then)
    changes = [
        Change(one, other, before[one.unit_id].rank, after[one.unit_id].rank)
        for one, other in zip(now, then, strict=True)
    ]
    return sorted(changes, key=lambda one: (not one.is_moved, -abs(one.difference)))


def _places(scores: Iterable[UnitScore]) -> dict[int, Place]:
    return places(Entrant(one.unit_id, one.group, one.total, one.is_ranked) for one in scores)
