"""The page of scheduled jobs."""

from datetime import timedelta

import pytest

from tasks_tracker.domain.jobs import JobRun
from tasks_tracker.web.jobs import ScheduledJob
from tests import make


@pytest.fixture
def schedule(app):
    jobs = [
        ScheduledJob("remind", "到期提醒", "每天 08:30", make.NOW + timedelta(hours=22)),
        ScheduledJob("deliver", "发送邮件", "每分钟"),
    ]
    app.extensions["schedule"] = lambda _now: jobs


def run(job="remind") -> JobRun:
    return make.saved(JobRun(job=job, slot=make.NOW, started_at=make.NOW))


def test_every_job_is_shown_whether_it_ran_or_not(client, world, schedule):
    run().end(make.NOW, 12)
    page = client.sign_in(world.system_admin).get("/jobs").text
    assert "共 2 个" in page
    assert "05-11 08:00" in page
    assert "正常结束" in page
    assert "还没有运行过" in page


def test_a_failed_run_shows_its_error_without_what_it_quotes(client, world, schedule):
    run().fail(make.NOW, "OSError: connection refused\n[parameters: 业务内容]")
    page = client.sign_in(world.supervisor).get("/jobs").text
    assert "出错" in page
    assert "connection refused" in page
    assert "业务内容" not in page


def test_without_a_schedule_the_page_says_who_runs_the_jobs(client, world):
    page = client.sign_in(world.supervisor).get("/jobs").text
    assert "没有作业表" in page


@pytest.mark.parametrize("who", ["owner", "leader", "security_admin", "audit_admin"])
def test_jobs_are_the_offices_and_the_administrators(client, world, who):
    client.sign_in(getattr(world, who))
    assert client.get("/jobs").status_code == 403
