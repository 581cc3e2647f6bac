"""The form of a report: what is taken, what is refused, and what stays of the files."""

import io
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.same_matters import same_matter
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.users import Appointment, Post, Role
from tasks_tracker.operations.evidence import path_of
from tasks_tracker.operations.reviews import accept_report, return_report
from tasks_tracker.persistence.session import db
from tasks_tracker.web import forms
from tests import make

PDF = b"%PDF-1.7\n%%EOF\n"
LATER = make.NOW + timedelta(hours=1)


@pytest.fixture
def address(world) -> str:
    return f"/tasks/{world.task.id}/reports/new"


def typed(**more):
    texts = {"progress": "12 个窗口已启用", "problems": "", "next_steps": "", "coordination": ""}
    return {**texts, "last_seen": "0", **more}


def reports() -> list[ProgressReport]:
    return list(db.scalars(select(ProgressReport).order_by(ProgressReport.id)))


def stored(folder) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def file(name="联调.pdf", raw=PDF):
    return (io.BytesIO(raw), name)


def test_the_form_shows_what_can_be_said_to_be_met(client, world, address):
    page = client.sign_in(world.owner).get(address).text
    assert "窗口全部启用" in page
    assert "余 16 个工作日" in page
    assert "严禁上传涉密内容" in page
    assert "本单位还没有报过这一项" in page


def test_a_whole_report_is_handed_in(client, world, address, tmp_path):
    target, milestone = make.target(world.task), world.task.milestones[0]
    sent = typed(
        problems="无",
        next_steps="6月推开\r\n月底验收",
        milestones=[milestone.id],
        evidence=[file(), file("现场.png", b"\x89PNG\r\n\x1a\n1")],
        **{f"target_{target.id}": "９９．５％"},
    )
    answer = client.sign_in(world.owner).post(address, sent, follow_redirects=True)
    assert "时钟停住" in answer.text
    assert answer.request.path == "/my"
    (report,) = reports()
    assert (report.by_id, report.unit_id) == (world.owner.id, world.lead.id)
    assert report.next_steps == "6月推开\n月底验收"
    assert report.milestones[0].state is MilestoneState.SUBMITTED
    assert report.values[0].target.reported_value == Decimal("99.5")
    assert [one.file_name for one in report.evidence] == ["联调.pdf", "现场.png"]
    assert path_of(report.evidence[0].stored_name, folder=tmp_path).read_bytes() == PDF


def test_a_report_without_a_milestone_says_that_the_clock_runs_on(client, world, address):
    answer = client.sign_in(world.owner).post(address, typed(), follow_redirects=True)
    assert "期限照常计算" in answer.text
    assert world.task.milestones[0].state is MilestoneState.OPEN


def test_a_form_without_progress_keeps_all_that_was_typed_and_no_file(
    client, world, address, tmp_path
):
    milestone = world.task.milestones[0]
    sent = typed(progress=" ", problems="数据不通", milestones=[milestone.id], evidence=[file()])
    page = client.sign_in(world.owner).post(address, sent).text
    assert "进展情况不能空着" in page
    assert "数据不通" in page
    assert f'value="{milestone.id}" checked' in " ".join(page.split())
    assert "1 个文件没有留下，请重新选择" in page
    assert (reports(), stored(tmp_path)) == ([], [])


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ("约九成", "这里只填数字"),
        ("1e30", "这里只填数字"),
        ("NaN", "这里只填数字"),
        ("99.12345", "小数最多 4 位"),
    ],
)
def test_a_figure_that_is_none_is_refused_beside_its_field(client, world, address, figure, words):
    target = make.target(world.task)
    sent = typed(**{f"target_{target.id}": figure})
    page = client.sign_in(world.owner).post(address, sent).text
    assert words in page
    assert f'value="{figure}"' in page
    assert "12 个窗口已启用" in page
    assert reports() == []


def test_a_refused_file_takes_the_accepted_ones_with_it(client, world, address, tmp_path):
    sent = typed(evidence=[file(), file("工具.exe", b"MZ")])
    page = client.sign_in(world.owner).post(address, sent).text
    assert "“工具.exe”：程序、脚本和网页文件不收" in page
    assert (reports(), stored(tmp_path)) == ([], [])


def test_a_marked_file_is_refused_with_the_rule(client, world, address, tmp_path):
    sent = typed(evidence=[file("纪要.txt", "机密★5年".encode())])
    assert "《保守国家秘密法》" in client.sign_in(world.owner).post(address, sent).text
    assert stored(tmp_path) == []


def test_a_transaction_that_fails_at_its_end_leaves_no_file(
    client, world, address, tmp_path, monkeypatch
):
    @contextmanager
    def breaks():
        yield
        assert len(stored(tmp_path)) == 1
        db.rollback()
        raise OSError("disk gone")

    monkeypatch.setattr(forms, "transaction", breaks)
    client.sign_in(world.owner)
    with pytest.raises(OSError, match="disk gone"):
        client.post(address, typed(evidence=[file()]))
    assert stored(tmp_path) == []


