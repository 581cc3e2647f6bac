import pytest

from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tests import make


def reported(task, by, day=10, **more):
    now = make.NOW.replace(day=day)
    return make.handed_in(task, by=by, now=now, progress=f"{day}日的进展。", **more)


@pytest.fixture
def report(world):
    return reported(world.task, world.owner, milestones=[world.task.milestones[0].id])


def test_the_longest_waiting_comes_first_with_its_days(client, world, report):
    other = make.task(world.task.section, world.lead, title="更早的")
    reported(other, world.owner, day=6)
    page = client.sign_in(world.supervisor).get("/reviews").text
    assert "2 件待审" in page
    assert page.index("更早的") < page.index(world.task.title)
    assert '<span class="warn">4 个工作日</span>' in page


def test_an_empty_queue_says_so(client, world):
    assert "没有待审的反馈" in client.sign_in(world.supervisor).get("/reviews").text


def test_the_queue_is_that_of_the_own_region(client, world):
    reported(world.county_task, world.county_owner)
    assert "1 件待审" in client.sign_in(world.county_supervisor).get("/reviews").text
    assert "0 件待审" in client.sign_in(world.supervisor).get("/reviews").text


@pytest.mark.parametrize(
    ("who", "status"), [("head", 200), ("owner", 403), ("leader", 403), ("county_supervisor", 404)]
)
def test_only_the_office_reviews(client, world, report, who, status):
    client.sign_in(world.people[who])
    assert client.get(f"/reviews/{report.id}").status_code == status
    assert client.post(f"/reviews/{report.id}/acceptance").status_code in (status, 302)


def test_this_report_stands_beside_the_last_one(client, world, report):
    later = reported(world.task, world.owner, day=10, problems="缺人")
    later.submitted_at = make.NOW.replace(hour=3)
    page = client.sign_in(world.supervisor).get(f"/reviews/{later.id}").text
    assert "本次（5月10日）" in page
    assert "上次（5月10日，待审）" in page
    assert "缺人" in page
    assert "这是第一份反馈" in client.get(f"/reviews/{report.id}").text


def test_acceptance_meets_the_milestone_and_leads_on_to_the_next(client, world, report, session):
    following = reported(make.task(world.task.section, world.lead), world.owner)
    client.sign_in(world.supervisor)
    response = client.post(
        f"/reviews/{report.id}/acceptance", {"opinion": "数字清楚", "grade": "good"}
    )
    assert response.location == f"/reviews/{following.id}"
    now = session.get(ProgressReport, report.id)
    assert (now.state, now.review_words) == (ReportState.ACCEPTED, "数字清楚")
    assert now.milestones[0].state is MilestoneState.MET
    assert client.post(f"/reviews/{following.id}/acceptance").location == "/reviews"
    assert "没有别的待审件了" in client.get("/reviews").text


def test_a_return_needs_a_reason_and_keeps_nothing_without_one(client, world, report, session):
    client.sign_in(world.supervisor)
    response = client.post(f"/reviews/{report.id}/return", {"opinion": "  "})
    assert response.status_code == 200
    assert "退回须写明理由" in response.text
    assert session.get(ProgressReport, report.id).state is ReportState.SUBMITTED
    client.post(f"/reviews/{report.id}/return", {"opinion": "缺窗口照片"})
    now = session.get(ProgressReport, report.id)
    assert (now.state, now.review_words) == (ReportState.RETURNED, "缺窗口照片")
    assert now.milestones[0].state is MilestoneState.OPEN


def test_a_second_decision_is_refused_in_plain_words(client, world, report):
    client.sign_in(world.supervisor)
    client.post(f"/reviews/{report.id}/acceptance", {"grade": "good"})
    response = client.post(f"/reviews/{report.id}/return", {"opinion": "再想想"})
    assert response.status_code == 200
    page = client.get(f"/reviews/{report.id}").text
    assert "已经审核，不再改动" in page
    assert "退回并看下一件" not in page


def test_nobody_reviews_what_they_reported_themselves(client, world, report):
    report.by = world.supervisor
    client.sign_in(world.supervisor)
    assert "由本人填报，须他人审核" in client.get("/reviews").text
    page = client.get(f"/reviews/{report.id}").text
    assert "须由另一位督查人员审核" in page
    assert "通过并看下一件" not in page
    assert client.post(f"/reviews/{report.id}/acceptance").status_code == 403


def test_the_city_only_looks_at_what_the_county_reviews(client, world):
    report = reported(world.county_task, world.county_owner)
    page = client.sign_in(world.supervisor).get(f"/reviews/{report.id}").text
    assert "高唐县人民政府督查室审核，这里只看" in page
    assert client.post(f"/reviews/{report.id}/acceptance").status_code == 403
