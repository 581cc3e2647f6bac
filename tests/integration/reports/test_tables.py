"""Tables by unit and by section, the on-time rate, the due calendar, the choices of a filter."""

from datetime import date

import pytest
from sqlalchemy import true

from tasks_tracker.domain.lights import LATE, Light
from tasks_tracker.domain.units import UnitAlias, UnitGroup
from tasks_tracker.domain.users import Role
from tasks_tracker.reports import calendar, choices, cockpit, ledger, sections, units
from tasks_tracker.reports.selection import Selection, Standing
from tests import make

TODAY = make.TODAY
PAST = date(2024, 5, 6)


@pytest.fixture
def region(session):
    return make.region()


@pytest.fixture
def section(region):
    return make.section(make.plan(region))


def reported(task, milestone, on):
    owner = make.person(Role.LIAISON, task.region, task.lead_unit)
    return make.report(task, owner, milestone, now=make.NOW.replace(day=on.day, month=on.month))


def test_each_task_counts_once_with_its_first_lead_in_official_order(region, section):
    vertical = make.unit(region, "市税务局", group=UnitGroup.VERTICAL)
    first, second = make.unit(region, "市一局"), make.unit(region, "市二局")
    make.task(section, vertical)
    make.task(section, second, first)
    make.task(section, first, second)
    make.task(section, first, vertical)
    (table,) = units.tables(true(), TODAY)
    assert [(row.name, row.tally.total) for row in table.rows] == [
        ("市一局", 2),
        ("市二局", 1),
        ("市税务局", 1),
    ]
    assert [group for group, _rows in table.groups] == [UnitGroup.DEPARTMENT, UnitGroup.VERTICAL]
    assert table.tally.total == 4


def test_the_superior_region_stands_first(region, section):
    county = make.region("高唐县", "唐", parent=region)
    make.task(make.section(make.plan(county)))
    make.task(section)
    assert [table.region for table in units.tables(true(), TODAY)] == ["聊城市", "高唐县"]


def test_every_figure_of_a_unit_is_the_number_of_its_ledger_rows(region, section):
    unit = make.unit(region, "市一局")
    for day in (PAST, PAST, date(2024, 5, 13)):
        make.milestone(make.task(section, unit), due_on=day)
    make.task(section, make.unit(region, "市一局下属中心"))
    row = units.tables(true(), TODAY)[0].rows[0]
    for light, count in row.tally.shown:
        asked = Selection(unit=row.name, role=Standing.FIRST, region=region.id, lights=(light,))
        assert len(ledger.rows(true(), TODAY, asked)) == count


def test_the_rate_needs_three_milestones_fallen_due(region, section):
    task = make.task(section)
    for _ in range(2):
        reported(task, make.milestone(task, PAST), PAST)
    assert units.tables(true(), TODAY)[0].punctuality.rate is None
    make.milestone(task, PAST)
    punctuality = units.tables(true(), TODAY)[0].rows[0].punctuality
    assert (punctuality.on_time, punctuality.due, punctuality.rate) == (2, 3, 667)


def test_late_submissions_fall_due_and_are_not_on_time_what_is_due_today_waits(section):
    task = make.task(section)
    reported(task, make.milestone(task, PAST), date(2024, 5, 7))
    make.milestone(task, TODAY)
    punctuality = units.tables(true(), TODAY)[0].punctuality
    assert (punctuality.on_time, punctuality.due) == (0, 1)


def test_sections_stand_under_their_plan_with_the_one_in_charge(region, section):
    leader = make.person(Role.LEADER, region)
    section.leader = leader
    second = make.section(section.plan, label="二、纳税")
    make.section(section.plan, label="三、没有任务的")
    make.milestone(make.task(section), due_on=PAST)
    make.task(second)
    (table,) = sections.tables(true(), TODAY)
    assert [(row.label, row.chief) for row in table.rows] == [
        ("一、开办企业", "leader 郑安"),
        ("二、纳税", ""),
    ]
    assert table.tally.shown == [(Light.OVERDUE, 1), (Light.IDLE, 1)]


def test_the_calendar_counts_tasks_with_something_not_met_on_that_day(section):
    task = make.task(section)
    reported(task, make.milestone(task, date(2024, 5, 20)), PAST)
    for _ in range(2):
        make.milestone(make.task(section), due_on=date(2024, 5, 31))
    month = calendar.month(true(), date(2024, 5, 1))
    assert {day.day: day.tasks for day in month.days if day.tasks} == {
        date(2024, 5, 20): 1,
        date(2024, 5, 31): 2,
    }
    asked = Selection(due_from=date(2024, 5, 31), due_to=date(2024, 5, 31))
    assert len(ledger.rows(true(), TODAY, asked)) == 2


def test_the_calendar_knows_holidays_and_make_up_days(session):
    month = calendar.month(true(), date(2024, 5, 1))
    assert month.holidays == [(date(2024, 5, 1), date(2024, 5, 5))]
    assert month.makeup_days == [date(2024, 5, 11)]
    assert month.days[0].is_off
    assert not month.days[10].is_off
    assert (month.previous, month.following) == (date(2024, 4, 1), date(2024, 6, 1))
    assert [day and day.day.day for day in month.weeks[0]] == [None, None, 1, 2, 3, 4, 5]


def test_a_filter_offers_plans_with_sections_and_units_with_their_aliases(region, section):
    unit = make.unit(region, "市工业和信息化局")
    make.saved(UnitAlias(unit=unit, name="市工信局"))
    make.task(section, unit)
    make.unit(region, "没有任务的局")
    (plan,) = choices.plans(true())
    assert (plan.doc_no, plan.tasks) == (section.plan.doc_no, 1)
    assert [choice.label for choice in plan.sections] == [section.label]
    full = "市工业和信息化局"
    assert choices.unit_names(true()) == [(full, full), ("市工信局", full)]


def test_the_figures_of_the_overview_agree(region, section):
    county = make.region("高唐县", "唐", parent=region)
    for of in (section, make.section(make.plan(county))):
        for day in (PAST, date(2024, 2, 1), date(2024, 6, 30)):
            make.milestone(make.task(of), due_on=day)
    found = cockpit.cockpit(true(), TODAY, None)
    assert found.tally.total == 6
    for tables in (units.tables(true(), TODAY), sections.tables(true(), TODAY), found.plans):
        for light in Light:
            assert sum(table.tally[light] for table in tables) == found.tally[light]
    assert len(found.worst) == found.late == sum(found.tally[light] for light in LATE) == 4
    assert calendar.month(true(), date(2024, 5, 1)).tasks == 2
