"""The lights as the database sees them: the rule of domain.lights as conditions, and tallies."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select

from tasks_tracker.domain.lights import WORST_FIRST, Facts, Light, Lines, OverdueBy, worst
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import percentages


def condition(light: Light, lines: Lines) -> ColumnElement[bool]:
    """Tasks that show this light, as ranges over dates (see domain.lights.reasons)."""
    if light is Light.DONE:
        return Task.is_completed.is_(True)
    return and_(Task.is_completed.is_(False), _open_conditions(lines)[light])


def any_of(lights: Iterable[Light], lines: Lines) -> ColumnElement[bool]:
    """Tasks that show one of these lights."""
    return or_(*(condition(light, lines) for light in lights))


def rank(lines: Lines) -> ColumnElement[int]:
    """The place of a task's light in WORST_FIRST: to sort and to group by."""
    return _each(lines, {light: WORST_FIRST.index(light) for light in Light})


def shown(lines: Lines) -> ColumnElement[str]:
    """The light of a task, as it is kept."""
    return _each(lines, {light: light.value for light in Light})


def _each(lines: Lines, answers: Mapping[Light, Any]) -> ColumnElement[Any]:
    """An answer for each light."""
    *others, last = (light for light in WORST_FIRST if light is not Light.DONE)
    conditions = _open_conditions(lines)
    whens = [(conditions[light], literal(answers[light])) for light in others]
    done = (Task.is_completed.is_(True), literal(answers[Light.DONE]))
    return case(done, *whens, else_=literal(answers[last]))


def _open_conditions(lines: Lines) -> dict[Light, ColumnElement[bool]]:
    """Conditions that exclude each other, for tasks that are not completed."""
    ends, report, today = Task.clock_ends_on, Task.report_due_on, lines.today
    due = ends if lines.rule.overdue_by is OverdueBy.ANY else Task.due_ends_on
    slips = Task.red_slips >= lines.rule.red_slips
    is_past, in_time = due < today, or_(due.is_(None), due >= today)
    on_time = or_(ends.is_(None), ends >= today)
    ahead = or_(Task.behind_from.is_(None), Task.behind_from > today)
    met = and_(on_time, or_(report.is_(None), report >= today), ahead, _nothing_late())
    calm = and_(
        or_(ends.is_(None), ends > lines.soon_until),
        or_(report.is_(None), report > lines.report_soon_until),
        ahead,
        _nothing_late(),
    )
    behind = or_(ends < today, report < today, Task.behind_from <= today, ~_nothing_late())
    return {
        # What is due last has passed only where some clock has, and on that there is an index.
        Light.SEVERE: and_(ends < today, or_(due < lines.severe_before, slips)),
        Light.OVERDUE: and_(ends < today, is_past, due >= lines.severe_before, ~slips),
        Light.LAGGING: and_(behind, in_time, or_(~slips, on_time)),
        Light.DUE_SOON: and_(met, or_(ends <= lines.soon_until, report <= lines.report_soon_until)),
        Light.IDLE: and_(calm, Task.begun_on.is_(None)),
        Light.NORMAL: and_(calm, Task.begun_on.is_not(None)),
    }


def _nothing_late() -> ColumnElement[bool]:
    return Task.submitted_late.is_(False)


FACTS = (
    Task.is_completed,
    Task.begun_on,
    Task.clock_ends_on,
    Task.submitted_late,
    Task.due_ends_on,
    Task.report_due_on,
    Task.behind_from,
    Task.red_slips,
)
"""The columns of which `facts_of` makes facts."""


def facts_query() -> Select[*tuple[Any, ...]]:
    """Id and facts of tasks."""
    return select(Task.id, *FACTS)


def facts_of(row: Row[Any]) -> Facts:
    return Facts(
        is_completed=row.is_completed,
        has_begun=row.begun_on is not None,
        clock_ends_on=row.clock_ends_on,
        submitted_late=row.submitted_late,
        due_ends_on=row.due_ends_on,
        report_due_on=row.report_due_on,
        behind_from=row.behind_from,
        red_slips=row.red_slips,
    )


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
    def worst(self) -> Light | None:
        """The light of the whole: that of the worst task in it."""
        return worst([light for light, _ in self.shown])

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
