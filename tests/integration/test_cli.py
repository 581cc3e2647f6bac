"""Commands of the office and of whoever installs the system: words, exit codes, what is kept."""

import json

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.events import Event
from tasks_tracker.domain.jobs import JobRun
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import PlanDraft, SourceDocument
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.domain.users import Role, User
from tasks_tracker.jobs import runner
from tasks_tracker.jobs.schedule import JOBS, Job
from tasks_tracker.operations import users
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.command_line import obey, run, settings

__all__ = ["obey", "run", "settings"]

PASSWORD = "Ducha-2024-ok"
DOC_NO = "聊政发〔2024〕3号"
PLAN = f"""{DOC_NO}

聊城市人民政府
关于印发聊城市便民服务提升方案的通知

各县（市、区）人民政府，市政府各部门：

现将《聊城市便民服务提升方案》印发给你们，请认真组织实施。

聊城市人民政府
2024年1月5日

聊城市便民服务提升方案

一、重点任务

（一）推行一窗受理。整合窗口，6月底前覆盖率达到95%以上。（牵头单位：市审批局；责任单位：市公安局）
"""
NOTICE = "聊城市人民政府\n关于放假的通知\n\n端午节放假一天。\n\n2024年6月5日\n"


def count(kind) -> int:
    return db.scalar(select(func.count()).select_from(kind))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "方案.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def city(session):
    return make.region()


@pytest.fixture
def clerk(city):
    return make.person(Role.SUPERVISOR, city, account="clerk")


@pytest.fixture
def importing(run, city, file):
    """Hand in the file for the city."""
    return lambda *more: run("import", file, "--region", city.name, *more)


def test_a_document_is_read_without_a_database(obey, file):
    done = obey("extract", file)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{DOC_NO}  1 项任务，0 处疑点  聊城市人民政府关于印发")
    plans = json.loads(obey("extract", file, "--json").out)["plans"]
    assert [task["lead"] for task in plans[0]["tasks"]] == [["市审批局"]]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 ...", b"\x00\x01\x02"])
def test_a_file_without_text_is_refused_in_one_line(obey, file, content):
    file.write_bytes(content)
    done = obey("extract", file)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(("Error: 文件", "Error: 这份 PDF"))
    assert len(done.err.splitlines()) == 1


def test_a_file_that_is_not_there_is_named(obey, file):
    done = obey("extract", file.with_name("none.txt"))
    assert done.code == 2
    assert "none.txt" in done.err


def test_a_plan_waits_for_a_clerk(importing, clerk):
    done = importing()
    assert done.code == 0
    assert done.out == f"{DOC_NO}  1 项任务，0 处疑点，0 处待核\n请到“导入方案”页核对后立项。\n"
    assert db.scalars(select(SourceDocument)).one().handed_in_by.account == clerk.account
    assert (count(PlanDraft), count(Task)) == (1, 0)


def test_a_plan_is_adopted_at_once_with_the_units_it_names(importing, clerk):
    assert importing("--adopt", "--new-units").code == 0
    task = db.scalars(select(Task)).one()
    assert task.lead_unit.name == "市审批局"
    assert [unit.name for unit in task.supports] == ["市公安局"]


def test_unknown_units_stop_an_adoption_and_nothing_is_kept(importing, clerk):
    done = importing("--adopt")
    assert done.code == 1
    assert "市审批局" in done.err
    assert (count(SourceDocument), count(PlanDraft), count(Plan), count(Unit)) == (0, 0, 0, 0)


def test_new_units_without_an_adoption_is_a_mistake(importing, clerk):
    done = importing("--new-units")
    assert done.code == 2
    assert "--adopt" in done.err
    assert count(PlanDraft) == 0


def test_the_same_document_twice_is_refused(importing, clerk):
    importing()
    done = importing()
    assert (done.code, done.err) == (
        1,
        f"tasks-tracker: {DOC_NO}已经导入，正等待核对。没有新的内容。\n",
    )
    assert count(PlanDraft) == 1


def test_a_document_that_assigns_nothing_is_refused(importing, clerk, file):
    file.write_text(NOTICE, encoding="utf-8")
    done = importing()
    assert done.code == 1
    assert "没有布置任务" in done.err
    assert count(SourceDocument) == 0


def test_a_region_that_is_unknown_is_named_beside_the_known_ones(run, file, city):
    done = run("import", file, "--region", "茌平区")
    assert (done.code, done.err) == (1, "Error: 没有“茌平区”这个地区；现有：聊城市。\n")


def test_a_region_without_an_office_cannot_import_yet(importing):
    done = importing()
    assert (done.code, done.out) == (1, "")
    assert "聊城市还没有督查人员" in done.err


def test_an_account_that_may_not_import_is_refused_in_words(importing, city, clerk):
    make.person(Role.LIAISON, city, make.unit(city), account="owner")
    assert "没有账号“nobody”" in importing("--by", "nobody").err
    done = importing("--by", "owner")
    assert (done.code, done.err) == (1, "tasks-tracker: 没有权限：导入方案\n")
    assert count(PlanDraft) == 0


