"""用 Excel 填报 in the browser: taken along, brought back, looked at, put right, reported."""

import io
import re

import pytest
from sqlalchemy import event, func, select

from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.worksheets import Worksheet, WorksheetState
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.filled_sheets import (
    fill,
    filled,
    handed_out,
    sheets_of,
    worksheet,
    written,
)

HOME = "/worksheets"
SEEN = re.compile(r'name="seen" value="([0-9a-f]+)"')


@pytest.fixture
def statements(engine):
    asked = []

    def note(*said):
        asked.append(said[2])

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def bring(client, raw, name="反馈表.xlsx"):
    return client.post(HOME, {"file": (io.BytesIO(raw), name)})


def send(client, page, address):
    return client.post(f"{address}/report", {"seen": SEEN.search(page)[1]}, follow_redirects=True)


def reports():
    return db.scalar(select(func.count(ProgressReport.id)))


def test_the_sheet_of_the_page_comes_back_and_is_reported(client, world):
    client.sign_in(world.owner)
    raw = client.get(f"{HOME}/file")
    assert raw.mimetype.endswith("spreadsheetml.sheet")
    sheets = sheets_of(raw.data)
    fill(sheets, world.task.code, 进展情况="已启用 <b>12</b> 个", 完成比例="60")

    address = bring(client, written(sheets)).location
    page = client.get(address).text
    assert "已启用 &lt;b&gt;12&lt;/b&gt; 个" in page
    assert "报送这 1 项" in page
    answer = send(client, page, address)

    assert f"{world.task.code}已报送" in answer.text
    assert db.scalars(select(ProgressReport)).one().percent == 60
    again = client.get(address).text
    assert "已于" in again
    assert 'name="seen"' not in again


def test_reporting_it_twice_is_refused_in_words(client, world):
    client.sign_in(world.owner)
    address = bring(client, filled(world.owner, world.task.code, 进展情况="已启用")).location
    page = client.get(address).text
    send(client, page, address)
    answer = send(client, page, address)
    assert "已经报送过" in answer.text
    assert reports() == 1


def test_of_two_uploads_of_one_sheet_the_second_asks_who_is_right(client, world):
    client.sign_in(world.owner)
    raw = filled(world.owner, world.task.code, 进展情况="第一个窗口写的")
    first = bring(client, raw).location
    other = filled(world.owner, world.task.code, 进展情况="第二个窗口写的")
    second = bring(client, other).location
    page_of_second = client.get(second).text
    send(client, client.get(first).text, first)

    stale = send(client, page_of_second, second)

    assert "打开本页之后" in stale.text
    assert "第一个窗口写的" in stale.text
    assert "第二个窗口写的" in stale.text
    assert "报送（还有 1 项要改或要选）" in stale.text
    assert reports() == 1


def test_what_is_wrong_is_put_right_on_the_page(client, world):
    client.sign_in(world.owner)
    raw = filled(world.owner, world.task.code, 进展情况="已启用", 完成比例="八成")
    address = bring(client, raw).location
    page = client.get(address).text
    assert "写的是“八成”，应是 0—100 的整数" in page
    assert "第 2 行" in page
    row = f"{address}/rows/{world.task.id}"
    client.post(row, {"cell_progress": "已启用", "cell_percent": "80"})
    page = client.get(address).text
    assert "报送这 1 项" in page
    send(client, page, address)
    assert db.scalars(select(ProgressReport)).one().percent == 80


def test_a_conflict_is_chosen_on_the_page(client, world):
    client.sign_in(world.owner)
    raw = filled(world.owner, world.task.code, 进展情况="我写的")
    make.handed_in(world.task, world.unit_head, progress="他写的")
    address = bring(client, raw).location
    assert "有冲突，请选" in client.get(address).text
    row = f"{address}/rows/{world.task.id}"
    client.post(row, {"cell_progress": "我写的", "chosen_progress": "yours"})
    send(client, client.get(address).text, address)
    assert reports() == 2


