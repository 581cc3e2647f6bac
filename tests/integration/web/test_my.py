"""我的任务 and the history of reports: what a unit's people see of what they owe."""

from datetime import date, timedelta

import pytest

from tasks_tracker.operations.reviews import accept_report, return_report
from tests import make

LATER = make.NOW + timedelta(hours=1)
PAGES = ["/my", "/my/reports"]


@pytest.fixture
def owed(world):
    """The owner's task is a week late."""
    make.milestone(world.task, due_on=date(2024, 4, 30), deliverable="试点窗口启用")
    return world


def test_what_is_owed_is_shown_with_its_days_and_one_click_to_report(client, owed):
    page = client.sign_in(owed.owner).get("/my").text
    assert "试点窗口启用" in page
    assert "超 5 个工作日" in page
    assert f'href="/tasks/{owed.task.id}/reports/new"' in page
    assert "牵头 1 项、责任 0 项" in page


def test_the_unit_head_sees_the_same(client, owed):
    assert "试点窗口启用" in client.sign_in(owed.unit_head).get("/my").text


def test_what_was_returned_shows_the_reason(client, world):
    report = make.report(world.task, world.owner, world.task.milestones[0])
    return_report(report, by=world.supervisor, now=LATER, words="附表缺两个县")
    page = client.sign_in(world.owner).get("/my").text
    assert page.count("附表缺两个县") == 2
    assert "5月10日退回，补齐后重报" in page


def test_what_waits_for_the_office_stands_apart_with_the_clock_at_rest(client, world):
    make.report(world.task, world.owner, world.task.milestones[0])
    page = client.sign_in(world.owner).get("/my").text
    assert "待审·停表" in page
    assert "现在没有要报的" in page


def test_supporting_units_see_who_leads(client, world):
    page = client.sign_in(world.helping).get("/my").text
    assert "市一局 牵头" in page
    assert "没有牵头的任务" in page


def test_done_and_empty_say_so(client, world):
    report = make.report(world.task, world.owner, world.task.milestones[0])
    accept_report(report, by=world.supervisor, now=LATER)
    assert '已办结 <span class="n">1</span>' in client.sign_in(world.owner).get("/my").text
    assert "没有要配合的任务" in client.sign_in(world.outsider).get("/my").text


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("person", ["supervisor", "leader", "system_admin"])
def test_whoever_acts_for_no_unit_has_no_such_page(client, world, person, address):
    assert client.sign_in(world.people[person]).get(address).status_code == 403


def test_history_shows_each_report_with_its_review(client, world):
    report = make.report(world.task, world.owner, world.task.milestones[0])
    return_report(report, by=world.supervisor, now=LATER, words="附表缺两个县")
    page = client.sign_in(world.owner).get("/my/reports").text
    assert "已启用 12 个窗口。" in page
    assert "节点：窗口全部启用" in page
    assert "附表缺两个县" in page
    assert "共报送 1 份" in page


def test_history_narrowed_to_nothing_offers_the_way_back(client, world):
    make.report(world.task, world.owner)
    page = client.sign_in(world.owner).get("/my/reports?state=returned").text
    assert "没有“已退回”的反馈" in page
    assert 'href="/my/reports"' in page


def test_an_unknown_state_is_no_filter(client, world):
    make.report(world.task, world.owner)
    page = client.sign_in(world.owner).get("/my/reports?state=x&before=y").text
    assert "已启用 12 个窗口。" in page


def test_history_of_others_stays_theirs(client, world):
    make.report(world.task, world.owner)
    page = client.sign_in(world.helping).get("/my/reports").text
    assert "还没有报送过" in page
    assert "已启用 12 个窗口。" not in page


def test_long_histories_are_paged(client, world):
    for number in range(32):
        make.report(world.task, world.owner, progress=f"第 {number} 次报送")
    first = client.sign_in(world.owner).get("/my/reports").text
    assert "第 31 次报送" in first
    assert "第 1 次报送" not in first
    older = first.split('rel="next" href="')[1].split('"')[0]
    second = client.get(older).text
    assert "第 1 次报送" in second
    assert "最新" in second
