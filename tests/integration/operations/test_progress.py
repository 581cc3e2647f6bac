from datetime import timedelta
from decimal import Decimal

import pytest

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.operations.reviews import accept_report, return_report
from tests import make, people
from tests.integration.operations import event_kinds, outbox_recipients

LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def world(session):
    return people.world()


def report(world, by=None, **more):
    by = by or world.owner
    return make.handed_in(world.task, by=by, now=make.NOW, progress="12 个窗口已启用", **more)


def claim_all(world):
    return report(world, milestones=[m.id for m in world.task.milestones])


def test_a_report_stops_the_clocks_it_claims(world):
    claim_all(world)
    assert world.task.milestones[0].state is MilestoneState.SUBMITTED
    assert world.task.clock_ends_on is None
    assert world.task.awaits_office


def test_a_report_without_claims_only_tells(world):
    report(world)
    assert world.task.begun_on == make.TODAY
    assert world.task.clock_ends_on == world.task.milestones[0].due_on


def test_an_empty_report_is_refused(world):
    with pytest.raises(Refusal, match="不能空着"):
        make.handed_in(world.task, by=world.owner, now=make.NOW, progress=" \n ")


def test_a_figure_is_kept_with_report_and_target(world):
    target = make.target(world.task)
    made = report(world, values={target.id: Decimal("99.5")})
    assert target.reported_value == Decimal("99.5")
    assert [given.value for given in made.values] == [Decimal("99.5")]


def test_nobody_reports_for_another_unit(world):
    with pytest.raises(NotAllowed):
        report(world, unit=world.helper)
    assert report(world, unit=world.lead).unit is world.lead


def test_a_milestone_of_another_task_is_refused(world):
    foreign = world.county_task.milestones[0].id
    with pytest.raises(Refusal, match="不属于"):
        report(world, milestones=[foreign])


@pytest.mark.parametrize("name", ["helping", "outsider", "supervisor", "county_owner", "leader"])
def test_only_the_lead_unit_reports(world, name):
    with pytest.raises(NotAllowed):
        report(world, by=world.people[name])


def test_acceptance_completes_the_task_and_tells_the_reporter(session, world):
    made = claim_all(world)
    accept_report(made, by=world.supervisor, now=LATER, words="数据清楚")
    assert world.task.is_completed
    assert not world.task.awaits_office
    assert event_kinds(session) == [
        EventKind.PROGRESS_REPORTED,
        EventKind.REPORT_ACCEPTED,
        EventKind.TASK_COMPLETED,
    ]
    assert outbox_recipients(session) == [world.owner.email]


def test_a_return_starts_the_clock_again_and_says_why(session, world):
    made = claim_all(world)
    return_report(made, by=world.supervisor, now=LATER, words="请附台账")
    assert world.task.milestones[0].is_open
    assert world.task.clock_ends_on is not None
    assert made.review_words == "请附台账"
    assert outbox_recipients(session) == [world.owner.email]


def test_a_returned_item_can_be_reported_again_and_accepted(world):
    return_report(claim_all(world), by=world.supervisor, now=LATER, words="请附台账")
    accept_report(claim_all(world), by=world.second_supervisor, now=LATER)
    assert world.task.is_completed


def test_the_task_waits_as_long_as_one_report_waits(world):
    first, second = report(world), report(world)
    accept_report(first, by=world.supervisor, now=LATER)
    assert world.task.awaits_office
    accept_report(second, by=world.supervisor, now=LATER)
    assert not world.task.awaits_office


@pytest.mark.parametrize("name", ["owner", "leader", "county_supervisor", "system_admin"])
def test_only_the_regions_office_reviews(world, name):
    made = claim_all(world)
    with pytest.raises(NotAllowed):
        accept_report(made, by=world.people[name], now=LATER)


def test_a_decision_is_taken_once(world):
    made = claim_all(world)
    accept_report(made, by=world.supervisor, now=LATER)
    with pytest.raises(Refusal, match="已经审核"):
        return_report(made, by=world.second_supervisor, now=LATER, words="晚了")
