"""Findings as they are looked up."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from tasks_tracker.domain.finding_replies import FindingMove, FindingReply
from tasks_tracker.domain.findings import Finding, FindingState
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.inspections import findings_seen_by
from tasks_tracker.persistence.session import db


def get(finding_id: int, user: User) -> Finding:
    """One finding with all that was said to it."""
    query = (
        findings_seen_by(user)
        .where(Finding.id == finding_id)
        .options(
            joinedload(Finding.task),
            joinedload(Finding.received_by),
            selectinload(Finding.replies).joinedload(FindingReply.by),
            selectinload(Finding.replies).joinedload(FindingReply.reviewed_by),
            selectinload(Finding.moves).joinedload(FindingMove.by),
        )
    )
    return db.scalars(query).one()


def of_inspection(inspection: Inspection, user: User) -> Sequence[Finding]:
    """Those that this person may see, in the order of the list, with replies."""
    query = (
        findings_seen_by(user)
        .where(Finding.inspection_id == inspection.id)
        .options(selectinload(Finding.replies))
        .order_by(Finding.position)
    )
    return db.scalars(query).all()


def followed(user: User, *, mended: bool = False) -> Sequence[Finding]:
    """Those that are handed over and not withdrawn, by the end of their clocks."""
    states = [FindingState.MENDED] if mended else [FindingState.OPEN, FindingState.SUBMITTED]
    query = (
        findings_seen_by(user)
        .where(Finding.state.in_(states))
        .order_by(Finding.clock_ends_on, Finding.id)
    )
    return db.scalars(query).all()


def of_task(task: Task, user: User) -> Sequence[Finding]:
    """What inspections found about a task."""
    query = findings_seen_by(user).where(
        Finding.task_id == task.id, Finding.state != FindingState.WITHDRAWN
    )
    return db.scalars(query.order_by(Finding.id)).all()


def next_position(inspection: Inspection) -> int:
    query = select(func.max(Finding.position)).where(Finding.inspection_id == inspection.id)
    return (db.scalar(query) or 0) + 1


def count_drafts(inspection: Inspection) -> int:
    """How many are not handed over yet."""
    query = select(func.count()).where(
        Finding.inspection_id == inspection.id, Finding.state == FindingState.DRAFT
    )
    return db.scalar(query) or 0


def drafts(inspection: Inspection, ids: Sequence[int]) -> Sequence[Finding]:
    """Those of these that belong to the inspection."""
    query = (
        select(Finding)
        .where(Finding.inspection_id == inspection.id, Finding.id.in_(ids))
        .options(joinedload(Finding.unit), joinedload(Finding.task))
        .order_by(Finding.position)
    )
    return db.scalars(query).all()


def overdue_unnoted(today: date) -> Sequence[Finding]:
    """Open ones of all regions whose clock ended before today, each end noted once."""
    query = (
        select(Finding)
        .where(
            Finding.state == FindingState.OPEN,
            Finding.clock_ends_on < today,
            Finding.overdue_noted_for.is_distinct_from(Finding.clock_ends_on),
        )
        .options(joinedload(Finding.unit), joinedload(Finding.inspection), joinedload(Finding.task))
        .order_by(Finding.clock_ends_on, Finding.id)
    )
    return db.scalars(query).all()


def note_overdue(finding: Finding) -> bool:
    """Note that this end of the clock has passed; False where that is not so any more."""
    noting = (
        update(Finding)
        .where(
            Finding.id == finding.id,
            Finding.state == FindingState.OPEN,
            Finding.clock_ends_on == finding.clock_ends_on,
            Finding.overdue_noted_for.is_distinct_from(Finding.clock_ends_on),
        )
        .values(overdue_noted_for=Finding.clock_ends_on)
        .returning(Finding.id)
    )
    if db.scalar(noting, execution_options={"synchronize_session": False}) is None:
        return False
    set_committed_value(finding, "overdue_noted_for", finding.clock_ends_on)
    return True


def stretched() -> Sequence[Finding]:
    """Open ones whose clock was moved on by days with the office: the calendar counts for them."""
    query = (
        select(Finding)
        .where(Finding.state == FindingState.OPEN, Finding.paused_days > 0)
        .options(joinedload(Finding.inspection), joinedload(Finding.task))
    )
    return db.scalars(query.order_by(Finding.id)).all()


def unsigned_by_unit(_today: date) -> Mapping[int, int]:
    """How many each unit has yet to sign for."""
    return _by_unit(Finding.state == FindingState.OPEN, Finding.received_at.is_(None))


def late_by_unit(today: date) -> Mapping[int, int]:
    return _by_unit(Finding.state == FindingState.OPEN, Finding.clock_ends_on < today)


def waiting_by_region(_today: date) -> Mapping[int, int]:
    """How many replies wait for each office."""
    query = (
        select(Inspection.region_id, func.count())
        .join(Finding, Finding.inspection_id == Inspection.id)
        .where(Finding.state == FindingState.SUBMITTED)
        .group_by(Inspection.region_id)
    )
    return dict(db.execute(query).all())


def _by_unit(*conditions: ColumnElement[bool]) -> Mapping[int, int]:
    query = select(Finding.unit_id, func.count()).where(*conditions).group_by(Finding.unit_id)
    return dict(db.execute(query).all())
