"""Who a person is to an urging or to a leader's remark."""

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User


def urges(user: User, task: Task) -> bool:
    return user.holds(*OFFICE_ROLES) and user.region is task.region


def signs_slips(user: User, task: Task) -> bool:
    """Slips and interviews go out over the head's signature."""
    return user.holds(Role.SUPERVISION_HEAD) and user.region is task.region


def is_urged(user: User, urging: Urging) -> bool:
    """A person of the unit, or of a member of the collective, that is urged."""
    unit = urging.unit
    concerned = {id(unit), *(id(member) for member in unit.members if unit.is_collective)}
    return user.holds(*UNIT_ROLES) and any(id(own) in concerned for own in user.units)


def judges_answers(user: User, urging: Urging) -> bool:
    return urges(user, urging.task)


def lifts(user: User, urging: Urging) -> bool:
    """What was signed is lifted by whoever could have signed it."""
    may = signs_slips if urging.step.is_signed else urges
    return may(user, urging.task)


def sets_ladder(user: User, region: Region | None) -> bool:
    return user.holds(Role.SUPERVISION_HEAD) and region is not None and user.region is region


def remarks(user: User, subject: Task | Plan | Circular) -> bool:
    """The leader in charge, or the office that takes down what a leader wrote on paper."""
    if user.region is not subject.region:
        return False
    return user.holds(*OFFICE_ROLES) or (user.holds(Role.LEADER) and _leads(user, subject))


def _leads(user: User, subject: Task | Plan | Circular) -> bool:
    if isinstance(subject, Task):
        return subject.section.leader is user
    if isinstance(subject, Plan):
        return any(section.leader is user for section in subject.sections)
    return subject.is_published


def handles_remarks(user: User, remark: Remark) -> bool:
    return user.holds(*OFFICE_ROLES) and user.region is remark.region
