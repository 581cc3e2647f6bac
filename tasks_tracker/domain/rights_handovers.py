"""Who a person is to a handover, and to the posts of a unit."""

from tasks_tracker.domain.handovers import Handover, HandoverPost
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import UNIT_ROLES, Role, User


def administers(user: User, handover: Handover) -> bool:
    return user.holds(Role.SYSTEM_ADMIN) and user.region is handover.region


def confirms(user: User, handover: Handover) -> bool:
    return user.holds(Role.SECURITY_ADMIN) and user.region is handover.region


def signs_over(user: User, handover: Handover) -> bool:
    """Who leaves; where that person is gone, the head of the unit or of the office."""
    if not handover.is_absent:
        return user is handover.leaver
    return user is not handover.leaver and _stands_in(user, handover)


def takes(user: User, line: HandoverPost) -> bool:
    return user is line.successor


def cancels(user: User, handover: Handover) -> bool:
    """The administrators, and whoever was to take or to hand over."""
    concerned = {handover.leaver, *handover.successors}
    return user in concerned or administers(user, handover) or confirms(user, handover)


def reads(user: User, handover: Handover) -> bool:
    """Whoever signs reads what is in hand, and the head of supervision; administrators read how
    much it is."""
    if user.holds(Role.SUPERVISION_HEAD) and user.region is handover.region:
        return True
    return user in handover.successors or user is handover.leaver or signs_over(user, handover)


def shares_out(user: User, unit: Unit) -> bool:
    """The people of a unit say which of its posts handles what."""
    return user.holds(*UNIT_ROLES) and unit in user.units


def _stands_in(user: User, handover: Handover) -> bool:
    if user.region is not handover.region:
        return False
    units = {line.post.unit for line in handover.posts} - {None}
    heads = {post.unit for post in user.posts if post.role is Role.UNIT_HEAD}
    if units & heads:
        return True
    chief = Role.LEADER if handover.leaver.holds(Role.SUPERVISION_HEAD) else Role.SUPERVISION_HEAD
    return user.holds(chief)
