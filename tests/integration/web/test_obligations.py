"""应报: for the unit what it owes, for the office who has not reported, and how plans report."""

from datetime import date

import pytest
from sqlalchemy import select

from tasks_tracker import clock
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.obligations import Obligation, Owing
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.operations.obligations import keep
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.persistence import obligations
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import owed
from tests import make


def owe(world, due_on=date(2024, 4, 25), **more) -> Obligation:
    key = f"{due_on.year}-{due_on.month:02d}"
    opens_on = date(due_on.year, due_on.month - 1, 26)
    values = {"task": world.task, "unit": world.lead, "period": key, "asked_on": opens_on}
    return make.saved(Obligation(**values, opens_on=opens_on, due_on=due_on, **more))


@pytest.fixture
def missed(world):
    """April was missed, May is owed by the 14th."""
    owe(world)
    owe(world, date(2024, 5, 14))
    world.task.report_due_on = date(2024, 4, 25)
    return world


def test_the_unit_sees_what_it_owes_by_day(client, missed):
    page = client.sign_in(missed.owner).get("/obligations").text
    assert "漏报 1、快到期 1、未到期 0" in page
    assert page.index("2024年4月") < page.index("2024年5月")
    assert "已过 9 个工作日" in page
    assert f"/tasks/{missed.task.id}/reports/new" in page


def test_another_unit_sees_none_of_it(client, missed):
    assert "现在没有应报的反馈" in client.sign_in(missed.outsider).get("/obligations").text


def test_the_office_sees_who_has_not_reported_worst_first(client, missed):
    page = client.sign_in(missed.supervisor).get("/obligations").text
    assert "市一局" in page
    assert f"plan={missed.task.plan_id}" in page
    assert "没有欠着的反馈" in client.sign_in(missed.county_supervisor).get("/obligations").text


def test_the_form_says_which_period_it_answers_and_answers_it(client, missed):
    address = f"/tasks/{missed.task.id}/reports/new"
    page = client.sign_in(missed.owner).get(address).text
    assert "2024年4月，4月25日前（已过 9 个工作日）" in page
    client.post(address, {"progress": "12 个窗口已启用", "last_seen": "0"})
    page = client.get("/obligations").text
    assert "迟 9 个工作日" in page
    assert "漏报 0、快到期 1" in page


def test_late_missing_and_in_time_are_counted_by_unit(world):
    owe(world, date(2024, 3, 25), answered_on=date(2024, 3, 20))
    owe(world, date(2024, 4, 25), answered_on=date(2024, 4, 28))
    owe(world, date(2024, 5, 9))
    owe(world, date(2024, 6, 20))
    owe(world, date(2024, 2, 25), excused_on=date(2024, 2, 26))
    owe(world, date(2023, 12, 25), excused_on=date(2024, 1, 5), noted_at=make.NOW)
    found = owed.by_unit(world.city, date(2023, 1, 1), date(2024, 12, 31), make.TODAY)
    (one,) = found
    assert (one.unit, one.due, one.in_time, one.late, one.missing) == ("市一局", 4, 1, 1, 2)


def test_what_is_excused_is_said_to_be(world):
    one = owe(world, excused_on=date(2024, 4, 26))
    (row,) = owed.of(world.owner, make.TODAY).answered
    assert (row.obligation, row.owing) == (one, Owing.EXCUSED)


def settings(**more):
    standing = {"cycle": "monthly", "cycle_day": "25", "excuses_objected": "y"}
    return {**standing, "seen": "|False|True", **more}


def test_the_office_sets_how_a_plan_is_reported_on(client, world):
    address = f"/plans/{world.task.plan_id}/reporting"
    assert "不定期" in client.sign_in(world.supervisor).get(address).text
    answer = client.post(address, settings(wants_sign_off="y"), follow_redirects=True)
    assert "每月25日前" in answer.text
    plan = db.get(Plan, world.task.plan_id)
    assert (plan.reporting_rule, plan.wants_sign_off) == ("monthly:25", True)
    event = db.scalars(select(Event).where(Event.kind == EventKind.REPORTING_SET)).one()
    assert event.words == f"{plan.doc_no}：每月25日前，经单位负责人签发"
    assert event.before["reporting_rule"] == ""


def test_units_without_somebody_to_sign_are_named(client, world):
    world.task.plan.wants_sign_off = True
    lonely = make.task(world.task.section).lead_unit
    page = client.sign_in(world.supervisor).get(f"/plans/{world.task.plan_id}/reporting").text
    assert lonely.name in page
    assert world.lead.name not in page


@pytest.mark.parametrize("day", ["0", "32", "x", "1-2"])
def test_a_day_that_no_month_has_is_refused_beside_the_field(client, world, day):
    address = f"/plans/{world.task.plan_id}/reporting"
    page = client.sign_in(world.supervisor).post(address, settings(cycle_day=day)).text
    assert "并填对是哪一天" in page
    assert f'value="{day}"' in page
    assert db.get(Plan, world.task.plan_id).reporting_rule == ""


def test_who_comes_second_is_told(client, world):
    world.task.plan.reporting_rule = "weekly:1"
    address = f"/plans/{world.task.plan_id}/reporting"
    client.sign_in(world.supervisor)
    assert "同事刚改过" in client.post(address, settings()).text
    assert db.get(Plan, world.task.plan_id).reporting_rule == "weekly:1"


def test_another_rule_excuses_what_is_not_due_yet_and_nothing_else(client, missed):
    missed.task.plan.reporting_rule = "monthly:14"
    address = f"/plans/{missed.task.plan_id}/reporting"
    client.sign_in(missed.supervisor).post(address, settings(seen="monthly:14|False|True"))
    states = [one.is_open for one in db.scalars(select(Obligation).order_by(Obligation.due_on))]
    assert states == [True, False]
    assert db.get(Task, missed.task.id).report_due_on == date(2024, 4, 25)


def test_a_night_and_a_report_agree_with_the_page(client, world):
    world.task.plan.reporting_rule = "monthly:25"
    world.task.plan.adopted_at = clock.end_of(date(2024, 1, 5))
    db.flush()
    keep(make.TODAY, make.NOW)
    assert "未到期 1" in client.sign_in(world.owner).get("/obligations").text
    task = db.get(Task, world.task.id)
    report_progress(task, by=db.get(User, world.owner.id), now=make.NOW, progress="已启用")
    assert "未到期 0" in client.get("/obligations").text


def test_the_task_shows_its_periods(client, missed):
    page = client.sign_in(missed.supervisor).get(f"/tasks/{missed.task.id}").text
    assert "按期反馈" in page
    assert "1 件漏报，2 件在册" in page


def test_what_presses_stands_among_what_is_to_be_done(client, missed):
    page = client.sign_in(missed.owner).get("/my").text
    assert "应报的进展反馈" in page
    assert "2024年4月" in page
    assert "应报的进展反馈" not in client.sign_in(missed.outsider).get("/my").text


def test_what_presses_is_counted_for_the_digest(missed):
    assert obligations.count_by_unit(make.TODAY) == {missed.lead.id: 2}
