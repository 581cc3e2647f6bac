from datetime import date, timedelta

import pytest
from sqlalchemy import event

from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.progress import ReportState
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.reviews import accept_report, return_report
from tasks_tracker.reports import duties, history
from tests import make

LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def city(session):
    return make.region()


@pytest.fixture
def unit(city):
    return make.unit(city, "市一局")


@pytest.fixture
def owner(city, unit):
    return make.person(Role.LIAISON, city, unit)


@pytest.fixture
def office(city):
    return make.person(Role.SUPERVISOR, city)


@pytest.fixture
def section(city):
    return make.section(make.plan(city))


def led(section, unit, *ends, **more):
    """A task with a milestone for each date."""
    task = make.task(section, unit, **more)
    for end in ends:
        make.milestone(task, end)
    return task


def tasks(rows):
    return [row.task for row in rows]


def test_what_is_owed_comes_worst_first(section, unit, owner):
    soon = led(section, unit, date(2024, 5, 17))
    late = led(section, unit, date(2024, 5, 7))
    severe = led(section, unit, date(2024, 4, 1))
    far = led(section, unit, date(2024, 8, 31))
    found = duties.of(owner, make.TODAY)
    assert tasks(found.owed) == [severe, late, soon]
    assert [row.light for row in found.owed] == [Light.SEVERE, Light.OVERDUE, Light.DUE_SOON]
    assert tasks(found.under_way) == [far]
    assert found.leading == 4


def test_what_was_returned_stands_above_all_with_its_reason(section, unit, owner, office):
    led(section, unit, date(2024, 4, 1))
    back = led(section, unit, date(2024, 8, 31))
    report = make.report(back, owner, back.milestones[0])
    return_report(report, by=office, now=LATER, words="附表缺两个县")
    found = duties.of(owner, make.TODAY)
    assert found.owed[0].task is back
    assert found.owed[0].report.review_words == "附表缺两个县"
    assert tasks(found.returned) == [back]
    assert found.last_return is report


def test_a_return_that_was_answered_is_no_longer_owed(section, unit, owner, office):
    task = led(section, unit, date(2024, 8, 31))
    return_report(make.report(task, owner), by=office, now=LATER, words="请补数字")
    make.report(task, owner, now=LATER + timedelta(hours=1))
    found = duties.of(owner, make.TODAY)
    assert (tasks(found.owed), tasks(found.waiting)) == ([], [task])
    assert found.last_return.state is ReportState.RETURNED


def test_what_lies_with_the_office_is_not_owed_even_if_it_came_late(section, unit, owner):
    task = led(section, unit, date(2024, 5, 7))
    make.report(task, owner, task.milestones[0])
    found = duties.of(owner, make.TODAY)
    assert (tasks(found.owed), tasks(found.waiting)) == ([], [task])
    assert found.waiting[0].light is Light.LAGGING
    assert found.waiting[0].submitted == ["窗口全部启用"]
    assert found.waiting[0].next is None


def test_a_second_milestone_is_owed_while_the_first_waits(section, unit, owner):
    task = led(section, unit, date(2024, 4, 30), date(2024, 5, 15))
    make.report(task, owner, task.milestones[0])
    row = duties.of(owner, make.TODAY).owed[0]
    assert row.next.milestone is task.milestones[1]
    assert row.submitted == ["窗口全部启用"]


def test_a_completed_task_is_done_and_nothing_else(section, unit, owner, office):
    task = led(section, unit, date(2024, 5, 7))
    return_report(make.report(task, owner), by=office, now=LATER, words="请补数字")
    accept_report(make.report(task, owner, task.milestones[0]), by=office, now=LATER)
    found = duties.of(owner, make.TODAY)
    assert (tasks(found.owed), tasks(found.done)) == ([], [task])
    assert task.milestones[0].state is MilestoneState.MET


def test_units_that_support_see_what_others_lead_apart(city, section, unit, owner):
    other = make.unit(city)
    task = led(section, other, date(2024, 4, 1), support=[unit])
    found = duties.of(owner, make.TODAY)
    assert (tasks(found.supporting), found.leading) == ([task], 0)


def test_members_of_a_collective_owe_what_it_leads(city, section, unit, owner):
    towns = make.unit(city, "各部门", UnitGroup.COLLECTIVE)
    towns.take_in(unit)
    task = led(section, towns, date(2024, 5, 7), support=[unit])
    assert tasks(duties.of(owner, make.TODAY).owed) == [task]


