"""The first page of a leader: own sections only, and since when something is new."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker import clock
from tasks_tracker.domain.looks import Look
from tasks_tracker.operations.remarks import turn_into_urgings, write_remark
from tasks_tracker.operations.slips import answer, take_answer
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import leader
from tests import make


@pytest.fixture
def late(world):
    """A task in the leader's charge that is overdue."""
    task = make.task(world.task.section, world.lead, title="整合窗口")
    make.milestone(task, due_on=date(2024, 4, 12), deliverable="设备到位")
    return task


def test_home_leads_a_leader_there_and_the_office_elsewhere(client, world):
    client.sign_in(world.leader)
    assert client.get("/").headers["Location"] == "/leader"
    client.sign_in(world.supervisor)
    assert client.get("/").headers["Location"] == "/overview"


def test_only_the_own_sections_are_shown(client, world, late):
    other = make.section(make.plan(world.city), "二、别人分管", leader=world.other_leader)
    make.milestone(make.task(other, title="别人的任务"), due_on=date(2024, 4, 12))
    client.sign_in(world.leader)
    page = client.get("/leader").text
    assert "整合窗口" in page
    assert world.task.section.label in page
    assert "别人" not in page
    client.sign_in(world.other_leader)
    page = client.get("/leader").text
    assert "别人的任务" in page
    assert "整合窗口" not in page


def test_without_a_section_the_page_says_so(client, world):
    client.sign_in(world.other_leader)
    assert "没有分管的板块" in client.get("/leader").text


def test_nothing_is_written_by_looking_and_the_mark_is_the_own_one(client, world, late):
    client.sign_in(world.leader)
    client.get("/leader")
    assert db.scalars(select(Look)).all() == []
    assert client.post("/leader/look").status_code == 302
    (mark,) = db.scalars(select(Look)).all()
    assert (mark.user_id, clock.local(mark.looked_at).date()) == (world.leader.id, make.TODAY)
    page = client.get("/leader").text
    assert "5月10日已阅" in page
    client.post("/leader/look")
    assert len(db.scalars(select(Look)).all()) == 1


def test_what_is_new_is_told_since_the_day_of_the_mark(world, late):
    later = make.TODAY + timedelta(days=20)
    unmarked = leader.page(world.leader, later).changes
    assert unmarked.first_day == date(2024, 5, 30)
    make.saved(Look(user=world.leader, looked_at=make.NOW))
    marked = leader.page(world.leader, later)
    assert marked.changes.first_day == make.TODAY
    assert marked.marked_on == make.TODAY
    assert len(marked.changes.moves) >= len(unmarked.moves)


def test_a_remark_is_followed_to_its_end(client, world, late):
    remark = write_remark(late, by=world.leader, now=make.NOW, remark="一周内报结果。")
    (followed,) = leader.page(world.leader, make.TODAY).remarks
    assert (followed.came, followed.days, followed.is_late) == ("督查室还没有办理", 0, False)
    (urging,) = turn_into_urgings(
        remark, by=world.supervisor, now=make.NOW, chosen=[late], reason="报进度。"
    )
    (followed,) = leader.page(world.leader, date(2024, 6, 28)).remarks
    assert followed.came == "已转督办，市一局5月30日前答复"
    assert followed.is_late
    answer(urging, by=world.owner, now=make.NOW, reply="已办。")
    take_answer(urging, by=world.supervisor, now=make.NOW)
    (followed,) = leader.page(world.leader, date(2024, 6, 28)).remarks
    assert (followed.came, followed.is_late) == ("已转督办，市一局已答复", False)
    client.sign_in(world.leader)
    assert "0 个工作日落实" in client.get("/leader").text
