"""The only place where roles decide: actions, the table of rules, can() and require()."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.comparisons import Comparison
from tasks_tracker.domain.errors import NotAllowed
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
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


Rule = Callable[[User, Any], bool]


def _has(*roles: Role) -> Rule:
    return lambda user, _subject: user.holds(*roles)


def _leads(user: User, task: Task) -> bool:
    """A person of a unit that leads the task, or of a member of a collective that does."""
    seats = {id(unit) for unit in task.leads}
    mine = {id(unit) for unit in user.units}
    members = {id(member) for unit in task.leads if unit.is_collective for member in unit.members}
    return user.holds(*UNIT_ROLES) and bool(mine & (seats | members))


def _of_office(user: User, region: Region | None) -> bool:
    return user.holds(*OFFICE_ROLES) and region is not None and user.region is region


def _reviews(user: User, report: ProgressReport) -> bool:
    return _of_office(user, report.task.region) and report.by is not user


def _adopts(user: User, draft: PlanDraft) -> bool:
    return _of_office(user, draft.region)


def _links(user: User, task: Task) -> bool:
    return _of_office(user, task.region)


def _decides_links(user: User, comparison: Comparison) -> bool:
    """The superior's office; the one below sees what was decided, and why."""
    return _of_office(user, comparison.region)


def _watches(user: User, task: Task) -> bool:
    """Those above who supervise a measure, not the units that carry it out."""
    return user.holds(*OFFICE_ROLES, Role.LEADER) and user.region is task.region


def _heads_office(user: User, circular: Circular) -> bool:
    return user.holds(Role.SUPERVISION_HEAD) and user.region is circular.region


def _retries(user: User, message: Message) -> bool:
    return user.holds(Role.SYSTEM_ADMIN, *OFFICE_ROLES) and user.region is message.region


def _sets_calendar(user: User, _subject: object) -> bool:
    """One calendar holds for all regions: it is set where none stands above."""
    region = user.region
    is_top = region is not None and region.parent_id is None and region.parent is None
    return is_top and user.holds(Role.SYSTEM_ADMIN, Role.SUPERVISION_HEAD)


_business = _has(*OFFICE_ROLES, Role.LEADER)

RULES: Mapping[Action, Rule] = {
    Action.SEE_OVERVIEW: _business,
    Action.SEE_LEDGER: _has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.SEE_OWN_TASKS: _has(*UNIT_ROLES),
    Action.REPORT_PROGRESS: _leads,
    Action.SEE_REVIEWS: _has(*OFFICE_ROLES),
    Action.REVIEW_REPORT: _reviews,
    Action.IMPORT_PLAN: _of_office,
    Action.ADOPT_PLAN: _adopts,
    Action.LINK_TASKS: _links,
    Action.SEE_COMPARISONS: _has(*OFFICE_ROLES),
    Action.COMPARE_PLANS: _of_office,
    Action.DECIDE_LINKS: _decides_links,
    Action.SEE_COUNTIES: _watches,
    Action.SEE_CIRCULARS: _has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.DRAFT_CIRCULAR: _of_office,
    Action.PUBLISH_CIRCULAR: _heads_office,
    Action.SEE_UNITS: _has(*OFFICE_ROLES, Role.SYSTEM_ADMIN),
    Action.MANAGE_UNITS: _has(Role.SYSTEM_ADMIN),
    Action.SEE_CALENDAR: _has(*OFFICE_ROLES, Role.SYSTEM_ADMIN),
    Action.SET_CALENDAR: _sets_calendar,
    Action.SEE_PEOPLE: _has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
    Action.MANAGE_PEOPLE: _has(Role.SYSTEM_ADMIN),
    Action.APPOINT: _has(Role.SECURITY_ADMIN),
    Action.SEE_JOBS: _has(Role.SYSTEM_ADMIN, *OFFICE_ROLES),
    Action.SEE_OUTBOX: _has(Role.SYSTEM_ADMIN, *OFFICE_ROLES),
    Action.READ_MESSAGES: _has(*OFFICE_ROLES),
    Action.RETRY_MESSAGE: _retries,
    Action.READ_AUDIT: _has(Role.AUDIT_ADMIN),
}


def can(user: User, action: Action, subject: Any = None) -> bool:
    """Whether the rules let this person do this to this thing; templates ask it too."""
    return not user.is_ended and RULES[action](user, subject)


def require(user: User, action: Action, subject: Any = None) -> None:
    """Raise NotAllowed unless the rules allow it: the first line of every operation."""
    if not can(user, action, subject):
        raise NotAllowed(f"{action} by {user.account}", action=action)
