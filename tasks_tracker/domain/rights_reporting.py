"""Who signs reports, takes them back, and says how plans are reported on."""

from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User


def signs(user: User, one: UnsignedReport) -> bool:
    """The head of the unit; nobody signs what the same person wrote."""
    return user.heads(one.unit) and user is not one.by


def takes_back(user: User, one: UnsignedReport) -> bool:
    """Whoever reports for the unit."""
    return user.holds(*UNIT_ROLES) and one.unit in user.units


def sets_reporting(user: User, plan: Plan) -> bool:
    return user.holds(*OFFICE_ROLES) and user.region is plan.region
