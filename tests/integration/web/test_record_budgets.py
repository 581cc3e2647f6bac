"""The pages of archives, handovers and shared work ask the database little."""

import pytest

from tasks_tracker.domain.archives import Archive
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import handovers
from tests import make
from tests.integration.web.test_budgets import BUDGET, statements

__all__ = ["statements"]
PAGES = [
    ("supervisor", "/archives"),
    ("system_admin", "/handovers"),
    ("head", "/handovers"),
    ("owner", "/posts"),
]


@pytest.fixture
def crowd(world):
    """Enough of everything that a query for each row would show."""
    for number in range(8):
        unit = make.unit(world.city)
        leaver = make.person(Role.LIAISON, world.city, unit)
        successors = {leaver.posts[0]: make.user(f"newcomer{number}")}
        handovers.open_handover(
            leaver, by=world.system_admin, now=make.NOW, reason="调任", successors=successors
        )
        over = make.task(world.task.section, world.lead)
        over.end(make.TODAY, "上级取消")
        make.task(world.task.section, world.lead)
        kept(world, make.task(world.task.section, world.lead))
    make.person(Role.LIAISON, world.city, world.lead)
    return world


def kept(world, task):
    columns = {"stored_name": "0" * 32, "sha256": "0" * 64, "size": 1, "members": 1}
    make.saved(
        Archive(
            region=world.city, task=task, edition=1, by=world.supervisor, at=make.NOW, **columns
        )
    )


@pytest.mark.parametrize(("who", "address"), PAGES)
def test_a_page_keeps_to_its_budget(client, crowd, statements, who, address):
    client.sign_in(getattr(crowd, who))
    client.get("/account")
    statements.clear()
    assert client.get(address).status_code == 200
    assert 0 < len(statements) <= BUDGET, "\n\n".join(statements)
