"""The unit's page: what is owed, lights, scores; what counts for nothing says so."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.integration.operations.scored import AFTER, FREEZING, freeze, publish


@pytest.fixture
def overdue(world):
    """A milestone of the lead that fell due in this month and was not met."""
    world.task.plan.adopted_at = make.NOW - timedelta(days=60)
    return make.milestone(world.task, due_on=date(2024, 5, 6), deliverable="五月启用")


def address(world):
    return f"/units/{world.lead.id}/work"


def test_the_menu_leads_a_person_to_the_own_unit(client, world):
    client.sign_in(world.owner)
    assert client.get("/my/unit").location == address(world)
    page = client.get(address(world)).text
    assert "牵头任务的亮灯" in page
    assert "还没有得分" in page
    assert "没有申请过延期" in page


def test_the_present_month_is_worked_out_point_by_point_and_counts_for_nothing(
    client, world, overdue
):
    client.sign_in(world.owner)
    assert "不作数" in client.get(address(world)).text
    page = client.get(f"/units/{world.lead.id}/score?period=2024-05").text
    assert "不作数" in page
    assert "五月启用" in page
    assert 'id="sum"' in page
    assert "申诉</a>" not in page
    assert "没有应计的事项" in client.get(f"/units/{world.lead.id}/score?period=2023-05").text


def test_a_unit_reads_its_scores_before_publication_and_no_rank(client, world):
    freeze(world, now=FREEZING)
    client.sign_in(world.owner)
    page = client.get(address(world)).text
    assert "74.00" in page
    assert "公布以后排" in page
    client.sign_in(world.leader)
    assert "74.00" not in client.get(address(world)).text


def test_leaders_read_published_scores(client, world):
    publish(freeze(world, now=FREEZING), world.head, now=AFTER)
    for person in (world.leader, world.owner, world.supervisor):
        client.sign_in(person)
        assert "第 1 名" in client.get(address(world)).text


def test_the_office_reads_what_waits_for_a_unit(client, world, overdue):
    freeze(world, now=make.NOW)
    client.sign_in(world.supervisor)
    page = client.get(address(world)).text
    assert "现在等这个单位办的" in page
    assert "待核对的得分" in page


def test_a_superior_office_sees_the_lights_of_a_county_unit_and_no_scores(client, world):
    unit = world.county_task.lead_unit
    client.sign_in(world.supervisor)
    page = client.get(f"/units/{unit.id}/work").text
    assert "牵头任务的亮灯" in page
    assert "本期测算" not in page
    assert client.get(f"/units/{unit.id}/score").status_code == 404
