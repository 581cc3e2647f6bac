"""The pages of checks, of closing, and of endings."""

import re
from datetime import timedelta

import pytest

from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations.reviews import accept_report
from tests import make


@pytest.fixture
def done(world):
    claims = [one.id for one in world.task.dated]
    report = make.handed_in(world.task, world.owner, milestones=claims)
    accept_report(report, by=world.supervisor, now=make.NOW)
    return world


def test_a_check_is_opened_found_and_printed(client, done, session):
    client.sign_in(done.head)
    new = f"/tasks/{done.task.id}/checks/new"
    page = client.get(new).text
    assert f'value="{done.supervisor.id}"' not in page  # who took it does not look again
    given = {"reason": "complaint", "occasion": "没人值守", "people": [done.head.id]}
    address = client.post(new, given).location
    page = client.get(address).text
    assert "核查〔2024〕1号" in page
    assert "正在核查" in client.get(f"/tasks/{done.task.id}").text
    (milestone,) = done.task.milestones
    found = {"finding": "untrue", "found_words": "窗口关着", "milestones": [milestone.id]}
    client.post(f"{address}/finding", found)
    assert "任务已重新打开" in client.get(address).text
    assert session.get(Milestone, milestone.id).is_open
    assert "窗口关着" in client.get(f"{address}/paper").text
    assert client.get(f"{address}.docx").data.startswith(b"PK")
    assert "不实" in client.get("/checks").text


def test_a_finding_without_words_keeps_what_was_ticked(client, done):
    check = make.check(done.task, done.head)
    client.sign_in(done.head)
    page = client.post(f"/checks/{check.id}/finding", {"finding": "partly", "found_words": ""}).text
    assert "写明核查情况" in page
    assert re.search(r'value="partly" checked', page)
    assert done.task.is_completed


def test_a_second_finding_is_refused_in_words(client, done):
    check = make.check(done.task, done.head)
    client.sign_in(done.head)
    given = {"finding": "true", "found_words": "一致"}
    client.post(f"/checks/{check.id}/finding", given)
    assert "已经有结论" in client.post(f"/checks/{check.id}/finding", given).text


def test_a_check_goes_to_somebody_else(client, done, session):
    check = make.check(done.task, done.head)
    client.sign_in(done.second_supervisor)
    client.post(f"/checks/{check.id}/people", {"people": [done.second_supervisor.id]})
    people = session.get(Check, check.id).people
    assert [person.id for person in people] == [done.second_supervisor.id]
    assert "填写结论" in client.get(f"/checks/{check.id}").text


def test_the_unit_sees_what_was_found_on_the_page_of_its_task(client, done, session):
    check = make.check(done.task, done.head)
    client.sign_in(done.head)
    client.post(f"/checks/{check.id}/finding", {"finding": "true", "found_words": "看过一致"})
    page = client.sign_in(done.owner).get(f"/tasks/{done.task.id}").text
    assert "看过一致" in page
    assert f"/checks/{check.id}" not in page


def test_a_sample_is_seen_before_it_is_drawn(client, done):
    client.sign_in(done.head)
    assert "先看抽到哪些" in client.get("/checks/draw").text
    frame = {"since": "2024-05-01", "until": "2024-05-31", "unit_id": 0, "plan_id": 0, "count": 1}
    page = client.post("/checks/draw", {**frame, "step": "preview"}).text
    assert "1 项中抽 1 项，抽签号 20240510-1" in page
    given = {**frame, "step": "draw", "seen": str(done.task.number)}
    page = client.post("/checks/draw", given).text
    assert "请指定核查人" in page
    response = client.post("/checks/draw", {**given, "people": [done.head.id]})
    page = client.get(response.location).text
    assert done.task.code in page
    assert "20240510-1" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"since": "2024-06-01"}, "不能晚于"),
        ({"count": "", "per_cent": ""}, "填抽百分之几"),
        ({"count": "0"}, "1 到 500"),
        ({"since": ""}, "填开始日期"),
        ({"until": "2020-01-31", "since": "2020-01-01"}, "没有可抽的任务"),
    ],
)
def test_a_frame_that_is_none_is_told(client, done, changes, words):
    client.sign_in(done.head)
    frame = {"since": "2024-05-01", "until": "2024-05-31", "count": "1", "unit_id": 0, "plan_id": 0}
    assert words in client.post("/checks/draw", {**frame, **changes, "step": "preview"}).text


def test_the_head_closes_several_at_once(client, done, session):
    client.sign_in(done.head)
    assert "待销号" in client.get("/closings").text
    assert "先勾选要销号的任务" in client.post("/closings", {}).text
    response = client.post("/closings", {"tasks": [done.task.id], "remarks": "资料齐"})
    assert response.status_code == 302
    assert session.get(Task, done.task.id).closed_on == make.TODAY
    page = client.get("/closings").text
    assert "没有待销号的任务" in page
    assert "资料齐" in page
    assert "已经销号" in client.post("/closings", {"tasks": [done.task.id]}).text


def test_what_the_head_reviewed_cannot_be_ticked(client, world):
    claims = [one.id for one in world.task.dated]
    report = make.handed_in(world.task, world.owner, milestones=claims)
    accept_report(report, by=world.head, now=make.NOW)
    page = client.sign_in(world.head).get("/closings").text
    assert "本人审核" in page
    assert f'value="{world.task.id}"' not in page
    refused = client.post("/closings", {"tasks": [world.task.id], "remarks": "写好的话"}).text
    assert "另一位督查室主任" in refused
    assert "写好的话" in refused


def test_a_task_is_ended_with_its_paper(client, world, session):
    client.sign_in(world.head)
    address = f"/tasks/{world.task.id}/ending/new"
    other = make.task(world.task.section, title="接着办的")
    given = {"ending": "merged", "reason": "内容重复", "doc_no": "会议纪要3号"}
    given |= {"decided_on": "2024-05-08"}
    page = client.post(address, {**given, "merged_into": "聊99999"}).text
    assert "没有编号是“聊99999”的任务" in page
    assert "内容重复" in page
    client.post(address, {**given, "merged_into": other.code, "site_note": "会议原件在办公室"})
    page = client.get(f"/tasks/{world.task.id}").text
    assert "已合并" in page
    assert "会议纪要3号" in page
    assert "会议原件在办公室" in page
    assert "接着办的" in page
    assert client.get(address).status_code == 409


def test_closed_and_ended_tasks_refuse_by_page_and_post(client, world):
    task = world.task
    task.end(make.TODAY + timedelta(days=0), "按纪要终止")
    client.sign_in(world.owner)
    assert client.get(f"/tasks/{task.id}/completion/new").status_code == 409
    page = client.post(f"/tasks/{task.id}/reports/new", {"progress": "好", "last_seen": "0"})
    assert "不再收进展反馈" in page.text


def test_what_waits_stands_at_the_top(client, done):
    make.check(done.task, done.second_supervisor)
    page = client.sign_in(done.second_supervisor).get("/overview").text
    assert "待核查" in page
