"""What an amendment ended is in no list, light, count, reminder or circular from that day on."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tasks_tracker.domain.lights import Lines
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.reviews import return_report
from tasks_tracker.persistence import attention, progress, tasks
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import calendar as months
from tasks_tracker.reports import duties, ledger, lights, rates, sections, units
from tasks_tracker.reports.as_of import region_on
from tasks_tracker.reports.circular import take_snapshot
from tests import make, people

DUE = date(2024, 5, 8)


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def ended(world):
    """Overdue with a returned report, and ended by an amendment today."""
    report = make.report(world.task, world.owner, now=make.NOW - timedelta(days=9))
    return_report(report, by=world.supervisor, now=make.NOW - timedelta(days=8), words="缺佐证")
    make.milestone(world.task, due_on=DUE)
    db.flush()
    world.task.awaits_office = False
    world.task.end(make.TODAY, "测1号修订后不再列入")
    db.flush()
    return world.task


def test_no_list_and_no_count_has_it(world, ended):
    seen, lines = tasks.scope(world.head), Lines.on(make.TODAY, calendar())
    listed = [row.task_id for row in ledger.rows(seen, make.TODAY)]
    assert ended.id not in listed
    assert lights.tally(seen, lines).total == len(listed) == 1
    assert [one.region for one in units.tables(seen, make.TODAY)] == ["高唐县"]
    assert ended.plan_id not in [one.plan_id for one in sections.tables(seen, make.TODAY)]
    assert rates.by_lead_unit(seen, make.TODAY) == {}
    assert sum(day.tasks for day in months.month(seen, date(2024, 5, 1)).days) == 1


def test_no_unit_has_it_to_do_and_nobody_is_reminded(world, ended):
    until = make.TODAY + timedelta(days=60)
    own = duties.of(world.owner, make.TODAY)
    assert (own.leading, list(own.supporting)) == (0, [])
    assert ended.id not in [one.id for one in attention.due_tasks(until)]
    assert ended.id not in [task_id for task_id, *_ in attention.lead_seats(until)]
    running = [milestone_id for milestone_id, _ in attention.running_clocks(until)]
    assert not {one.id for one in ended.milestones} & {*running}
    assert attention.returned_reports() == []
    assert tasks.overdue_unnoted(make.TODAY) == []


def test_no_circular_of_that_day_counts_it_and_those_before_do(world, ended):
    ended.plan.adopted_at = datetime(2024, 3, 1, tzinfo=UTC)
    then = {day: region_on(day, world.city, calendar()) for day in (DUE, make.TODAY)}
    assert [[one.task for one in found] for found in then.values()] == [[ended], []]
    assert len(then[DUE][0].milestones) == 2
    counted = [
        take_snapshot(world.city, month_of(month), today=make.TODAY)["figures"]["totals"]["counts"][
            "tasks"
        ]
        for month in (date(2024, 4, 1), date(2024, 5, 1))
    ]
    assert counted == [1, 0]


def test_it_is_read_by_whoever_saw_it_and_found_under_what_ended(world, ended):
    for user in (world.head, world.leader, world.owner, world.helping):
        assert tasks.get(ended.id, user) is ended
    rows = ledger.rows(tasks.ended(world.head), make.TODAY)
    assert [(row.task_id, row.ended_on) for row in rows] == [(ended.id, make.TODAY)]


def test_a_unit_without_seat_keeps_its_reports_and_owes_nothing(world):
    task = world.task
    report = make.report(task, world.owner, now=make.NOW - timedelta(days=9))
    return_report(report, by=world.supervisor, now=make.NOW, words="缺佐证")
    db.flush()
    assert [one.id for one in attention.returned_reports()] == [report.id]
    seat = next(one for one in task.units if one.unit is world.lead)
    task.lead_unit = world.helper
    task.units.remove(seat)
    db.delete(seat)
    db.flush()
    assert attention.returned_reports() == []
    assert progress.get(report.id, world.owner) is report
    assert tasks.get(task.id, world.owner) is task
    assert duties.of(world.owner, make.TODAY).leading == 0


def test_what_is_met_stays_met_in_what_ended(world):
    owner = make.person(Role.LIAISON, world.city, world.lead)
    met, still = make.milestone(world.task), make.milestone(world.task)
    report = make.handed_in(
        world.task, by=owner, now=make.NOW, progress="已启用", milestones=[met.id]
    )
    report.accept(by=world.supervisor, now=make.NOW, today=make.TODAY)
    world.task.awaits_office = False
    world.task.end(make.TODAY, "不再列入")
    assert (met.state, met.replaced_on) == (MilestoneState.MET, None)
    assert (still.state, still.replaced_on) == (MilestoneState.OPEN, make.TODAY)
