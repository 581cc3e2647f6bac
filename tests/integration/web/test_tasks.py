import re
from datetime import date, timedelta

import pytest

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.sources import SourceDocument
from tasks_tracker.operations.reviews import accept_report, return_report
from tasks_tracker.operations.trail import record
from tests import make


@pytest.fixture
def address(world) -> str:
    return f"/tasks/{world.task.id}"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("supervisor", 200),
        ("leader", 200),
        ("other_leader", 404),
        ("owner", 200),
        ("helping", 200),
        ("outsider", 404),
        ("county_supervisor", 404),
        ("county_owner", 404),
        ("system_admin", 403),
    ],
)
def test_only_those_who_see_the_task_find_its_page(client, world, address, who, status):
    assert client.sign_in(world.people[who]).get(address).status_code == status


def test_the_city_office_sees_a_task_of_its_county(client, world):
    response = client.sign_in(world.supervisor).get(f"/tasks/{world.county_task.id}")
    assert response.status_code == 200


def test_the_verdict_names_milestone_date_and_rule(client, world, address):
    late = make.task(world.task.section, world.lead)
    make.milestone(late, due_on=date(2024, 5, 8))
    client.sign_in(world.supervisor)
    assert "规则“未到期，没有报过进展”" in client.get(address).text
    page = client.get(f"/tasks/{late.id}").text
    assert "2 个工作日" in page
    assert "规则“期限 5月8日已过，没有报送”，5月10日判定" in page


def test_a_task_without_dates_says_so(client, world):
    bare = make.task(world.task.section, world.lead)
    page = client.sign_in(world.supervisor).get(f"/tasks/{bare.id}").text
    assert "没有定期限的节点" in page
    assert "没有节点" in page


def test_a_report_and_its_review_stand_in_the_timeline(client, world, address):
    task, target = world.task, make.target(world.task)
    report = make.handed_in(
        task,
        by=world.owner,
        now=make.NOW,
        progress="已启用 12 个窗口。",
        problems="人手不够",
        milestones=[task.milestones[0].id],
        values={target.id: 98},
    )
    file = {"media_type": "application/pdf", "size": 4096, "sha256": "0", "stored_name": "a"}
    make.evidence(report, file_name="窗口照片.pdf", **file)
    page = client.sign_in(world.supervisor).get(address).text
    for words in ("已启用 12 个窗口。", "问题：人手不够", "窗口照片.pdf", "待审·停表", "98%"):
        assert words in page
    return_report(report, by=world.supervisor, now=make.NOW, words="缺窗口照片")
    page = client.get(address).text
    assert page.index("缺窗口照片") < page.index("已启用 12 个窗口。")


def test_each_one_is_offered_what_is_theirs_to_do(client, world, address):
    reporting = f'href="{address}/reports/new"'
    assert reporting in client.sign_in(world.owner).get(address).text
    for who in (world.helping, world.supervisor, world.leader):
        page = client.sign_in(who).get(address).text
        assert reporting not in page
        assert "等市一局报送进展" in page


def test_a_report_that_waits_is_offered_to_the_office_only(client, world, address):
    review = f"/reviews/{make.report(world.task, world.owner).id}"
    assert review in client.sign_in(world.supervisor).get(address).text
    for who in (world.leader, world.owner):
        page = client.sign_in(who).get(address).text
        assert review not in page
        assert "5月10日的反馈在督查室待审" in page


def test_a_completed_task_asks_for_nothing_more(client, world, address):
    milestone = world.task.milestones[0].id
    report = make.handed_in(
        world.task, by=world.owner, now=make.NOW, progress="都办成了。", milestones=[milestone]
    )
    accept_report(report, by=world.supervisor, now=make.NOW)
    page = client.sign_in(world.owner).get(address).text
    assert "1 个节点全部审核通过，5月10日办结" in page
    assert f"{address}/reports/new" not in page


def test_the_source_lines_are_shown_where_the_document_is_kept(client, world, address):
    world.task.plan.source = SourceDocument(
        region=world.city,
        file_name="方案.txt",
        sha256="0",
        content="第一行文字\n第二行文字\n第三行文字",
        handed_in_by=world.supervisor,
        handed_in_at=make.NOW,
    )
    page = client.sign_in(world.supervisor).get(address).text
    assert "第二行文字" in page
    assert "第三行文字" not in page
    assert "库中没有这份文件的正文" in client.get(f"/tasks/{world.county_task.id}").text


def test_neighbours_are_those_of_the_plan_that_one_sees(client, world, address):
    following = make.task(world.task.section, world.helper)
    page = client.sign_in(world.supervisor).get(address).text
    assert re.search(rf'rel="next"\s+data-key="J"\s+href="/tasks/{following.id}"', page)
    assert 'rel="prev"' not in page
    assert "第 1 / 2 项" in page
    assert "第 1 / 1 项" in client.sign_in(world.owner).get(address).text


def test_what_the_system_did_is_told_as_such(client, world, address):
    record(EventKind.BECAME_OVERDUE, by=None, now=make.NOW, task=world.task, words="节点 1")
    page = client.sign_in(world.supervisor).get(address).text
    assert 'class="is-bad"' in page
    assert "系统：节点 1" in page


def test_a_reminder_that_repeats_itself_is_one_line_of_the_timeline(client, world, address):
    for days in (3, 2, 1):
        at = make.NOW - timedelta(days=days)
        record(EventKind.REMINDED, by=None, now=at, task=world.task, words="窗口启用：周联络")
    page = client.sign_in(world.supervisor).get(address).text
    assert page.count("窗口启用：周联络") == 1
    assert "此前 05-07、05-08 已提醒" in page
