"""任务台账 as a file: the rows of the page, and nothing that a view is not to show."""

import io
from datetime import timedelta

import pytest
from python_calamine import load_workbook
from sqlalchemy import event

from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import ledger, ledger_lines, past_ledger
from tasks_tracker.reports.ledger_workbook import LEADING, OFFICE, fields_for, workbook
from tasks_tracker.reports.selection import Selection
from tests import make, people


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def statements(engine):
    asked = []

    def note(*said):
        asked.append(said[2])

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def read(raw):
    """The head, and the rows below it by their heads."""
    rows = load_workbook(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    at = next(at for at, row in enumerate(rows) if row[0] == "序号")
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :]]


def row_of(task, rows):
    return next(row for row in rows if row["编号"] == task.code)


def lines_of(user, asked=None):
    return ledger_lines.live(tasks.scope(user), asked or Selection(), make.TODAY)


def file_of(user, lines=None):
    found = lines_of(user) if lines is None else lines
    return read(workbook(found, fields_for(user), office="督查室", on=make.TODAY))


def test_the_file_has_the_rows_of_the_page_in_their_order(world):
    for number in range(4):
        make.milestone(make.task(world.task.section, world.lead, title=f"第{number}项"))
    shown = ledger.rows(tasks.scope(world.supervisor), make.TODAY)

    rows = file_of(world.supervisor)

    assert [row["编号"] for row in rows] == [row.code for row in shown]
    assert [row["任务"] for row in rows] == [row.name for row in shown]
    assert [row["现行时限"] for row in rows] == [row.due.due_on for row in shown]
    assert [row["序号"] for row in rows] == [1, 2, 3, 4, 5, 6]


def test_a_row_says_what_was_reported_last_and_by_whom_it_is_done(world):
    make.handed_in(world.task, world.owner, progress="=已启用", problems="缺设备", percent=40)

    row = row_of(world.task, file_of(world.supervisor))

    assert (row["最近进展"], row["存在问题"], row["完成%"]) == ("=已启用", "缺设备", 40)
    assert (row["牵头单位"], row["责任单位"]) == ("市一局", "市二局")
    assert (row["牵头领导"], row["待审"]) == ("郑安", "待审·停表")
    assert row["报送日"] == make.TODAY


def test_each_has_the_columns_of_the_own_desk(world):
    (of_lead,), (of_helper,) = file_of(world.owner), file_of(world.helping)

    assert (of_lead["我单位"], of_helper["我单位"]) == ("牵头", "责任")
    assert fields_for(world.leader) == LEADING
    assert fields_for(world.supervisor) == OFFICE
    assert file_of(world.outsider) == []
    assert "责任单位" not in file_of(world.leader)[0]


def test_a_member_of_a_collective_that_leads_leads(world):
    joint = make.unit(world.city, "专班", group=UnitGroup.COLLECTIVE)
    joint.take_in(world.lead)
    task = make.task(world.task.section, joint)

    assert row_of(task, file_of(world.owner))["我单位"] == "牵头"


def test_the_file_of_a_past_day_says_what_was_known_then(world):
    make.handed_in(world.task, world.owner, progress="先前的话", percent=10)
    later = make.NOW + timedelta(days=3)
    make.handed_in(world.task, world.owner, now=later, progress="后来的话", percent=90)
    then = past_ledger.on(make.TODAY, tasks.sight(world.supervisor), Selection())

    row = row_of(world.task, file_of(world.supervisor, ledger_lines.past(then)))

    assert (row["最近进展"], row["完成%"]) == ("先前的话", 10)


def test_the_number_of_statements_does_not_grow_with_the_rows(world, statements):
    def asked():
        statements.clear()
        list(lines_of(world.supervisor))
        return len(statements)

    asked()
    few = asked()
    for _ in range(12):
        task = make.task(world.task.section, world.lead, world.helper)
        make.milestone(task)
        make.handed_in(task, make.person(Role.LIAISON, world.city, world.lead))
    db.flush()
    assert asked() == few <= 5, statements
