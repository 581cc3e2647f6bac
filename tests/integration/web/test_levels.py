"""What the page of a task says about the same measure on the other level."""

from datetime import date

import pytest

from tasks_tracker.operations.comparisons import (
    confirm_clear_links,
    confirm_link,
    correct_link,
)
from tests import make
from tests.integration.web.test_budgets import statements
from tests.integration.web.test_comparisons import CHANGED

__all__ = ["statements"]


@pytest.fixture
def linked(world):
    """The task of the city and that of the county, confirmed to be the same measure."""
    make.milestone(world.task, date(2024, 6, 28))
    comparison = make.comparison(world.task, world.county_task, world.supervisor)
    confirm_clear_links(comparison, by=world.supervisor, now=make.NOW)
    return comparison


@pytest.mark.parametrize(
    ("who", "sees"), [("supervisor", True), ("leader", True), ("owner", False), ("helping", False)]
)
def test_those_who_watch_see_how_the_county_stands(client, world, linked, who, sees):
    page = client.sign_in(world.people[who]).get(f"/tasks/{world.task.id}").text
    assert ("下级承接情况" in page) is sees
    assert (world.county_task.code in page) is sees


def test_a_measure_that_nobody_carries_is_told_on_the_task(client, world):
    made = make.comparison(world.task, world.county_task, world.supervisor)
    link = made.links[0]
    correct_link(link, by=world.supervisor, now=make.NOW, carrier=None, words="没有。")
    page = client.sign_in(world.supervisor).get(f"/tasks/{world.task.id}").text
    assert "未承接" in page


def test_only_the_office_finds_the_way_to_the_task_of_the_county(client, world, linked):
    link = f'href="/tasks/{world.county_task.id}"'
    assert link in client.sign_in(world.supervisor).get(f"/tasks/{world.task.id}").text
    assert link not in client.sign_in(world.leader).get(f"/tasks/{world.task.id}").text


@pytest.mark.parametrize("who", ["county_supervisor", "county_owner"])
def test_the_county_sees_title_and_dates_of_what_it_carries(client, world, linked, who):
    page = client.sign_in(world.people[who]).get(f"/tasks/{world.county_task.id}").text
    assert "承接上级措施" in page
    assert "上级期限 2024年5月31日、2024年6月28日" in page
    assert f'href="/tasks/{world.task.id}"' not in page


def test_a_task_without_a_date_of_its_own_says_whose_holds(client, world, linked):
    for milestone in world.county_task.milestones:
        milestone.is_phase = True
    page = client.sign_in(world.county_owner).get(f"/tasks/{world.county_task.id}").text
    assert "本项没有自己的期限，以上级期限为准" in page


def test_a_date_of_the_superior_is_marked_wherever_the_unit_looks(client, world):
    task = world.county_task
    task.requirement = "按照上级部署，启用窗口。"
    task.milestones[0].is_phase = True
    given = {"phrase": "6月底前", "due": "2024-06-28", "rule": None, "deliverable": "窗口启用"}
    left = {"change": "left_to_superior", "superior": given, "subordinate": None}
    made = make.comparison(world.task, task, world.supervisor, {**CHANGED, "dates": [left]})
    confirm_link(made.links[0], by=world.supervisor, now=make.NOW)
    client.sign_in(world.county_owner)
    page = client.get(f"/tasks/{task.id}").text
    assert "本项没有自己的期限，按上级期限计时" in page
    assert "5月10日起不再适用" in page
    mark = f"上级期限（{world.task.code}）"
    assert mark in client.get("/my").text
    assert mark in client.get("/ledger").text


def test_a_proposal_says_nothing_on_the_pages_of_tasks(client, world):
    make.comparison(world.task, world.county_task, world.supervisor)
    page = client.sign_in(world.supervisor).get(f"/tasks/{world.task.id}").text
    assert "下级承接情况" not in page
    page = client.get(f"/tasks/{world.county_task.id}").text
    assert "承接上级措施" not in page


def test_the_page_of_a_task_asks_two_statements_more_for_each_level(
    client, world, statements, linked
):
    client.sign_in(world.supervisor).get("/account")
    asked = {}
    for task in (world.task, world.county_task):
        statements.clear()
        client.get(f"/tasks/{task.id}")
        asked[task.code] = sum("comparison" in one for one in statements)
    assert list(asked.values()) == [1, 1]
