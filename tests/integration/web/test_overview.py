import re
from datetime import date, timedelta

import pytest

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import shown_lights
from tasks_tracker.persistence.light_rules import lines
from tasks_tracker.reports.shown_lights import changed
from tests import make

PAST = date(2024, 5, 6)


@pytest.fixture
def late(world):
    """Overdue tasks, one of the city and one of its county."""
    world.task.milestones[0].clock_ends_on = PAST
    world.county_task.milestones[0].clock_ends_on = PAST
    for task in (world.task, world.county_task):
        task.settle(PAST)
    return world


def tasks_total(page: str) -> int:
    return int(re.search(r"任务总数</span>\s*<span class=\"big\">(\d+)", page)[1])


def test_the_office_sees_both_regions_and_the_county_its_own(client, late):
    page = client.sign_in(late.supervisor).get("/overview").text
    assert tasks_total(page) == 2
    assert "县一局" in client.get("/overview/units").text
    page = client.sign_in(late.county_supervisor).get("/overview").text
    assert tasks_total(page) == 1
    assert "市一局" not in page + client.get("/overview/units").text


def test_a_leader_sees_the_own_sections_and_nothing_to_do(client, late):
    page = client.sign_in(late.leader).get("/overview").text
    assert tasks_total(page) == 1
    assert late.task.code in page
    assert late.county_task.code not in page
    assert 'id="waiting"' not in page
    assert "没有分管的任务" in client.sign_in(late.other_leader).get("/overview").text


@pytest.mark.parametrize("who", ["owner", "unit_head", "system_admin", "audit_admin"])
def test_others_have_no_overview_and_are_led_to_their_own_page(client, late, who):
    client.sign_in(late.people[who])
    assert client.get("/overview").status_code == 403
    assert client.get("/").location != "/overview"


def test_the_way_in_leads_the_office_here(client, late):
    assert client.sign_in(late.supervisor).get("/").location == "/overview"


def test_the_plan_filter_holds_for_the_whole_page(client, late):
    client.sign_in(late.supervisor)
    page = client.get(f"/overview?plan={late.county_task.plan_id}").text
    assert tasks_total(page) == 1
    assert "市一局" not in page
    assert late.county_task.code in page
    units = client.get(f"/overview/units?plan={late.county_task.plan_id}").text
    assert "县一局" in units
    assert "市一局" not in units


def test_what_waits_is_shown_with_the_days_that_it_waited(client, late):
    make.report(late.task, late.owner, now=make.NOW.replace(day=6))
    client.sign_in(late.supervisor)
    for address in ("/overview", "/overview/stuck"):
        page = client.get(address).text
        assert "4—5 个工作日" in page
        assert "dated=waiting&amp;dated_from=2024-05-06&amp;dated_to=2024-05-06" in page
    make.report(late.county_task, late.county_owner, now=make.NOW.replace(day=9))
    assert "3 个工作日以内" not in client.get("/overview").text  # the county's office reviews it
    assert "3 个工作日以内" in client.get("/overview/stuck").text


def test_changes_since_the_last_working_day_are_told(client, late):
    for plan in (late.task.plan, late.county_task.plan):
        plan.adopted_at = make.NOW.replace(month=3)
    soon = make.task(late.task.section, title="昨天到期")
    make.milestone(soon, due_on=date(2024, 5, 9))
    page = client.sign_in(late.supervisor).get("/overview/changed").text
    assert "1 处变灯" in page
    assert "期限 5月9日已过" in page


def test_the_strip_compares_two_nights_once_they_are_kept(client, late):
    client.sign_in(late.supervisor)
    assert "较上一日" not in client.get("/overview").text
    soon = make.task(late.task.section, title="昨天到期")
    make.milestone(soon, due_on=date(2024, 5, 9))
    for day in (date(2024, 5, 9), make.TODAY):
        night(day)
    page = client.get("/overview").text
    assert "较上一日 +1" in page
    assert "较上一日 −1" in page


def night(day) -> None:
    """Keep the lights of a night as the job does."""
    for rows in changed(lines(day)):
        shown_lights.put(rows)


def test_the_calendar_shows_any_month(client, late):
    make.milestone(make.task(late.task.section), due_on=date(2024, 6, 28))
    client.sign_in(late.supervisor)
    assert "due_from=2024-06-28" in client.get("/overview/due?month=2024-06").text
    assert "2024年5月" in client.get("/overview/due?month=nonsense").text


def test_before_the_first_plan_the_page_says_what_to_do(client, session):
    supervisor = make.person(Role.SUPERVISOR, make.region())
    page = client.sign_in(supervisor).get("/overview").text
    assert "还没有立项的方案" in page


def test_what_the_changes_do_not_count_leaves_no_empty_list(client, world):
    by, task = world.supervisor, world.task
    for one in (task, world.county_task):
        one.plan.adopted_at = make.NOW - timedelta(days=30)
    record(EventKind.RECEIPT_SIGNED, by=by, now=make.NOW, task=task)
    assert "没有变化" in client.sign_in(by).get("/overview/changed").text
    record(EventKind.REPORT_RETURNED, by=by, now=make.NOW, task=task)
    page = client.get("/overview/changed").text
    assert "没有变化" not in page
    assert "1 件，涉及" in page
