"""What the ladder proposes on a day, and urgings as a list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from sqlalchemy import ColumnElement
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.ladder import HIGHEST, LOWEST, Rung, Step
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import behind, ladder, urgings
from tasks_tracker.persistence.behind import Behind
from tasks_tracker.persistence.slices import Slice, newest
from tasks_tracker.persistence.workdays import calendar


@dataclass(frozen=True)
class Proposal:
    """A step that is due by the ladder, and waits for somebody to take it."""

    behind: Behind
    rung: Rung
    days: int
    """Working days since the day that passed."""

    @property
    def step(self) -> Step:
        return self.rung.step


def proposals(region: Region, today: date) -> list[Proposal]:
    """The gravest first (5 statements at most)."""
    rungs, workdays = ladder.rungs(region.id, today), calendar()
    rows = [*behind.unanswered(today, region.id)]
    if not rungs[LOWEST].is_automatic:
        rows += behind.not_urged(today, region.id)
    return sorted(due(rows, rungs, today, workdays), key=_graver_first)


@dataclass(frozen=True)
class Bundle:
    """What can be issued to one unit at once."""

    step: Step
    unit_id: int
    unit: str
    proposals: Sequence[Proposal]
    """The one that is behind longest first."""

    @property
    def task_ids(self) -> list[int]:
        return [one.behind.task_id for one in self.proposals]


def bundles(proposed: Sequence[Proposal]) -> list[Bundle]:
    """The same by step and unit."""
    found = groupby(proposed, key=lambda one: (one.step, one.behind.unit_id, one.behind.unit))
    return [Bundle(*key, proposals=list(same)) for key, same in found]


def _graver_first(one: Proposal) -> tuple[int, int, int]:
    return -one.rung.level, one.behind.unit_id, -one.days


def due(
    rows: Iterable[Behind], rungs: Mapping[int, Rung], today: date, workdays: Workdays
) -> Iterable[Proposal]:
    """Those whose next step has come."""
    for row in rows:
        if row.level >= HIGHEST:
            continue
        rung, days = rungs[row.level + 1], workdays.between(row.missed_on, today)
        if days >= rung.days:
            yield Proposal(row, rung, days)


class Shown(StrEnum):
    """Which urgings a list is about."""

    OPEN = "open"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    ALL = "all"


def listed(user: User, shown: Shown, today: date, *, before: int | None = None) -> Slice[Urging]:
    """Those of the own region, the newest first, a page of them (2 statements)."""
    own = user.region.id if user.region else None
    query = (
        urgings.visible_to(user)
        .where(Task.region_id == own, *_conditions(shown, today))
        .options(
            joinedload(Urging.task),
            joinedload(Urging.unit),
            joinedload(Urging.issued_by),
            selectinload(Urging.replies),
        )
    )
    ordered = query.order_by(Urging.issued_at.desc(), Urging.id.desc())
    return newest(ordered, Urging.issued_at, before=before)


def _conditions(shown: Shown, today: date) -> Sequence[ColumnElement[bool]]:
    return {
        Shown.OPEN: (Urging.state == UrgingState.OPEN,),
        Shown.ANSWERED: (Urging.state == UrgingState.ANSWERED,),
        Shown.UNANSWERED: (Urging.state == UrgingState.OPEN, Urging.reply_by < today),
        Shown.ALL: (),
    }[shown]
