"""Whose an uploaded 反馈表 is."""

from tasks_tracker.domain.users import UNIT_ROLES, User
from tasks_tracker.domain.worksheets import Worksheet


def fills(user: User, one: object) -> bool:
    """People of units; an upload belongs to who made it."""
    return user.holds(*UNIT_ROLES) and (not isinstance(one, Worksheet) or one.by is user)
