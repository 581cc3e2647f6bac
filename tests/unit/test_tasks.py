from datetime import date

import pytest

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.milestones import DeadlineKind, Milestone, MilestoneState
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.standing import Ending
from tasks_tracker.domain.tasks import Duty
from tests.unit import loose

MONDAY = date(2024, 5, 6)
FRIDAY = date(2024, 5, 10)
WORKDAYS = Workdays()


@pytest.fixture
def task():
    return loose.task()


def test_a_milestone_starts_with_its_original_date_everywhere(task):
    milestone = loose.milestone(task, due_on=FRIDAY)
    assert (milestone.due_on, milestone.clock_ends_on) == (FRIDAY, FRIDAY)


def test_a_recurring_duty_has_no_clock(task):
    duty = Milestone(
        task=task,
        position=1,
        kind=DeadlineKind.RECURRING,
        rule="monthly:10",
        deliverable="报送数据",
        phrase="每月10日前",
        derivation="每月",
    )
    assert duty.clock_ends_on is None
    with pytest.raises(Refusal):
        duty.submit(MONDAY)


def test_submitting_stops_the_clock_and_a_return_lets_it_run_on(task):
    milestone = loose.milestone(task, due_on=FRIDAY)
    milestone.submit(MONDAY)
    assert not loose.is_red(task, date(2024, 6, 30))

    milestone.hand_back(date(2024, 5, 13), WORKDAYS)  # 5 working days later

    assert milestone.clock_ends_on == date(2024, 5, 17)
    assert milestone.due_on == FRIDAY
    assert milestone.state is MilestoneState.OPEN


def test_the_office_taking_its_time_never_makes_a_unit_late(task):
    milestone = loose.milestone(task, due_on=FRIDAY)
    milestone.submit(FRIDAY)
    milestone.hand_back(date(2024, 6, 20), WORKDAYS)
    assert not loose.is_red(task, date(2024, 6, 20))
    assert loose.is_red(task, date(2024, 6, 21))


def test_a_second_submission_is_refused(task):
    milestone = loose.milestone(task)
    milestone.submit(MONDAY)
    with pytest.raises(Refusal, match="已经报送"):
        milestone.submit(MONDAY)


def test_what_was_not_submitted_can_be_neither_met_nor_returned(task):
    milestone = loose.milestone(task)
    with pytest.raises(Refusal):
        milestone.meet(MONDAY)
    with pytest.raises(Refusal):
        milestone.hand_back(MONDAY, WORKDAYS)


def test_the_task_is_completed_by_its_last_milestone(task):
    first, second = loose.milestone(task), loose.milestone(task, due_on=FRIDAY)
    for milestone in (first, second):
        assert not task.is_completed
        milestone.submit(MONDAY)
        milestone.meet(MONDAY)
        task.settle(MONDAY)
    assert task.is_completed
    assert task.completed_on == MONDAY
    assert task.clock_ends_on is None


def test_a_completed_task_takes_no_more_reports(task):
    milestone = loose.milestone(task)
    milestone.submit(MONDAY)
    milestone.meet(MONDAY)
    task.settle(MONDAY)
    with pytest.raises(Refusal, match="已办结"):
        task.note_report(FRIDAY)


def test_a_task_without_dates_is_never_completed_by_itself(task):
    task.settle(MONDAY)
    assert not task.is_completed


def test_the_task_keeps_the_earliest_running_clock(task):
    late, early = loose.milestone(task, due_on=date(2024, 8, 31)), loose.milestone(task)
    task.settle(MONDAY)
    assert task.clock_ends_on == early.clock_ends_on
    early.submit(MONDAY)
    task.settle(MONDAY)
    assert task.clock_ends_on == late.clock_ends_on


def test_something_submitted_late_shows_until_it_is_decided(task):
    milestone = loose.milestone(task, due_on=MONDAY)
    milestone.submit(FRIDAY)
    task.settle(FRIDAY)
    assert task.submitted_late
    milestone.meet(FRIDAY)
    task.settle(FRIDAY)
    assert not task.submitted_late


def test_a_unit_has_one_seat_at_a_task_and_the_lead_goes_first(task):
    unit = task.leads[0]
    task.assign(unit, Duty.SUPPORT)
    assert [seat.duty for seat in task.units] == [Duty.LEAD]


def test_a_task_is_called_by_mark_and_number(task):
    assert task.code == "聊008"


HOLIDAY_WEEK = Workdays(holidays=frozenset(date(2024, 5, day) for day in range(1, 6)))


@pytest.mark.parametrize(
    ("rule", "ends_on"),
    [
        (WorkdayRule.KEEP, date(2024, 5, 4)),
        (WorkdayRule.NEXT, date(2024, 5, 6)),
        (WorkdayRule.PREVIOUS, date(2024, 4, 30)),
    ],
)
def test_the_clock_follows_the_plans_rule_and_the_dates_stay(rule, ends_on):
    milestone = loose.milestone(loose.task(), due_on=date(2024, 5, 4))
    milestone.task.plan.workday_rule = rule
    milestone.wind(HOLIDAY_WEEK)
    assert milestone.clock_ends_on == ends_on
    assert milestone.due_on == milestone.original_due_on == date(2024, 5, 4)


def test_a_new_calendar_moves_the_clock_and_keeps_the_days_with_the_office():
    milestone = loose.milestone(loose.task(), due_on=date(2024, 4, 26))
    milestone.submit(date(2024, 4, 24))
    milestone.hand_back(date(2024, 4, 26), WORKDAYS)
    assert (milestone.paused_days, milestone.clock_ends_on) == (2, date(2024, 4, 30))
    milestone.wind(Workdays(holidays=frozenset({date(2024, 4, 30)})))
    assert (milestone.paused_days, milestone.clock_ends_on) == (2, date(2024, 5, 1))


def test_what_has_no_date_has_no_clock_to_wind():
    task = loose.task()
    ongoing = Milestone(
        task=task,
        position=1,
        kind=DeadlineKind.ONGOING,
        deliverable="长期坚持",
        phrase="长期坚持",
        derivation="长期",
    )
    ongoing.wind(HOLIDAY_WEEK)
    assert ongoing.clock_ends_on is None


def test_a_task_that_ends_with_something_met_is_not_completed_by_that():
    task = loose.task()
    met, _ = loose.milestone(task), loose.milestone(task, due_on=date(2024, 6, 28))
    met.submit(MONDAY)
    met.meet(MONDAY)
    task.end(MONDAY, "并入聊009", Ending.MERGED)
    assert (task.is_completed, task.is_ended, task.clock_ends_on) == (False, True, None)
