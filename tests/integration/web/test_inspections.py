"""Pages of inspections and findings: each step by its person, and nothing typed is lost."""

import io

import docx
import pytest
from sqlalchemy import select

from tasks_tracker.domain.findings import Finding, FindingState
from tasks_tracker.domain.inspections import Inspection, InspectionKind
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.operations.findings import return_mending
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations import inspected

PLANNED = {
    "title": "窗口服务",
    "kind": "announced",
    "basis": "市政府常务会议",
    "subject": "窗口开放",
    "from_on": "2024-05-10",
    "to_on": "2024-05-11",
    "plan_id": "0",
}
FOUND = {"fact": "三个窗口关着", "demand": "全部开放", "due_on": "2024-05-20"}


def words_of(answer) -> str:
    document = docx.Document(io.BytesIO(answer.data))
    cells = [cell.text for table in document.tables for cell in table._cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def newest(kind):
    return db.scalars(select(kind).order_by(kind.id.desc())).first()


@pytest.fixture
def collective(world):
    made = make.unit(world.city, "各窗口单位", UnitGroup.COLLECTIVE)
    for member in (world.lead, world.helper):
        made.take_in(member)
    return made


def test_an_inspection_is_planned_for_all_members_of_a_collective(client, world, collective):
    client.sign_in(world.supervisor)
    typed = {**PLANNED, "team": [str(world.supervisor.id)], "units": "各窗口单位、市三十局"}
    page = client.post("/inspections/new", typed).text
    assert "名册里没有“市三十局”" in page
    assert "各窗口单位、市三十局" in page
    answer = client.post("/inspections/new", {**typed, "units": "各窗口单位"})
    assert answer.status_code == 302
    made = newest(Inspection)
    assert [unit.name for unit in made.units] == ["市一局", "市二局"]
    assert "督导〔2024〕1号" in client.get(answer.location).text
    notice = words_of(client.get(f"{answer.location}/notice.docx"))
    assert "市一局、市二局：" in notice
    assert "关于开展“窗口服务”" in client.get(f"{answer.location}/notice").text


def test_a_finding_is_written_put_right_and_handed_over(client, world):
    made = inspected.running(world)
    client.sign_in(world.supervisor)
    address = f"/inspections/{made.id}/findings/new"
    assert 'value="2024-05-23"' in client.get(address).text
    wrong = client.post(address, {**FOUND, "unit_id": world.lead.id, "task_number": "99999"})
    assert "台账里没有这个编号的任务" in wrong.text
    number = world.task.number
    sent = {**FOUND, "unit_id": world.lead.id, "task_number": number, "site_note": "二楼大厅"}
    assert client.post(address, {**sent, "next": "again"}).location.endswith(address)
    finding = newest(Finding)
    assert finding.task.id == world.task.id
    page = client.get(f"/findings/{finding.id}/correction").text
    assert "三个窗口关着" in page
    sent["fact"] = "两个窗口关着"
    client.post(f"/findings/{finding.id}/correction", sent)
    assert "两个窗口关着" in client.get(f"/inspections/{made.id}").text
    assert "请先勾选" in client.post(f"/inspections/{made.id}/hand-over").text
    client.post(f"/inspections/{made.id}/hand-over", {"finding_ids": [str(finding.id)]})
    assert newest(Finding).state is FindingState.OPEN
    assert "督导发现的问题" in client.get(f"/tasks/{world.task.id}").text


def test_what_is_found_waits_for_the_beginning(client, world):
    made = inspected.planned(world)
    client.sign_in(world.supervisor)
    assert client.get(f"/inspections/{made.id}/findings/new").status_code == 409
    assert client.get(f"/inspections/{made.id}/notice").status_code == 404
    assert client.get(f"/inspections/{made.id}/report").status_code == 404
    client.post(f"/inspections/{made.id}/start")
    assert client.get(f"/inspections/{made.id}/findings/new").status_code == 200


def test_a_unit_signs_and_answers(client, world):
    finding = inspected.handed_over(world)
    client.sign_in(world.owner)
    address = f"/findings/{finding.id}"
    assert "未签收" in client.get("/findings").text
    seen = {"seen": finding.version, "mended": "六个窗口全开"}
    assert "先签收" in client.post(f"{address}/reply", {**seen, "site_note": "在场"}).text
    client.post(f"{address}/receipt")
    seen["seen"] = newest(Finding).version
    page = client.post(f"{address}/reply", seen).text
    assert "请附上整改后的佐证" in page
    assert "六个窗口全开" in page
    assert client.post(f"{address}/reply", {**seen, "no_evidence": "看现场"}).status_code == 302
    assert "待审·停表" in client.get(address).text


def test_who_looked_at_something_older_is_told_and_keeps_the_text(client, world):
    finding = inspected.answered(world)
    db.flush()
    seen = finding.version
    return_mending(finding, by=world.head, now=make.NOW, opinion="还差一个。")
    db.flush()
    client.sign_in(world.supervisor)
    typed = {"seen": seen, "opinion": "现场看过，都开了。"}
    for step in ("acceptance", "return"):
        page = client.post(f"/findings/{finding.id}/{step}", typed).text
        assert "有了新的情况" in page
        assert "现场看过，都开了。" in page
    typed["seen"] = newest(Finding).version
    page = client.post(f"/findings/{finding.id}/acceptance", typed).text
    assert "没有待审的回复" in page
    assert "现场看过，都开了。" in page


def test_the_head_moves_a_date_and_takes_a_finding_back(client, world):
    finding = inspected.handed_over(world)
    client.sign_in(world.head)
    address, seen = f"/findings/{finding.id}", {"seen": finding.version}
    page = client.post(f"{address}/date", {**seen, "new_due_on": "2024-05-01", "reason": "雨"}).text
    assert "新期限须晚于现行期限" in page
    client.post(f"{address}/date", {**seen, "new_due_on": "2024-05-31", "reason": "雨季"})
    assert "原 2024年5月20日" in client.get(address).text
    client.post(f"{address}/withdrawal", {"seen": newest(Finding).version, "reason": "记重了"})
    assert "撤销：记重了" in client.get(address).text


def test_the_report_names_all_units_and_is_not_for_them(client, world):
    announced = inspected.running(world, kind=InspectionKind.ANNOUNCED, units=[world.lead])
    inspected.handed_over(world, inspection=announced)
    other = inspected.handed_over(world, inspection=announced, unit=world.helper)
    client.sign_in(world.owner)
    assert client.get(f"/inspections/{announced.id}/report").status_code == 404
    page = client.get(f"/inspections/{announced.id}").text
    assert "第1项" in page
    assert "第2项" not in page
    assert client.get(f"/findings/{other.id}").status_code == 404
    client.sign_in(world.leader)
    paper = words_of(client.get(f"/inspections/{announced.id}/report.docx"))
    assert "交办问题 2 个，已整改 0 个" in paper
    assert "市二局：三个窗口关着，没有公示。" in paper
    assert "市一局" in client.get(f"/inspections/{announced.id}/report").text


def test_an_inspection_ends_with_words_and_keeps_them_when_it_cannot(client, world):
    finding = inspected.written(world)
    made = finding.inspection
    client.sign_in(world.supervisor)
    typed = {"seen": made.version, "conclusion": "总体较好。"}
    page = client.post(f"/inspections/{made.id}/conclusion", typed).text
    assert "1 个问题没有交办" in page
    assert "总体较好。" in page
    reason = {"seen": finding.version, "reason": "记重了"}
    client.post(f"/findings/{finding.id}/withdrawal", reason)
    client.post(f"/inspections/{made.id}/conclusion", typed)
    assert newest(Inspection).ended_on == make.TODAY
    client.post(f"/inspections/{made.id}/calling-off", {"seen": made.version, "reason": "雨"})
    assert newest(Inspection).words == "总体较好。"


def test_lists_without_anything_say_so(client, world):
    client.sign_in(world.owner)
    assert "没有涉及本单位的督导" in client.get("/inspections").text
    assert "没有待整改的问题" in client.get("/findings").text
    assert "还没有整改到位" in client.get("/findings?state=mended").text
    client.sign_in(world.supervisor)
    assert "还没有安排过督导" in client.get("/inspections").text


def test_what_waits_stands_on_the_desks(client, world):
    inspected.answered(world)
    inspected.handed_over(world)
    client.sign_in(world.supervisor)
    assert "整改待审" in client.get("/overview").text
    client.sign_in(world.owner)
    assert "督导整改" in client.get("/my").text
