"""The sheet on the page, from its opening to the last signature."""

import io
import re

import pytest
from docx import Document

from tasks_tracker.domain.handovers import HandoverState
from tasks_tracker.operations import handovers as operations
from tasks_tracker.persistence import handovers, users
from tests import make


@pytest.fixture
def newcomer(world):
    return make.user("newcomer", name="钱进")


def opened(client, world, newcomer, **more):
    (post,) = world.owner.posts
    form = {"reason": "调任市二局", f"post_{post.id}": newcomer.id, **more}
    client.sign_in(world.system_admin)
    return client.post(f"/people/{world.owner.id}/handover", form)


def seen(page: str) -> dict[str, str]:
    return {"seen": re.search(r'name="seen" value="(\w+)"', page)[1]}


def test_the_whole_way(client, world, newcomer):
    address = opened(client, world, newcomer).location
    client.sign_in(world.security_admin)
    assert "核准任免" in client.get(address).text
    assert client.post(f"{address}/confirmation").status_code == 302
    client.sign_in(world.owner)
    page = client.get(address).text
    assert world.task.name in page
    assert client.post(f"{address}/signature", seen(page)).status_code == 302
    client.sign_in(newcomer)
    page = client.get(address).text
    taking = re.search(r"/handovers/\d+/posts/\d+/taking", page)[0]
    assert client.post(taking, seen(page)).status_code == 302
    assert client.get("/my").status_code == 200
    assert users.get(world.owner.id).posts == []


def test_administrators_read_how_much_and_not_what(client, world, newcomer):
    address = opened(client, world, newcomer).location
    for who in (world.system_admin, world.security_admin):
        page = client.sign_in(who).get(address).text
        assert "牵头的任务 1 件" in page
        assert world.task.name not in page
    assert world.task.name not in client.get("/handovers").text
    client.sign_in(world.system_admin)
    assert world.task.name not in client.get(f"/people/{world.helping.id}/handover").text


def test_what_was_typed_stays_when_no_reason_was_given(client, world, newcomer):
    page = opened(client, world, newcomer, reason="").text
    assert "请写明为什么交接" in page
    assert f'selected value="{newcomer.id}"' in page


def test_a_sheet_without_anybody_who_follows_is_refused(client, world, newcomer):
    (post,) = world.owner.posts
    page = opened(client, world, newcomer, **{f"post_{post.id}": ""}).text
    assert "至少给一个岗位选定接收人" in page


def test_the_open_sheet_is_shown_instead_of_a_second_one(client, world, newcomer):
    address = opened(client, world, newcomer).location
    assert client.get(f"/people/{world.owner.id}/handover").location == address
    assert opened(client, world, newcomer).location == address


def test_a_signature_under_an_old_list_is_refused_and_the_new_one_shown(client, world, newcomer):
    address = opened(client, world, newcomer).location
    client.sign_in(world.security_admin).post(f"{address}/confirmation")
    client.sign_in(world.owner)
    before = seen(client.get(address).text)
    make.task(world.task.section, world.lead, title="新来的任务")
    page = client.post(f"{address}/signature", before).text
    assert "没有签字" in page
    assert "新来的任务" in page
    assert client.post(f"{address}/signature", seen(page)).status_code == 302


def handed(client, world, newcomer) -> str:
    address = opened(client, world, newcomer).location
    client.sign_in(world.security_admin).post(f"{address}/confirmation")
    client.sign_in(world.owner)
    client.post(f"{address}/signature", seen(client.get(address).text))
    return address


def test_the_paper_says_what_passes_and_who_signed(client, world, newcomer):
    address = handed(client, world, newcomer)
    paper = Document(io.BytesIO(client.get(f"{address}/paper.docx").data))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "交接〔2024〕1号" in text
    assert any(world.task.name in cell for cell in cells)
    assert "钱进，未签" in cells
    page = client.get(f"{address}/paper").text
    assert "交接〔2024〕1号" in page
    assert world.task.name in page
    assert client.get(f"{address}/paper.docx").data == client.get(f"{address}/paper.docx").data


def test_there_is_no_paper_before_the_first_signature(client, world, newcomer):
    address = opened(client, world, newcomer).location
    assert client.sign_in(world.owner).get(f"{address}/paper.docx").status_code == 404


def test_repeated_and_early_steps_are_refused_in_words(client, world, newcomer):
    address = opened(client, world, newcomer).location
    client.sign_in(world.owner)
    assert "还没有经安全管理员核准" in client.post(f"{address}/signature", {"seen": "x"}).text
    client.sign_in(world.security_admin).post(f"{address}/confirmation")
    assert "请刷新页面看轮到谁办" in client.post(f"{address}/confirmation").text


def test_a_sheet_is_cancelled_with_a_reason_that_stays(client, world, newcomer):
    address = handed(client, world, newcomer)
    client.sign_in(newcomer)
    assert "撤销须写明原因" in client.post(f"{address}/cancellation", {"reason": ""}).text
    client.post(f"{address}/cancellation", {"reason": "不去了"})
    assert "不去了" in client.get(address).text
    sheet = handovers.get(int(address.rpartition("/")[2]), world.system_admin)
    assert sheet.state is HandoverState.CANCELLED
    assert operations.number_of(sheet) == "交接〔2024〕1号"


def test_the_list_says_when_there_is_none(client, world):
    assert "还没有交接单" in client.sign_in(world.head).get("/handovers").text


@pytest.mark.parametrize("data", [{}, {"seen": ""}, {"seen": "😀" * 99}, {"seen": "'; --"}])
def test_no_signature_breaks_the_page(client, world, newcomer, data):
    address = handed(client, world, newcomer)
    page = client.sign_in(newcomer).get(address).text
    taking = re.search(r"/handovers/\d+/posts/\d+/taking", page)[0]
    assert client.post(taking, data).status_code == 200
    assert users.get(world.owner.id).posts
