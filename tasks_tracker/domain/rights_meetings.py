"""Who a person is to a dispatch meeting."""

from tasks_tracker.domain.meetings import Meeting
from tasks_tracker.domain.resolutions import Resolution
from tasks_tracker.domain.users import OFFICE_ROLES, Role, User


def enters_resolutions(user: User, meeting: Meeting) -> bool:
    """The office on behalf of all, and the leaders who sit there."""
    return user.holds(*OFFICE_ROLES, Role.LEADER) and user.region is meeting.region


def withdraws_resolutions(user: User, resolution: Resolution) -> bool:
    """The office: what came of it is lifted by its own rules."""
    return user.holds(*OFFICE_ROLES) and user.region is resolution.meeting.region