def test_a_new_installation_gets_its_first_entries(run):
    assert run("region", "add", "聊城市", "--mark", "聊").out == "已建立地区“聊城市”。\n"
    run("region", "add", "高唐县", "--mark", "唐", "--parent", "聊城市")
    assert run("unit", "add", "县一局", "--region", "高唐县").out == "已建立单位“县一局”。\n"
    run("unit", "add", "一街道", "--region", "高唐县", "--group", "town")
    who = ("--name", "郑安", "--email", "zheng@example.org", "--password", PASSWORD)
    post = ("--region", "高唐县", "--role", "liaison", "--unit", "县一局")
    assert run("user", "add", "zheng", *who, *post).out == "已建立账号“zheng”。\n"
    outcome = users.sign_in(account="zheng", password=PASSWORD, address="::1", now=make.NOW)
    assert [unit.name for unit in outcome.user.units] == ["县一局"]
    assert outcome.user.region.parent.name == "聊城市"
    groups = db.scalars(select(Unit.group).order_by(Unit.position)).all()
    assert groups == [UnitGroup.DEPARTMENT, UnitGroup.TOWN]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["region", "add", "聊城市", "--mark", "城"], "地区“聊城市”已经有了"),
        (["region", "add", "东阿县", "--mark", "聊"], "没有用过的字"),
        (["region", "add", "东阿县", "--mark", "东阿"], "没有用过的字"),
        (["region", "add", "东阿县", "--mark", "阿", "--parent", "山东省"], "没有“山东省”"),
        (["unit", "add", "市一局", "--region", "聊城市"], "已是“市一局”的名称"),
        (["unit", "add", " ", "--region", "聊城市"], "单位名称不能空着"),
        (["unit", "add", "市二局", "--region", "聊城市", "--group", "club"], "club"),
    ],
)
def test_what_cannot_be_entered_is_refused(run, city, arguments, words):
    make.unit(city, "市一局")
    before = count(Region), count(Unit)
    done = run(*arguments)
    assert done.code != 0
    assert words in done.err
    assert (count(Region), count(Unit)) == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "weak"}, "口令至少 10 位"),
        ({"password": "Zheng-2024-ok"}, "口令里不能包含账号"),
        ({"region": "茌平区"}, "没有“茌平区”这个地区"),
        ({"unit": "市九局"}, "须写明单位（--unit），且单位在名册里：市九局"),
        ({"unit": ""}, "联络员须写明单位（--unit），且单位在名册里：未写"),
        ({"role": "supervisor"}, "督查专员不属于某个单位，请去掉 --unit"),
        ({"role": "king"}, "king"),
        ({"email": "zheng"}, "邮箱地址不完整"),
    ],
)
def test_an_account_that_cannot_be_made_leaves_nothing_behind(run, city, changes, words):
    make.unit(city, "市一局")
    wanted = {
        "name": "郑安",
        "email": "zheng@example.org",
        "password": PASSWORD,
        "region": city.name,
        "role": "liaison",
        "unit": "市一局",
        **changes,
    }
    given = [part for name, text in wanted.items() for part in (f"--{name}", text)]
    done = run("user", "add", "zheng", *given)
    assert done.code != 0
    assert words in done.err
    assert (count(User), count(Event)) == (0, 0)


def test_the_table_of_jobs_tells_how_each_ran_last(run):
    before = run("jobs", "list").out.splitlines()
    assert [line.split()[0] for line in before] == [job.name for job in JOBS]
    assert all(line.endswith("还没有运行过") for line in before)
    run("jobs", "run", "overdue")
    lines = run("jobs", "list").out.splitlines()
    assert [line.split()[0] for line in lines if line.endswith("正常结束")] == ["overdue"]


def test_a_job_runs_once_for_a_day(run, city):
    make.milestone(make.task(make.section(make.plan(city))))
    command = ("jobs", "run", "overdue", "--today", "2024-06-01")
    assert run(*command).out.startswith("overdue 2024-06-01：1 件。")
    assert "已经运行过" in run(*command).out
    assert (count(JobRun), count(Event)) == (1, 1)


def test_a_job_that_fails_ends_with_its_reason(run, monkeypatch):
    def fail(_today, _now):
        raise LookupError("没有日历")

    broken = Job("overdue", "", fail, at=JOBS[0].at)
    monkeypatch.setattr(runner, "find", lambda _name: broken)
    done = run("jobs", "run", "overdue", "--today", "2024-06-01")
    assert (done.code, done.err.splitlines()[-1]) == (
        1,
        "Error: overdue 2024-06-01：LookupError: 没有日历",
    )


def test_a_job_that_there_is_not_is_refused(run):
    assert run("jobs", "run", "party").code == 2
    assert run("jobs", "run", "overdue", "--today", "tomorrow").code == 2
    assert count(JobRun) == 0
