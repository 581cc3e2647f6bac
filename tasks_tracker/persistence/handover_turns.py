"""Whose signature a handover waits for."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import aliased

from tasks_tracker.domain.handovers import Handover, HandoverPost, HandoverState
from tasks_tracker.domain.users import Appointment, Post, Role, User
from tasks_tracker.persistence.session import db


def of(user: User) -> Sequence[int]:
    """The sheets that this person signs next, the oldest first (1 statement)."""
    turns = union(_of_leavers(), _of_heads(), _of_successors()).subquery()
    query = select(turns.c.id).where(turns.c.person_id == user.id).order_by(turns.c.id)
    return db.scalars(query).all()


def by_person() -> Mapping[int, int]:
    """How many sheets wait for each person (1 statement)."""
    turns = union(_of_leavers(), _of_heads(), _of_successors()).subquery()
    query = select(turns.c.person_id, func.count()).group_by(turns.c.person_id)
    return {row[0]: row[1] for row in db.execute(query)}


def _of_leavers() -> Select[int, int]:
    return select(Handover.id.label("id"), Handover.leaver_id.label("person_id")).where(
        Handover.state == HandoverState.CONFIRMED, Handover.is_absent.is_(False)
    )


def _of_successors() -> Select[int, int]:
    query = select(Handover.id.label("id"), HandoverPost.successor_id.label("person_id"))
    return query.join(Handover.posts).where(
        Handover.state == HandoverState.HANDED, HandoverPost.taken_at.is_(None)
    )


def _of_heads() -> Select[int, int]:
    """The heads of the units that somebody left who is gone."""
    left, headed = aliased(Post), aliased(Post)
    query = select(Handover.id.label("id"), Appointment.user_id.label("person_id"))
    return (
        query.join(Handover.posts)
        .join(left, left.id == HandoverPost.post_id)
        .join(headed, headed.unit_id == left.unit_id)
        .join(Appointment, Appointment.post_id == headed.id)
        .where(
            Handover.state == HandoverState.CONFIRMED,
            Handover.is_absent.is_(True),
            headed.role == Role.UNIT_HEAD,
            Appointment.ended_on.is_(None),
            Appointment.user_id != Handover.leaver_id,
        )
    )
