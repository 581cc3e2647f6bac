"""Pages of scores ask the database the same number of times, however many units there are."""

import gzip

import pytest

from tests import make
from tests.integration.operations.scored import freeze, object_to, row_of, score_of
from tests.integration.web.test_budgets import statements
from tests.unit.score_samples import point, points

__all__ = ["statements"]

SIGNED_IN = 1
SHEET = 5
ROW = 7
OBJECTION = 6
LARGEST_PAGE = 60_000
MANY = 200


def asked(client, statements, address) -> int:
    statements.clear()
    answer = client.get(address)
    assert answer.status_code == 200
    return len(statements)


@pytest.fixture
def many(world):
    """A sheet of many units, each with its points, and one of them with many."""
    others = [make.unit(world.city, f"第{number}号局") for number in range(MANY)]
    long = [point(value=0, possible=25, words="窗口" * 20, subject=f"task:{n}") for n in range(200)]
    scores = [score_of(world.lead, [*points(), *long]), *(score_of(unit) for unit in others)]
    return freeze(world, *scores, now=make.NOW)


def test_a_sheet_of_many_units_is_one_page_of_few_statements(client, world, many, statements):
    object_to(row_of(many, world.lead), world.owner, now=make.NOW)
    client.sign_in(world.supervisor)
    assert asked(client, statements, f"/scores/{many.id}") <= SIGNED_IN + SHEET
    assert len(gzip.compress(client.get(f"/scores/{many.id}").data)) < LARGEST_PAGE


def test_a_long_score_is_one_page_of_few_statements(client, world, many, statements):
    row = row_of(many, world.lead)
    objection = object_to(row, world.owner, now=make.NOW)
    client.sign_in(world.owner)
    assert asked(client, statements, f"/scores/rows/{row.id}") <= SIGNED_IN + ROW
    assert len(gzip.compress(client.get(f"/scores/rows/{row.id}").data)) < LARGEST_PAGE
    client.sign_in(world.head)
    address = f"/scores/objections/{objection.id}"
    assert asked(client, statements, address) <= SIGNED_IN + OBJECTION
    assert len(gzip.compress(client.get(address).data)) < LARGEST_PAGE


def test_a_units_page_asks_once_for_each_kind_of_what_waits(client, world, many, statements):
    address = f"/units/{world.lead.id}/work"
    client.sign_in(world.supervisor)
    for_office = asked(client, statements, address)
    client.sign_in(world.owner)
    for_unit = asked(client, statements, address)
    assert max(for_office, for_unit) <= 30
    make.milestone(make.task(world.task.section, world.lead))
    assert asked(client, statements, address) == for_unit


def test_a_preview_asks_no_more_for_more_units(client, world, statements):
    client.sign_in(world.supervisor)
    few = asked(client, statements, "/scores/preview?period=2024-05")
    for _ in range(20):
        make.milestone(make.task(world.task.section, make.unit(world.city)))
    assert asked(client, statements, "/scores/preview?period=2024-05") <= few + 4
