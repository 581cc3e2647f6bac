"""Dispatch meetings as they are looked up: the office and the leaders see all of their region's, a
unit those that resolved something for it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, Select, and_, exists, false, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.meetings import AgendaItem, Meeting, MeetingState
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.resolutions import ConcernedUnit, Effect, Resolution
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import unit_ids_of


def visible_to(user: User) -> Select[Meeting]:
    return select(Meeting).where(_sight(user))


def get(meeting_id: int, user: User) -> Meeting:
    """One with its plans and its agenda."""
    query = visible_to(user).where(Meeting.id == meeting_id).options(*_whole())
    return db.scalars(query).one()


def listed(user: User) -> Sequence[Row[tuple[Meeting, int, int]]]:
    """The newest first, each with how many screens it has and what it resolved (1 statement)."""
    screens = select(func.count()).where(AgendaItem.meeting_id == Meeting.id)
    made = select(func.count()).where(
        Resolution.meeting_id == Meeting.id, Resolution.withdrawn_at.is_(None), _concerns(user)
    )
    query = (
        select(Meeting, screens.scalar_subquery(), made.scalar_subquery())
        .where(_sight(user))
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
    )
    return db.execute(query).all()


def resolutions_of(meeting: Meeting, user: User) -> Sequence[Resolution]:
    """In the order in which they were entered; of a unit its own, without those taken back."""
    query = (
        select(Resolution)
        .where(Resolution.meeting_id == meeting.id, _concerns(user))
        .options(*_of_resolution())
        .order_by(Resolution.id)
    )
    if not user.holds(*OFFICE_ROLES, Role.LEADER):
        query = query.where(Resolution.withdrawn_at.is_(None))
    return db.scalars(query).all()


def standing_in(meeting: Meeting) -> Sequence[Resolution]:
    """All that it resolved, without what was taken back."""
    query = (
        select(Resolution)
        .where(Resolution.meeting_id == meeting.id, Resolution.withdrawn_at.is_(None))
        .options(*_of_resolution())
        .order_by(Resolution.id)
    )
    return db.scalars(query).all()


def get_resolution(resolution_id: int, user: User) -> Resolution:
    query = (
        select(Resolution)
        .join(Resolution.meeting)
        .where(Resolution.id == resolution_id, _sight(user), _concerns(user))
        .options(*_of_resolution(), joinedload(Resolution.meeting))
    )
    return db.scalars(query).one()


def before(meeting: Meeting) -> Meeting | None:
    """The meeting of the region that was closed last before it."""
    query = (
        select(Meeting)
        .where(
            Meeting.region_id == meeting.region_id,
            Meeting.state == MeetingState.CLOSED,
            Meeting.id != meeting.id,
            Meeting.held_on <= meeting.held_on,
        )
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
    )
    return db.scalars(query.limit(1)).one_or_none()


def hold(meeting: Meeting) -> None:
    """Count a change of its agenda in its version: of two at the same moment one looks again."""
    flag_modified(meeting, "title")


def hold_open(meeting: Meeting) -> None:
    """Whoever enters something holds the meeting open until it is written; who closes it waits."""
    query = select(Meeting.state).where(Meeting.id == meeting.id).with_for_update(read=True)
    if db.scalar(query) is not MeetingState.RUNNING:
        raise Refusal("会议刚刚散会，不能再记。散会以后定的事，到批示或者催办里办。")


def said_before(item: AgendaItem, words: str, effect: Effect) -> Sequence[Resolution]:
    """What stands on this screen in the same words. Who enters on it at the same moment waits."""
    db.scalar(select(AgendaItem.id).where(AgendaItem.id == item.id).with_for_update())
    query = select(Resolution).where(
        Resolution.item_id == item.id,
        Resolution.words == words,
        Resolution.effect == effect,
        Resolution.withdrawn_at.is_(None),
    )
    return db.scalars(query.order_by(Resolution.id)).all()


def unclosed(region: Region) -> Sequence[Meeting]:
    """Prepared or running, the earliest first."""
    query = select(Meeting).where(
        Meeting.region_id == region.id,
        Meeting.state.in_((MeetingState.PREPARED, MeetingState.RUNNING)),
    )
    return db.scalars(query.order_by(Meeting.held_on, Meeting.id)).all()


def _sight(user: User) -> ColumnElement[bool]:
    own = Meeting.region_id == (user.region.id if user.region else None)
    if user.holds(*OFFICE_ROLES, Role.LEADER):
        return own
    if not user.holds(*UNIT_ROLES):
        return false()
    made = aliased(Resolution)
    concerned = (
        select(made.meeting_id)
        .join(ConcernedUnit, ConcernedUnit.resolution_id == made.id)
        .where(made.withdrawn_at.is_(None), ConcernedUnit.unit_id.in_(unit_ids_of(user)))
    )
    return and_(own, Meeting.id.in_(concerned))


def _concerns(user: User) -> ColumnElement[bool]:
    """What this person may read of what was resolved."""
    if user.holds(*OFFICE_ROLES, Role.LEADER):
        return Resolution.id.is_not(None)
    if not user.holds(*UNIT_ROLES):
        return false()
    return exists().where(
        ConcernedUnit.resolution_id == Resolution.id, ConcernedUnit.unit_id.in_(unit_ids_of(user))
    )


def _whole() -> tuple[ExecutableOption, ...]:
    items = selectinload(Meeting.items)
    return (
        selectinload(Meeting.plans),
        items.joinedload(AgendaItem.unit),
        items.joinedload(AgendaItem.section).joinedload(Section.leader),
        items.joinedload(AgendaItem.section).joinedload(Section.plan),
        joinedload(Meeting.prepared_by),
        joinedload(Meeting.closed_by),
    )


def _of_resolution() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Resolution.leader),
        joinedload(Resolution.entered_by),
        joinedload(Resolution.withdrawn_by),
        joinedload(Resolution.made_task),
        joinedload(Resolution.remark),
        selectinload(Resolution.units),
        joinedload(Resolution.item),
    )
