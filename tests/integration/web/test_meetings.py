"""A dispatch meeting in the browser: prepared, shown, entered into, closed, printed."""

import io
import re
from datetime import date

import pytest
from docx import Document
from sqlalchemy import select

from tasks_tracker.domain.meetings import AgendaItem, Meeting, MeetingState
from tasks_tracker.domain.resolutions import Effect, Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.operations.meetings import close_meeting, start_meeting
from tasks_tracker.operations.resolutions import resolve
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import meeting_screens
from tests import make
from tests.integration.operations.met import prepared

HOSTILE = '<script>alert("x")</script>&{{ 7*7 }}'
HEAD = {
    "title": "五月调度会",
    "held_on": "2024-05-10",
    "place": "第二会议室",
    "chair": "常务副市长",
    "attendees": "各牵头单位",
    "cut": "unit",
}


@pytest.fixture
def late(world):
    """The task of the world is overdue, and its unit has said something."""
    make.milestone(world.task, due_on=date(2024, 4, 12), deliverable="设备到位")
    world.task.settle(make.TODAY)
    make.report(world.task, world.owner, progress="设备还在路上。")
    return world


def begun(world, *subjects, **more) -> Meeting:
    meeting = prepared(world, *subjects, **more)
    shown = meeting_screens.shown(meeting, make.TODAY)
    start_meeting(meeting, by=world.supervisor, now=make.NOW, shown=shown)
    return meeting


def only(kind):
    return db.scalars(select(kind)).one()


def test_the_agenda_begins_with_the_worst(client, late):
    quiet = make.task(late.task.section)
    make.milestone(quiet, due_on=date(2024, 12, 31))
    client.sign_in(late.supervisor)
    page = client.post("/meetings/new", {**HEAD, "title": ""}).text
    assert "写会议名称" in page
    assert "第二会议室" in page
    answer = client.post("/meetings/new", HEAD)
    meeting = only(Meeting)
    assert answer.headers["Location"] == f"/meetings/{meeting.id}"
    assert [item.name for item in meeting.items] == ["市一局"], "who is calm is left out"
    page = client.get(f"/meetings/{meeting.id}").text
    assert "开始会议" in page
    assert HEAD["chair"] in page


def test_sections_can_be_gone_through_too(client, late):
    client.sign_in(late.supervisor)
    client.post("/meetings/new", {**HEAD, "cut": "section", "plans": [late.task.plan_id]})
    assert [item.name for item in only(Meeting).items] == [late.task.section.label]


def test_the_agenda_is_put_in_order(client, world):
    meeting = prepared(world, world.lead, world.helper)
    first, second = meeting.items
    client.sign_in(world.supervisor)
    page = client.get(f"/meetings/{meeting.id}").text
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', page)[1]
    address = f"/meetings/{meeting.id}/agenda"
    sent = {"seen": seen, f"place-{first.id}": "2", f"place-{second.id}": "1"}
    assert "1 到 999" in client.post(address, sent | {f"place-{first.id}": "一"}).text
    assert client.post(address, sent).status_code == 302
    assert [item.name for item in only(Meeting).items] == ["市二局", "市一局"]
    page = client.post(address, sent | {"without": [first.id]}).text
    assert "刚刚被别人改过" in page
    assert len(db.scalars(select(AgendaItem)).all()) == 2


def test_a_unit_is_added_by_its_name(client, world):
    meeting = prepared(world)
    client.sign_in(world.supervisor)
    address = f"/meetings/{meeting.id}/items"
    page = client.post(address, {"name": "没有这个局"}).text
    assert "名册里没有" in page
    assert "没有这个局" in page
    assert client.post(address, {"name": "市二局"}).status_code == 302
    assert "已经有了" in client.post(address, {"name": "市二局"}).text


def test_figures_stay_as_they_were_when_it_began(client, late):
    meeting = prepared(late)
    client.sign_in(late.supervisor)
    answer = client.post(f"/meetings/{meeting.id}/start")
    assert answer.headers["Location"] == f"/meetings/{meeting.id}/screens/1"
    address = f"/meetings/{meeting.id}/screens/1"
    page = client.get(address).text
    for words in ("市一局", late.task.code, "设备到位", "设备还在路上", "超 18 日", "1<small>/1"):
        assert words in page, words
    late.task.milestones[1].due_on = None
    shown = dict(only(AgendaItem).shown)
    db.expire_all()
    late.task.title = "改了名"
    assert "改了名" not in client.get(address).text
    assert only(AgendaItem).shown == shown


def test_a_screen_is_a_page_without_script(client, late):
    meeting = begun(late, late.lead, late.helper)
    client.sign_in(late.leader)
    page = client.get(f"/meetings/{meeting.id}/screens/1").text
    assert f'href="/meetings/{meeting.id}/screens/2"' in page
    assert 'rel="next"' in page
    assert client.get(f"/meetings/{meeting.id}/screens/3").status_code == 404
    assert client.get(f"/meetings/{meeting.id}/screens/0").status_code == 404


