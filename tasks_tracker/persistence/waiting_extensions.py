"""Requests for later dates that wait for somebody, as conditions and as counts."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from tasks_tracker.domain.consents import ExtensionConsent
from tasks_tracker.domain.extensions import Extension, ExtensionState
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Appointment, Post, Role, User
from tasks_tracker.persistence.extensions import no_chief
from tasks_tracker.persistence.session import db

ASKED = Extension.state == ExtensionState.ASKED
AT_OFFICE = Extension.state == ExtensionState.WITH_OFFICE


def consents_by_unit() -> Mapping[int, int]:
    """How many answers each unit owes, by its id (1 statement)."""
    query = (
        select(ExtensionConsent.unit_id, func.count())
        .join(ExtensionConsent.extension)
        .where(ASKED, ExtensionConsent.answer.is_(None))
        .group_by(ExtensionConsent.unit_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def decisions_by_region() -> Mapping[int, int]:
    """How many wait for each head of supervision, by region (1 statement)."""
    query = (
        select(Task.region_id, func.count())
        .join(Extension, Extension.task_id == Task.id)
        .where(AT_OFFICE, Extension.decider == Role.SUPERVISION_HEAD)
        .group_by(Task.region_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def decisions_by_leader() -> Mapping[int, int]:
    """How many wait for each leader: the one in charge of the section, or where none is in office
    every leader of the region (1 statement)."""
    in_office = (
        select(Appointment.user_id.label("user_id"), Post.region_id.label("region_id"))
        .join(Appointment.post)
        .where(Appointment.ended_on.is_(None), Post.role == Role.LEADER)
        .distinct()
        .subquery()
    )
    theirs = or_(Section.leader_id == in_office.c.user_id, no_chief())
    query = (
        select(in_office.c.user_id, func.count())
        .select_from(Extension)
        .join(Task, Task.id == Extension.task_id)
        .join(Section, Section.id == Task.section_id)
        .join(in_office, and_(in_office.c.region_id == Task.region_id, theirs))
        .where(AT_OFFICE, Extension.decider == Role.LEADER)
        .group_by(in_office.c.user_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def decided_by(user: User) -> ColumnElement[bool]:
    """Those that this person may decide; to be joined with the task and its section."""
    region = user.region.id if user.region else None
    roles: list[ColumnElement[bool]] = []
    if user.holds(Role.SUPERVISION_HEAD):
        roles.append(Extension.decider == Role.SUPERVISION_HEAD)
    if user.holds(Role.LEADER):
        theirs = or_(Section.leader_id == user.id, no_chief())
        roles.append(and_(Extension.decider == Role.LEADER, theirs))
    return and_(AT_OFFICE, Task.region_id == region, or_(*roles))


def consent_of(user: User) -> ColumnElement[bool]:
    """Those that wait for an answer of this person."""
    headed = [post.unit_id for post in user.posts if post.role is Role.UNIT_HEAD]
    mine = [unit.id for unit in user.units]
    theirs = or_(
        and_(ExtensionConsent.wants_head, ExtensionConsent.unit_id.in_(headed)),
        and_(~ExtensionConsent.wants_head, ExtensionConsent.unit_id.in_(mine)),
    )
    owed = select(ExtensionConsent.id).where(
        ExtensionConsent.extension_id == Extension.id, ExtensionConsent.answer.is_(None), theirs
    )
    return and_(ASKED, exists(owed))
