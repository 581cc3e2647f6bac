"""Pages of administration ask the database little, however much there is to show."""

import pytest
from sqlalchemy import event

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.trail import record
from tests import make

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
