"""The only place where roles decide: actions, the table of rules, can() and require()."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from tasks_tracker.domain import rights, rights_handovers
from tasks_tracker.domain.errors import NotAllowed
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User


class Action(StrEnum):
    """What can be asked for."""

    SEE_OVERVIEW = "see_overview"
    SEE_LEDGER = "see_ledger"
    SEE_OWN_TASKS = "see_own_tasks"
    REPORT_PROGRESS = "report_progress"
    SEE_REVIEWS = "see_reviews"
    REVIEW_REPORT = "review_report"
    IMPORT_PLAN = "import_plan"
    ADOPT_PLAN = "adopt_plan"
    LINK_TASKS = "link_tasks"
    SEE_COMPARISONS = "see_comparisons"
    COMPARE_PLANS = "compare_plans"
    DECIDE_LINKS = "decide_links"
    SEE_COUNTIES = "see_counties"
    SEE_CIRCULARS = "see_circulars"
    DRAFT_CIRCULAR = "draft_circular"
    PUBLISH_CIRCULAR = "publish_circular"
    SEE_UNITS = "see_units"
    MANAGE_UNITS = "manage_units"
    SEE_CALENDAR = "see_calendar"
    SET_CALENDAR = "set_calendar"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    APPOINT = "appoint"
    SEE_JOBS = "see_jobs"
    SEE_OUTBOX = "see_outbox"
    READ_MESSAGES = "read_messages"
    RETRY_MESSAGE = "retry_message"
    READ_AUDIT = "read_audit"
    SEE_ARCHIVES = "see_archives"
    ARCHIVE_TASK = "archive_task"
    SHARE_OUT = "share_out"
    SEE_HANDOVERS = "see_handovers"
    OPEN_HANDOVER = "open_handover"
    CONFIRM_HANDOVER = "confirm_handover"
    SIGN_HANDOVER = "sign_handover"
    TAKE_POST = "take_post"
    CANCEL_HANDOVER = "cancel_handover"


_BUSINESS = rights.has(*OFFICE_ROLES, Role.LEADER)

RULES: Mapping[Action, rights.Rule] = {
    Action.SEE_OVERVIEW: _BUSINESS,
    Action.SEE_LEDGER: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.SEE_OWN_TASKS: rights.has(*UNIT_ROLES),
    Action.REPORT_PROGRESS: rights.leads,
    Action.SEE_REVIEWS: rights.has(*OFFICE_ROLES),
    Action.REVIEW_REPORT: rights.reviews,
    Action.IMPORT_PLAN: rights.of_office,
    Action.ADOPT_PLAN: rights.adopts,
    Action.LINK_TASKS: rights.links,
    Action.SEE_COMPARISONS: rights.has(*OFFICE_ROLES),
    Action.COMPARE_PLANS: rights.of_office,
    Action.DECIDE_LINKS: rights.decides_links,
    Action.SEE_COUNTIES: rights.watches,
    Action.SEE_CIRCULARS: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.DRAFT_CIRCULAR: rights.of_office,
    Action.PUBLISH_CIRCULAR: rights.heads_office,
    Action.SEE_UNITS: rights.has(*OFFICE_ROLES, Role.SYSTEM_ADMIN),
    Action.MANAGE_UNITS: rights.has(Role.SYSTEM_ADMIN),
    Action.SEE_CALENDAR: rights.has(*OFFICE_ROLES, Role.SYSTEM_ADMIN),
    Action.SET_CALENDAR: rights.sets_calendar,
    Action.SEE_PEOPLE: rights.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
    Action.MANAGE_PEOPLE: rights.has(Role.SYSTEM_ADMIN),
    Action.APPOINT: rights.has(Role.SECURITY_ADMIN),
    Action.SEE_JOBS: rights.has(Role.SYSTEM_ADMIN, *OFFICE_ROLES),
    Action.SEE_OUTBOX: rights.has(Role.SYSTEM_ADMIN, *OFFICE_ROLES),
    Action.READ_MESSAGES: rights.has(*OFFICE_ROLES),
    Action.RETRY_MESSAGE: rights.retries,
    Action.READ_AUDIT: rights.has(Role.AUDIT_ADMIN),
    Action.SEE_ARCHIVES: rights.has(*OFFICE_ROLES),
    Action.ARCHIVE_TASK: rights.files_away,
    Action.SHARE_OUT: rights_handovers.shares_out,
    Action.SEE_HANDOVERS: rights.has(
        Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.SUPERVISION_HEAD
    ),
    Action.OPEN_HANDOVER: rights.has(Role.SYSTEM_ADMIN),
    Action.CONFIRM_HANDOVER: rights_handovers.confirms,
    Action.SIGN_HANDOVER: rights_handovers.signs_over,
    Action.TAKE_POST: rights_handovers.takes,
    Action.CANCEL_HANDOVER: rights_handovers.cancels,
}


def can(user: User, action: Action, subject: Any = None) -> bool:
    """Whether the rules let this person do this to this thing; templates ask it too."""
    return not user.is_ended and RULES[action](user, subject)


def require(user: User, action: Action, subject: Any = None) -> None:
    """Raise NotAllowed unless the rules allow it: the first line of every operation."""
    if not can(user, action, subject):
        raise NotAllowed(f"{action} by {user.account}", action=action)
