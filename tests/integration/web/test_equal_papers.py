"""The same figures again: on a unit's page, in Excel, in a published annex and under scores."""

import io
import re

import pytest
from python_calamine import load_workbook

from tasks_tracker.domain.circulars import CircularForm
from tasks_tracker.domain.lights import LATE, WORST_FIRST
from tasks_tracker.domain.periods import month_of
from tasks_tracker.operations.circulars import draft_circular
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import circular_kept
from tasks_tracker.reports.circular import take_snapshot
from tasks_tracker.wording import word
from tests import make
from tests.integration.web.figures import rows_at
from tests.integration.web.test_equal_figures import LIVED, Town

MONTH = month_of(make.TODAY)
LAMP = re.compile(r'<a href="(/ledger\?[^"]*light=(\w+)[^"]*)">.*?(\d+)</a>', re.DOTALL)


@pytest.fixture(params=range(2))
def town(session, request):
    found = Town(request.param)
    for day in LIVED:
        found.live(day)
        db.flush()
    return found


@pytest.fixture
def kept(town):
    return take_snapshot(town.region, MONTH, today=make.TODAY)


@pytest.fixture
def rows(kept):
    """What the circular says of each unit, by its name."""
    return {row.name: row.counts for row in circular_kept.read(kept).figures.units}


def test_a_unit_is_counted_alike_on_its_page_in_the_ledger_in_excel_and_in_the_circular(
    client, town, rows
):
    client.sign_in(town.reviewer)
    for unit in town.units:
        lamps = lamps_of(client, unit)
        for light, (address, count) in lamps.items():
            assert rows_at(client, address) == count, (unit.name, light)
            assert len(sheet(client, address.replace("/ledger?", "/ledger.xlsx?"))) == count
        counts = {light: count for light, (_, count) in lamps.items()}
        told = rows[unit.name]
        assert sum(counts.values()) == told.tasks
        assert sum(counts.get(light.value, 0) for light in LATE) == told.overdue
        assert counts.get("done", 0) == told.completed
    of_office = lamps_of(client, town.units[0])
    assert lamps_of(client.sign_in(town.owner), town.units[0]) == of_office


def test_an_annex_has_the_tasks_of_the_ledger_and_scores_the_milestones_of_the_circular(
    client, town, kept, rows
):
    client.sign_in(town.reviewer)
    live = {row["编号"]: row["亮灯"] for row in sheet(client, "/ledger.xlsx")}
    annex = sheet(client, f"/circulars/{drafted(town, kept).id}.xlsx", number=2)
    assert live.keys() == {row["编号"] for row in annex}
    for light in WORST_FIRST:
        count = sum(words == word(light) for words in live.values())
        assert count == rows_at(client, f"/ledger?light={light.value}")
    for unit in town.units:
        points = points_of(client.get(f"/units/{unit.id}/score?period={MONTH.key}").text)
        met = sum(got == possible for got, possible in points)
        assert (len(points), met) == (rows[unit.name].due, rows[unit.name].on_time), unit.name
    assert sum(row.due for row in rows.values()) > 0


def drafted(town, kept):
    found = draft_circular(
        town.region,
        period=MONTH,
        form=CircularForm.RED_HEAD,
        snapshot=kept,
        as_of=make.TODAY,
        by=town.reviewer,
        now=make.NOW,
    )
    db.flush()
    return found


def lamps_of(client, unit) -> dict[str, tuple[str, int]]:
    """By light: the address behind it, and the number beside it."""
    page = client.get(f"/units/{unit.id}/work").text
    panel = re.search(r'id="lights".*?</section>', page, re.DOTALL)[0]
    return {
        light: (address.replace("&amp;", "&"), int(count))
        for address, light, count in LAMP.findall(panel)
    }


def points_of(page: str) -> list[tuple[str, str]]:
    """What each milestone got, and could have got."""
    part = re.search(r'<section class="panel" id="part-completion".*?</section>', page, re.DOTALL)
    return re.findall(r'([\d.]+) <small class="muted">/ ([\d.]+)</small>', part[0]) if part else []


def sheet(client, address, number=0) -> list[dict]:
    """The rows of a table in a file, by their heads."""
    read = load_workbook(io.BytesIO(client.get(address).data)).get_sheet_by_index(number)
    rows = read.to_python()
    at = next(place for place, row in enumerate(rows) if row and row[0] == "序号")
    return [dict(zip(rows[at], row, strict=True)) for row in rows[at + 1 :] if row[0]]
