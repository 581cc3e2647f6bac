"""措施 × 县: each cell tells what the county's own ledger tells, and each figure its rows."""

from datetime import date

import pytest

from tasks_tracker.domain.differences import CountyMark as Mark
from tasks_tracker.domain.lights import Light
from tasks_tracker.operations.comparisons import confirm_clear_links, correct_link
from tasks_tracker.reports import counties
from tasks_tracker.reports.counties import Asked
from tests import make
from tests.integration.web.test_budgets import statements

__all__ = ["statements"]

ADDRESS = "/comparisons/counties"


@pytest.fixture
def linked(world):
    comparison = make.comparison(world.task, world.county_task, world.supervisor)
    confirm_clear_links(comparison, by=world.supervisor, now=make.NOW)
    return comparison


def cell_of(world):
    found = counties.matrix(world.task.plan, make.TODAY)
    row = next(one for one in found.measures if one.head.task_id == world.task.id)
    return row.cells[world.county.id]


def test_a_county_stands_with_the_light_of_its_own_task(world, linked):
    cell = cell_of(world)
    assert [one.task_id for one in cell.tasks] == [world.county_task.id]
    late = make.milestone(world.county_task, due_on=date(2024, 5, 2))
    assert late.clock_ends_on < make.TODAY
    assert cell_of(world).tasks[0].light is not Light.NORMAL


def test_an_overdue_task_marks_its_county_and_is_counted(world, linked):
    world.county_task.due_ends_on = world.county_task.clock_ends_on = date(2024, 5, 2)
    assert Mark.LATE in cell_of(world).marks
    found = counties.matrix(world.task.plan, make.TODAY)
    (county,) = found.counties
    rows = counties.chosen(found, Asked(region_id=county.region.id, mark=Mark.LATE))
    assert len(rows) == county.counts[Mark.LATE] == 1


def test_what_nobody_carries_is_told(client, world, linked):
    link = linked.links[0]
    correct_link(link, by=world.supervisor, now=make.NOW, carrier=None, words="没有。")
    assert cell_of(world).marks == {Mark.DROPPED}
    page = client.sign_in(world.supervisor).get(f"{ADDRESS}?mark=dropped").text
    assert world.task.title in page


def test_each_figure_of_the_totals_is_the_number_of_rows_behind_it(world, linked):
    for _ in range(3):
        make.task(world.task.section, world.lead)
    found = counties.matrix(world.task.plan, make.TODAY)
    for county in found.counties:
        for mark in Mark:
            rows = counties.chosen(found, Asked(region_id=county.region.id, mark=mark))
            assert len(rows) == county.counts[mark]


def test_what_ended_is_no_measure(world, linked):
    before = len(counties.matrix(world.task.plan, make.TODAY).measures)
    other = make.task(world.task.section, world.lead)
    other.ended_on, other.ended_words = make.TODAY, "不再做"
    assert len(counties.matrix(world.task.plan, make.TODAY).measures) == before


def test_the_leader_sees_lights_without_doors(client, world, linked):
    door = f'href="/tasks/{world.county_task.id}"'
    assert door in client.sign_in(world.supervisor).get(ADDRESS).text
    page = client.sign_in(world.leader).get(ADDRESS).text
    assert world.county_task.code in page
    assert door not in page


def test_without_a_comparison_the_page_says_what_to_do(client, world):
    assert "还没有和县里的方案对照" in client.sign_in(world.supervisor).get(ADDRESS).text


@pytest.mark.parametrize("asked", ["plan=x", "mark=lost", "county=999999", "sort=worst", "plan=0"])
def test_what_is_not_there_shows_all(client, world, linked, asked):
    page = client.sign_in(world.supervisor).get(f"{ADDRESS}?{asked}")
    assert page.status_code == 200
    assert world.task.title in page.text


def test_as_many_statements_for_many_measures(world, linked, statements):
    counties.matrix(world.task.plan, make.TODAY)
    counts = []
    for _ in range(2):
        for _ in range(4):
            make.milestone(make.task(world.task.section, world.lead))
        statements.clear()
        counties.matrix(world.task.plan, make.TODAY)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 5
