"""Who a person is to a circular, to the notice before it, and to a correction."""

from tasks_tracker.domain.circular_notices import CircularCorrection, CircularNotice
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User


def issues(user: User, circular: Circular) -> bool:
    """What was approved is given its number and sent out by anybody of the office."""
    return user.holds(*OFFICE_ROLES) and user.region is circular.region


def is_told(user: User, notice: CircularNotice) -> bool:
    """A person of the unit that will be named, or of a member of the collective."""
    unit = notice.unit
    concerned = {id(unit), *(id(member) for member in unit.members if unit.is_collective)}
    return user.holds(*UNIT_ROLES) and any(id(own) in concerned for own in user.units)


def reads_notice(user: User, notice: CircularNotice) -> bool:
    return is_told(user, notice) or issues(user, notice.circular)


def decides_correction(user: User, correction: CircularCorrection) -> bool:
    return issues(user, correction.notice.circular)
