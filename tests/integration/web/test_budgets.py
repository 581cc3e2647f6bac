"""Pages of administration ask the database little, however much there is to show."""

import io

import pytest
from sqlalchemy import event

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.trail import record
from tests import make
from tests.integration.operations.test_plans import DOCUMENT

BUDGET = 8
PAGES = [
    ("system_admin", "/people"),
    ("security_admin", "/people"),
    ("system_admin", "/units"),
    ("supervisor", "/units"),
    ("supervisor", "/jobs"),
    ("supervisor", "/outbox"),
    ("audit_admin", "/audit"),
    ("owner", "/account"),
    ("owner", "/my"),
    ("owner", "/my/reports"),
    ("supervisor", "/imports"),
    ("supervisor", "/calendar?year=2027"),
    ("system_admin", "/calendar"),
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
    return world


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_a_page_keeps_to_its_budget(client, crowd, statements, who, address):
    client.sign_in(getattr(crowd, who))
    client.get("/account")
    statements.clear()
    assert client.get(address).status_code == 200
    assert 0 < len(statements) <= BUDGET, "\n\n".join(statements)


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
    assert 0 < len(statements) <= BUDGET, "\n\n".join(statements)


def test_checking_a_draft_keeps_to_its_budget(client, crowd, statements):
    client.sign_in(crowd.supervisor)
    draft = client.post("/imports", {"file": (io.BytesIO(DOCUMENT.encode()), "方案.txt")}).location
    statements.clear()
    assert client.get(draft).status_code == 200
    assert 0 < len(statements) <= BUDGET, "\n\n".join(statements)
