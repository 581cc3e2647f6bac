"""How things stand with one unit: lights, scores month by month, extensions, blockers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence import score_sheets
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import strips
from tasks_tracker.reports.strips import UnitLights

SHOWN = 8
"""Extensions and blockers, the newest."""


@dataclass(frozen=True)
class UnitWork:
    """What the unit, its office and its leaders see of it."""

    unit: Unit
    lights: UnitLights
    scores: Sequence[ScoreRow]
    """Of twelve months, the newest first; before publication for the unit and the office alone."""
    extensions: Sequence[Extension]
    blockers: Sequence[Blocker]


def of(unit: Unit, user: User, today: date) -> UnitWork:
    """In 5 statements; of a unit of another region its lights alone (2)."""
    lights = strips.of_unit(unit, user, today)
    if unit.region is not user.region:
        return UnitWork(unit, lights, (), (), ())
    since = strips.firsts_of_months(today)[0]
    found = score_sheets.of_unit(unit, since)
    is_near = user.holds(*OFFICE_ROLES) or unit in user.units
    return UnitWork(
        unit,
        lights,
        [row for row in found if is_near or row.sheet.is_published],
        _extensions(unit),
        _blockers(unit),
    )


def _extensions(unit: Unit) -> Sequence[Extension]:
    query = (
        select(Extension)
        .where(Extension.unit_id == unit.id)
        .options(
            joinedload(Extension.milestone).joinedload(Milestone.task).joinedload(Task.section)
        )
        .order_by(Extension.id.desc())
        .limit(SHOWN)
    )
    return db.scalars(query).all()


def _blockers(unit: Unit) -> Sequence[Blocker]:
    query = (
        select(Blocker)
        .where(Blocker.unit_id == unit.id)
        .options(
            joinedload(Blocker.task), joinedload(Blocker.to_unit), joinedload(Blocker.to_person)
        )
        .order_by(Blocker.id.desc())
        .limit(SHOWN)
    )
    return db.scalars(query).all()