def test_what_the_head_signs_waits_for_the_signature(client, world):
    world.task.plan.wants_sign_off = True
    client.sign_in(world.owner)
    address = bring(client, filled(world.owner, world.task.code, 进展情况="已启用")).location
    answer = send(client, client.get(address).text, address)
    assert "1 项已送单位负责人签发" in answer.text
    assert reports() == 0
    assert db.scalars(select(UnsignedReport)).one().content["progress"] == "已启用"


def test_an_application_without_evidence_says_where_evidence_is_added(client, world):
    client.sign_in(world.owner)
    raw = filled(world.owner, world.task.code, 进展情况="全部启用", 申请办结="是")
    page = client.get(bring(client, raw).location).text
    assert "没有佐证，也没有写明为什么没有" in page
    assert "请到任务页的“办结申请”办" in page


def test_an_application_with_its_reason_is_an_application(client, world):
    client.sign_in(world.owner)
    more = {"申请办结": "是", "没有佐证的原因": "系统内可查"}
    address = bring(client, filled(world.owner, world.task.code, 进展情况="启用", **more)).location
    send(client, client.get(address).text, address)
    made = db.scalars(select(ProgressReport)).one()
    assert made.is_application
    assert [one.id for one in made.milestones] == [one.id for one in world.task.milestones]


@pytest.mark.parametrize("raw", [b"", b"hello", b"PK\x03\x04"])
def test_a_file_that_is_no_sheet_is_refused_in_words(client, world, raw):
    client.sign_in(world.owner)
    answer = bring(client, raw)
    assert answer.status_code == 400
    assert 'class="error"' in answer.text
    assert db.scalar(select(func.count(Worksheet.id))) == 0


def test_a_row_of_a_task_that_went_elsewhere_is_refused_in_words(client, world):
    one = worksheet(world, task=world.county_task)
    client.sign_in(world.owner)
    address = f"/worksheets/{one.id}/rows/{world.county_task.id}"
    answer = client.post(address, {"cell_progress": "已启用"})
    assert answer.status_code == 409
    assert "已不由你单位牵头" in answer.text
    assert world.county_task.title not in answer.text


def test_what_is_thrown_away_can_still_be_read_about(client, world):
    client.sign_in(world.owner)
    address = bring(client, filled(world.owner, world.task.code, 进展情况="已启用")).location
    answer = client.post(f"{address}/drop", follow_redirects=True)
    assert "没有报送" in answer.text
    assert db.scalars(select(Worksheet)).one().state is WorksheetState.DROPPED
    assert "已经放弃" in client.get(address).text


def test_the_pages_ask_the_same_however_many_rows_there_are(client, world, statements):
    client.sign_in(world.owner)

    def asked(address):
        client.get(address)
        statements.clear()
        assert client.get(address).status_code == 200
        return len(statements)

    def uploaded():
        sheets = sheets_of(handed_out(world.owner))
        for code in [row[0] for row in sheets["反馈表"][1:]]:
            fill(sheets, code, 进展情况="已启用", 申请办结="是")
        return bring(client, written(sheets)).location

    few = asked(uploaded()), asked(f"{HOME}/file"), asked(HOME)
    for _ in range(6):
        task = make.task(world.task.section, world.lead, support=[world.helper])
        make.milestone(task)
        make.target(task)
        make.handed_in(task, world.unit_head)
    many = asked(uploaded()), asked(f"{HOME}/file"), asked(HOME)
    assert max(now - before for now, before in zip(many, few, strict=True)) <= 2, "of what is new"
    assert many[0] <= 20
    assert many[1] <= 20
    assert many[2] <= 8


def test_the_list_counts_what_is_reported_not_what_was_left_out(client, world):
    client.sign_in(world.owner)
    sheets = sheets_of(client.get(f"{HOME}/file").data)
    fill(sheets, world.task.code, 进展情况="已启用 12 个")
    bring(client, written(sheets))
    assert "1 项</td>" in client.get(HOME).text
    (one,) = db.scalars(select(Worksheet))
    client.post(f"{HOME}/{one.id}/rows/{world.task.id}", {"is_out": "y"})
    assert "0 项</td>" in client.get(HOME).text
