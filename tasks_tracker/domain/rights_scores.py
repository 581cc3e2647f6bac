"""Who a person is to a score sheet, a row of it, and an objection to a row."""

from tasks_tracker.domain import rights
from tasks_tracker.domain.score_objections import ScoreObjection
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.score_sheets import ScoreSheet
from tasks_tracker.domain.users import UNIT_ROLES, Role, User


def is_scored(user: User, row: ScoreRow) -> bool:
    """A person of the unit whose score it is."""
    return user.holds(*UNIT_ROLES) and any(unit is row.unit for unit in user.units)


def rechecks(user: User, objection: ScoreObjection) -> bool:
    """Somebody of the office, but not who froze the sheet."""
    sheet = objection.row.sheet
    return rights.of_office(user, sheet.region) and user is not sheet.frozen_by


def publishes(user: User, sheet: ScoreSheet) -> bool:
    return user.holds(Role.SUPERVISION_HEAD) and user.region is sheet.region
