"""Evidence as it is looked up."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, String, and_, cast, literal, or_, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.score_objections import ScoreObjection
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.score_sheets import ScoreSheet, SheetState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import OFFICE_ROLES, Role, User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db

BETWEEN_TWO = ("correction", "score_objection")


def get(evidence_id: int, user: User) -> Evidence:
    """One piece that this person may see: by its task, or where there is none, as the office or
    a leader of its region or as the unit that it is about."""
    query = (
        select(Evidence)
        .outerjoin(Evidence.task)
        .where(
            Evidence.id == evidence_id,
            or_(
                and_(Task.id.is_not(None), tasks.readable(user)),
                and_(Evidence.task_id.is_(None), _concerns(user)),
            ),
        )
    )
    parts = (Evidence.by, Evidence.unit, Evidence.task)
    return db.scalars(query.options(*map(joinedload, parts))).one()


def of(*subjects: str) -> Sequence[Evidence]:
    """What came with these things (extension:3), in the order in which it came."""
    query = (
        select(Evidence)
        .where(Evidence.subject.in_(subjects))
        .options(joinedload(Evidence.by))
        .order_by(Evidence.id)
    )
    return db.scalars(query).all()


def by_subject(subjects: Iterable[str]) -> Mapping[str, list[Evidence]]:
    """The same for each of them (1 statement; none for none)."""
    wanted = list(subjects)
    found = sorted(of(*wanted), key=lambda one: one.subject) if wanted else []
    return {subject: list(own) for subject, own in groupby(found, lambda one: one.subject)}


def _concerns(user: User) -> ColumnElement[bool]:
    own = user.region.id if user.region else None
    of_unit = Evidence.unit_id.in_([unit.id for unit in user.units])
    if user.holds(*OFFICE_ROLES, Role.LEADER):
        here = and_(Evidence.region_id == own, Evidence.subject.not_like("unsigned:%"))
        return or_(here if user.holds(*OFFICE_ROLES) else and_(here, _is_no_secret()), of_unit)
    return of_unit


def _is_no_secret() -> ColumnElement[bool]:
    """What a unit lays before the office against a circular or a score is between the two, until
    the score is published with what was objected to it."""
    published = (
        select(literal("score_objection:") + cast(ScoreObjection.id, String))
        .join(ScoreObjection.row)
        .join(ScoreRow.sheet)
        .where(ScoreSheet.state == SheetState.PUBLISHED)
    )
    return or_(
        Evidence.subject.in_(published),
        and_(*(Evidence.subject.not_like(f"{kind}:%") for kind in BETWEEN_TWO)),
    )
