"""The pages of handing out and signing: in two steps, shown before it goes out."""

import io

import pytest
from docx import Document
from sqlalchemy import func, select

from tasks_tracker.domain.notices import Notice
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.handed_out import days_on, handed_out, receipt_of, share_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def fields(world, *tasks, **more):
    chosen = [task.id for task in tasks or (world.task,)]
    return {"tasks": chosen, "reply_by": "2024-05-24", "requirements": "按月推进。", **more}


def address(world) -> str:
    return f"/plans/{world.task.plan_id}/notices/new"


def seen(*tasks) -> str:
    return "-".join(str(task.id) for task in tasks)


def count() -> int:
    return db.scalar(select(func.count()).select_from(Notice))


def test_all_tasks_are_ticked_and_what_cannot_go_says_why(client, world):
    bare = make.task(world.task.section, world.lead, title="没有期限的")
    page = client.sign_in(world.supervisor).get(address(world)).text
    assert page.count(" checked") == 1
    assert "没有期限，也没有周期" in page
    assert f'value="{bare.id}" disabled' in page
    assert "看收件单位" in page


def test_the_recipients_are_shown_before_anything_goes_out(client, world):
    sent = fields(world, step="preview")
    page = client.sign_in(world.supervisor).post(address(world), sent).text
    assert "2 个单位" in page
    assert "市二局" in page
    assert "印发给 2 个单位" in page
    assert count() == 0


def test_what_was_shown_goes_out(client, world):
    sent = fields(world, step="send", seen=seen(world.task))
    answer = client.sign_in(world.supervisor).post(address(world), sent)
    page = client.get(answer.location).text
    assert "督办〔2024〕1号" in page
    assert "0/2 已签收" in page
    assert "按月推进。" in page


def test_what_was_not_shown_does_not_go_out(client, world):
    other = make.task(world.task.section, world.lead)
    make.milestone(other)
    sent = fields(world, world.task, other, step="send", seen=seen(world.task))
    page = client.sign_in(world.supervisor).post(address(world), sent).text
    assert "勾选有改动" in page
    assert "按月推进。" in page
    assert count() == 0


def test_a_second_click_is_refused_and_says_what_is_gone(client, world):
    sent = fields(world, step="send", seen=seen(world.task))
    client.sign_in(world.supervisor).post(address(world), sent)
    page = client.post(address(world), sent).text
    assert "没有可以交办的任务" in page
    assert count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"reply_by": "2024-05-10"}, "回复日期须在今天以后"),
        ({"reply_by": ""}, "哪天以前回复"),
        ({"tasks": []}, "至少选一项任务"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(client, world, more, words):
    ids = more.get("tasks", [world.task.id])
    sent = fields(world, step="send", seen="-".join(map(str, ids))) | more
    page = client.sign_in(world.supervisor).post(address(world), sent).text
    assert words in page
    assert "按月推进。" in page


def test_the_list_has_the_worst_first(client, world):
    def one(lead, now):
        task = make.task(world.task.section, lead)
        make.milestone(task)
        return handed_out(world, task, now=now)

    new = one(world.lead, make.NOW)
    late = one(make.unit(world.city, "市五局"), days_on(-7))
    page = client.sign_in(world.head).get("/notices").text
    assert page.index(late.doc_no) < page.index(new.doc_no)
    assert "1 个单位过期未签" in page
    assert "2 份通知没有签收齐" in page


def test_plans_with_tasks_left_offer_to_hand_out(client, world):
    page = client.sign_in(world.supervisor).get("/notices").text
    assert "测试方案" in page
    assert address(world) in page
    assert "还没有印发过通知" in page


def test_a_unit_signs_from_its_list_and_sees_when(client, world):
    notice = handed_out(world)
    receipt = receipt_of(world.task, world.lead)
    page = client.sign_in(world.owner).get("/notices").text
    assert "1 份待签收" in page
    answer = client.post(f"/receipts/{receipt.id}/signature")
    assert answer.location == f"/notices/{notice.id}"
    assert "05-10 10:00" in client.get(answer.location).text
    assert "没有待签收的通知" in client.get("/notices").text
    again = client.post(f"/receipts/{receipt.id}/signature")
    assert (again.status_code, "不用再签" in again.text) == (409, True)


def test_a_unit_sees_its_own_part_and_its_own_receipt_alone(client, world):
    other = make.task(world.task.section, make.unit(world.city, "市六局"), title="别人的事")
    make.milestone(other)
    notice = handed_out(world, world.task, other)
    page = client.sign_in(world.helping).get(f"/notices/{notice.id}").text
    assert world.task.name in page
    assert "市六局" not in page
    assert "别人的事" not in page


def test_the_paper_prints_and_comes_as_docx(client, world):
    notice = handed_out(world, requirements="按月推进。")
    client.sign_in(world.supervisor)
    page = client.get(f"/notices/{notice.id}/paper").text
    assert "聊城市人民政府督查室" in page
    answer = client.get(f"/notices/{notice.id}.docx")
    assert answer.mimetype == DOCX
    document = Document(io.BytesIO(answer.data))
    words = [one.text for one in document.paragraphs]
    assert "督办〔2024〕1号" in words
    assert "按月推进。" in words
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {world.task.name, "市一局", "市二局", "5月31日"} <= set(cells)


def test_the_task_says_who_has_it_and_who_has_not_confirmed(client, world):
    handed_out(world)
    page = client.sign_in(world.owner).get(f"/tasks/{world.task.id}").text
    assert "督办〔2024〕1号" in page
    assert "还有 1 个单位没有确认分工：市二局" in page
    assert "提出异议" in page


def test_members_are_counted_on_the_task_and_in_the_ledger(client, world):
    counties = make.unit(world.city, "各县人民政府", UnitGroup.COLLECTIVE)
    for name in ("东县", "西县"):
        counties.take_in(make.unit(world.city, name, UnitGroup.COUNTY))
    task = make.task(world.task.section, world.lead, support=[counties])
    make.milestone(task)
    handed_out(world, task)
    share = share_of(task, counties.members[0])
    share.confirm(by=world.owner, at=make.NOW, what="名单", due_on=make.TODAY)
    share.settle(by=world.owner, at=make.NOW, on=make.TODAY, told="完成")
    client.sign_in(world.supervisor)
    assert "1/2</span> 已完成" in client.get(f"/tasks/{task.id}").text
    assert "成员完成 1/2" in client.get("/ledger").text


def test_what_waits_stands_on_the_first_page(client, world):
    handed_out(world)
    page = client.sign_in(world.helping).get("/my").text
    assert "待签收" in page
    assert "分工待确认" in page
