"""Who a person is to a thing: what the table of permissions is made of."""

from collections.abc import Callable
from typing import Any

from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.comparisons import Comparison
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.objections import Objection
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.shares import Share
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User

Rule = Callable[[User, Any], bool]


def has(*roles: Role) -> Rule:
    return lambda user, _subject: user.holds(*roles)


def leads(user: User, task: Task) -> bool:
    """A person of a unit that leads the task, or of a member of a collective that does."""
    seats = {id(unit) for unit in task.leads}
    mine = {id(unit) for unit in user.units}
    members = {id(member) for unit in task.leads if unit.is_collective for member in unit.members}
    return user.holds(*UNIT_ROLES) and bool(mine & (seats | members))


def acts_for_its_unit(user: User, thing: Receipt | Share) -> bool:
    """A person of the unit whose receipt or share it is."""
    return user.holds(*UNIT_ROLES) and any(unit is thing.unit for unit in user.units)


def is_seated(user: User, task: Task) -> bool:
    """A person of a unit that the task itself names."""
    seats = {id(seat.unit) for seat in task.units}
    return user.holds(*UNIT_ROLES) and any(id(unit) in seats for unit in user.units)


def decides_objections(user: User, objection: Objection) -> bool:
    return of_office(user, objection.task.region) and objection.by is not user


def leads_task_of(user: User, share: Share) -> bool:
    return leads(user, share.task)


def of_office(user: User, region: Region | None) -> bool:
    return user.holds(*OFFICE_ROLES) and region is not None and user.region is region


def reviews(user: User, report: ProgressReport) -> bool:
    return of_office(user, report.task.region) and user not in (report.by, report.signed_by)


def adopts(user: User, draft: PlanDraft) -> bool:
    return of_office(user, draft.region)


def links(user: User, task: Task) -> bool:
    return of_office(user, task.region)


def decides_links(user: User, comparison: Comparison) -> bool:
    """The superior's office; the one below sees what was decided, and why."""
    return of_office(user, comparison.region)


def watches(user: User, task: Task) -> bool:
    """Those above who supervise a measure, not the units that carry it out."""
    return user.holds(*OFFICE_ROLES, Role.LEADER) and user.region is task.region


def watches_counties(user: User, _thing: object = None) -> bool:
    """Those of a region that has none above it: what it sees below are its counties."""
    is_top = user.region is not None and user.region.parent is None
    return is_top and user.holds(*OFFICE_ROLES, Role.LEADER)


def files_away(user: User, task: Task) -> bool:
    return of_office(user, task.region)


def heads_office(user: User, circular: Circular) -> bool:
    return user.holds(Role.SUPERVISION_HEAD) and user.region is circular.region


def looks_again(user: User, check: Check) -> bool:
    """Whoever was named for it, as long as they are in the office."""
    return of_office(user, check.region) and user in check.people


def heads(user: User, region: Region | None) -> bool:
    return user.holds(Role.SUPERVISION_HEAD) and region is not None and user.region is region


def heads_office_of(user: User, task: Task) -> bool:
    return heads(user, task.region)


def retries(user: User, message: Message) -> bool:
    return user.holds(Role.SYSTEM_ADMIN, *OFFICE_ROLES) and user.region is message.region


def sets_rules(user: User, _subject: object) -> bool:
    """What holds for all regions is set by the head of the office above which none stands."""
    return _is_top(user) and user.holds(Role.SUPERVISION_HEAD)


def sets_calendar(user: User, _subject: object) -> bool:
    """One calendar holds for all regions: it is set where none stands above."""
    return _is_top(user) and user.holds(Role.SYSTEM_ADMIN, Role.SUPERVISION_HEAD)


def _is_top(user: User) -> bool:
    region = user.region
    return region is not None and region.parent_id is None and region.parent is None
