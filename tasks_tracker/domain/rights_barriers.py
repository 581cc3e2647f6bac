"""Who a person is to an extension, an explanation or a blocker."""

from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.consents import ExtensionConsent
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User


def _speaks_for(user: User, unit: Unit) -> bool:
    return user.holds(*UNIT_ROLES) and any(own is unit for own in user.units)


def withdraws(user: User, extension: Extension) -> bool:
    return _speaks_for(user, extension.unit)


def consents(user: User, consent: ExtensionConsent) -> bool:
    """The head of the unit; a liaison only where no head has an account."""
    roles = {Role.UNIT_HEAD} if consent.wants_head else UNIT_ROLES
    return any(post.unit is consent.unit and post.role in roles for post in user.posts)


def decides(user: User, extension: Extension) -> bool:
    """The head of supervision, or for what goes further the leader in charge of the section; where
    it has none in office, any leader of the region."""
    region = extension.task.region
    if extension.decider is Role.SUPERVISION_HEAD:
        return user.holds(Role.SUPERVISION_HEAD) and user.region is region
    chief = extension.task.section.leader
    has_chief = chief is not None and not chief.is_ended and chief.holds(Role.LEADER)
    if has_chief:
        return user is chief
    return user.holds(Role.LEADER) and user.region is region


def leading_units(user: User, task: Task) -> list[Unit]:
    """The units for which this person can speak as one that leads the task."""
    return _own(user, task.leads)


def seated_units(user: User, task: Task) -> list[Unit]:
    """The units for which this person can speak as one that has a seat at the task."""
    return _own(user, [seat.unit for seat in task.units])


def has_seat(user: User, task: Task) -> bool:
    return bool(seated_units(user, task))


def _own(user: User, seats: list[Unit]) -> list[Unit]:
    """Of a collective its members have the seat."""
    seated = {id(unit) for unit in seats}
    seated |= {id(member) for unit in seats if unit.is_collective for member in unit.members}
    own = user.units if user.holds(*UNIT_ROLES) else []
    return list(dict.fromkeys(unit for unit in own if id(unit) in seated))


def answers(user: User, blocker: Blocker) -> bool:
    """Those it is addressed to, and nobody in their place."""
    if blocker.to_unit is not None:
        return _speaks_for(user, blocker.to_unit)
    if blocker.to_person is not None:
        return user is blocker.to_person
    return user.holds(*OFFICE_ROLES) and user.region is blocker.region


def raised(user: User, blocker: Blocker) -> bool:
    return _speaks_for(user, blocker.unit)