def test_the_same_form_sent_twice_counts_once(client, world, address):
    client.sign_in(world.owner).post(address, typed())
    page = client.post(address, typed()).text
    assert "已经报送过一份" in page
    assert len(reports()) == 1
    again = typed(last_seen=str(reports()[0].id), progress="14 个窗口已启用")
    assert client.post(address, again).status_code == 302


def test_a_milestone_already_submitted_is_refused_in_words(client, world, address):
    milestone = world.task.milestones[0]
    whole = {"milestones": [milestone.id], "no_evidence": "窗口在大厅，可随时看"}
    client.sign_in(world.owner).post(address, typed(**whole))
    again = typed(**whole, last_seen=str(reports()[0].id), problems="等复核")
    assert "已经报送，不能重复报送" in client.post(address, again).text


def test_the_last_report_and_the_remark_stand_beside_the_form(client, world, address):
    report = make.report(world.task, world.owner)
    return_report(report, by=world.supervisor, now=LATER, words="附表缺两个县")
    page = client.sign_in(world.owner).get(address).text
    assert "已启用 12 个窗口。" in page
    assert "附表缺两个县" in page
    assert "复制到填报栏" in page


def test_a_person_of_two_leading_units_says_for_which(client, world, address):
    second = make.unit(world.city, "市三局")
    world.task.assign(second, Duty.LEAD)
    make.saved(world.task)
    post = make.saved(Post(region=world.city, role=Role.LIAISON, title="联络员", unit=second))
    make.saved(Appointment(user=world.owner, post=post, started_on=make.TODAY))
    assert "填报单位" in client.sign_in(world.owner).get(address).text
    client.post(address, typed(unit_id=second.id))
    assert reports()[0].unit_id == second.id


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("owner", 200),
        ("unit_head", 200),
        ("helping", 403),
        ("supervisor", 403),
        ("leader", 403),
        ("outsider", 404),
        ("county_owner", 404),
    ],
)
def test_only_the_leading_unit_reports(client, world, address, person, status):
    assert client.sign_in(world.people[person]).get(address).status_code == status


def test_a_completed_task_takes_no_more_reports(client, world, address):
    report = make.report(world.task, world.owner, world.task.milestones[0])
    accept_report(report, by=world.supervisor, now=LATER)
    answer = client.sign_in(world.owner).get(address)
    assert answer.status_code == 409
    assert "已办结，不再收进展反馈" in answer.text


def test_who_says_the_same_again_says_what_stands_in_the_way(client, world, address):
    client.sign_in(world.owner).post(address, typed())
    seen = str(reports()[0].id)
    for problems in ("", "无"):
        page = client.post(address, typed(last_seen=seen, problems=problems)).text
        assert "请写明卡在哪里" in page
    assert len(reports()) == 1
    assert client.post(address, typed(last_seen=seen, problems="接口没有开")).status_code == 302


def test_the_last_text_can_be_taken_over_without_script(client, world, address):
    make.report(world.task, world.owner)
    page = client.sign_in(world.owner).get(f"{address}?same=1").text
    assert "已启用 12 个窗口。</textarea>" in page
    assert "写明卡在哪里" in page


def test_how_much_is_done_is_kept_with_the_task(client, world, address):
    client.sign_in(world.owner).post(address, typed(percent="60"))
    assert reports()[0].percent == reports()[0].task.percent == 60
    page = client.post(address, typed(percent="160", progress="再报")).text
    assert "填 0 到 100 的整数" in page


def linked(world):
    """A task about the same matter, and one that is about another."""
    same, other = (make.task(world.task.section, world.lead) for _ in range(2))
    make.saved(same_matter(world.task, same, by=world.supervisor, at=make.NOW))
    return same, other


def test_what_is_about_the_same_matter_is_ticked_at_first(client, world, address):
    same, other = linked(world)
    page = " ".join(client.sign_in(world.owner).get(address).text.split())
    assert f'value="{same.id}" checked' in page
    assert f'value="{other.id}"' in page
    assert f'value="{other.id}" checked' not in page
    assert f'value="{world.county_task.id}"' not in page


def test_one_text_is_given_to_several_tasks(client, world, address):
    same, _ = linked(world)
    sent = typed(also=[same.id], evidence=[file()], last_seen="0")
    client.sign_in(world.owner).post(address, sent)
    assert [one.task_id for one in reports()] == [world.task.id, same.id]
    shared = {one.evidence[0].stored_name for one in reports()}
    assert len(shared) == 1


def test_a_task_of_another_unit_is_not_taken_along(client, world, address):
    strange = make.task(world.task.section)
    client.sign_in(world.owner).post(address, typed(also=[strange.id]))
    assert reports() == []
