from datetime import date

import pytest
from sqlalchemy import select

from tasks_tracker.domain.remarks import Remark, RemarkState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.operations.remarks import note_remark, write_remark
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.web.test_access import circular


@pytest.fixture
def remark(world):
    return write_remark(world.task, by=world.leader, now=make.NOW, remark="一周内报结果。")


def written():
    return db.scalars(select(Remark)).all()


def test_a_leader_writes_on_the_page_of_a_task(client, world):
    client.sign_in(world.leader)
    address = f"/remarks/on-task/{world.task.id}"
    assert address in client.get(f"/tasks/{world.task.id}").text
    page = client.get(address).text
    assert "批示领导" not in page
    page = client.post(address, {"remark": " ", "difficulty": "urgent"}).text
    assert "批示内容不能空着" in page
    sent = {"remark": "请抓紧。", "difficulty": "urgent", "reply_by": "2024-06-28"}
    page = client.post(address, sent).text
    assert "最多 5 个工作日" in page
    assert "请抓紧。" in page
    assert client.post(address, {**sent, "reply_by": ""}).status_code == 302
    assert written()[0].reply_by == date(2024, 5, 16)


def test_the_office_takes_down_what_stands_on_paper(client, world):
    client.sign_in(world.supervisor)
    address = f"/remarks/on-plan/{world.task.plan_id}"
    assert address in client.get(f"/ledger?plan={world.task.plan_id}").text
    sent = {"remark": "照原话。", "difficulty": "ordinary", "leader": world.leader.id}
    client.post(address, {**sent, "remarked_on": "2024-05-07"})
    (made,) = written()
    found = (made.plan_id, made.leader_id, made.remarked_on)
    assert found == (world.task.plan_id, world.leader.id, date(2024, 5, 7))
    assert "代录" in client.get(f"/remarks/{made.id}").text


def test_a_published_circular_is_remarked_on(client, world):
    issue = circular(world)
    issue.propose(by=world.supervisor, now=make.NOW)
    issue.approve(by=world.head, now=make.NOW)
    issue.publish(by=world.head, number=1, year=2024, now=make.NOW)
    client.sign_in(world.leader)
    address = f"/remarks/on-circular/{issue.id}"
    assert address in client.get(f"/circulars/{issue.id}").text
    client.post(address, {"remark": "逐项问到人。", "difficulty": "ordinary"})
    assert written()[0].circular_id == issue.id


def test_it_goes_to_the_units_of_the_tasks_that_are_named(client, world, remark):
    other = make.task(world.task.section, world.lead)
    make.milestone(other)
    client.sign_in(world.supervisor)
    address = f"/remarks/{remark.id}/urgings"
    page = client.post(address, {"codes": "八号", "reason": "报进度。"}).text
    assert "不是任务编号" in page
    page = client.post(address, {"codes": "聊999999", "reason": "报进度。"}).text
    assert "台账里没有聊999999" in page
    assert "报进度。" in page
    codes = f"{world.task.code}、{other.number}"
    assert client.post(address, {"codes": codes, "reason": "报进度。"}).status_code == 302
    assert {one.task_id for one in db.scalars(select(Urging))} == {world.task.id, other.id}


def test_it_becomes_a_task(client, world, remark):
    client.sign_in(world.supervisor)
    address = f"/remarks/{remark.id}/task"
    sent = {
        "section": world.task.section_id,
        "title": "清理积压件",
        "requirement": "清零。",
        "lead": "市没有局",
        "due_on": "2024-06-28",
    }
    assert "名册里没有这个单位" in client.post(address, sent).text
    assert client.post(address, {**sent, "lead": "市一局"}).status_code == 302
    made = db.scalars(select(Task).where(Task.title == "清理积压件")).one()
    page = client.get(f"/tasks/{made.id}").text
    assert "由领导批示或会议议定立项" in page
    assert "一周内报结果。" in page


def test_who_comes_second_is_told_and_keeps_the_text(client, world, remark):
    client.sign_in(world.supervisor)
    note_remark(remark, by=world.head, now=make.NOW, handling="已面报。")
    page = client.post(f"/remarks/{remark.id}/note", {"handling": "后写的话"}).text
    assert "已经有人办理" in page
    assert "后写的话" in page
    assert remark.handled_words == "已面报。"


def test_the_list_shows_what_came_of_each(client, world, remark):
    client.sign_in(world.leader)
    assert "待办理" in client.get("/remarks").text
    assert "没有转督办的批示" in client.get("/remarks?state=urged").text
    client.sign_in(world.other_leader)
    assert "还没有批示" in client.get("/remarks").text
    client.sign_in(world.supervisor)
    assert "待办理的批示" in client.get("/").text or "待办理的批示" in client.get("/overview").text


def test_a_unit_sees_nothing_of_it_before_it_was_turned_into_something(client, world, remark):
    client.sign_in(world.owner)
    page = client.get(f"/tasks/{world.task.id}").text
    assert "一周内报结果。" not in page
    assert "批示" not in page
    assert remark.state is RemarkState.OPEN
