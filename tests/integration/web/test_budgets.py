"""Pages of administration ask the database little, however much there is to show."""

import gzip
import io

import pytest
from sqlalchemy import event, select

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.objections import raise_objection
from tasks_tracker.operations.shares import wait_for_share
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.handed_out import handed_out, share_of
from tests.integration.operations.test_plans import DOCUMENT
from tests.integration.web.test_imports import fields

BUDGET = 8
SAVING = 12
REPORTING = BUDGET + 1
"""With the other tasks to which the same text may be given."""
HOME = BUDGET + 8
"""With one question for each kind of what may wait for a unit: 待办, above its tasks; circulars
that name it and scores that it may object to are two of them."""
LARGEST_PAGE = 60_000
"""Bytes of the clerk's screen as it goes over the line."""
PAGES = [
    ("system_admin", "/people"),
    ("security_admin", "/people"),
    ("system_admin", "/units"),
    ("supervisor", "/units"),
    ("supervisor", "/jobs"),
    ("supervisor", "/outbox"),
    ("audit_admin", "/audit"),
    ("owner", "/account"),
    ("owner", "/obligations"),
    ("supervisor", "/obligations"),
    ("unit_head", "/unsigned"),
    ("owner", "/my"),
    ("owner", "/my/reports"),
    ("head", "/extensions"),
    ("owner", "/extensions?tab=explained"),
    ("supervisor", "/blockers"),
    ("owner", "/blockers?tab=settled"),
    ("owner", "/notices"),
    ("supervisor", "/notices"),
    ("owner", "/objections"),
    ("supervisor", "/objections"),
    ("helping", "/shares"),
    ("owner", "/shares"),
    ("supervisor", "/shares"),
    ("supervisor", "/imports"),
    ("supervisor", "/inspections"),
    ("owner", "/inspections"),
    ("supervisor", "/findings"),
    ("owner", "/findings"),
    ("supervisor", "/accountability"),
    ("owner", "/accountability"),
    ("supervisor", "/accountability/rules"),
    ("supervisor", "/calendar?year=2027"),
    ("supervisor", "/checks"),
    ("head", "/checks/draw"),
    ("head", "/closings"),
    ("system_admin", "/calendar"),
    ("head", "/light-rules"),
    ("supervisor", "/overview/units"),
    ("supervisor", "/overview/sections"),
    ("supervisor", "/overview/due"),
    ("supervisor", "/overview/flow"),
    ("supervisor", "/overview/stuck"),
    ("supervisor", "/roadmap"),
    ("owner", "/roadmap?by=unit"),
    ("supervisor", "/reviews/questions"),
    ("supervisor", "/comparisons/counties"),
    ("supervisor", "/burden"),
    ("supervisor", "/urgings"),
    ("head", "/urgings?shown=all"),
    ("owner", "/urgings"),
    ("owner", "/scores"),
    ("supervisor", "/scores"),
    ("head", "/urgings/new"),
    ("head", "/ladder"),
    ("head", "/remarks"),
    ("leader", "/remarks"),
]


@pytest.fixture
def statements(engine):
    """What is asked of the database; the savepoints are the tests' own."""
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        if "SAVEPOINT" not in statement:
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def crowd(world):
    """Enough of everything that a query for each row would show."""
    for _ in range(12):
        unit = make.unit(world.city)
        person = make.person(Role.LIAISON, world.city, unit)
        record(EventKind.USER_ADDED, by=person, now=make.NOW)
        task = make.task(world.task.section, world.lead, support=[unit])
        make.report(task, world.owner, make.milestone(task))
        disputed(world, unit)
    return world


def disputed(world, unit) -> None:
    """A task of the unit's own that was handed out, objected to and waited for."""
    task = make.task(world.task.section, world.lead, support=[unit, world.helper])
    make.milestone(task)
    handed_out(world, task)
    given = {"proposed": unit, "reason": "职能已划转。", "agreed_by": "郑安"}
    raise_objection(task, by=world.owner, now=make.NOW, **given)
    waiting = {"what": "名单", "since_on": make.TODAY}
    wait_for_share(share_of(task, world.helper), by=world.owner, now=make.NOW, **waiting)


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_a_page_keeps_to_its_budget(client, crowd, statements, who, address):
    client.sign_in(getattr(crowd, who))
    client.get("/account")
    statements.clear()
    assert client.get(address).status_code == 200
    most = HOME if address == "/my" else BUDGET
    assert 0 < len(statements) <= most, "\n\n".join(statements)


