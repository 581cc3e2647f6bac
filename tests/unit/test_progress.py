from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.progress import ReportState
from tasks_tracker.domain.tasks import Target
from tasks_tracker.domain.users import Role
from tests.unit import loose
from tests.unit.loose import NOW, TODAY

WORKDAYS = Workdays()


@pytest.fixture
def supervisor():
    return loose.person(Role.SUPERVISOR, loose.region(), account="supervisor")


@pytest.fixture
def report():
    task = loose.task()
    return loose.report(task, loose.user(), loose.milestone(task))


def test_acceptance_meets_what_was_claimed_and_completes_the_task(report, supervisor):
    report.accept(by=supervisor, now=NOW, today=TODAY)
    assert report.state is ReportState.ACCEPTED
    assert report.milestones[0].met_on == TODAY
    assert report.task.is_completed


def test_a_figure_is_reported_first_and_verified_by_acceptance(report, supervisor):
    target = Target(
        task=report.task, position=1, phrase="网办率", op=">=", value=Decimal(99), unit="%"
    )
    report.give(target, Decimal("99.2"))
    assert (target.reported_value, target.verified_value) == (Decimal("99.2"), None)
    report.accept(by=supervisor, now=NOW, today=TODAY)
    assert target.verified_value == Decimal("99.2")


def test_a_return_needs_a_reason(report, supervisor):
    with pytest.raises(Refusal, match="理由"):
        report.send_back(by=supervisor, now=NOW, today=TODAY, words="  ", workdays=WORKDAYS)
    assert report.state is ReportState.SUBMITTED


def test_a_return_opens_the_milestone_again_with_its_date(report, supervisor):
    milestone = report.milestones[0]
    due_on = milestone.due_on
    report.send_back(by=supervisor, now=NOW, today=TODAY, words="补数据", workdays=WORKDAYS)
    assert milestone.is_open
    assert milestone.due_on == due_on


def test_nobody_reviews_the_own_report(report):
    with pytest.raises(Refusal, match="本人"):
        report.accept(by=report.by, now=NOW, today=TODAY)


def test_a_second_decision_is_refused(report, supervisor):
    report.accept(by=supervisor, now=NOW, today=TODAY)
    with pytest.raises(Refusal, match="已经审核"):
        report.send_back(by=supervisor, now=NOW, today=TODAY, words="补", workdays=WORKDAYS)


def test_a_milestone_of_another_task_cannot_be_claimed(report):
    with pytest.raises(Refusal, match="不属于"):
        report.claim(loose.milestone(loose.task()))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), min_size=1, max_size=6))
def test_whatever_the_office_takes_the_unit_is_late_by_its_own_days_only(rounds):
    """A unit that used up `spent` working days before each submission is late by their sum."""
    task, day = loose.task(), date(2024, 5, 6)
    milestone = loose.milestone(task, due_on=WORKDAYS.add(day, 12))
    supervisor = loose.user("supervisor")
    spent = 0
    for own, office in rounds:
        day = WORKDAYS.add(day, own)
        spent += own
        handed_in = loose.report(task, loose.user(), milestone, on=day)
        assert milestone.was_on_time is (spent <= 12)
        day = WORKDAYS.add(day, office)
        handed_in.send_back(by=supervisor, now=NOW, today=day, words="补", workdays=WORKDAYS)
        assert WORKDAYS.between(milestone.clock_ends_on, day) == spent - 12
        assert milestone.original_due_on == WORKDAYS.add(date(2024, 5, 6), 12)
    assert loose.is_red(task, day) is (spent > 12)
