"""The page of the application, and the review that grades it."""

import io

import pytest
from sqlalchemy import select

from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.shares import Share
from tasks_tracker.domain.standing import Grade
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.unsigned import UnsignedReport
from tests import make

WORDS = {"progress": "窗口全部启用。", "no_evidence": "系统里可查"}


@pytest.fixture
def address(world):
    return f"/tasks/{world.task.id}/completion/new"


def seen(page: str) -> str:
    return page.split('name="seen"')[1].split('value="')[1].split('"')[0]


def test_all_that_is_left_is_claimed(client, world, address, session):
    make.milestone(world.task, deliverable="总结")
    client.sign_in(world.owner)
    page = client.get(address).text
    assert "节点：总结" in page
    assert "随本次申请一并报送" in page
    response = client.post(address, {**WORDS, "seen": seen(page)})
    assert response.location == "/my"
    report = session.scalars(select(ProgressReport)).one()
    assert (len(report.claims), report.is_application) == (2, True)


def test_the_list_says_what_is_missing(client, world, address):
    make.target(world.task)
    make.saved(Share(task=world.task, unit=world.helper, duty=Duty.SUPPORT, made_on=make.TODAY))
    page = client.sign_in(world.owner).get(address).text
    assert "还有 2 处" in page
    assert "还没有报过数" in page
    assert "配合单位分工：0/1 家办结" in page
    assert "市二局没有办结" in page
    assert "没有办结的分工，情况是" in page


def test_what_is_missing_is_said_and_what_was_typed_stays(client, world, address):
    make.target(world.task)
    client.sign_in(world.owner)
    page = client.get(address).text
    page = client.post(address, {"progress": "写了很多", "seen": seen(page)}).text
    assert "还不能申请办结：指标“网办率”没有填到目前的数；没有佐证，也没有写明为什么没有。" in page
    assert "写了很多" in page
    assert not world.task.awaits_office


def test_evidence_comes_along(client, world, address, session):
    client.sign_in(world.owner)
    page = client.get(address).text
    given = {"progress": "好了", "seen": seen(page), "evidence": (io.BytesIO(b"a"), "a.txt")}
    response = client.post(address, given, content_type="multipart/form-data")
    assert response.status_code == 302


def test_nobody_applies_for_more_than_was_in_sight(client, world, address):
    client.sign_in(world.owner)
    page = client.get(address).text
    make.milestone(world.task, deliverable="总结")
    again = client.post(address, {**WORDS, "seen": seen(page)})
    assert "节点有变化" in again.text
    assert client.post(address, {**WORDS, "seen": seen(again.text)}).status_code == 302


def test_a_second_click_is_told(client, world, address):
    client.sign_in(world.owner)
    page = client.get(address).text
    make.handed_in(world.task, world.owner)
    assert "已经报送过一份" in client.post(address, {**WORDS, "seen": seen(page)}).text


def test_a_completed_task_has_no_application(client, world, address):
    make.check(world.task, world.head)
    client.sign_in(world.owner)
    assert client.get(address).status_code == 409
    assert "已办结，不用再申请" in client.get(address).text


def test_a_plain_report_is_sent_here_when_something_is_missing(client, world, address):
    client.sign_in(world.owner)
    given = {"progress": "好了", "milestones": world.task.milestones[0].id, "last_seen": "0"}
    page = client.post(f"/tasks/{world.task.id}/reports/new", given).text
    assert "这一份就是办结申请，还缺：没有佐证" in page
    assert address in page


def test_who_takes_an_application_grades_it(client, world, session):
    claims = [one.id for one in world.task.milestones]
    report = make.handed_in(world.task, world.owner, milestones=claims)
    client.sign_in(world.supervisor)
    page = client.get(f"/reviews/{report.id}").text
    assert "办结条件" in page
    assert "申请办结没有附佐证，所写的理由够不够？" in page
    refused = client.post(f"/reviews/{report.id}/acceptance", {"opinion": "很好"})
    assert "通过办结申请要评等次" in refused.text
    assert "很好" in refused.text
    client.post(f"/reviews/{report.id}/acceptance", {"grade": "good"})
    assert session.get(ProgressReport, report.id).grade is Grade.GOOD
    assert "，良好" in client.get(f"/reviews/{report.id}").text


def test_a_return_asks_for_no_grade_and_keeps_it_ticked(client, world, session):
    claims = [one.id for one in world.task.milestones]
    report = make.handed_in(world.task, world.owner, milestones=claims)
    client.sign_in(world.supervisor)
    page = client.post(f"/reviews/{report.id}/return", {"opinion": "", "grade": "good"}).text
    assert 'value="good" checked' in page
    client.post(f"/reviews/{report.id}/return", {"opinion": "缺照片"})
    assert session.get(ProgressReport, report.id).state is ReportState.RETURNED


def test_the_head_is_told_who_will_have_to_close(client, world):
    claims = [one.id for one in world.task.milestones]
    report = make.handed_in(world.task, world.owner, milestones=claims)
    page = client.sign_in(world.head).get(f"/reviews/{report.id}").text
    assert "须由另一位主任销号" in page


def test_where_the_plan_wants_it_the_head_of_the_unit_signs_first(client, world, address, session):
    world.task.plan.wants_sign_off = True
    session.flush()
    client.sign_in(world.owner)
    page = client.get(address).text
    assert "送单位负责人签发" in page
    response = client.post(address, {**WORDS, "seen": seen(page)})
    one = session.scalars(select(UnsignedReport)).one()
    assert response.location == f"/unsigned/{one.id}"
    assert "办结申请" in client.get("/unsigned").text
    assert session.scalars(select(ProgressReport)).all() == []
    client.sign_in(world.unit_head)
    client.post(f"/unsigned/{one.id}/signature")
    report = session.scalars(select(ProgressReport)).one()
    assert (report.is_application, report.percent) == (True, 100)


def test_what_the_head_gave_back_is_written_on_as_an_application(client, world, session, address):
    world.task.plan.wants_sign_off = True
    client.sign_in(world.owner)
    given = {"progress": "好了", "seen": seen(client.get(address).text)}
    client.post(
        address,
        {**given, "evidence": (io.BytesIO(b"a"), "a.txt")},
        content_type="multipart/form-data",
    )
    one = session.scalars(select(UnsignedReport)).one()
    client.sign_in(world.unit_head)
    client.post(f"/unsigned/{one.id}/return", {"reason": "数字再核一遍"})
    client.sign_in(world.owner)
    again = f"{address}?unsigned={one.id}"
    assert again in client.get(f"/unsigned/{one.id}").text
    page = client.get(again).text
    assert "上次送签退回修改：数字再核一遍" in page
    assert "好了</textarea>" in page
    kept = {"progress": "好了，都核过", "keeps_evidence": "y", "seen": seen(page)}
    assert client.post(again, kept).status_code == 302


def test_completion_is_offered_while_something_lies_with_the_unit(client, world, address):
    task = f"/tasks/{world.task.id}"
    assert address in client.sign_in(world.owner).get(task).text


def test_completion_is_not_offered_while_all_lies_with_the_office(client, world, address):
    task = f"/tasks/{world.task.id}"
    make.report(world.task, world.owner, *world.task.milestones)
    assert address not in client.sign_in(world.owner).get(task).text
