"""What a confirmed link does to the dates below: the superior's are taken, and given back."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.milestones import DeadlineKind, Milestone, MilestoneState
from tasks_tracker.operations.comparisons import (
    confirm_clear_links,
    confirm_link,
    correct_link,
)
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.as_of import tasks_on
from tests import make, people
from tests.integration.operations.levels import LATER, Levels, events, link_of


@pytest.fixture
def world(session) -> people.World:
    return people.world()


@pytest.fixture
def levels(world) -> Levels:
    return Levels(world)


def dates_of(task) -> list[Milestone]:
    return [one for one in task.milestones if one.has_clock]


def test_a_measure_left_to_the_superior_takes_its_date_instead_of_the_phases(levels):
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    task = levels.left[1]
    (taken,) = dates_of(task)
    assert (taken.due_on, taken.superior_code) == (LATER, levels.left[0].code)
    assert taken.derivation.startswith(f"按照上级部署：{levels.above.plan.doc_no}")
    assert (levels.phase.kind, levels.phase.replaced_on) == (DeadlineKind.ONGOING, make.TODAY)
    assert levels.phase.original_due_on == date(2024, 8, 30)
    assert task.clock_ends_on == LATER
    (event,) = events(EventKind.SUPERIOR_DATE_TAKEN)
    assert (event.task, event.region) == (task, levels.world.county)


def test_a_phase_for_which_something_was_submitted_stays(levels):
    levels.phase.submit(make.TODAY)
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    assert dates_of(levels.left[1]) == [levels.phase]
    assert levels.phase.state is MilestoneState.SUBMITTED


def test_a_date_of_the_superior_that_has_passed_makes_no_clock(world):
    levels = Levels(world, due=date(2024, 5, 9))
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    assert dates_of(levels.left[1]) == [levels.phase]
    assert events(EventKind.SUPERIOR_DATE_TAKEN) == []


def test_a_measure_with_a_date_of_its_own_keeps_it(levels):
    make.milestone(levels.left[1], date(2024, 12, 31), "全部上线")
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    assert [one.superior_code for one in dates_of(levels.left[1])] == [None, None]


def test_two_merged_measures_give_their_dates_and_take_them_back_one_by_one(levels):
    comparison, by, task = levels.open(), levels.world.head, levels.left[1]
    confirm_link(link_of(comparison, levels.left[0]), by=by, now=make.NOW)
    sooner = make.milestone(levels.dropped, date(2024, 6, 3), "专席开通")
    second = link_of(comparison, levels.dropped)
    correct_link(second, by=by, now=make.NOW, carrier=task.number, words="一并承担。")
    assert [one.due_on for one in dates_of(task)] == [LATER, sooner.due_on]
    correct_link(second, by=by, now=make.NOW, carrier=None, words="看错了。")
    assert [one.due_on for one in dates_of(task)] == [LATER]
    assert levels.phase.replaced_on == make.TODAY


def test_what_was_submitted_for_the_superiors_date_stays_when_the_link_goes(levels):
    comparison, by, task = levels.open(), levels.world.head, levels.left[1]
    link = link_of(comparison, levels.left[0])
    confirm_link(link, by=by, now=make.NOW)
    (taken,) = dates_of(task)
    taken.submit(make.TODAY)
    correct_link(link, by=by, now=make.NOW, carrier=None, words="看错了。")
    assert dates_of(task) == [taken]
    assert events(EventKind.SUPERIOR_DATE_WITHDRAWN) == []


def test_the_ledger_of_an_earlier_day_shows_the_phase_that_held_then(levels):
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    levels.below.plan.adopted_at = make.NOW - timedelta(days=10)

    def dates_on(day: date) -> list[date]:
        (then,) = tasks_on(day, [levels.left[1]], [], calendar())
        return [one.milestone.due_on for one in then.milestones]

    assert dates_on(make.TODAY - timedelta(days=1)) == [date(2024, 8, 30)]
    assert dates_on(make.TODAY) == [LATER]


def test_a_correction_gives_the_phases_their_clocks_back(levels):
    comparison = levels.open()
    by = levels.world.head
    confirm_clear_links(comparison, by=by, now=make.NOW)
    link = link_of(comparison, levels.left[0])
    correct_link(link, by=by, now=make.NOW, carrier=levels.own.number, words="认错了。")
    task = levels.left[1]
    assert dates_of(task) == [levels.phase]
    assert levels.phase.replaced_on is None
    assert len(task.milestones) == 2
    assert task.clock_ends_on == date(2024, 8, 30)
    assert [event.task for event in events(EventKind.SUPERIOR_DATE_WITHDRAWN)] == [task]
