"""The working calendar on the command line."""

import io
from datetime import date

import pytest

from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.users import Role
from tasks_tracker.persistence import workdays
from tests import make
from tests.integration.command_line import obey, run, settings

__all__ = ["obey", "run", "settings"]

NOTICE = "测办发〔2026〕9号\n国庆节：10月1日至8日放假调休，共8天。10月9日（周六）上班。\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


@pytest.fixture
def city(session):
    city = make.region()
    make.person(Role.SYSTEM_ADMIN, city, account="xitong")
    task = make.task(make.section(make.plan(city)))
    task.plan.workday_rule = WorkdayRule.NEXT
    make.milestone(task, due_on=date(2027, 10, 8))
    return city


def test_a_year_is_shown_with_its_source(run):
    shown = run("calendar", "show", "2026")
    assert "2026-10-10  调休上班  国庆节" in shown.out
    assert "依据：国务院办公厅的通知" in shown.out
    assert "暂按法定节假日推算" in run("calendar", "show", "2027").out


def test_a_notice_is_loaded_after_what_moves_was_shown(city, run, file):
    done = run("calendar", "load", str(file), "--year", "2027", "--yes")
    assert "2027-10-08  按星期 → 放假" in done.out
    assert "没有列为放假：2027-01-01 元旦" in done.out
    assert "聊城市：1 项任务的时钟会动" in done.out
    assert "2027-10-08 → 2027-10-09" in done.out
    assert "2027年的日历已启用，1 项任务的时钟随之调整。" in done.out
    assert not workdays.calendar().is_provisional(2027)


def test_without_an_answer_nothing_is_entered(city, run, file, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert run("calendar", "load", str(file), "--year", "2027").code != 0
    assert workdays.calendar().is_provisional(2027)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--year", "2028"), "不是"),
        (("--year", "2027", "--by", "nobody"), "没有账号“nobody”"),
        (("--year", "2027", "--by", "liaison"), "没有权限"),
    ],
)
def test_what_is_wrong_is_said(city, run, file, more, words):
    make.person(Role.LIAISON, city, make.unit(city), account="liaison")
    done = run("calendar", "load", str(file), *more, "--yes")
    assert done.code != 0
    assert words in done.err


def test_without_anybody_who_may_the_next_step_is_named(session, run, file):
    make.region()
    done = run("calendar", "load", str(file), "--year", "2027", "--yes")
    assert "先用 tasks-tracker user add 建立" in done.err
