from datetime import date

import pytest

from tasks_tracker.domain.events import EventKind
from tests import make


@pytest.fixture
def road(world):
    """Something met, something late, and a date that was moved."""
    late = make.task(world.task.section, world.lead, title="到期未报")
    make.milestone(late, due_on=date(2024, 4, 30))
    moved = world.task.milestones[0]
    moved.due_on = moved.clock_ends_on = date(2024, 8, 30)
    return world


def test_a_row_is_a_section_and_unfolds_to_its_tasks(client, road):
    page = client.sign_in(road.supervisor).get(f"/roadmap?plan={road.task.plan_id}").text
    assert "一、开办企业" in page
    assert "到期没有报送，任务 1" in page
    assert f'href="/tasks/{road.task.id}">推进一窗受理</a>' in page  # among those that were moved
    assert "原定5月31日" not in page
    page = client.get(f"/roadmap?plan={road.task.plan_id}&open={road.task.section_id}").text
    assert "原定5月31日" in page
    assert "1 个节点改到2024年8月" in page


def test_a_row_may_be_a_unit(client, road):
    page = client.sign_in(road.supervisor).get(f"/roadmap?plan={road.task.plan_id}&by=unit").text
    assert "市一局" in page
    assert "一、开办企业" not in page


def test_a_unit_sees_the_roadmap_of_its_own_tasks(client, road):
    make.milestone(make.task(road.task.section, make.unit(road.city, "旁人局"), title="旁人的事"))
    page = client.sign_in(road.owner).get("/roadmap?by=unit").text
    assert "市一局" in page
    assert "旁人局" not in page


@pytest.mark.parametrize("query", ["", "?plan=999", "?by=nonsense&open=7", "?open=nonsense"])
def test_whatever_is_asked_for_there_is_a_page(client, world, query):
    assert client.sign_in(world.supervisor).get(f"/roadmap{query}").status_code == 200


def test_where_nothing_has_a_date_it_says_so(client, session):
    region = make.region()
    supervisor = make.person(make.Role.SUPERVISOR, region)
    client.sign_in(supervisor)
    assert "还没有任务" in client.get("/roadmap").text
    make.task(make.section(make.plan(region)))
    assert "没有定期限的节点" in client.get("/roadmap").text


def test_the_ledger_says_in_words_what_a_figure_of_the_overview_asked(client, world):
    client.sign_in(world.supervisor)
    span = "dated_from=2024-05-01&dated_to=2024-05-31"
    told = {
        f"dated=came&{span}": "5月1日至5月31日进入台账",
        f"dated=completed&{span}": "5月1日至5月31日办结",
        "dated=waiting&dated_from=2024-05-06&dated_to=2024-05-06": "5月6日报来、还在待审",
        "shown_on=2024-05-09&shown=overdue&shown=severe": "5月9日 0:30 亮“严重逾期、逾期”",
        "cause=funds": "有没解决的需协调事项（资金）",
        f"event={EventKind.REPORT_RETURNED.value}&event_from=2024-05-01&event_to=2024-05-31": (
            "5月1日至5月31日有“"
        ),
    }
    for query, words in told.items():
        assert words in client.get(f"/ledger?{query}").text, query


def test_a_past_ledger_leaves_out_what_it_cannot_know(client, world):
    world.task.plan.adopted_at = world.county_task.plan.adopted_at = make.NOW.replace(month=3)
    client.sign_in(world.supervisor)
    page = client.get("/ledger?as_of=2024-05-08&cause=funds&shown_on=2024-05-01&shown=done").text
    assert "共 2 项" in page
    assert "；筛选" not in page
