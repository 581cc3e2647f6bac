"""From the form of a liaison over the head of the unit to the office, and back."""

import io

import pytest
from sqlalchemy import select

from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.unsigned import SignState, UnsignedReport
from tasks_tracker.persistence import unsigned
from tasks_tracker.persistence.session import db

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def world(world):
    world.task.plan.wants_sign_off = True
    return world


@pytest.fixture
def written(client, world) -> UnsignedReport:
    """What the liaison wrote by the form."""
    texts = {"progress": "12 个窗口已启用", "problems": "接口没有开", "last_seen": "0"}
    sent = {**texts, "percent": "60", "evidence": [(io.BytesIO(PDF), "联调.pdf")]}
    answer = client.sign_in(world.owner).post(f"/tasks/{world.task.id}/reports/new", sent)
    one = db.scalars(select(UnsignedReport)).one()
    assert answer.location.endswith(f"/unsigned/{one.id}")
    return one


def reports():
    return db.scalars(select(ProgressReport)).all()


def test_the_form_says_who_signs_and_that_the_clock_runs(client, world):
    page = client.sign_in(world.owner).get(f"/tasks/{world.task.id}/reports/new").text
    assert "签发之前期限照常计算" in page
    assert "送单位负责人签发" in page
    page = client.sign_in(world.unit_head).get(f"/tasks/{world.task.id}/reports/new").text
    assert "报送督查室" in page


def test_the_head_reads_it_and_signs(client, world, written):
    page = client.sign_in(world.unit_head).get(f"/unsigned/{written.id}").text
    assert "12 个窗口已启用" in page
    assert "60%" in page
    assert "联调.pdf" in page
    answer = client.post(f"/unsigned/{written.id}/signature", follow_redirects=True)
    assert "已签发" in answer.text
    (report,) = reports()
    assert (report.by_id, report.signed_by_id) == (world.owner.id, world.unit_head.id)
    assert report.evidence[0].file_name == "联调.pdf"


def test_signing_twice_is_told_in_words(client, world, written):
    client.sign_in(world.unit_head).post(f"/unsigned/{written.id}/signature")
    assert "已经处理过了" in client.post(f"/unsigned/{written.id}/signature").text
    assert len(reports()) == 1


def test_given_back_it_is_written_anew_with_all_that_was_there(client, world, written):
    page = client.sign_in(world.unit_head).post(f"/unsigned/{written.id}/return").text
    assert "退回修改要写明改什么" in page
    client.post(f"/unsigned/{written.id}/return", {"reason": "补上件数"})
    assert db.get(UnsignedReport, written.id).state is SignState.GIVEN_BACK
    address = f"/tasks/{world.task.id}/reports/new?unsigned={written.id}"
    page = client.sign_in(world.owner).get(address).text
    assert "退回修改：补上件数" in page
    assert "接口没有开</textarea>" in page
    sent = {"progress": "12 个窗口已启用，办件 300 件", "last_seen": "0", "keeps_evidence": "y"}
    client.post(address, sent)
    again = db.scalars(select(UnsignedReport).where(UnsignedReport.state == "waiting")).one()
    client.sign_in(world.unit_head).post(f"/unsigned/{again.id}/signature")
    assert [piece.file_name for piece in reports()[0].evidence] == ["联调.pdf"]


def test_taken_back_it_opens_in_the_form(client, world, written):
    answer = client.sign_in(world.owner).post(f"/unsigned/{written.id}/withdrawal")
    page = client.get(answer.location).text
    assert "12 个窗口已启用</textarea>" in page
    assert reports() == []
    answer = client.post(f"/unsigned/{written.id}/withdrawal")
    assert answer.status_code == 409


def test_a_second_one_is_refused_and_keeps_what_was_typed(client, world, written):
    sent = {"progress": "另写一份", "last_seen": "0"}
    page = client.sign_in(world.owner).post(f"/tasks/{world.task.id}/reports/new", sent).text
    assert "正等单位负责人签发" in page
    assert "另写一份</textarea>" in page


def test_the_list_has_what_waits_first(client, world, written):
    page = client.sign_in(world.unit_head).get("/unsigned").text
    assert "待签发" in page
    assert world.task.code in page
    assert world.task.code not in client.sign_in(world.outsider).get("/unsigned").text


def test_the_head_has_it_among_what_is_to_be_done(client, world, written):
    assert "待签发的反馈" in client.sign_in(world.unit_head).get("/my").text
    assert "待签发的反馈" not in client.sign_in(world.owner).get("/my").text
    assert unsigned.open_by_person() == {world.unit_head.id: 1}
