"""How units or sections stand before a dispatch meeting: figures, and the worst first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.blockers import Blocker, BlockerState
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.lights import LATE, WORST_FIRST, Light
from tasks_tracker.domain.meetings import MeetingCut
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.tasks import IN_FORCE
from tasks_tracker.persistence.waiting_extensions import AT_OFFICE
from tasks_tracker.reports import lights
from tasks_tracker.reports.lights import Tally

OPEN_BLOCKERS = Blocker.state.in_((BlockerState.OPEN, BlockerState.ANSWERED))


@dataclass(frozen=True)
class Scope:
    """What a meeting is about."""

    region: Region
    cut: MeetingCut
    plans: Sequence[Plan]
    today: date

    @property
    def seen(self) -> ColumnElement[bool]:
        named = Task.plan_id.in_([plan.id for plan in self.plans]) if self.plans else true()
        return and_(Task.region_id == self.region.id, IN_FORCE, named)

    @property
    def key(self) -> Any:
        """To what a task belongs."""
        return Task.lead_unit_id if self.cut is MeetingCut.UNIT else Task.section_id


@dataclass(frozen=True)
class Standing:
    """The figures of one unit or section."""

    tally: Tally
    slips: int = 0
    """Urgings that were not answered by their day."""
    blockers: int = 0
    extensions: int = 0
    """Requests that wait for a decision."""

    @property
    def late(self) -> int:
        return sum(self.tally[light] for light in LATE)

    @property
    def is_asked(self) -> bool:
        """There is something to ask about."""
        troubles = (self.late, self.tally[Light.LAGGING], self.slips, self.blockers)
        return any(troubles) or self.extensions > 0

    @property
    def rank(self) -> tuple[int, ...]:
        """The worst first."""
        severe, lagging = self.tally[Light.SEVERE], self.tally[Light.LAGGING]
        return -severe, -self.late, -lagging, -self.slips, -self.blockers, -self.extensions


NOTHING = Standing(Tally({}))


def standings(scope: Scope) -> dict[int, Standing]:
    """By the id of the unit or section (4 statements)."""
    tallies = _tallies(scope)
    slips, blockers, extensions = _slips(scope), _blockers(scope), _extensions(scope)
    return {
        key: Standing(
            tallies.get(key, Tally({})),
            slips.get(key, 0),
            blockers.get(key, 0),
            extensions.get(key, 0),
        )
        for key in {*tallies, *slips, *blockers, *extensions}
    }


def worst_first(scope: Scope) -> list[Unit | Section]:
    """Those with something to ask about, to begin an agenda with (5 statements)."""
    found = standings(scope)
    wanted = [key for key, standing in found.items() if standing.is_asked]
    ordered = sorted(subjects(scope, wanted).values(), key=lambda one: found[one.id].rank)
    return list(ordered)


def subjects(scope: Scope, ids: Sequence[int]) -> Mapping[int, Unit | Section]:
    """In official order, or in the order of the plans (1 statement)."""
    query: Select[Any]
    if scope.cut is MeetingCut.UNIT:
        query = select(Unit).where(Unit.id.in_(ids)).order_by(Unit.position, Unit.id)
    else:
        query = (
            select(Section)
            .join(Section.plan)
            .where(Section.id.in_(ids))
            .options(joinedload(Section.plan))
            .order_by(Plan.issued_on, Plan.id, Section.position)
        )
    return {one.id: one for one in db.scalars(query)}


def _tallies(scope: Scope) -> dict[int, Tally]:
    place = lights.rank(light_rules.lines(scope.today)).label("place")
    query = select(scope.key, place, func.count()).where(scope.seen).group_by(scope.key, place)
    counts: dict[int, dict[Light, int]] = defaultdict(dict)
    for key, at, count in db.execute(query):
        counts[key][WORST_FIRST[at]] = count
    return {key: Tally(tally) for key, tally in counts.items()}


def _slips(scope: Scope) -> dict[int, int]:
    key = Urging.unit_id if scope.cut is MeetingCut.UNIT else Task.section_id
    query = (
        select(key, func.count())
        .select_from(Urging)
        .join(Task, Task.id == Urging.task_id)
        .where(scope.seen, Urging.state == UrgingState.OPEN, Urging.reply_by < scope.today)
        .group_by(key)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def _blockers(scope: Scope) -> dict[int, int]:
    key = Blocker.unit_id if scope.cut is MeetingCut.UNIT else Task.section_id
    query = (
        select(key, func.count())
        .select_from(Blocker)
        .join(Task, Task.id == Blocker.task_id)
        .where(scope.seen, OPEN_BLOCKERS)
        .group_by(key)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def _extensions(scope: Scope) -> dict[int, int]:
    key = Extension.unit_id if scope.cut is MeetingCut.UNIT else Task.section_id
    query = (
        select(key, func.count())
        .select_from(Extension)
        .join(Task, Task.id == Extension.task_id)
        .where(scope.seen, AT_OFFICE)
        .group_by(key)
    )
    return {row[0]: row[1] for row in db.execute(query)}