PAST = 24
"""A past day is worked out from tasks, seats, clocks, reports, and what was owed, asked and decided
then: each of these is one question, however many tasks there are."""


def test_the_ledger_of_a_past_day_takes_the_same_number_of_statements(client, crowd, statements):
    crowd.task.plan.adopted_at = make.NOW.replace(month=3)
    client.sign_in(crowd.supervisor)
    client.get("/account")
    counts = []
    for _ in range(2):
        statements.clear()
        assert client.get("/ledger?as_of=2024-05-09").status_code == 200
        counts.append(len(statements))
        for _number in range(5):
            make.milestone(make.task(crowd.task.section, crowd.lead))
    assert counts[0] == counts[1] <= PAST, "\n\n".join(statements)


OVERVIEW = {"/overview": BUDGET + 12, "/overview/changed": BUDGET + 10}
"""With one question for each kind of what may wait for the office, and with two days to compare."""


@pytest.mark.parametrize("address", OVERVIEW)
def test_the_overview_takes_as_many_statements_of_more_tasks(client, crowd, statements, address):
    client.sign_in(crowd.supervisor).get("/account")
    counts = []
    for _ in range(2):
        statements.clear()
        assert client.get(address).status_code == 200
        counts.append(len(statements))
        for _number in range(5):
            make.milestone(make.task(make.section(make.plan(crowd.city)), crowd.lead))
    assert counts[0] == counts[1] <= OVERVIEW[address], "\n\n".join(statements)


def test_a_persons_page_keeps_to_its_budget(client, crowd, statements):
    client.sign_in(crowd.security_admin)
    client.get("/account")
    statements.clear()
    client.get(f"/people/{crowd.owner.id}")
    assert 0 < len(statements) <= BUDGET, "\n\n".join(statements)


def test_the_form_of_a_report_keeps_to_its_budget(client, crowd, statements):
    for _ in range(12):
        make.milestone(crowd.task)
        make.target(crowd.task)
    client.sign_in(crowd.owner).get("/account")
    statements.clear()
    assert client.get(f"/tasks/{crowd.task.id}/reports/new").status_code == 200
    assert 0 < len(statements) <= REPORTING, "\n\n".join(statements)


@pytest.fixture
def draft(client, crowd):
    """The address of a draft in the hands of its clerk."""
    client.sign_in(crowd.supervisor)
    return client.post("/imports", {"file": (io.BytesIO(DOCUMENT.encode()), "方案.txt")}).location


def test_checking_a_draft_keeps_to_its_budget(client, draft, statements):
    assert "名册里没有" in client.get(draft).text
    assert 0 < len(statements) <= BUDGET, "\n\n".join(statements)


def test_saving_a_task_of_a_draft_keeps_to_its_budget(client, draft, statements):
    sent = fields(client.get(f"{draft}?task=1").text)
    statements.clear()
    answer = client.post(f"{draft}/tasks/1", {**sent, "title": "推行综合窗口", "next": "1"})
    assert answer.status_code == 302
    assert 0 < len(statements) <= SAVING, "\n\n".join(statements)


def test_a_draft_of_ten_thousand_tasks_stays_a_small_page(client, draft, statements):
    stored = db.scalars(select(PlanDraft)).one()
    stored.content = ten_thousand(stored.content)
    client.get(draft)
    statements.clear()
    page = client.get(f"{draft}?task=5000").data
    assert 0 < len(statements) <= BUDGET, "\n\n".join(statements)
    assert len(gzip.compress(page)) <= LARGEST_PAGE


def ten_thousand(content):
    """The tasks of a draft many times over, all of one section, half of them doubtful."""
    doubt = {"field": "lead", "words": "请核对", "settled": False}
    tasks = [
        {**content["tasks"][key % 2], "key": key, "doubts": [doubt] * (key % 2)}
        for key in range(1, 10_001)
    ]
    return {**content, "tasks": tasks}