def test_a_decision_is_set_going_from_the_screen(client, late):
    meeting = begun(late)
    client.sign_in(late.supervisor)
    address = f"/meetings/{meeting.id}/screens/1"
    sent = {"voice": 0, "said": HOSTILE, "effect": "urged"}
    page = client.post(address, sent).text
    assert "选出要催办的任务" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert client.post(address, sent | {"shown": [late.task.code]}).status_code == 302
    urging = only(Urging)
    assert (urging.task_id, urging.resolution.words) == (late.task.id, HOSTILE)
    for where in (address, f"/meetings/{meeting.id}", f"/urgings/{urging.id}"):
        page = client.get(where).text
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page


def test_a_leaders_words_become_a_task(client, late):
    meeting = begun(late)
    client.sign_in(late.head)
    address = f"/meetings/{meeting.id}/screens/1"
    sent = {
        "voice": late.leader.id,
        "said": "建专班，集中办公。",
        "effect": "tasked",
        "section": late.task.section_id,
        "title": "建专班",
        "lead": "不知道哪个局",
        "due_on": "2024-06-28",
    }
    page = client.post(address, sent).text
    assert "名册里没有这个单位" in page
    assert "建专班，集中办公。" in page
    client.post(address, sent | {"lead": "市二局"})
    made = only(Resolution)
    assert (made.leader_id, made.effect, made.made_task.lead_unit_id) == (
        late.leader.id,
        Effect.TASKED,
        late.helper.id,
    )
    assert "代录" in client.get(f"/meetings/{meeting.id}").text


def test_what_was_mistyped_is_taken_back(client, late):
    made = said(begun(late), late)
    client.sign_in(late.supervisor)
    address = f"/meetings/resolutions/{made.id}/withdrawal"
    assert "撤回要写明原因" in client.post(address, {"reason": ""}).text
    client.post(address, {"reason": "听错了"})
    page = client.get(f"/meetings/{made.meeting_id}").text
    assert "已撤回：听错了" in page
    page = client.post(address, {"reason": "再撤"}).text
    assert "已经撤回" in page
    assert "再撤" in page


def said(meeting, world, **more) -> Resolution:
    given = {"said": "一周内报方案。", "effect": Effect.URGED, "chosen": [world.task], **more}
    return resolve(meeting.items[0], by=world.supervisor, now=make.NOW, **given)


def test_after_the_end_nothing_is_entered_and_the_text_is_kept(client, late):
    meeting = begun(late)
    close_meeting(meeting, by=late.supervisor, now=make.NOW)
    client.sign_in(late.supervisor)
    answer = client.post(
        f"/meetings/{meeting.id}/screens/1",
        {"voice": 0, "said": "补一条。", "effect": "noted", "section": late.task.section_id},
    )
    assert "刚刚散会" in answer.text
    assert "补一条。" in answer.text
    assert db.scalars(select(Resolution)).all() == []
    assert "已经结束" in client.post(f"/meetings/{meeting.id}/close").text
    assert "已经结束" in client.post(f"/meetings/{meeting.id}/start").text


def test_minutes_are_the_same_byte_for_byte(client, late):
    meeting = begun(late)
    said(meeting, late)
    said(meeting, late, leader=late.leader, effect=Effect.NOTED, said="下次再听。", chosen=())
    client.sign_in(late.supervisor)
    address = f"/meetings/{meeting.id}/minutes.docx"
    assert client.get(address).status_code == 404, "it is not closed"
    client.post(f"/meetings/{meeting.id}/close")
    assert only(Meeting).state is MeetingState.CLOSED
    first = client.get(address).data
    late.task.title = "改了名"
    late.lead.name = "改名局"
    late.task.is_completed, late.task.completed_on = True, make.TODAY
    late.task.clock_ends_on = None
    assert client.get(address).data == first
    text = "\n".join(one.text for one in Document(io.BytesIO(first)).paragraphs)
    head = ("调度会〔2024〕1号", "会议纪要")
    for words in (*head, "市一局", "滞后 1 项", "一周内报方案", "下次再听"):
        assert words in text, words
    page = client.get(f"/meetings/{meeting.id}/minutes").text
    assert "调度会〔2024〕1号" in page


def test_a_unit_reads_what_was_resolved_for_it_alone(client, late):
    meeting = begun(late)
    said(meeting, late)
    said(
        meeting,
        late,
        effect=Effect.NOTED,
        said="别的局的事。",
        chosen=[make.task(late.task.section)],
    )
    client.sign_in(late.owner)
    page = client.get(f"/meetings/{meeting.id}").text
    assert "一周内报方案" in page
    assert "别的局的事" not in page
    assert client.get(f"/meetings/{meeting.id}/screens/1").status_code == 404
    assert meeting.title in client.get("/meetings").text
    client.sign_in(late.outsider)
    assert client.get(f"/meetings/{meeting.id}").status_code == 404


def test_what_came_of_the_last_meeting_is_shown_in_the_next(client, late):
    first = begun(late)
    made = said(first, late)
    close_meeting(first, by=late.supervisor, now=make.NOW)
    second = begun(late, title="六月调度会")
    (earlier,) = second.items[0].shown["before"]
    assert (earlier["id"], earlier["came"]) == (made.id, "5月14日前答复")
    assert only_task(late).is_completed is False


def only_task(world) -> Task:
    return db.get(Task, world.task.id)
