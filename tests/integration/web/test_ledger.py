import gzip
import re
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, insert

from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.users import Role
from tests import make

BUDGET = 8
"""Statements that the page may ask, the sign-in's own included."""
LIMIT_KB = 60


@contextmanager
def counted(engine):
    statements: list[str] = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def fill(session, count: int):
    """Many tasks at once, each with two units and two milestones."""
    region = make.region()
    section = make.section(make.plan(region))
    units = [make.unit(region) for _ in range(40)]
    place = {"plan_id": section.plan_id, "section_id": section.id, "region_id": region.id}
    numbers = range(10_001, 10_001 + count)
    session.execute(insert(Task), [{**_task(n, units), **place} for n in numbers])
    ids = dict(
        session.execute(Task.__table__.select().with_only_columns(Task.number, Task.id)).all()
    )
    session.execute(
        insert(TaskUnit),
        [
            {
                "task_id": ids[n],
                "unit_id": units[(n + at) % 40].id,
                "duty": duty,
                "position": at + 1,
            }
            for n in numbers
            for at, duty in enumerate((Duty.LEAD, Duty.SUPPORT))
        ],
    )
    session.execute(
        insert(Milestone), [_milestone(ids[n], n, at) for n in numbers for at in (1, 2)]
    )
    return make.person(Role.SUPERVISOR, region)


LAST = date(2024, 12, 31)


def _day(number: int) -> date:
    return date(2024, 4 + number % 5, 1 + number % 28)


def _task(number: int, units) -> dict:
    texts = {"title": f"任务 {number}", "requirement": "照章办理", "path": ["一"], "part_title": ""}
    flags = {"is_completed": False, "awaits_office": number % 7 == 0, "submitted_late": False}
    kept = {"begun_on": None, "last_report_on": None, "completed_on": None, "version": 1}
    place = {"line_start": 1, "line_end": 2, "part": 1, "only_responsible": False}
    lead = {"number": number, "lead_unit_id": units[number % 40].id}
    ends = {"clock_ends_on": _day(number), "due_ends_on": LAST}
    return {**texts, **flags, **kept, **place, **lead, **ends}


def _milestone(task_id: int, number: int, position: int) -> dict:
    due_on = _day(number) if position == 1 else LAST
    dates = {"original_due_on": due_on, "due_on": due_on, "clock_ends_on": due_on}
    texts = {"deliverable": "办成", "phrase": "月底前", "derivation": "月末", "kind": "by"}
    rest = {"state": "open", "is_phase": False, "position": position, "task_id": task_id}
    return {**dates, **texts, **rest}


@pytest.mark.parametrize("address", ["/ledger", "/ledger?unit=局&role=lead&q=任务&light=lagging"])
def test_391_tasks_take_few_statements(client, session, engine, address):
    client.sign_in(fill(session, 391))
    with counted(engine) as statements:
        page = client.get(address).text
    assert "项，本页第 1—" in page
    assert len(statements) <= BUDGET, "\n".join(statements)


def test_ten_thousand_tasks_are_read_page_by_page(client, session):
    client.sign_in(fill(session, 10_000))
    page = client.get("/ledger?page=200").text
    assert "共 10000 项，本页第 9951—10000 项" in page
    assert page.count('<a class="title"') == 50
    assert len(gzip.compress(page.encode())) < LIMIT_KB * 1024


def test_an_empty_ledger_says_why(client, session):
    client.sign_in(make.person(Role.SUPERVISOR, make.region()))
    page = client.get("/ledger").text
    assert "共 0 项" in page
    assert "台账里还没有任务" in page


def test_a_filter_without_rows_is_named_and_can_be_cleared(client, world):
    page = client.sign_in(world.supervisor).get("/ledger?unit=市财政局&light=overdue&q=电力").text
    message = re.search(r"没有符合条件的任务：(.+?)</b>", page, re.DOTALL)[1]
    for word in ("市财政局", "逾期", "电力"):
        assert word in message
    assert '<a class="body-link" href="/ledger">清除筛选</a>' in page


@pytest.mark.parametrize(
    ("who", "count"),
    [
        ("supervisor", 2),
        ("county_supervisor", 1),
        ("leader", 1),
        ("other_leader", 0),
        ("owner", 1),
        ("unit_head", 1),
        ("helping", 1),
        ("outsider", 0),
    ],
)
def test_everyone_sees_the_rows_within_the_own_border(client, world, who, count):
    page = client.sign_in(world.people[who]).get("/ledger").text
    assert page.count('<a class="title"') == count
    assert f"共 {count} 项" in page


def test_administrators_have_no_ledger(client, world):
    assert client.sign_in(world.system_admin).get("/ledger").status_code == 403


def test_no_filter_reaches_beyond_the_border(client, world):
    client.sign_in(world.county_supervisor)
    for address in (f"?plan={world.task.plan_id}", f"?region={world.city.id}", "?unit=市一局"):
        assert "共 0 项" in client.get(f"/ledger{address}").text
    assert "市一局" not in client.get("/ledger").text


def test_the_address_keeps_the_filter_from_page_to_page_and_from_sort_to_sort(client, session):
    client.sign_in(fill(session, 120))
    page = client.get(
        "/ledger?q=任务&light=severe&light=overdue&light=idle&sort=number&page=1"
    ).text
    following = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert "本页第 51—" in client.get(following).text
    assert '<input type="hidden" name="sort" value="number">' in page
    by_due = re.search(r'href="([^"]+sort=due[^"]*)"', page)[1]
    assert "light=severe" in by_due
    assert "page=" not in by_due


def test_what_makes_no_sense_in_the_address_is_left_out_of_account(client, world):
    client.sign_in(world.supervisor)
    address = "/ledger?plan=x&light=purple&due_from=soon&sort=beauty&role=boss&page=-3&section=1e9"
    assert "共 2 项" in client.get(address).text


def test_rows_are_grouped_by_light_with_their_counts(client, world):
    world.task.milestones[0].clock_ends_on = date(2024, 5, 6)
    world.task.settle(make.TODAY)
    page = client.sign_in(world.supervisor).get("/ledger").text
    assert '<tbody data-rows id="overdue">' in page
    assert page.index('id="overdue"') < page.index('id="idle"')
    assert '<tbody data-rows id="severe">' not in page


def test_a_quick_search_by_code_finds_the_one_task(client, world):
    page = client.sign_in(world.supervisor).get(f"/ledger?q={world.task.code}").text
    assert page.count('<a class="title"') == 1
    assert world.task.code in page
