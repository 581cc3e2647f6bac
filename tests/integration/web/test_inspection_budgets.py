"""Pages of inspections and accountability ask the database little, however much there is."""

import pytest

from tests.integration.operations import inspected
from tests.integration.web.test_budgets import BUDGET, statements

__all__ = ["statements"]

ADDRESSES = (
    "/inspections",
    "/inspections/{inspection}",
    "/findings",
    "/accountability",
    "/accountability/rules",
    "/accountability/rules/{rule}",
    "/accountability/rules/{rule}/units/{unit}",
)


@pytest.fixture
def crowd(world):
    """Many findings at two units and many facts about them."""
    inspection, rule = inspected.running(world), inspected.fire_points(world)
    for unit in (world.lead, world.helper) * 6:
        inspected.handed_over(world, inspection=inspection, unit=unit)
        inspected.fire_point(rule, world, unit=unit)
    inspected.answered(world, inspection=inspection)
    inspected.written(world, inspection=inspection)
    return world, {"inspection": inspection.id, "rule": rule.id, "unit": world.lead.id}


@pytest.mark.parametrize("who", ["supervisor", "owner"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_keeps_to_its_budget(client, crowd, statements, who, address):
    world, ids = crowd
    client.sign_in(getattr(world, who))
    client.get("/account")
    statements.clear()
    assert client.get(address.format(**ids)).status_code == 200
    # The counter of one unit has its rule with versions and steps, facts, evidence and steps taken.
    most = BUDGET + 2 if "units" in address else BUDGET
    assert 0 < len(statements) <= most, "\n\n".join(statements)
