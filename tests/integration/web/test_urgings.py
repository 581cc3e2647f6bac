import io
from datetime import date, timedelta

import pytest
from docx import Document
from sqlalchemy import select

from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.operations.slips import answer
from tasks_tracker.operations.urgings import urge
from tasks_tracker.persistence.session import db
from tests import make

LATE = date(2024, 5, 8)


@pytest.fixture
def late(world):
    task = make.task(world.task.section, world.lead, title="迟的")
    make.milestone(task, due_on=LATE)
    return task


@pytest.fixture
def slip(world, late):
    given = {"unit": world.lead, "level": 2, "reason": "说明原因。", "urgent_reason": "汛期临近"}
    return urge([late], by=world.head, now=make.NOW, **given)[0]


def typed(world, late, **more):
    standard = {"tasks": late.id, "unit": world.lead.id, "level": 1, "reason": "说明原因。"}
    return {**standard, **more}


def urgings():
    return db.scalars(select(Urging)).all()


def test_the_recipients_are_shown_before_anything_is_sent(client, world, late):
    client.sign_in(world.supervisor)
    page = client.get(f"/urgings/new?task={late.id}").text
    assert "下一步：看收件人" in page
    page = client.post("/urgings/new", typed(world, late, step="preview")).text
    assert "还没有发出" in page
    assert "owner@example.org" in page
    assert "5月14日" in page
    assert urgings() == []
    answer = client.post("/urgings/new", typed(world, late, step="send"))
    assert answer.location == "/urgings"
    assert [one.task.id for one in urgings()] == [late.id]


def test_going_back_keeps_what_was_typed(client, world, late):
    client.sign_in(world.supervisor)
    page = client.post("/urgings/new", typed(world, late, step="edit", reason="留着的字")).text
    assert "留着的字" in page
    assert urgings() == []


def test_a_refusal_stands_on_the_form_with_what_was_typed(client, world, late):
    client.sign_in(world.head)
    page = client.post(
        "/urgings/new", typed(world, late, step="preview", level=3, reason="原话")
    ).text
    assert "要先发催办" in page
    assert "原话" in page
    page = client.post("/urgings/new", typed(world, late, step="send", level=3, is_urgent="y")).text
    assert "勾选了紧急" in page
    assert urgings() == []


def test_a_second_click_is_refused_and_sends_nothing(client, world, late):
    client.sign_in(world.supervisor)
    client.post("/urgings/new", typed(world, late, step="send"))
    page = client.post("/urgings/new", typed(world, late, step="send", reason="再催")).text
    assert "还在等答复" in page
    assert "再催" in page
    assert len(urgings()) == 1


def test_a_supervisor_is_not_offered_slips(client, world, late):
    page = client.sign_in(world.supervisor).get(f"/urgings/new?task={late.id}").text
    assert "红色督办单</option>" not in page
    assert client.post("/urgings/new", typed(world, late, level=2, step="send")).status_code == 200
    assert urgings() == []


def test_all_that_a_unit_is_behind_with_can_be_urged_together(client, world, late):
    other = make.task(world.task.section, world.lead, title="也迟的")
    make.milestone(other, due_on=LATE)
    client.sign_in(world.supervisor)
    assert f"unit={world.lead.id}" in client.get("/urgings/new").text
    page = client.get(f"/urgings/new?unit={world.lead.id}").text
    assert "迟的" in page
    assert "也迟的" in page
    client.post("/urgings/new", typed(world, late, tasks=[late.id, other.id], step="send"))
    assert {one.task.id for one in urgings()} == {late.id, other.id}


def test_a_task_of_another_region_is_not_there(client, world):
    client.sign_in(world.supervisor)
    assert "按单位催办" in client.get(f"/urgings/new?task={world.county_task.id}").text


def test_the_paper_says_why_and_comes_as_a_document(client, world, slip, late):
    page = client.sign_in(world.head).get(f"/urgings/{slip.id}").text
    for words in ("督单〔2024〕1号", "市一局：", "此件按紧急事项办理：汛期临近", "已过 2 个工作日"):
        assert words in page
    file = client.get(f"/urgings/{slip.id}/paper.docx")
    text = "\n".join(one.text for one in Document(io.BytesIO(file.data)).paragraphs)
    assert "督单〔2024〕1号" in text
    assert "2024年5月10日" in text


def test_the_unit_signs_answers_and_encloses(client, world, slip):
    client.sign_in(world.owner)
    assert client.post(f"/urgings/{slip.id}/receipt").status_code == 302
    data = {
        "reply": "设备月底到货。",
        "site_note": "5月9日到现场看过",
        "evidence": (io.BytesIO("字".encode()), "说明.txt"),
    }
    assert client.post(f"/urgings/{slip.id}/reply", data).status_code == 302
    page = client.get(f"/urgings/{slip.id}").text
    assert "设备月底到货。" in page
    assert "说明.txt" in page
    assert len(db.scalars(select(Evidence)).all()) == 2


def test_a_colleague_who_answers_second_is_told_and_keeps_the_text(client, world, slip):
    answer(slip, by=world.unit_head, now=make.NOW, reply="先答的")
    page = client.sign_in(world.owner).post(f"/urgings/{slip.id}/reply", {"reply": "后写的话"}).text
    assert "刚刚已经答复过" in page
    assert "后写的话" in page


def test_the_office_judges_once(client, world, slip):
    answer(slip, by=world.owner, now=make.NOW, reply="快了")
    client.sign_in(world.supervisor)
    page = client.post(f"/urgings/{slip.id}/return", {"opinion": " "}).text
    assert "不认可要写明" in page
    assert client.post(f"/urgings/{slip.id}/acceptance", {"opinion": "可"}).status_code == 302
    page = client.post(f"/urgings/{slip.id}/return", {"opinion": "晚到的意见"}).text
    assert "没有等着看的答复" in page
    assert "晚到的意见" in page
    assert db.get(Urging, slip.id).state is UrgingState.ACCEPTED


def test_what_was_not_answered_is_proposed_for_the_next_step(client, world, monkeypatch, late):
    made = urge(
        [late],
        by=world.supervisor,
        now=make.NOW - timedelta(days=1),
        unit=world.lead,
        level=1,
        reason="说明原因。",
    )[0]
    made.issued_on, made.reply_by, made.missed_on = LATE, LATE, date(2024, 4, 20)
    db.flush()
    page = client.sign_in(world.head).get("/urgings").text
    assert "建议发单" in page
    assert f"task={late.id}&amp;unit={world.lead.id}&amp;level=2" in page
    assert "由主任签发" in client.sign_in(world.supervisor).get("/urgings").text


def test_a_unit_sees_its_own_and_has_it_among_what_waits(client, world, slip):
    client.sign_in(world.owner)
    assert "迟的" in client.get("/urgings").text
    assert "待答复的催办督办" in client.get("/my").text
    client.sign_in(world.outsider)
    assert "没有等答复的催办" in client.get("/urgings").text


@pytest.mark.parametrize("who", ["supervisor", "head", "leader", "owner"])
def test_the_task_page_shows_what_is_asked(client, world, slip, who):
    page = client.sign_in(world.people[who]).get(f"/tasks/{slip.task_id}").text
    assert "蓝色督办单" in page
