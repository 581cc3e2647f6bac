"""Who may do what with inspections, their findings, and accountability."""

from tasks_tracker.domain.accountability_cases import AccountabilityAction, AccountabilityFact
from tasks_tracker.domain.findings import Finding
from tasks_tracker.domain.rights import of_office
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import UNIT_ROLES, Role, User


def mends(user: User, finding: Finding) -> bool:
    """A person of the unit that has it."""
    return finding.is_handed_over and user.holds(*UNIT_ROLES) and finding.unit in user.units


def reviews_mending(user: User, finding: Finding) -> bool:
    """The office, but nobody reviews what the same person wrote."""
    reply = finding.last_reply
    own = reply is not None and reply.by is user
    return of_office(user, finding.inspection.region) and not own


def moves_finding(user: User, finding: Finding) -> bool:
    return heads(user, finding.inspection.region)


def withdraws_finding(user: User, finding: Finding) -> bool:
    """What a unit has already, only the head takes back."""
    if finding.is_handed_over:
        return heads(user, finding.inspection.region)
    return of_office(user, finding.inspection.region)


def heads(user: User, region: Region | None) -> bool:
    return user.holds(Role.SUPERVISION_HEAD) and region is not None and user.region is region


def withdraws_fact(user: User, fact: AccountabilityFact) -> bool:
    return of_office(user, fact.rule.region)


def carries_out(user: User, action: AccountabilityAction) -> bool:
    return of_office(user, action.rule.region)


def waives(user: User, action: AccountabilityAction) -> bool:
    return heads(user, action.rule.region)