def test_the_report_of_another_unit_is_not_ones_own(city, section, unit, owner, office):
    other = make.unit(city)
    task = make.task(section, other, unit)
    make.milestone(task, date(2024, 8, 31))
    report = make.report(task, make.person(Role.LIAISON, city, other))
    return_report(report, by=office, now=LATER, words="请补数字")
    found = duties.of(owner, make.TODAY)
    assert (found.owed, found.last_return) == ([], None)
    assert history.of(owner).rows == []


def test_a_task_without_any_date_is_under_way(section, unit, owner):
    task = make.task(section, unit)
    row = duties.of(owner, make.TODAY).under_way[0]
    assert (row.task, row.next, row.light) == (task, None, Light.IDLE)


def test_strangers_have_no_duties_here(section, unit, city):
    led(section, unit, date(2024, 4, 1))
    found = duties.of(make.person(Role.LIAISON, city, make.unit(city)), make.TODAY)
    assert (found.leading, found.supporting) == (0, [])


def statements(engine, action):
    seen = []

    def note(_connection, _cursor, statement, *_more):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    action()
    event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_many_tasks_cost_no_more_statements_than_one(engine, session, section, owner, office):
    for number in range(12):
        task = led(section, owner.units[0], date(2024, 5, 7), date(2024, 8, 31))
        report = make.report(task, owner, task.milestones[0])
        if number % 2:
            return_report(report, by=office, now=LATER, words="请补数字")
    session.flush()
    session.expunge_all()
    reader = session.get(type(owner), owner.id)
    assert reader.units

    def read():
        found = duties.of(reader, make.TODAY)
        rows = [*found.owed, *found.waiting]
        assert {row.task.section.label for row in rows} == {section.label}
        assert all(row.light and row.next and row.report.submitted_on for row in rows)

    assert statements(engine, read) <= 5


def test_history_goes_back_page_by_page_without_gaps(section, unit, owner, monkeypatch):
    monkeypatch.setattr(history, "PER_PAGE", 2)
    task = led(section, unit, date(2024, 8, 31))
    made = [make.report(task, owner, now=make.NOW + timedelta(hours=n // 2)) for n in range(5)]
    first = history.of(owner)
    second = history.of(owner, before=first.next_key)
    third = history.of(owner, before=second.next_key)
    assert [*first.rows, *second.rows, *third.rows] == made[::-1]
    assert (first.is_later, third.is_later, third.next_key) == (False, True, None)
    assert first.total == 5


def test_history_can_be_narrowed_to_what_was_returned(section, unit, owner, office):
    task = led(section, unit, date(2024, 8, 31))
    back, _ = make.report(task, owner), make.report(task, owner)
    return_report(back, by=office, now=LATER, words="请补数字")
    found = history.of(owner, state=ReportState.RETURNED)
    assert found.rows == [back]
    assert found.counts[ReportState.SUBMITTED] == 1


def test_a_report_that_is_due_or_was_missed_is_owed_whenever_its_milestone_ends(
    section, unit, owner
):
    task, other = led(section, unit, date(2024, 8, 31)), led(section, unit, date(2024, 8, 31))
    for period, opens_on, due_on in (
        ("2024-03", date(2024, 3, 1), date(2024, 3, 31)),
        ("2024-04", date(2024, 4, 1), date(2024, 4, 30)),
        ("2024-07", date(2024, 7, 1), date(2024, 7, 31)),
    ):
        dates = {"opens_on": opens_on, "due_on": due_on, "asked_on": opens_on}
        make.saved(Obligation(task=task, unit=unit, period=period, **dates))
    task.report_due_on = date(2024, 3, 31)
    found = duties.of(owner, make.TODAY)
    assert tasks(found.owed) == [task]
    assert [row.obligation.period for row in found.owed[0].reports_due] == ["2024-03", "2024-04"]
    assert found.owed[0].report_first.obligation.due_on == date(2024, 3, 31)
    assert tasks(found.under_way) == [other]


def test_a_report_of_another_unit_is_not_owed(section, unit, owner, city):
    task = led(section, unit, date(2024, 8, 31))
    dates = {"opens_on": date(2024, 3, 1), "due_on": date(2024, 3, 31)}
    asked = {"period": "2024-03", "asked_on": date(2024, 3, 1), **dates}
    make.saved(Obligation(task=task, unit=make.unit(city, "市二局"), **asked))
    task.report_due_on = date(2024, 3, 31)
    assert tasks(duties.of(owner, make.TODAY).under_way) == [task]
