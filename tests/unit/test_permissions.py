import pytest

from tasks_tracker.domain.errors import NotAllowed
from tasks_tracker.domain.permissions import RULES, Action, can, require
from tasks_tracker.domain.users import Role
from tests.unit import loose

CITY, COUNTY = loose.region(), loose.region("高唐县", "唐")
LEAD = loose.unit(CITY)
OTHER = loose.unit(CITY, "市二局")


def someone(role, region=CITY, unit=None):
    return loose.person(role, region, unit)


def test_every_action_has_a_rule():
    assert set(RULES) == set(Action)


@pytest.mark.parametrize(
    ("person", "allowed"),
    [
        (someone(Role.LIAISON, unit=LEAD), True),
        (someone(Role.UNIT_HEAD, unit=LEAD), True),
        (someone(Role.LIAISON, unit=OTHER), False),
        (someone(Role.SUPERVISOR), False),
        (someone(Role.LEADER), False),
        (someone(Role.SYSTEM_ADMIN), False),
    ],
)
def test_only_people_of_a_lead_unit_report(person, allowed):
    assert can(person, Action.REPORT_PROGRESS, loose.task(LEAD)) is allowed


def test_the_office_reviews_its_own_region_only():
    report = loose.report(loose.task(LEAD), loose.user())
    assert can(someone(Role.SUPERVISOR), Action.REVIEW_REPORT, report)
    assert not can(someone(Role.SUPERVISOR, COUNTY), Action.REVIEW_REPORT, report)


def test_nobody_reviews_the_own_report_whatever_the_post():
    clerk = someone(Role.SUPERVISOR)
    assert not can(clerk, Action.REVIEW_REPORT, loose.report(loose.task(LEAD), clerk))


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_administrators_see_no_business(role):
    admin = someone(role)
    business = {Action.SEE_LEDGER, Action.SEE_OVERVIEW, Action.SEE_REVIEWS, Action.READ_MESSAGES}
    assert not any(can(admin, action) for action in business)


def test_someone_whose_account_has_ended_may_nothing():
    clerk = someone(Role.SUPERVISOR)
    clerk.end(loose.NOW)
    with pytest.raises(NotAllowed):
        require(clerk, Action.SEE_LEDGER)
