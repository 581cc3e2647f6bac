"""The lights as the database sees them: the rule of domain.lights as conditions, and tallies."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select

from tasks_tracker.domain.lights import WORST_FIRST, Light, Lines
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import percentages


def condition(light: Light, lines: Lines) -> ColumnElement[bool]:
    """Tasks that show this light, as ranges over the clock (see domain.lights.light_of)."""
    if light is Light.DONE:
        return Task.is_completed.is_(True)
    return and_(Task.is_completed.is_(False), _open_conditions(lines)[light])


def any_of(lights: Iterable[Light], lines: Lines) -> ColumnElement[bool]:
    """Tasks that show one of these lights."""
    return or_(*(condition(light, lines) for light in lights))


def rank(lines: Lines) -> ColumnElement[int]:
    """The place of a task's light in WORST_FIRST: to sort and to group by."""
    *others, last = (light for light in WORST_FIRST if light is not Light.DONE)
    conditions = _open_conditions(lines)
    whens = [(conditions[light], literal(WORST_FIRST.index(light))) for light in others]
    done = (Task.is_completed.is_(True), literal(WORST_FIRST.index(Light.DONE)))
    return case(done, *whens, else_=literal(WORST_FIRST.index(last)))


def _open_conditions(lines: Lines) -> dict[Light, ColumnElement[bool]]:
    """Conditions that exclude each other, for tasks that are not completed."""
    ends = Task.clock_ends_on
    in_time = or_(ends.is_(None), ends >= lines.today)
    calm = and_(Task.submitted_late.is_(False), or_(ends.is_(None), ends > lines.soon_until))
    return {
        Light.SEVERE: ends < lines.severe_before,
        Light.OVERDUE: and_(ends >= lines.severe_before, ends < lines.today),
        Light.LAGGING: and_(Task.submitted_late.is_(True), in_time),
        Light.DUE_SOON: and_(
            Task.submitted_late.is_(False), ends >= lines.today, ends <= lines.soon_until
        ),
        Light.IDLE: and_(calm, Task.begun_on.is_(None)),
        Light.NORMAL: and_(calm, Task.begun_on.is_not(None)),
    }


@dataclass(frozen=True)
class Tally:
    """How many tasks show which light."""

    counts: Mapping[Light, int] = field(default_factory=dict)

    def __getitem__(self, light: Light) -> int:
        return self.counts.get(light, 0)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def shares(self) -> dict[Light, int]:
        """Tenths of a per cent, 1000 together."""
        parts = [self[light] for light in WORST_FIRST]
        return dict(zip(WORST_FIRST, percentages.tenths(parts), strict=True))

    @property
    def shown(self) -> list[tuple[Light, int]]:
        """The lights that occur, worst first."""
        return [(light, self[light]) for light in WORST_FIRST if self[light]]


def together(tallies: Iterable[Tally]) -> Tally:
    """The sum: what stands at the foot of a table."""
    total: Counter[Light] = Counter()
    for tally in tallies:
        total.update(tally.counts)
    return Tally(total)


def tally(seen: ColumnElement[bool], lines: Lines) -> Tally:
    """The lights of the tasks that fulfil `seen` (1 statement)."""
    place = rank(lines).label("place")
    rows = db.execute(select(place, func.count()).where(seen).group_by(place))
    return Tally({WORST_FIRST[row[0]]: row[1] for row in rows})
