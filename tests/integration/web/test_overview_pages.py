"""The overview when there is nothing or a chart fails, and what comes of a chart."""

import re

import pytest

from tasks_tracker.domain.users import Role
from tasks_tracker.reports import charts
from tests import make

PAGES = ("", "/units", "/sections", "/due", "/flow", "/flow/pictures", "/stuck", "/changed")


@pytest.mark.parametrize("page", [*PAGES, "/stuck/pictures"])
def test_with_nothing_in_the_ledger_every_page_says_so(client, session, page):
    client.sign_in(make.person(Role.SUPERVISOR, make.region()))
    answer = client.get(f"/overview{page}")
    assert answer.status_code == 200
    assert "工作台各页" not in answer.text  # nothing to choose between yet


@pytest.mark.parametrize("page", PAGES)
def test_every_page_keeps_the_plan_that_was_chosen(client, world, page):
    plan = world.task.plan_id
    shown = client.sign_in(world.supervisor).get(f"/overview{page}?plan={plan}").text
    tabs = re.findall(r'href="(/overview[^"#]*)"', shown.split("工作台各页")[1].split("</nav>")[0])
    assert len(tabs) == 7
    assert all(f"plan={plan}" in address for address in tabs)


def test_a_chart_is_a_link_to_its_picture_where_there_is_no_script(client, world):
    page = client.sign_in(world.supervisor).get("/overview/flow").text
    address, name = re.search(r'href="([^"]+)#(\w+)"\s+data-picture', page).groups()
    pictures = client.get(address).text
    assert f'id="{name}"' in pictures
    assert "<svg" in pictures.split(f'id="{name}"')[1]
    assert 'style="' not in pictures


def test_where_nothing_can_be_drawn_the_tables_are_named(client, world, monkeypatch):
    def fail(_wishes):
        raise charts.NotDrawn

    monkeypatch.setattr(charts, "_draw", fail)
    answer = client.sign_in(world.supervisor).get("/overview/flow/pictures")
    assert answer.status_code == 503
    assert "数字都在表里" in answer.text
    assert client.get("/overview/flow").status_code == 200


def test_a_leader_sees_figures_of_the_own_sections_only(client, world):
    make.task(make.section(world.task.plan), title="别人分管的")
    client.sign_in(world.leader)
    for page in ("/units", "/sections"):
        foot = client.get(f"/overview{page}").text.split("<tfoot>")[1].split("</tfoot>")[0]
        assert re.findall(r">(\d+)</a>", foot)[-1] == "1"
